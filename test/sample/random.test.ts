import {describe, expect, it} from "vitest";
import {AS_OF, START, iso, quarterOf, quarterStart, workday} from "../../loaders/sample/calendar.js";
import {scatter} from "../../loaders/sample/faults.js";
import {mailName} from "../../loaders/sample/names.js";
import {Random} from "../../src/stats/random.js";
import {mean} from "./workspace.js";

const draws = (count: number, draw: (random: Random) => number, seed = 1, name = "test") => {
  const random = new Random(seed, name);
  return Array.from({length: count}, () => draw(random));
};

describe("Random", () => {
  it("repeats itself for the same seed and name only", () => {
    const first = draws(5, (random) => random.next());
    expect(draws(5, (random) => random.next())).toEqual(first);
    expect(draws(5, (random) => random.next(), 2)).not.toEqual(first);
    expect(draws(5, (random) => random.next(), 1, "other")).not.toEqual(first);
  });

  it("is uniform from 0 to 1", () => {
    const values = draws(20_000, (random) => random.next());
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(mean(values)).toBeCloseTo(0.5, 1);
  });

  it("draws normal, skewed and Poisson numbers around their middle", () => {
    expect(mean(draws(20_000, (random) => random.normal(3, 2)))).toBeCloseTo(3, 1);
    const skewed = draws(20_001, (random) => random.skewed(75, 0.7)).sort((a, b) => a - b);
    expect(Math.abs((skewed[10_000] ?? 0) - 75)).toBeLessThan(3);
    expect(mean(draws(20_000, (random) => random.poisson(2.5)))).toBeCloseTo(2.5, 1);
    expect(Math.abs(mean(draws(20_000, (random) => random.poisson(400))) - 400)).toBeLessThan(1);
  });

  it("picks by weight, never a key of weight 0", () => {
    const random = new Random(1, "weights");
    const keys = Array.from({length: 3000}, () => random.weighted({a: 3, b: 1, c: 0}));
    expect(keys.filter((key) => key === "a").length / 3000).toBeCloseTo(0.75, 1);
    expect(keys).not.toContain("c");
  });

  it("refuses to pick from nothing", () => {
    expect(() => new Random(1, "empty").pick([])).toThrow("Cannot pick from an empty list.");
  });
});

describe("scatter", () => {
  it("plants each fault in its own rows, only where it fits", () => {
    const planted = scatter(
      new Random(1, "faults"),
      100,
      {odd: 10, any: 20},
      (row, fault) => fault === "any" || row % 2 === 1
    );
    expect(planted.size).toBe(30);
    const odd = [...planted].filter(([, fault]) => fault === "odd").map(([row]) => row);
    expect(odd).toHaveLength(10);
    expect(odd.every((row) => row % 2 === 1)).toBe(true);
  });

  it("plants what fits when there are fewer rows than faults", () => {
    expect(scatter(new Random(1, "few"), 3, {any: 10}).size).toBe(3);
  });
});

describe("the calendar", () => {
  it("covers twelve calendar quarters", () => {
    expect([iso(START), iso(AS_OF)]).toEqual(["2023-10-01", "2026-09-30"]);
    expect(iso(quarterStart(1))).toBe("2024-01-01");
    expect(quarterStart(12)).toBe(AS_OF + 1);
    expect([quarterOf(START), quarterOf(AS_OF)]).toEqual(["2023-Q4", "2026-Q3"]);
  });

  it("moves weekends to Monday", () => {
    const days = [START - 1, START, START + 1].map((day) => iso(workday(day)));
    expect(days).toEqual(["2023-10-02", "2023-10-02", "2023-10-02"]);
  });
});

describe("mailName", () => {
  it("spells a name in plain letters", () => {
    expect(mailName("Zoë Ødegård-Łącznik")).toBe("zoe.odegard-lacznik");
    expect(mailName("Nguyễn Đức Anh")).toBe("nguyen.duc.anh");
    expect(mailName("Olúwaṣeun L’Hostis")).toBe("oluwaseun.lhostis");
  });
});
