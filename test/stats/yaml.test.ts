import {describe, expect, it} from "vitest";
import {parse} from "yaml";
import {scoringSchema} from "../../loaders/settings/lead_scoring.js";
import {toYaml} from "../../src/stats/yaml.js";

describe("toYaml", () => {
  it("writes rules that are read back as they were", () => {
    const rules = scoringSchema.parse({
      fields: {budget: 'Budget "net": k€ #1'},
      attributes: [{name: "yes", field: "industry", is: ["No", "Food & Beverage", "- a: b"], points: 10}],
      keywords: {terms: [{words: ["étalonnage", "مقياس"], unless: ["student"], points: 2.5}]},
      interactions: {reply: 3, "web/visit": {points: 5, before_accept: 9, max: 20}}
    });
    const text = toYaml({lead_scoring: rules});
    const back = (parse(text) as {lead_scoring: unknown}).lead_scoring;
    expect(scoringSchema.parse(back)).toEqual(rules);
  });

  it("writes a list of rules one a line", () => {
    expect(toYaml({a: [{b: 1}, {c: ["x", 2]}], d: {e: true}, f: [], g: undefined})).toBe(
      'a:\n  - {b: 1}\n  - {c: ["x", 2]}\nd:\n  e: true'
    );
  });
});
