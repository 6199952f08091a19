import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {parse} from "yaml";
import {
  ENGLISH,
  FRENCH,
  filesOf,
  isDay,
  newSample,
  rowsBelow,
  rowsOf,
  textOf,
  type Row,
  type Sample
} from "./workspace.js";

// Each rule is counted again from the written text, without the generator's own books.

let sample: Sample;
let roster: Set<string>;
beforeAll(async () => {
  sample = await newSample();
  roster = new Set(rowsOf(sample.out, "sellers.csv").map(({seller_id}) => seller_id ?? ""));
});
afterAll(() => sample.remove());

describe("planted dirt in the SSI", () => {
  it("is what the text holds, one fault a row", () => {
    const found = tally(rowsBelow(sample.out, "ssi"), {
      unknown_seller: ({seller_id}) => seller_id !== "" && !known(seller_id),
      out_of_range: (row) => outside(row.ssi, 100) || PILLARS.some((pillar) => outside(row[pillar], 25)),
      not_a_number: ({ssi}) => ssi !== "" && Number.isNaN(Number(ssi)),
      not_a_date: ({week}) => week !== "" && !isDay(week),
      missing: ({week, seller_id, ssi}) => week === "" || seller_id === "" || ssi === "",
      total_not_sum: (row) => row.ssi !== "" && PILLARS.every((pillar) => row[pillar] !== "") && offSum(row)
    });
    expect(found).toEqual(planted("ssi/"));
  });

  it("lies in more than one file", () => {
    const files = new Set(sample.truths.dirt.map(({file}) => file).filter((file) => file.startsWith("ssi/")));
    expect(files.size).toBeGreaterThan(6);
  });
});

describe("planted dirt in the deals", () => {
  it("is what the text of the main CRM's export holds, one fault a row", () => {
    expect(dealFaults(rowsOf(sample.out, ENGLISH), sourceTexts(0))).toEqual(planted(ENGLISH));
  });

  it("is what the text of the French office's file holds, one fault a row", () => {
    const rows = rowsOf(sample.out, FRENCH).filter(({Identifiant}) => Identifiant !== "Total");
    expect(dealFaults(rows.map(asEnglish), sourceTexts(1))).toEqual(planted(FRENCH));
  });

  it("repeats rows exactly where an id comes twice", () => {
    const rows = rowsOf(sample.out, ENGLISH);
    for (const id of repeated(rows, "Opportunity ID")) {
      const same = rows.filter((row) => row["Opportunity ID"] === id);
      expect(same).toEqual([same[0], same[0]]);
    }
  });
});

describe("planted dirt in the engagement", () => {
  it("is what the text holds, one fault a row", () => {
    const rows = rowsBelow(sample.out, "engagement");
    const found = tally(rows, {
      unknown_seller: ({seller_id}) => seller_id !== "" && !known(seller_id),
      not_a_date: ({happened_on}) => happened_on !== "" && !isDay(happened_on),
      missing: ({happened_on, seller_id}) => happened_on === "" || seller_id === "",
      not_a_number: ({count}) => count !== undefined && Number.isNaN(Number(count))
    });
    const duplicate_key = repeated(rows, "event_id").length;
    expect({...found, duplicate_key}).toEqual(planted("engagement/"));
  });

  it("takes no action away from a deal or a lead", () => {
    const lost = rowsBelow(sample.out, "engagement").filter(({seller_id}) => !known(seller_id));
    expect(lost.every(({deal_id, lead_id}) => deal_id === "" && lead_id === "")).toBe(true);
  });

  it("comes with counts in the newest file only, where totals have no id", () => {
    const newest = rowsOf(sample.out, "engagement/2026-09.csv");
    const totals = newest.filter(({event_id}) => event_id === "");
    expect(totals.length).toBeGreaterThan(50);
    expect(totals.every(({deal_id}) => deal_id === "")).toBe(true);
    expect(newest.some(({count}) => count === "")).toBe(true);
    expect(rowsOf(sample.out, "engagement/2026-08.csv")[0]).not.toHaveProperty("count");
  });
});

describe("planted dirt in the leads", () => {
  it("is what the text holds, one fault a row", () => {
    const rows = rowsOf(sample.out, "leads.csv");
    const found = tally(rows, {
      not_a_date: ({created_on}) => created_on !== "" && !isDay(created_on),
      missing: ({lead_id, created_on}) => lead_id === "" || created_on === "",
      not_a_number: ({score}) => Number.isNaN(Number(score))
    });
    const duplicate_key = repeated(rows, "lead_id").length;
    expect({...found, duplicate_key}).toEqual(planted("leads.csv"));
  });
});

