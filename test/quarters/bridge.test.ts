import fc from "fast-check";
import {expect, it} from "vitest";
import {bridge, type Closed} from "../../src/stats/bridge.js";

const of = (source: string, closed: number, won: number, amount: number): Closed => ({
  source,
  closed,
  won,
  amount
});
/** The steps to a hundredth of a cent. */
const steps = (before: readonly Closed[], after: readonly Closed[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries<number>({...bridge(before, after)}).map(([step, effect]) => [
      step,
      Math.round(effect * 1e4) / 1e4 + 0
    ])
  );
const total = (rows: readonly Closed[]): number => rows.reduce((sum, {amount}) => sum + amount, 0);

it("twice the deals at the same rate and size is all volume", () => {
  expect(steps([of("social", 10, 5, 50)], [of("social", 20, 10, 100)])).toEqual({
    volume: 50,
    hit_rate: 0,
    deal_size: 0,
    mix: 0
  });
});

it("two factors that change together share what they do together", () => {
  // 10 deals × 0.5 × 10 = 50 becomes 10 × 1 × 20 = 200: (0.5·10·10 + 0.5·20·10) / 2 = 75 for the rate, the same for the size.
  expect(steps([of("social", 10, 5, 50)], [of("social", 10, 10, 200)])).toEqual({
    volume: 0,
    hit_rate: 75,
    deal_size: 75,
    mix: 0
  });
});

it("a source that comes with its own rate and size counts as mix", () => {
  const told = bridge([of("a", 10, 5, 50)], [of("a", 5, 2.5, 25), of("b", 5, 5, 100)]);
  expect(told.mix).toBeCloseTo(75, 10);
  expect(Math.abs(told.hit_rate) + Math.abs(told.deal_size)).toBeCloseTo(0, 10);
});

it("a quarter without deals gives all to volume", () => {
  expect(steps([], [of("a", 4, 2, 30)])).toEqual({volume: 30, hit_rate: 0, deal_size: 0, mix: 0});
  expect(steps([of("a", 4, 2, 30)], [])).toEqual({volume: -30, hit_rate: 0, deal_size: 0, mix: 0});
  expect(steps([], [])).toEqual({volume: 0, hit_rate: 0, deal_size: 0, mix: 0});
});

it("the four always add up to the difference", () => {
  const row = fc
    .record({
      source: fc.constantFrom("a", "b", "c"),
      won: fc.integer({min: 0, max: 9}),
      lost: fc.integer({min: 0, max: 9}),
      each: fc.integer({min: 0, max: 1000})
    })
    .map(({source, won, lost, each}) => of(source, won + lost, won, won * each));
  const quarter = fc.uniqueArray(row, {selector: ({source}) => source});
  fc.assert(
    fc.property(quarter, quarter, (before, after) => {
      const {volume, hit_rate, deal_size, mix} = bridge(before, after);
      const sum = volume + hit_rate + deal_size + mix;
      expect(sum).toBeCloseTo(total(after) - total(before), 6);
    })
  );
});
