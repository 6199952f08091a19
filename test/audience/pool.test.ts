import {expect, it} from "vitest";
import fc from "fast-check";
import {shownPlaces, type Place} from "../../loaders/audience/groups.js";
import {pooled} from "../../loaders/audience/pool.js";

const sized = (sizes: Record<string, number>) => Object.entries(sizes).map(([name, size]) => ({name, size}));
const place = (region: string | null, team: string | null, size: number): Place => ({region, team, size});

it("groups that are large enough stay by themselves", () => {
  expect(pooled(sized({a: 5, b: 9}), 5)).toEqual(new Set());
});

it("a lone small group takes the next smallest with it, or subtracting would bring it back", () => {
  expect(pooled(sized({a: 2, b: 9, c: 7}), 5)).toEqual(new Set(["a", "c"]));
});

it("small groups that are enough together take no other with them", () => {
  expect(pooled(sized({a: 2, b: 3, c: 7}), 5)).toEqual(new Set(["a", "b"]));
});

it("of two that are equally large the first by name joins", () => {
  expect(pooled(sized({z: 6, y: 6, a: 1}), 5)).toEqual(new Set(["a", "y"]));
});

it("an empty list has nothing to pool", () => expect(pooled([], 5)).toEqual(new Set()));

it("small teams of a region are shown together, small regions too", () => {
  expect(
    shownPlaces(
      [
        place("North", "A", 6),
        place("North", "B", 2),
        place("North", "C", 7),
        place("South", "D", 3),
        place("East", "E", 8)
      ],
      5
    )
  ).toEqual([
    {region: "North", team: "Other teams"},
    {region: "North", team: "Other teams"},
    {region: "North", team: "C"},
    {region: "Other regions", team: "Other teams"},
    {region: "Other regions", team: "Other teams"}
  ]);
});

it("a roster smaller than a cell shows nobody", () => {
  expect(shownPlaces([place("North", "A", 4)], 5)).toBeNull();
});

it("whatever the sizes, each pair of region and team that is left is large enough, and nobody is lost", () => {
  const name = fc.constantFrom(null, "A", "B", "C", "D");
  const places = fc.uniqueArray(fc.record({region: name, team: name, size: fc.integer({min: 0, max: 12})}), {
    selector: ({region, team}) => `${region}/${team}`,
    maxLength: 20
  });
  fc.assert(
    fc.property(places, fc.integer({min: 2, max: 8}), (list, least) => {
      const total = list.reduce((sum, {size}) => sum + size, 0);
      const shown = shownPlaces(list, least);
      if (shown === null) return total < least;
      const sizes = new Map<string, number>();
      for (const [index, {region, team}] of shown.entries()) {
        const key = `${region}/${team}`;
        sizes.set(key, (sizes.get(key) ?? 0) + (list[index]?.size ?? 0));
      }
      return [...sizes.values()].every((size) => size >= least);
    })
  );
});