describe("planted entries the interview ledger must refuse", () => {
  const CEILINGS: Record<string, number> = {
    found_account: 60,
    found_prospect: 50,
    opened_conversation: 40,
    new_contacts: 30,
    anticipated_tender: 30,
    other: 20
  };

  it("are what the text holds, one fault an entry", () => {
    const deals = outcomes();
    const found = tally(rowsOf(sample.out, "contributions.csv"), {
      unknown_deal: ({deal_id}) => !deals.has(deal_id ?? ""),
      lost_deal: ({deal_id}) => deals.get(deal_id ?? "") === "lost",
      no_argument: ({argument}) => argument === "",
      over_100: ({percent}) => Number(percent) > 100,
      over_ceiling: ({percent, moment}) =>
        Number(percent) <= 100 && Number(percent) > (CEILINGS[moment ?? ""] ?? 0)
    });
    expect(found).toEqual(planted("contributions.csv"));
    expect(found).toEqual(sample.truths.interviews.refused);
  });

  it("leave out nothing but percentages that add up to at most 100 a deal", () => {
    const sums = new Map<string, number>();
    for (const {deal_id = "", percent} of rowsOf(sample.out, "contributions.csv")) {
      if (Number(percent) <= 100) sums.set(deal_id, (sums.get(deal_id) ?? 0) + Number(percent));
    }
    expect(Math.max(...sums.values())).toBeLessThanOrEqual(100);
  });
});

const PILLARS = ["brand", "people", "insights", "relationships"];

type Rules = Record<string, (row: Row) => boolean>;

/** Rows by rule; a row that breaks two rules counts under both names at once, which no test expects. */
function tally(rows: readonly Row[], rules: Rules): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const broken = Object.keys(rules)
      .filter((rule) => rules[rule]?.(row))
      .join(" and ");
    if (broken) counts[broken] = (counts[broken] ?? 0) + 1;
  }
  return counts;
}

function planted(file: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const dirt of sample.truths.dirt) {
    if (dirt.file.startsWith(file)) counts[dirt.rule] = (counts[dirt.rule] ?? 0) + dirt.rows;
  }
  return counts;
}

function dealFaults(rows: readonly Row[], sources: ReadonlySet<string>): Record<string, number> {
  const found = tally(rows, {
    unknown_seller: (row) => row["Owner ID"] !== "" && !known(row["Owner ID"]),
    no_owner: (row) => row["Owner ID"] === "",
    not_a_number: ({Amount}) => !/^\d+\.\d\d$/.test(Amount ?? ""),
    not_a_date: (row) => DATES.some((column) => row[column] !== "" && !isDay(row[column])),
    missing: (row) => row["Opportunity ID"] === "" || row["Created Date"] === "",
    closed_before_created: backDated,
    unmapped_value: (row) => row["Lead Source"] !== "" && !sources.has(row["Lead Source"] ?? "")
  });
  return {...found, duplicate_key: repeated(rows, "Opportunity ID").length};
}

const DATES = ["Created Date", "Close Date"];

function backDated(row: Row): boolean {
  const [created, closed] = DATES.map((column) => row[column]);
  return isDay(created) && isDay(closed) && closed < created;
}

function asEnglish(row: Row): Row {
  const day = (text = "") => text.split("/").reverse().join("-");
  return {
    "Opportunity ID": row.Identifiant ?? "",
    "Owner ID": row["Propriétaire"] ?? "",
    Amount: (row.Montant ?? "").replace(/[\u00A0\u202F]/g, "").replace(",", "."),
    "Created Date": day(row["Date de création"]),
    "Close Date": day(row["Date de clôture"]),
    "Lead Source": row.Origine ?? ""
  };
}

function sourceTexts(entry: number): Set<string> {
  const settings = parse(textOf(sample.out, "report.yaml")) as {
    sources: {deals: {values: {source: Record<string, string>}}[]};
  };
  return new Set(Object.keys(settings.sources.deals[entry]?.values.source ?? {}));
}

function outcomes(): Map<string, string> {
  const stage = (row: Row) => row.Stage ?? row["Étape"] ?? "";
  const id = (row: Row) => row["Opportunity ID"] ?? row.Identifiant ?? "";
  const rows = filesOf(sample.out).flatMap((file) =>
    file.startsWith("crm/") ? rowsOf(sample.out, file) : []
  );
  return new Map(rows.map((row) => [id(row), /Lost|Perdue/.test(stage(row)) ? "lost" : "other"]));
}

/** Ids that stand in the file more than once. */
function repeated(rows: readonly Row[], column: string): string[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row[column] ?? "", (counts.get(row[column] ?? "") ?? 0) + 1);
  return [...counts].filter(([id, count]) => id !== "" && count > 1).map(([id]) => id);
}

function known(seller: string | undefined): boolean {
  return roster.has(seller ?? "");
}

function outside(text: string | undefined, most: number): boolean {
  return text !== "" && (Number(text) < 0 || Number(text) > most);
}

function offSum(row: Row): boolean {
  const sum = PILLARS.reduce((total, pillar) => total + Number(row[pillar]), 0);
  return Math.abs(sum - Number(row.ssi)) > 0.5;
}
