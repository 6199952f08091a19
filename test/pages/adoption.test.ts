// What the Adoption page says of bad and odd input, from the files to the words and charts.
import {JSDOM} from "jsdom";
import {beforeAll, describe, expect, it} from "vitest";
import {callSql, type MetricArgs} from "../../src/components/calls.js";
import type {CardContent} from "../../src/components/card.js";
import {defaultChoice, toFilters} from "../../src/components/filters.js";
import {createFormat} from "../../src/components/format.js";
import type {FrameOptions} from "../../src/components/frame.js";
import type {Manifest} from "../../src/components/manifest.js";
import * as adoption from "../../src/components/pages/adoption.js";
import type {Context} from "../../src/components/piece.js";
import {toRows, type Rows} from "../../src/components/rows.js";
import {plain} from "../components/fixtures.js";
import {workspaceOf, type Made} from "../workspace-of.js";

beforeAll(() => {
  const {window} = new JSDOM("<!doctype html>");
  Object.assign(globalThis, {window, document: window.document});
});

const calls: Record<string, [string, MetricArgs]> = {
  weekly: ["ssi_weekly", {}],
  bands: ["ssi_bands", {}],
  distribution: ["ssi_distribution", {}],
  coverage: ["ssi_coverage", {}],
  effect: ["training_effect", {}],
  around: ["training_trend", {}],
  teams: ["ssi_weekly_by", {dimension: "team"}],
  team: ["ssi_by", {dimension: "team"}],
  region: ["ssi_by", {dimension: "region"}],
  seat: ["ssi_by", {dimension: "seat"}],
  network: ["ssi_by", {dimension: "network"}],
  movers: ["ssi_movers", {}],
  practising: ["weeks_to_reach", {band: "practising"}],
  active: ["weeks_to_reach", {band: "active"}],
  ranks: ["ssi_ranks", {}],
  seats: ["seat_rule", {}],
  seller: ["ssi_of_seller", {seller: "s0"}]
};

const charts: Record<string, [keyof typeof calls, FrameOptions]> = {
  distribution: ["distribution", adoption.distribution],
  bands: ["bands", adoption.bands],
  median: ["weekly", adoption.medianSsi],
  effect: ["effect", adoption.effect],
  around: ["around", adoption.around],
  teams: ["teams", adoption.teams],
  profile: ["team", adoption.profile],
  pillars: ["weekly", adoption.pillars],
  byRegion: ["region", adoption.byRegion],
  bySeat: ["seat", adoption.bySeat],
  seatRule: ["seats", adoption.seatRule],
  byNetwork: ["network", adoption.byNetwork],
  movers: ["movers", adoption.movers],
  reachPractising: ["practising", adoption.reachPractising],
  reachActive: ["active", adoption.reachActive],
  oneSeller: ["seller", adoption.oneSeller],
  ranks: ["ranks", adoption.ranks]
};

interface Said {
  /** The title of each chart, or in brackets the sentence in its place. */
  readonly charts: Readonly<Record<string, string>>;
  readonly answer: string;
  readonly cards: readonly CardContent[];
  /** All that stands on the page, drawings included. */
  readonly all: string;
}

/** Everything that the page says of a report. */
async function said({snapshot, engine}: Made, args: MetricArgs = {}): Promise<Said> {
  const manifest = snapshot.manifest as unknown as Manifest;
  const format = createFormat("en-GB");
  const context: Context = {manifest, format, filters: toFilters(defaultChoice(manifest), manifest, format)};
  const rows: Record<string, Rows> = {};
  for (const [key, [name, own]] of Object.entries(calls)) {
    const sql = callSql(name, {...own, ...args});
    rows[key] = toRows(await engine.table(sql), {name, sql});
  }
  const of = (key: string): Rows => rows[key] as Rows;
  const drawn = Object.entries(charts).map(
    ([id, [key, options]]) => [id, ...write(of(key), options, context)] as const
  );
  const answer = adoption
    .answer(
      {weekly: of("weekly"), bands: of("bands"), coverage: of("coverage"), effect: of("effect")},
      context
    )
    .join(" ");
  const cards = [
    adoption.medianSsiCard(of("weekly"), context),
    adoption.activeShareCard(of("bands"), context),
    adoption.effectCard(of("effect"), context),
    adoption.coverageCard(of("coverage"), context)
  ];
  return {
    charts: Object.fromEntries(drawn.map(([id, title]) => [id, title])),
    answer: plain(answer),
    cards,
    all: [answer, JSON.stringify(cards), ...drawn.flatMap(([, title, rest]) => [title, rest])].join("\n")
  };
}

