// @vitest-environment jsdom
import {describe, expect, it} from "vitest";
import {
  followsCard,
  lagsFinding,
  quadrantFinding,
  resultsAnswer,
  scoreOnlyCard,
  trainedCard
} from "../../src/components/findings/results.js";
import {associationTable, ownLags, quadrant, scoreOnly} from "../../src/components/pages/results.js";
import {dataTable} from "../../src/components/table.js";
import {context, manifest, plain, rowsOf} from "./fixtures.js";

type Change = Partial<Record<"rho" | "low" | "high" | "sellers", number | null>>;

/** Associations at all lags, all around zero but for those given by "activity result comparison lag". */
const associations = (changed: Readonly<Record<string, Change>> = {}, sellers = 100) =>
  rowsOf(
    ["own", "sellers"].flatMap((comparison) =>
      ["pipeline", "won_amount"].flatMap((result) =>
        ["ssi", "touches", "posts"].flatMap((activity) =>
          [0, 1, 2, 3, 4].map((lag) => ({
            activity,
            result,
            comparison,
            lag,
            rho: 0.01,
            low: -0.08,
            high: 0.1,
            sellers,
            pairs: 9 * sellers,
            ...changed[`${activity} ${result} ${comparison} ${lag}`]
          }))
        )
      )
    )
  );
const planted = associations({
  "ssi pipeline own 2": {rho: 0.31, low: 0.25, high: 0.37},
  "ssi pipeline own 3": {rho: 0.1, low: 0.02, high: 0.2},
  "ssi pipeline own 1": {rho: -0.4, low: -0.5, high: -0.3}
});
const few = associations(Object.fromEntries([]), 12);

const training = (change: Record<string, unknown> = {}) =>
  rowsOf([
    {
      trained_sellers: 40,
      trained_quarters: 200,
      trained_mean: 42_000,
      untrained_sellers: 30,
      untrained_quarters: 100,
      untrained_mean: 39_000,
      sellers: 60,
      quarters: 4,
      difference: 3000,
      difference_low: -7000,
      difference_high: 13_000,
      largest_share: 0.01,
      ...change
    }
  ]);

const answerOf = (rows: Parameters<typeof resultsAnswer>[0]) => plain(resultsAnswer(rows, context).join(" "));

describe("the answer", () => {
  it("names the lag at which a seller's own change is most clearly followed by more", () => {
    const text = answerOf({associations: planted, trained: training()});
    expect(text).toContain(
      "Quarters in which a seller’s SSI was above the seller’s own usual are associated with more pipeline created two quarters later (rank correlation +0.31, 95 % interval +0.25 to +0.37, 100 sellers)."
    );
    expect(text).toContain("Sellers with a higher SSI do not clearly have more");
    expect(text).toContain("Trained sellers do not clearly win more or less revenue than untrained ones");
    expect(text).toContain("none of them shows what causes what");
  });

  it("says no where no interval lies above zero", () => {
    expect(answerOf({associations: associations(), trained: training()})).toContain(
      "A change in a seller’s SSI is not clearly followed by more pipeline or more revenue within four quarters."
    );
  });

  it("says that twelve sellers, or none, are too few", () => {
    expect(answerOf({associations: few, trained: training({sellers: 12})})).toBe(
      "Too few to conclude what follows activity: 12 sellers with figures over several quarters, where at least 20 are needed. Too few sellers to compare trained with untrained: 40 trained, 30 not."
    );
    expect(answerOf({associations: rowsOf([]), trained: training({trained_sellers: 0})})).toContain(
      "0 sellers"
    );
  });

  it("says that trained sellers win less where they do", () => {
    const less = training({difference: -9000, difference_low: -15_000, difference_high: -2000});
    expect(answerOf({associations: planted, trained: less})).toContain(
      "Trained sellers win less revenue than untrained ones (95 % interval of the difference −€15k to −€2k a quarter; 40 trained, 30 not)."
    );
  });
});

