import {describe, expect, it} from "vitest";
import {removalEffects, sharesOf, type Journey} from "../../src/stats/markov.js";

const journey = (path: string, won: number, lost: number): Journey => ({
  channels: path === "" ? [] : path.split(">"),
  won,
  lost
});
const rounded = (map: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...map].map(([key, value]) => [key, Math.round(value * 1e12) / 1e12]));

// A textbook example, worked out by hand: from the start c1 (2 of 3) or c2; c1 leads to c2 or to a loss; c3 wins half.
const three = [journey("c1>c2>c3", 1, 0), journey("c1", 0, 1), journey("c2>c3", 0, 1)];

describe("removalEffects", () => {
  it("is the share of wins that are lost where journeys end at the channel", () => {
    expect(rounded(removalEffects(three))).toEqual({c1: 0.5, c2: 1, c3: 1});
  });

  it("does not change where touches of one channel follow each other", () => {
    const repeated = [journey("c1>c1>c2>c3>c3>c3", 1, 0), journey("c1", 0, 1), journey("c2>c2>c3", 0, 1)];
    expect(rounded(removalEffects(repeated))).toEqual({c1: 0.5, c2: 1, c3: 1});
  });

  it("is the same for all channels where every journey is won", () => {
    expect(rounded(removalEffects([journey("a>b", 3, 0)]))).toEqual({a: 1, b: 1});
  });

  it("is 0 for a channel that never leads to a win", () => {
    expect(rounded(removalEffects([journey("a", 2, 1), journey("b", 0, 4)]))).toEqual({a: 1, b: 0});
  });

  it("keeps a channel apart from the state of its name", () => {
    expect(rounded(removalEffects([journey("won>lost>start", 1, 0)]))).toEqual({won: 1, lost: 1, start: 1});
  });

  it("is nothing without a win, and leaves out journeys without a channel", () => {
    expect(removalEffects([])).toEqual(new Map());
    expect(removalEffects([journey("a", 0, 3), journey("", 5, 0)])).toEqual(new Map());
  });
});

describe("sharesOf", () => {
  it("shares a whole in proportion to the effects", () => {
    expect(rounded(sharesOf(removalEffects(three)))).toEqual({c1: 0.2, c2: 0.4, c3: 0.4});
    expect(
      rounded(
        sharesOf(
          new Map([
            ["a", 0.75],
            ["b", 0.5]
          ])
        )
      )
    ).toEqual({a: 0.6, b: 0.4});
  });
});
