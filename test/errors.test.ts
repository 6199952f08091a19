import {describe, expect, it} from "vitest";
import {listedBriefly} from "../loaders/errors.js";
import {startEngine} from "../loaders/engine.js";
import {quoteName, quoteText} from "../loaders/sql.js";

describe("texts from files in a sentence", () => {
  it("are cut where they are long, and counted where they are many", () => {
    expect(listedBriefly(["a", "b", "c"])).toBe("a, b and c");
    expect(listedBriefly(Array.from({length: 13}, (_, i) => `c${i}`))).toBe(
      "c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 and 2 more"
    );
    expect(listedBriefly(["x".repeat(5000), "y"])).toBe(`${"x".repeat(39)}… and y`);
  });

  it("take 300 letters at the most", () => {
    const long = Array.from({length: 12}, (_, i) => `${i} ${"z".repeat(60)}`);
    const words = listedBriefly(long);
    expect(words).toMatch(/ and 5 more$/);
    expect(words.length).toBeLessThan(330);
  });
});

describe("texts from files in SQL", () => {
  it("may hold quotes and characters of value 0", async () => {
    const engine = await startEngine({folders: []});
    try {
      const [row] = await engine.rows(`SELECT ${quoteText("it's\0 a")} AS ${quoteName('a "b\0"')}`);
      expect(row).toEqual({'a "b"': "it's a"});
    } finally {
      engine.close();
    }
  });
});