function write(rows: Rows, options: FrameOptions, context: Context): [string, string] {
  const finding = options.finding(rows, context);
  if (typeof finding !== "string") return [`(${plain(finding.empty)})`, ""];
  const under = typeof options.subtitle === "string" ? options.subtitle : options.subtitle(rows, context);
  const note = typeof options.note === "function" ? options.note(rows, context) : options.note;
  const svgs = [320, 720].map((width) => options.chart(rows, {...context, width}).outerHTML);
  return [plain(finding), [under, note, options.describe?.(rows, context), ...svgs].join("\n")];
}

const monday = (week: number): string =>
  new Date(Date.UTC(2025, 6, 7) + week * 7 * 864e5).toISOString().slice(0, 10);

interface Options {
  readonly sellers?: number;
  readonly weeks?: readonly number[];
  readonly header?: string;
  readonly cells?: (seller: number, week: number) => readonly (number | string)[] | null;
}

const full = "ssi,brand,people,insights,relationships,industry_rank,network_rank,connections";
const usual = (seller: number, week: number): (number | string)[] => {
  const ssi = 44 + seller + 0.2 * week;
  return [ssi.toFixed(1), ...[0.24, 0.26, 0.23, 0.27].map((part) => (ssi * part).toFixed(1)), 30, 40, 600];
};
const range = (n: number): number[] => Array.from({length: n}, (_, i) => i);

function ssi({sellers = 24, weeks = range(40), header = full, cells = usual}: Options = {}): string {
  const rows = weeks.flatMap((week) =>
    range(sellers).flatMap((seller) => {
      const own = cells(seller, week);
      return own === null ? [] : [[monday(week), `s${seller}`, ...own].join(",")];
    })
  );
  return `week,seller_id,${header}\n${rows.join("\n")}\n`;
}

function roster(sellers = 24, more: (seller: number) => string = () => ",,"): string {
  const rows = range(sellers).map(
    (seller) =>
      `s${seller},${seller % 2 ? "East" : "West"},${seller % 2 ? "Blue" : "Red"},${seller % 3 === 0},${more(seller)}`
  );
  return `seller_id,region,team,seat,hired_on,left_on,trained_on\n${rows.join("\n")}\n`;
}

