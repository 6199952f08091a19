import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {callKey} from "../../src/components/calls.js";
import {
  inRegion,
  neighbours,
  readChoice,
  teamsOf,
  toFilters,
  writeChoice
} from "../../src/components/filters.js";
import {createFormat} from "../../src/components/format.js";
import {chosen, manifest} from "./fixtures.js";

const format = createFormat("en-GB");
const standard = {period: "last_4_quarters", region: null, team: null};

describe("the address", () => {
  it("is empty at the default choice and names what differs", () => {
    expect(writeChoice(standard, manifest)).toBe("");
    expect(writeChoice({...standard, period: "2026-Q3", region: "EMEA"}, manifest)).toBe(
      "?period=2026-Q3&region=EMEA"
    );
  });

  it("brings every choice back", () => {
    const choices = manifest.periods.flatMap(({key}) =>
      [null, ...manifest.regions].flatMap((region) =>
        [null, ...teamsOf(manifest, region)].map((team) => ({period: key, region, team}))
      )
    );
    fc.assert(
      fc.property(fc.constantFrom(...choices), (choice) => {
        expect(readChoice(writeChoice(choice, manifest), manifest)).toEqual({choice, dropped: []});
      })
    );
  });

  it("drops what the report does not know and says so", () => {
    const {choice, dropped} = readChoice("?period=2031-Q9&region=EMEA&team=Asia", manifest);
    expect(choice).toEqual({...standard, region: "EMEA"});
    expect(dropped).toEqual([
      "There is no period “2031-Q9” in this report.",
      "There is no team “Asia” in this report."
    ]);
  });

  it("never repeats more than a little of what stands in it", () => {
    const {dropped} = readChoice(`?region=${"x".repeat(5000)}`, manifest);
    expect(dropped[0]?.length).toBeLessThan(100);
  });

  it("keeps parameters that are not filters", () => {
    expect(writeChoice({...standard, team: "North"}, manifest, "?seller=S1&team=Asia")).toBe(
      "?team=North&seller=S1"
    );
  });
});

describe("filters", () => {
  const filters = toFilters({period: "2026-Q3", region: "EMEA", team: null}, manifest, format);

  it("spread into exactly four arguments, and the place into two", () => {
    expect({...filters}).toEqual({region: "EMEA", team: null, since: "2026-07-01", until: "2026-09-30"});
    expect(filters.place).toEqual({region: "EMEA", team: null});
  });

  it("leave open what is all", () => {
    const all = toFilters({period: "all", region: null, team: null}, manifest, format);
    expect(callKey("m", chosen(all))).toBe(callKey("m"));
    expect(all.label).toBe("all time, all regions, all teams");
  });

  it("say in words what was chosen", () => {
    expect(filters.label).toBe("Q3 2026 (1 Jul 2026 to 30 Sept 2026), EMEA, all teams");
    const american = toFilters(
      {period: "2026-Q3", region: "EMEA", team: null},
      manifest,
      createFormat("en-US")
    );
    expect(american.periodLabel).toBe("Q3 2026 (Jul 1, 2026 to Sep 30, 2026)");
    expect(american.placeLabel).toBe("EMEA, all teams");
    expect(american.label).toBe(`${american.periodLabel}, ${american.placeLabel}`);
  });
});

describe("regions and teams", () => {
  it("keep the team only where the region has it", () => {
    const choice = {...standard, region: "EMEA", team: "France"};
    expect(inRegion(choice, null, manifest).team).toBe("France");
    expect(inRegion(choice, "APAC", manifest)).toEqual({...standard, region: "APAC"});
  });

  it("list a team of several regions once", () => {
    const shared = {
      teams: [
        {team: "Key", region: "APAC"},
        {team: "Key", region: "EMEA"}
      ]
    };
    expect(teamsOf({...manifest, ...shared}, null)).toEqual(["Key"]);
    expect(teamsOf({...manifest, ...shared}, "EMEA")).toEqual(["Key"]);
  });
});

it("a report without periods is all time", () => {
  const bare = {...manifest, periods: []};
  expect({...toFilters(readChoice("", bare).choice, bare, format)}).toEqual({
    region: null,
    team: null,
    since: null,
    until: null
  });
});

it("neighbours are one change away", () => {
  const choice = {...standard, region: "EMEA"};
  for (const next of neighbours(choice, manifest)) {
    const changed = (["period", "region", "team"] as const).filter((key) => next[key] !== choice[key]);
    expect(changed.length).toBeLessThanOrEqual(1);
  }
});
