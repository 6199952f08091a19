import {expect, it} from "vitest";
import {partsOf} from "../../loaders/export/deck.js";
import type {Finding, PageFindings} from "../../loaders/export/findings.js";

const finding = (title: string): Finding => ({
  title,
  subtitle: "Of all sellers",
  note: "",
  svg: "<svg></svg>",
  png: new Uint8Array(),
  width: 10,
  height: 10
});
const page = (name: string, titles: readonly string[]): PageFindings => ({
  name,
  question: `${name}?`,
  answer: [name],
  cards: [],
  findings: titles.map(finding)
});
const titles = (part: ReturnType<typeof partsOf>["main"]): [string, string[]][] =>
  part.map(([{name}, findings]) => [name, findings.map(({title}) => title)]);

it("shows the overview whole, of other pages what comes first; the rest follows, and nothing twice", () => {
  const {main, appendix} = partsOf([
    page("Overview", ["a", "b", "c"]),
    page("Adoption", ["d", "b", "e", "f"]),
    page("Quality", ["g"]),
    {...page("Empty", []), answer: []}
  ]);
  expect(titles(main)).toEqual([
    ["Overview", ["a", "b", "c"]],
    ["Adoption", ["d", "e"]],
    ["Quality", ["g"]]
  ]);
  expect(titles(appendix)).toEqual([["Adoption", ["f"]]]);
});
