import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {aucOf} from "../../src/stats/auc.js";
import {judgeScores, matrixOf, rescore} from "../../src/stats/rescore.js";

const limits = {most: 100, staticMost: Infinity, dynamicMost: Infinity};

describe("rescore", () => {
  const matrix = matrixOf(
    {number: [2, 5, 9], won: [1, 0, 0]},
    {number: [2, 2, 2, 5], term: [1, 7, 7, 7], age: [-1, 0, 10, 20], times: [1, 1, 2, 1]},
    [1, 7]
  );
  const fixed = {points: 10, dynamic: false, halfLife: NaN, most: Infinity};
  const moving = {points: 8, dynamic: true, halfLife: 10, most: Infinity};

  it("adds the points of what a lead shows, halved with every half-life", () => {
    expect([...rescore(matrix, [fixed, moving], limits)]).toEqual([26, 2, 0]);
    expect([...rescore(matrix, [fixed, {...moving, halfLife: 20}], limits)][1]).toBe(4);
  });

  it("keeps to the most of a term, of a part and of the score, and to 0", () => {
    expect([...rescore(matrix, [fixed, {...moving, most: 5}], limits)][0]).toBe(15);
    expect([...rescore(matrix, [fixed, moving], {...limits, staticMost: 4})][0]).toBe(20);
    expect([...rescore(matrix, [fixed, moving], {...limits, most: 20})][0]).toBe(20);
    expect([...rescore(matrix, [{...fixed, points: -50}, moving], limits)][0]).toBe(0);
  });
});

describe("judgeScores", () => {
  it("gives the AUC and the interval of aucOf, ties included", () => {
    const lead = fc.tuple(
      fc.integer({min: 0, max: 12}).map((x) => x / 3),
      fc.boolean()
    );
    fc.assert(
      fc.property(fc.array(lead, {minLength: 4, maxLength: 80}), (leads) => {
        const scores = Float64Array.from(leads, ([score]) => score);
        const outcomes = Uint8Array.from(leads, ([, won]) => Number(won));
        const [a, b] = [judgeScores(scores, outcomes), aucOf(scores, outcomes)];
        if (b.auc === null) {
          expect(a.auc).toBeNull();
          return;
        }
        expect(a.auc).toBeCloseTo(b.auc, 12);
        expect(a.low).toBeCloseTo(b.low ?? NaN, 9);
        expect(a.high).toBeCloseTo(b.high ?? NaN, 9);
      })
    );
  });

  it("cuts leads into tenths from the highest score, and shares the wins of equal scores", () => {
    const scores = Float64Array.from({length: 20}, (_, i) => i);
    const outcomes = Uint8Array.from({length: 20}, (_, i) => Number(i >= 17));
    const {deciles} = judgeScores(scores, outcomes);
    expect(deciles.slice(0, 3)).toEqual([
      {leads: 2, won: 2},
      {leads: 2, won: 1},
      {leads: 2, won: 0}
    ]);
    const equal = judgeScores(new Float64Array(20), outcomes).deciles;
    for (const {won} of equal) expect(won).toBeCloseTo(0.3, 12);
    expect(judgeScores(new Float64Array(3), new Uint8Array(3)).deciles).toHaveLength(10);
  });
});
