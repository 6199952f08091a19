import {describe, expect, it} from "vitest";
import {
  allLeadsSentence,
  conversionCard,
  conversionFinding,
  decileFinding,
  decileOrderNote,
  gainFinding,
  scoreAnswer,
  scoreCard,
  socialConversionCard,
  topDecileCard
} from "../../src/components/findings/leads.js";
import {comparisonFinding, differencesFinding} from "../../src/components/findings/lead-scores.js";
import {addsUp, answer, countRules, ruleName, sumKinds} from "../../src/components/pages/quality.js";
import {context, plain, rowsOf} from "./fixtures.js";

const quality = {leads: 4000, won: 300, base_rate: 0.075, auc: 0.702, auc_low: 0.672, auc_high: 0.732};

describe("the score", () => {
  const say = (change: Partial<Record<keyof typeof quality, number | null>>) =>
    plain(scoreAnswer(rowsOf([{...quality, ...change}]), context));

  it("is explained as picking the better of two leads", () => {
    expect(say({})).toBe(
      "Of a lead that is won and one that is not, the score puts the won one first 70 times in 100 (95 % interval 67 to 73; n = 4,000 leads, 300 won). Chance alone would do so 50 times."
    );
  });

  it("may be no better than chance, or worse", () => {
    expect(say({auc: 0.51, auc_low: 0.48, auc_high: 0.54})).toContain("cannot be told from chance");
    expect(say({auc: 0.4, auc_low: 0.35, auc_high: 0.45})).toContain("points the wrong way");
  });

  it("is not judged by too few wins or losses, or without scores", () => {
    expect(say({won: 9})).toContain("Too few to conclude: 9 won leads");
    expect(say({leads: 305})).toContain("Too few to conclude: 5 leads that were not won");
    expect(say({leads: 0, won: 0, auc: null})).toBe("No lead of this selection has a score.");
    expect(say({auc: null})).toContain("no score that could be judged");
    expect(scoreCard(rowsOf([{...quality, won: 2}]), context).value).toBe("–");
    expect(scoreCard(rowsOf([quality]), context)).toMatchObject({value: "70", range: {from: 0.5, to: 1}});
  });
});

/** Ten deciles of 100 leads with these wins. */
function deciles(wins: number[], leads = 100) {
  const all = wins.reduce((a, b) => a + b, 0);
  let sum = 0;
  return rowsOf(
    wins.map((won, i) => {
      sum += won;
      return {
        decile: i + 1,
        leads,
        won,
        conversion: won / leads,
        conversion_low: Math.max(0, won / leads - 0.05),
        conversion_high: won / leads + 0.05,
        lift: won / leads / (all / (wins.length * leads)),
        cumulative_gain: sum / all
      };
    })
  );
}

const falling = deciles([30, 20, 10, 8, 8, 8, 6, 4, 4, 2]);
const flat = deciles(Array<number>(10).fill(10));

describe("deciles", () => {
  it("title their chart with the best tenth", () => {
    expect(plain(decileFinding(falling, context) as string)).toBe(
      "The best-scored tenth of leads converts 3.0 times as often as all leads: 30.0 % against 10.0 %"
    );
    expect(decileFinding(flat, context)).toContain("no differently");
    expect(decileFinding(deciles([0, 50, 50, 50, 50, 50, 50, 50, 50, 50]), context)).toContain("less often");
    expect(decileFinding(deciles([1, 1], 3), context)).toContain("Too few leads");
    expect(decileFinding(rowsOf([]), context)).toHaveProperty("empty");
  });

  it("name a decile that is clearly out of order", () => {
    expect(decileOrderNote(falling)).not.toContain("Out of order");
    expect(decileOrderNote(deciles([5, 30, 5]))).toContain("decile 2 converts clearly more often");
  });

  it("give the gain of calling the best fifth first", () => {
    expect(plain(gainFinding(falling, context) as string)).toBe(
      "Calling the best-scored 20 % of leads first reaches 50 % of the wins"
    );
    expect(gainFinding(deciles([3, 1]), context)).toHaveProperty("empty");
    expect(gainFinding(rowsOf([]), context)).toHaveProperty("empty");
  });

  it("stand on a card", () => {
    expect(topDecileCard(falling, context).n).toBe("30 of 100 leads; 3.0 times the rate of all leads");
    expect(topDecileCard(deciles([1], 3), context)).toMatchObject({value: "–", n: "3 leads, too few"});
    expect(topDecileCard(rowsOf([]), context).n).toBe("No lead of this selection has a score.");
  });
});

const channel = (key: string | null, leads: number, won: number) => ({
  key,
  leads,
  won,
  conversion: won / leads,
  conversion_low: Math.max(0, won / leads - 0.02),
  conversion_high: won / leads + 0.02
});

