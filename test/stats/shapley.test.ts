import {describe, expect, it} from "vitest";
import {shapleyValues} from "../../src/stats/shapley.js";

describe("shapleyValues", () => {
  it("is the mean addition over all orders of joining", () => {
    // Worked out by hand over the six orders of three players.
    const worth: Record<string, number> = {"": 0, O: 7, F: 6, D: 4, OF: 15, OD: 7, FD: 9, OFD: 19};
    const values = shapleyValues(["O", "F", "D"], (set) => worth[set.join("")] ?? NaN);
    expect(values.get("O")).toBeCloseTo(46 / 6, 12);
    expect(values.get("F")).toBeCloseTo(49 / 6, 12);
    expect(values.get("D")).toBeCloseTo(19 / 6, 12);
  });

  it("adds up to the worth of all, over that of nobody", () => {
    const players = Array.from({length: 12}, (_, i) => i);
    const values = shapleyValues(players, (set) => 5 + set.reduce((sum, i) => sum + Math.sqrt(i), 0) ** 1.5);
    const all = [...values.values()].reduce((sum, value) => sum + value, 0);
    expect(all).toBeCloseTo(players.reduce((sum, i) => sum + Math.sqrt(i), 0) ** 1.5, 9);
  });

  it("gives equal parts where only all together are worth something", () => {
    const values = shapleyValues(["a", "b", "c", "d"], (set) => (set.length === 4 ? 10 : 0));
    expect([...values.values()].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([2.5, 2.5, 2.5, 2.5]);
  });

  it("gives all to one player, and nothing where there is none", () => {
    expect(shapleyValues(["a"], (set) => set.length * 3)).toEqual(new Map([["a", 3]]));
    expect(shapleyValues([], () => 1)).toEqual(new Map());
  });

  it("refuses more players than sets can be looked at for", () => {
    expect(() => shapleyValues(Array.from({length: 13}), () => 0)).toThrow("13 players are too many");
  });
});