describe("the cards", () => {
  it("show the clearest lag with its interval, or the highest where none is clear", () => {
    expect(followsCard(planted, context)).toMatchObject({value: "+0.31", unit: "two quarters later"});
    expect(followsCard(associations(), context).caveat).toBe(
      "No lag is clear of zero; this is the highest of five."
    );
    expect(followsCard(few, context).value).toBe("–");
    expect(followsCard(rowsOf([]), context).value).toBe("–");
  });

  it("show the difference of trained sellers, and a note where one quarter weighs a third", () => {
    expect(trainedCard(training(), context)).toMatchObject({value: "+€3k", unit: "per seller and quarter"});
    expect(trainedCard(training(), context)).not.toHaveProperty("caveat");
    expect(trainedCard(training({largest_share: 0.4}), context).caveat).toContain("more than a third");
    expect(trainedCard(training({untrained_sellers: 3}), context).n).toContain("too few to conclude");
  });
});

const seller = (seller_id: string, group: string, ssi = 60, won_per_quarter = 100) => ({
  seller_id,
  name: null,
  region: "EMEA",
  team: "North",
  quarters: 4,
  ssi,
  won: 2,
  won_per_quarter,
  pipeline_per_quarter: 300,
  median_won: 100,
  group
});
const sellers = rowsOf([
  seller("<img src=x onerror=alert(1)>", "score_only", 75, 0),
  seller("S2", "score_and_result", 80, 250),
  seller("S3", "result_only", 40, 300),
  seller("S4", "neither", 41, -20),
  seller("S5", "between")
]);
const leadership = {...context, manifest: {...manifest, audience: "leadership" as const}};

describe("SSI and results", () => {
  it("counts who reaches the median above and below the bands, and says that few are too few", () => {
    expect(quadrantFinding(sellers, context)).toBe(
      "The median result is reached by 1 of 2 sellers with an SSI of 70 and over and 1 of 2 under 50: too few to conclude"
    );
    expect(scoreOnlyCard(sellers, context)).toMatchObject({value: "1 of 2"});
    expect(scoreOnlyCard(rowsOf([seller("S5", "between")]), context).value).toBe("–");
    expect(quadrantFinding(rowsOf([]), context)).toHaveProperty("empty");
  });

  it("shows leadership no group of fewer than min_cell sellers", () => {
    const four = rowsOf([...sellers].slice(0, 4));
    expect(quadrantFinding(four, leadership)).toEqual({
      empty: "Groups of fewer than 5 sellers are not shown."
    });
    expect(scoreOnly.prepare?.(four, leadership)).toEqual([]);
    expect(scoreOnly.prepare?.(sellers, leadership)).toHaveLength(1);
    expect(scoreOnlyCard(four, leadership).value).toBe("–");
  });

  it("draws one dot a seller, filled where score and result part, and names as text", () => {
    const svg = quadrant.chart(sellers, {...context, width: 800});
    expect(svg.querySelectorAll("circle")).toHaveLength(5);
    const table = dataTable(scoreOnly.prepare?.(sellers, context) ?? [], {...scoreOnly, ...context});
    expect(table.querySelector("img")).toBeNull();
    expect(table.textContent).toContain("<img src=x onerror=alert(1)>");
  });
});

describe("the charts of lags", () => {
  it("show all five lags of all pairs, rings where the interval includes zero", () => {
    const svg = ownLags.chart(planted, {...context, width: 900});
    const dots = Array.from(svg.querySelectorAll("circle"), (dot) => dot.getAttribute("fill"));
    expect(dots).toHaveLength(30);
    expect(dots.filter((fill) => fill === "var(--ink)")).toHaveLength(3);
  });

  it("have a title with the strongest two, and none where nothing is clear or sellers are few", () => {
    expect(lagsFinding("own")(planted, context)).toBe(
      "Within sellers, most closely associated: SSI with pipeline created two quarters later (+0.31)"
    );
    expect(lagsFinding("sellers")(planted, context)).toBe(
      "Between sellers, no activity is clearly followed by a better result"
    );
    expect(lagsFinding("own")(few, context)).toHaveProperty("empty");
  });

  it("stand above a table that says too few where there is no figure", () => {
    const none = associations({"ssi pipeline own 0": {rho: null, low: null, high: null, sellers: 3}});
    const table = dataTable([...none].slice(0, 1), {...associationTable, ...context});
    expect(table.textContent).toContain("too few");
  });
});