describe("conversion by category", () => {
  const title = (...rows: ReturnType<typeof channel>[]) => {
    const finding = conversionFinding(rowsOf(rows), context);
    return plain(typeof finding === "string" ? finding : `(${finding.empty})`);
  };

  it("names best and least only where they lie apart, and leaves out the unknown", () => {
    expect(title(channel("referral", 100, 17), channel("event", 100, 3), channel("unknown", 100, 40))).toBe(
      "Leads convert best from referral (17.0 %) and least from event (3.0 %)"
    );
    expect(title(channel("referral", 100, 5), channel("event", 100, 3))).toMatch(/^No clear difference/);
  });

  it("says when there is too little", () => {
    expect(title(channel("referral", 100, 5), channel("event", 3, 3))).toContain("the only ones");
    expect(title(channel("referral", 5, 1))).toBe("Too few leads for a rate: 5");
    expect(title(channel(null, 50, 5))).toBe(
      "(The leads of this selection do not say where they came from.)"
    );
    expect(title()).toBe("(No lead was created in this selection.)");
  });

  it("sets social leads against all others", () => {
    const card = socialConversionCard(
      rowsOf([channel("social", 200, 10), channel("event", 100, 9)]),
      context
    );
    expect(plain(card.value)).toBe("5.0 %");
    expect(plain(card.caveat ?? "")).toBe("All other leads: 9.0 % (9 of 100).");
    expect(socialConversionCard(rowsOf([channel("social", 5, 1)]), context)).toMatchObject({value: "1"});
    expect(socialConversionCard(rowsOf([]), context)).toMatchObject({value: "0"});
  });

  it("tells the conversion of all leads, as a count when few", () => {
    expect(plain(allLeadsSentence(rowsOf([channel("a", 200, 10)]), context))).toBe(
      "Of all leads 5.0 % were won (10 of 200)."
    );
    expect(allLeadsSentence(rowsOf([channel("a", 4, 1)]), context)).toBe("1 of 4 leads were won.");
    expect(allLeadsSentence(rowsOf([]), context)).toBe("No lead was created in this selection.");
    expect(conversionCard(rowsOf([channel("a", 4, 1)]), context)).toMatchObject({value: "1"});
  });
});

describe("the accounts of the files", () => {
  const file = (source: string, rows_read: number, accepted: number, rejected: number, ignored: number) => ({
    file: `${source}.csv`,
    source,
    rows_read,
    accepted,
    rejected,
    ignored,
    duplicates: rejected > 1 ? 1 : 0
  });
  const noNotes = rowsOf([]);

  it("prove that no row was lost", () => {
    const files = rowsOf([file("deals", 100, 97, 2, 1), file("leads", 10, 10, 0, 0)]);
    expect(answer({files, notes: noNotes}, context).map(plain)).toEqual([
      "98.2 % of 109 rows of data in 2 files went into the figures; no row was lost.",
      "107 accepted + 2 rejected (1 of them duplicates) + 1 ignored = 110 rows read. 0 accepted rows have a doubt noted below."
    ]);
    expect(sumKinds(files)).toEqual([
      {source: "deals", files: 1, rows_read: 100, accepted: 97, rejected: 2, ignored: 1, duplicates: 1},
      {source: "leads", files: 1, rows_read: 10, accepted: 10, rejected: 0, ignored: 0, duplicates: 0}
    ]);
  });

  it("say so when a row is lost", () => {
    const files = rowsOf([file("deals", 100, 97, 2, 0)]);
    expect(answer({files, notes: noNotes}, context)[0]).toContain("1 row cannot be accounted for");
    expect(addsUp(files[0]!)).toBe(false);
    expect(answer({files: rowsOf([]), notes: noNotes}, context)).toEqual(["No file was read."]);
  });

  it("count rejects by rule, most frequent first", () => {
    const reject = (rule: string, name: string) => ({rule, file: name, message: `${rule} in ${name}`});
    const rows = rowsOf([
      reject("not_a_date", "a"),
      reject("duplicate_key", "a"),
      reject("duplicate_key", "b")
    ]);
    expect(countRules(rows)).toEqual([
      {rule: "duplicate_key", rows: 2, files: 2, example: "duplicate_key in a"},
      {rule: "not_a_date", rows: 1, files: 1, example: "not_a_date in a"}
    ]);
    expect(ruleName("duplicate_key")).toBe("Duplicate key");
    expect(ruleName(null)).toBe("Not named");
  });
});

describe("scores compared", () => {
  const row = (other: string, low: number, high: number, change = {}) => ({
    score: "ours",
    other,
    leads: 400,
    won: 40,
    other_values: 9,
    difference: (low + high) / 2,
    difference_low: low,
    difference_high: high,
    ...change
  });
  const say = (...rows: ReturnType<typeof row>[]): unknown => differencesFinding(rowsOf(rows), context);

  it("are better or worse only where the interval of their difference leaves out none", () => {
    expect(say(row("static", 0.01, 0.05), row("recency", -0.02, 0.03), row("fitted", -0.2, -0.1))).toBe(
      "Our score is better than attributes alone and not clearly different from last heard of first"
    );
    expect(say(row("static", -0.05, -0.01))).toBe("Our score is worse than attributes alone");
    expect(say(row("vendor", 0.01, 0.05))).toBe("Our score is better than the vendor’s score");
  });

  it("are not compared over too few outcomes, or with a score of one value", () => {
    const empty = {empty: "There are too few leads with two scores and an outcome to compare scores."};
    expect(say(row("static", 0.01, 0.05, {won: 9}))).toEqual(empty);
    expect(say(row("static", 0.01, 0.05, {won: 391}))).toEqual(empty);
    expect(say(row("static", 0.01, 0.05, {other_values: 1}))).toEqual(empty);
    expect(say()).toEqual(empty);
  });

  it("are told with their two baselines", () => {
    const each = (score: string, auc: number) => ({score, auc, leads: 400, won: 40, distinct_values: 9});
    const told = (rows: object[]) => comparisonFinding(rowsOf(rows as never), context);
    expect(told([each("vendor", 0.8), each("ours", 0.72), each("static", 0.69), each("recency", 0.6)])).toBe(
      "Our score picks the better of two leads 72 times in 100; attributes alone 69, last heard of first 60"
    );
    expect(told([{...each("ours", 0.72), won: 3}])).toBe(
      "Too few to conclude: 3 outcomes where at least 10 are needed."
    );
    expect(told([{...each("ours", 0.72), auc: null}])).toEqual({
      empty: "No score can be judged: it takes won leads and others that have one."
    });
  });
});