/** What stands on the page that is no word and no number, with what stands around it. */
function sound({all}: Said): void {
  const odd = [...all.matchAll(/\bNaN\b|undefined|Infinity|\[object|>null|0\.000000/g)];
  expect(
    odd.map(({index, 0: found}) => `${found}: ${all.slice(Math.max(0, index - 120), index + 60)}`)
  ).toEqual([]);
}

describe("the Adoption page", () => {
  it("tells of growth where there is growth", async () => {
    const page = await said(await workspaceOf({"sellers.csv": roster(), "ssi.csv": ssi()}));
    sound(page);
    expect(page.answer).toMatch(/^The median SSI rose from 55.5 to 63.3 over 39 weeks\./);
    expect(page.charts).toMatchObject({
      distribution: "Most sellers (19 of 24) are practising, between 50 and 70",
      teams: "The median rose in all 2 teams, most for Blue (+7.8)",
      profile: "Engaging with insights is the weakest pillar of all 2 teams",
      movers: "Of 24 sellers, 24 rose by 5 points or more and 0 fell as much",
      oneSeller:
        "s0 stands at 51.8, up 7.8 since the start 39 weeks before; the team’s median up 7.8 over the same weeks"
    });
  });

  it("without an SSI file says which file would fill it", async () => {
    const made = await workspaceOf({"sellers.csv": roster()});
    const page = await said(made);
    sound(page);
    expect(made.snapshot.manifest.missing.ssi).toContain("named under sources.ssi in report.yaml");
    for (const [id, title] of Object.entries(page.charts))
      if (id !== "seatRule") expect(title, id).toMatch(/^\(/);
    expect(page.cards.slice(0, 3).map(({value}) => value)).toEqual(["–", "–", "–"]);
  });

  it("of one week only says so, and draws no trend", async () => {
    const page = await said(await workspaceOf({"sellers.csv": roster(), "ssi.csv": ssi({weeks: [5]})}));
    sound(page);
    expect(page.answer).toContain("in the only week measured");
    expect(page.charts["movers"]).toMatch(/^\(No seller was measured in both/);
    expect(page.charts["teams"]).toMatch(/^No team was measured with enough sellers in more than one week/);
    expect(page.charts["oneSeller"]).toBe("s0 was measured in one week: 45.0");
    expect(page.charts["effect"]).toMatch(/^\(Nobody of this selection has a day of training/);
  });

  it("of one seller gives numbers and no typical value", async () => {
    const page = await said(await workspaceOf({"sellers.csv": roster(1), "ssi.csv": ssi({sellers: 1})}));
    sound(page);
    expect(page.answer).toContain("Only 1 seller measured: too few to speak of a typical SSI");
    expect(page.cards[0]).toMatchObject({label: "Sellers with an SSI", value: "1"});
    expect(page.charts["profile"]).toMatch(/too few to name a weakest pillar/);
    expect(page.charts["reachPractising"]).toBe(
      "1 of 1 sellers who started under 50 have reached it: too few for a share by week"
    );
    expect(page.charts["ranks"]).toMatch(/^Fewer than 10 sellers have a rank/);
  });

  it("counts those who joined or left in between in their own weeks, and compares only who was there at both ends", async () => {
    const comes = (seller: number, week: number) =>
      (seller < 4 && week < 20) || (seller >= 20 && week > 25) ? null : usual(seller, week);
    const dates = (seller: number) =>
      seller < 4 ? `${monday(20)},,` : seller >= 20 ? `,${monday(25)},` : ",,";
    const made = await workspaceOf({"sellers.csv": roster(24, dates), "ssi.csv": ssi({cells: comes})});
    const page = await said(made);
    sound(page);
    expect(page.charts["movers"]).toBe("Of 16 sellers, 16 rose by 5 points or more and 0 fell as much");
    expect(plain(page.all)).toContain("8 sellers measured in one of the two weeks only are not compared.");
    expect(page.cards[3]).toMatchObject({value: "20", unit: "of 20"});
  });

  it("leaves weeks out that nobody was measured in, without drawing across them", async () => {
    const weeks = range(40).filter((week) => week < 10 || week > 20);
    const page = await said(await workspaceOf({"sellers.csv": roster(), "ssi.csv": ssi({weeks})}));
    sound(page);
    expect(page.answer).toContain("over 39 weeks");
  });

  it("says of teams under the least number that they are too few", async () => {
    const page = await said(await workspaceOf({"sellers.csv": roster(12), "ssi.csv": ssi({sellers: 12})}));
    sound(page);
    expect(page.charts["profile"]).toMatch(/^Fewer than 10 sellers are measured in each team/);
    expect(page.charts["teams"]).toMatch(/^No team was measured with enough sellers/);
    expect(page.charts["byRegion"]).toMatch(/^Fewer than 10 sellers are measured in each of the regions/);
  });

  it("with totals only names no pillar", async () => {
    const page = await said(
      await workspaceOf({
        "sellers.csv": roster(),
        "ssi.csv": ssi({header: "ssi", cells: (seller, week) => usual(seller, week).slice(0, 1)})
      })
    );
    sound(page);
    expect(page.charts["profile"]).toMatch(/^\(Only SSI totals were exported/);
    expect(page.charts["pillars"]).toMatch(/^\(Only SSI totals were exported/);
    expect(page.charts["ranks"]).toMatch(/^\(The SSI export holds no ranks/);
    expect(page.charts["byNetwork"]).toMatch(/^\(The number of connections is not in the SSI export/);
    expect(page.charts["distribution"]).toMatch(/^Most sellers/);
  });

  it("without a roster shows all but what needs one", async () => {
    const page = await said(await workspaceOf({"ssi.csv": ssi()}));
    sound(page);
    expect(page.charts["teams"]).toMatch(/^\(/);
    expect(page.charts["seatRule"]).toMatch(/^\(Nobody of this selection is on the roster/);
    expect(page.cards[3]?.n).toContain("No roster of sellers was given");
  });

  it("says when scores fall, and when they stay", async () => {
    const falling = await said(
      await workspaceOf({
        "sellers.csv": roster(),
        "ssi.csv": ssi({cells: (seller, week) => usual(seller, 39 - week)})
      })
    );
    sound(falling);
    expect(falling.answer).toMatch(/^The median SSI fell/);
    expect(falling.charts["movers"]).toBe("Of 24 sellers, 0 rose by 5 points or more and 24 fell as much");
    const flat = await said(
      await workspaceOf({"sellers.csv": roster(), "ssi.csv": ssi({cells: (seller) => usual(seller, 0)})})
    );
    sound(flat);
    expect(flat.answer).toMatch(/^The median SSI stayed/);
    expect(flat.charts["movers"]).toMatch(/^\(No seller was measured in both/);
    expect(flat.charts["teams"]).toBe("No team's median moved by a point or more");
  });

  it("shows text that looks like markup as text", async () => {
    const evil = "<img src=x onerror=alert(1)>";
    const page = await said(
      await workspaceOf({
        "sellers.csv": roster().replaceAll("Blue", evil),
        "ssi.csv": ssi()
      })
    );
    expect(page.all).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(page.charts["teams"]).toContain(evil);
    expect(page.all.replaceAll(page.charts["teams"] ?? "", "")).not.toMatch(/<text[^>]*><img/);
  });
});
