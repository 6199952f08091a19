import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {readWorkspace} from "../../loaders/workspace.js";
import {problemsOf, workspaceOf, writeWorkspace, type Made} from "../workspace-of.js";

const head = "title: Test\nas_of: 2026-09-30\ndefault_period: all\nsources:\n  leads: {file: leads.csv}\n";
const withTouches = `${head}  engagement: {file: engagement.csv}\n  sellers: {file: sellers.csv}\n`;
const sellers = "seller_id\nS1\n";

/** The report of leads and touches with these rules. */
function scored(scoring: string, leads: string, touches?: string): Promise<Made> {
  const rules = scoring.trim() === "" ? "" : `lead_scoring:\n${scoring}\n`;
  if (touches === undefined) return workspaceOf({"report.yaml": `${head}${rules}`, "leads.csv": leads});
  return workspaceOf({
    "report.yaml": `${withTouches}${rules}`,
    "leads.csv": leads,
    "sellers.csv": sellers,
    "engagement.csv": `happened_on,seller_id,channel,kind,lead_id\n${touches}`
  });
}

/** Points by label of a lead. */
async function explained({rows}: Made, lead: string): Promise<Record<string, number>> {
  const terms = await rows(`FROM explain('${lead}')`);
  return Object.fromEntries(terms.map(({label, points}) => [String(label), Number(points)]));
}

/** Our score by lead. */
async function ours({rows}: Made, score = "ours"): Promise<Record<string, number>> {
  const found = await rows(
    `SELECT lead_id, value FROM lead_scores JOIN leads USING (number) WHERE lead_scores.score = '${score}' ORDER BY lead_id`
  );
  return Object.fromEntries(found.map(({lead_id: id, value}) => [String(id), Number(value)]));
}

describe("attributes", () => {
  const rules = `  attributes:
    - {name: right industry, field: industry, is: [Chemicals, Pulp & Paper], points: 10}
    - {field: employees, from: 10, to: 500, points: 6}
    - {field: job_title, contains: [directeur général, founder], points: 12}
    - {field: budget, from: 1000, points: 4}
    - {field: budget, is: [none yet], points: -3}
  fields: {budget: "Budget (k€)"}
  together:
    - {name: both, all: [right industry, right industry], points: 1}`;

  it("give points by whole text, by number with its ends, by words, and for further columns", async () => {
    const made = await scored(
      rules,
      `lead_id,created_on,industry,employees,job_title,Budget (k€)
a1,2026-01-01,CHEMICALS,10,Directeur Général adjoint,"1,200"
b1,2026-01-01,Pulp and Paper,9,Cofounder,999
c1,2026-01-01,pulp & paper,500,FOUNDER & CEO,none yet
d1,2026-01-01,,51-200,,
e1,2026-01-01,Chemicals trade,501,directeur,1 000
`
    );
    expect(await ours(made)).toEqual({a1: 33, b1: 0, c1: 26, d1: 6, e1: 4});
    expect(await explained(made, "c1")).toEqual({
      "Job title says “directeur général” or “founder”": 12,
      "Right industry": 10,
      "Employees from 10 to 500": 6,
      Both: 1,
      "Budget is none yet": -3
    });
  });
});

describe("keywords", () => {
  const rules = `  keywords:
    fields: {headline: 3, job_title: 2, summary: 1}
    terms:
      - {name: measuring, words: [étalonnage, process analytics, Kalibrierung], unless: [student], points: 5}`;

  it("count once, in the heaviest field, by whole words, whatever the case and accents", async () => {
    const made = await scored(
      rules,
      `lead_id,created_on,headline,job_title,summary
a1,2026-01-01,ETALONNAGE!,Étalonnage,étalonnage
b1,2026-01-01,préétalonnage,chef d'étalonnage,
c1,2026-01-01,,,"Process-
analytics, mostly"
d1,2026-01-01,étalonnage,,once a Student
e1,2026-01-01,analytics process,,
f1,2026-01-01,e\u0301talonnage,,
`
    );
    expect(await ours(made)).toEqual({a1: 15, b1: 10, c1: 5, d1: 0, e1: 0, f1: 15});
  });

  it("take emoji, text from right to left and 10,000 letters", async () => {
    const made = await scored(
      `  keywords: {fields: {headline: 1, summary: 1}, terms: [{words: [كيمياء, מספרים, calibration], points: 5}]}`,
      `lead_id,created_on,headline,summary
a1,2026-01-01,🔧 calibration 🚀,
b1,2026-01-01,أحب كيمياء 📏,
c1,2026-01-01,אוהבת מספרים 💧,
d1,2026-01-01,🚀🚀🚀,
e1,2026-01-01,,${"recalibrations ".repeat(700)}calibration
`
    );
    expect(await ours(made)).toEqual({a1: 5, b1: 5, c1: 5, d1: 0, e1: 5});
  });

  it("show hostile text nowhere: no text of a lead is published", async () => {
    const made = await scored(
      rules,
      `lead_id,created_on,headline,job_title,summary,industry
a1,2026-01-01,<img src=x onerror=alert(1)> étalonnage,SECRETTITLE,SECRETSUMMARY,Chemicals
`
    );
    const tables = await made.rows(
      "SELECT table_name FROM duckdb_tables() WHERE database_name = 'report' ORDER BY 1"
    );
    for (const {table_name: table} of tables) {
      const text = JSON.stringify(await made.rows(`FROM "${String(table)}"`));
      expect(text, String(table)).not.toMatch(/SECRET|onerror/);
    }
  });
});

const interactions = `  half_life_days: 10
  score_after_days: 20
  interactions:
    reply: 8
    profile_visit: {points: 5, before_accept: 12}
    web/visit: 4
    visit: 1
    meeting: {points: 10, half_life_days: 20, max: 15}`;

describe("interactions", () => {
  it("halve with every half-life, by kind, or by channel and kind first, up to their most", async () => {
    const made = await scored(
      interactions,
      "lead_id,created_on\na1,2026-01-01\nb1,2026-01-01\nc1,2026-01-01\n",
      `2026-01-11,S1,linkedin,Reply,a1
2026-01-21,S1,linkedin,reply,a1
2026-01-21,S1,web,visit,b1
2026-01-21,S1,event,visit,b1
2026-01-21,S1,in_person,meeting,c1
2026-01-21,S1,in_person,meeting,c1
`
    );
    expect(await ours(made)).toEqual({a1: 12, b1: 5, c1: 15});
  });

  it("count a visit for more while the invitation was open", async () => {
    const made = await scored(
      interactions,
      "lead_id,created_on\na1,2026-01-01\nb1,2026-01-01\nc1,2026-01-01\nd1,2026-01-01\n",
      `2026-01-02,S1,linkedin,invitation_sent,a1
2026-01-21,S1,linkedin,profile_visit,a1
2026-01-02,S1,linkedin,invitation_sent,b1
2026-01-05,S1,linkedin,invitation_accepted,b1
2026-01-21,S1,linkedin,profile_visit,b1
2026-01-21,S1,linkedin,profile_visit,c1
2026-01-02,S1,linkedin,invitation_sent,d1
2026-01-21,S1,linkedin,invitation_accepted,d1
2026-01-21,S1,linkedin,profile_visit,d1
`
    );
    expect(await ours(made)).toEqual({a1: 12, b1: 5, c1: 5, d1: 12});
  });
});

describe("the day of scoring", () => {
  const leads = `lead_id,created_on,won,won_on
early1,2026-01-01,true,2026-01-11
late1,2026-01-01,true,2026-06-01
none1,2026-01-01,false,
same1,2026-01-01,true,2026-01-01
young1,2026-09-25,false,
`;

  it("is some days after creation, or the day before the win, or the report's day, whichever comes first", async () => {
    const {rows} = await scored(interactions, leads);
    const days = await rows("SELECT lead_id, scored_day FROM leads ORDER BY lead_id");
    expect(days.map(({scored_day: day}) => day)).toEqual([9, 20, 20, 0, 5]);
  });

  it("lets nothing in that came after: a planted sign of the outcome changes no score", async () => {
    const before = "2026-01-10,S1,linkedin,reply,early1\n2026-01-21,S1,linkedin,reply,late1\n";
    const telling = `2026-01-11,S1,linkedin,reply,early1
2026-02-11,S1,in_person,meeting,early1
2026-01-22,S1,in_person,meeting,late1
2026-06-03,S1,in_person,meeting,late1
2026-01-01,S1,in_person,meeting,same1
`;
    const plain = await scored(interactions, leads, before);
    const planted = await scored(interactions, leads, before + telling);
    const scores = "SELECT score, number, value FROM lead_scores ORDER BY score, number";
    expect(await planted.rows(scores)).toEqual(await plain.rows(scores));
    expect(
      await planted.rows("SELECT * FROM explain('late1', '2026-06-30') WHERE label = 'Had a meeting'")
    ).toHaveLength(1);
    expect(
      await planted.rows("SELECT * FROM explain('early1', '2026-06-30') WHERE label = 'Had a meeting'")
    ).toEqual([]);
  });
});

describe("explain", () => {
  const words = ["valve", "pump", "student", "étalonnage", "Chemicals", "Retail", ""];
  const kinds = ["invitation_sent", "invitation_accepted", "profile_visit", "reply", "visit", "meeting"];
  const points = fc.integer({min: -30, max: 30});
  const settings = fc.record({
    attribute: points,
    size: points,
    word: points,
    weight: fc.integer({min: 1, max: 4}),
    both: points,
    reply: points,
    visit: points,
    before: points,
    meeting: points,
    half: fc.integer({min: 1, max: 90}),
    ownHalf: fc.integer({min: 1, max: 200}),
    most: fc.integer({min: 1, max: 40}),
    max: fc.integer({min: 5, max: 60}),
    fixed: fc.option(fc.integer({min: 1, max: 40})),
    moving: fc.option(fc.integer({min: 1, max: 40})),
    after: fc.integer({min: 0, max: 60})
  });
  const lead = fc.record({
    industry: fc.constantFrom(...words),
    headline: fc.constantFrom(...words),
    title: fc.constantFrom(...words),
    employees: fc.integer({min: 0, max: 200}),
    created: fc.integer({min: 1, max: 28}),
    won: fc.option(fc.integer({min: 0, max: 27})),
    touches: fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        day: fc.integer({min: 1, max: 28}),
        month: fc.integer({min: 1, max: 3})
      }),
      {maxLength: 8}
    )
  });

  it("adds up to the score of every lead, whatever the rules and limits", async () => {
    const day = (month: number, of: number): string => `2026-0${month}-${String(of).padStart(2, "0")}`;
    let [negative, limited] = [0, 0];
    await fc.assert(
      fc.asyncProperty(settings, fc.array(lead, {minLength: 30, maxLength: 30}), async (rule, leads) => {
        const limits = `${rule.fixed === null ? "" : `  static_max: ${rule.fixed}\n`}${rule.moving === null ? "" : `  dynamic_max: ${rule.moving}\n`}`;
        const made = await scored(
          `  score_after_days: ${rule.after}
  half_life_days: ${rule.half}
  max: ${rule.max}
${limits}  attributes:
    - {name: a, field: industry, is: Chemicals, points: ${rule.attribute}}
    - {name: b, field: employees, from: 80, points: ${rule.size}}
  keywords:
    fields: {headline: ${rule.weight}, job_title: 1}
    terms: [{name: c, words: [valve, étalonnage], unless: [student], points: ${rule.word}}]
  together: [{all: [a, b], points: ${rule.both}}, {all: [b, c], points: ${-rule.both}}]
  interactions:
    profile_visit: {points: ${rule.visit}, before_accept: ${rule.before}, max: ${rule.most}}
    reply: ${rule.reply}
    web/visit: {points: 3, half_life_days: ${rule.ownHalf}}
    meeting: {points: ${rule.meeting}, max: ${rule.most}, half_life_days: ${rule.ownHalf}}`,
          `lead_id,created_on,industry,headline,job_title,employees,won,won_on\n${leads
            .map(
              ({industry, headline, title, employees, created, won}, i) =>
                `l${i},${day(1, created)},${industry},${headline},${title},${employees},${won !== null},${won === null ? "" : day(3, won + 1)}`
            )
            .join("\n")}\n`,
          leads
            .flatMap(({touches}, i) =>
              touches.map(
                (touch) =>
                  `${day(touch.month, touch.day)},S1,${touch.kind === "visit" ? "web" : "linkedin"},${touch.kind},l${i}`
              )
            )
            .join("\n") + "\n"
        );
        const scores = Object.entries(await ours(made));
        expect(scores).toHaveLength(leads.length);
        for (const [id, score] of scores.filter((_, i) => i % 2 === 0)) {
          const terms = await made.rows(`FROM explain('${id}')`);
          const sum = terms.reduce((total, row) => total + Number(row["points"]), 0);
          expect(sum, id).toBeCloseTo(score, 9);
          limited += Number(terms.some(({part}) => part === "limit"));
          negative += Number(terms.some((row) => row["part"] !== "limit" && Number(row["points"]) < 0));
        }
      }),
      {numRuns: 8, endOnFailure: true}
    );
    // The leads tried met limits and rules that take points away.
    expect(Math.min(limited, negative)).toBeGreaterThan(10);
  }, 120_000);

  it("adds up to the score as of a day, as the list of priorities has it", async () => {
    const made = await scored(
      `  half_life_days: 9\n  dynamic_max: 20\n  attributes: [{field: industry, is: X, points: 4}]\n  interactions: {reply: 8, like: -3}`,
      "lead_id,created_on,industry\na1,2026-09-01,X\nb1,2026-09-02,\nc1,2026-09-03,X\n",
      `2026-09-10,S1,linkedin,reply,a1
2026-09-12,S1,linkedin,reply,a1
2026-09-28,S1,linkedin,reply,a1
2026-09-29,S1,linkedin,like,b1
`
    );
    const waiting = await made.rows("FROM lead_priorities()");
    expect(waiting).toHaveLength(3);
    for (const {lead_id: id, score} of waiting) {
      const terms = await made.rows(`FROM explain('${String(id)}', '2026-09-30')`);
      const sum = terms.reduce((total, row) => total + Number(row["points"]), 0);
      expect(sum, String(id)).toBeCloseTo(Number(score), 9);
    }
  });
});

describe("which score is ours", () => {
  const leads = "lead_id,created_on,won,score,job_title\na1,2026-01-01,1,80,\nb1,2026-01-01,0,20,Founder\n";

  it("is made by the rules, where there are some, and the file's column otherwise", async () => {
    const rules = await scored("  attributes: [{field: job_title, contains: founder, points: 7}]", leads);
    expect(await ours(rules)).toEqual({a1: 0, b1: 7});
    expect(await ours(rules, "vendor")).toEqual({a1: 80, b1: 20});
    const vendor = await scored("", leads);
    expect(await ours(vendor)).toEqual({a1: 80, b1: 20});
    expect(await vendor.rows("SELECT origin FROM scoring")).toEqual([{origin: "vendor"}]);
  });

  it("is made by standard rules without either, and by nothing where these find nothing", async () => {
    const standard = await scored(
      "",
      "lead_id,created_on,job_title\na1,2026-01-01,Founder\nb1,2026-01-01,Étudiante\n"
    );
    expect(await ours(standard)).toEqual({a1: 20, b1: 0});
    const nothing = await scored("", "lead_id,created_on\na1,2026-01-01\n");
    expect(await ours(nothing)).toEqual({});
    expect(await nothing.rows("FROM lead_score_quality()")).toMatchObject([{leads: 0, auc: null}]);
  });
});

describe("external scores", () => {
  const leads = `lead_id,created_on,won,Activity,Profile
${[
  [1, 10, 5],
  [0, 10, 6],
  [1, 12, 1],
  [0, 8, ""],
  [0, 7, 2]
]
  .map(([won, a, p], i) => `l${i},2026-01-01,${won},${a},${p}`)
  .join("\n")}
`;

  it("are judged by name, added up where there are several columns, on the leads that have them", async () => {
    const made = await workspaceOf({
      "report.yaml": `${head}scores: {activity: Activity, both: [Activity, Profile]}\n`,
      "leads.csv": leads
    });
    expect(await ours(made, "both")).toEqual({l0: 15, l1: 16, l2: 13, l4: 9});
    expect(await made.rows("SELECT value, leads, won FROM leads_by_score('activity')")).toEqual([
      {value: 7, leads: 1, won: 0},
      {value: 8, leads: 1, won: 0},
      {value: 10, leads: 2, won: 1},
      {value: 12, leads: 1, won: 1}
    ]);
    // Of the 6 pairs of won and other leads, 5 are in order and one is tied.
    expect((await made.rows("FROM lead_score_quality('activity')"))[0]?.auc).toBeCloseTo(5.5 / 6, 12);
  });

  it("need a column that is there, and a name that is free", async () => {
    const dir = await writeWorkspace({
      "report.yaml": `${head}scores: {activity: Activty}\nlead_scoring: {fields: {size: Sise}}\n`,
      "leads.csv": leads
    });
    const {makeSnapshot} = await import("../../loaders/snapshot.js");
    expect(await problemsOf(makeSnapshot(await readWorkspace(dir), `${dir}/out`))).toEqual([
      'report.yaml line 6, scores.activity: no file of leads has the column "Activty". Name a header of leads.csv.',
      'report.yaml line 7, lead_scoring.fields.size: no file of leads has the column "Sise". Name a header of leads.csv.'
    ]);
    const taken = await writeWorkspace({
      "report.yaml": `${head}scores: {fitted: Activity}\n`,
      "leads.csv": leads
    });
    expect((await problemsOf(readWorkspace(taken)))[0]).toContain(
      "names in small letters, other than ours, fitted"
    );
  });
});

describe("the cut of leads by score and filters", () => {
  it("is the same for every metric of a score", async () => {
    const {rows} = await workspaceOf({
      "report.yaml": `${head}  sellers: {file: sellers.csv}\nlead_scoring: {attributes: [{field: industry, is: X, points: 5}]}\n`,
      "sellers.csv": "seller_id,region,team\nS1,North,A\nS2,South,B\n",
      "leads.csv": `lead_id,created_on,seller_id,industry,won
a1,2026-01-01,S1,X,1
b1,2026-01-31,S1,,0
c1,2026-02-01,S1,X,0
d1,2026-01-15,S2,X,0
e1,2026-09-29,S1,,0
`
    });
    const counted = async (cut: string): Promise<number[]> =>
      Promise.all(
        [
          "lead_calibration",
          "leads_by_score",
          "lead_score_monthly",
          "leads_by_band",
          "leads_by_decile",
          "lead_score_quality"
        ].map(async (metric) => {
          const [row] = await rows(`SELECT coalesce(sum(leads), 0) AS n FROM ${metric}(${cut})`);
          return Number(row?.n);
        })
      );
    expect(await counted("")).toEqual([5, 5, 5, 5, 5, 5]);
    expect(await counted("region := 'North'")).toEqual([4, 4, 4, 4, 4, 4]);
    expect(await counted("team := 'B'")).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await counted("part := 'young'")).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await counted("since := '2026-01-31', until := '2026-02-01'")).toEqual([2, 2, 2, 2, 2, 2]);
    expect(
      await rows("SELECT max(leads) AS n FROM lead_thresholds(since := '2026-01-31', until := '2026-02-01')")
    ).toEqual([{n: 2}]);
  });
});

describe("two scores of the same leads", () => {
  const won = Array.from({length: 60}, (_, i) => Number([0, 3, 5, 8].includes((i * 7) % 11)));
  const a = won.map((x, i) => ((i * i + 3 * i * x + x * 17) % 23) + x * 4);
  const b = won.map((x, i) => ((i * 5) % 13) + x * 2);
  const report = (rows: readonly string[]): Promise<Made> =>
    workspaceOf({
      "report.yaml": `${head}scores: {a: A, b: B}\n`,
      "leads.csv": `lead_id,created_on,won,A,B\n${rows.join("\n")}\n`
    });
  const lead = (
    i: number,
    first: number | string = a[i] ?? "",
    second: number | string = b[i] ?? ""
  ): string => `l${i},2026-01-01,${won[i]},${first},${second}`;

  it("are compared as pROC does, on the leads that have both", async () => {
    const unpaired = ["x1,2026-01-01,1,,3", "x2,2026-01-01,0,40,"];
    const {rows} = await report([...won.map((_, i) => lead(i)), ...unpaired]);
    const [row] = await rows("FROM lead_score_differences('a') WHERE other = 'b'");
    // pROC 1.18.0 (R 4.2.2): roc.test(roc(won, a), roc(won, b), method = "delong", paired = TRUE)
    expect(row).toMatchObject({score: "a", leads: 60, won: 22});
    expect(row?.auc).toBeCloseTo(0.848086124401914, 12);
    expect(row?.other_auc).toBeCloseTo(0.689593301435407, 12);
    expect(row?.difference_low).toBeCloseTo(-0.0210106866985493, 12);
    expect(row?.difference_high).toBeCloseTo(0.3379963326315638, 12);
    expect(row?.p).toBeCloseTo(0.0835316323044302, 11);
    const [reverse] = await rows("FROM lead_score_differences('b') WHERE other = 'a'");
    expect(reverse?.difference_low).toBeCloseTo(-0.3379963326315638, 12);
    expect(reverse?.p).toBeCloseTo(0.0835316323044302, 11);
  });

  it("do not differ where they put all leads in the same order", async () => {
    const {rows} = await report(a.map((x, i) => lead(i, x, 2 * x + 1)));
    expect(await rows("FROM lead_score_differences('a') WHERE other = 'b'")).toMatchObject([
      {difference: 0, difference_low: 0, difference_high: 0, p: null}
    ]);
  });

  it("are not compared with fewer than two of either outcome", async () => {
    const {rows} = await report(["x,2026-01-01,1,3,4", "y,2026-01-01,0,1,9", "z,2026-01-01,0,2,2"]);
    expect(await rows("FROM lead_score_differences('a')")).toEqual([]);
  });
});

describe("rules that cannot be", () => {
  const problem = async (scoring: string): Promise<string> => {
    const dir = await writeWorkspace({
      "report.yaml": `${head}lead_scoring:\n${scoring}\n`,
      "leads.csv": "lead_id,created_on\n"
    });
    return (await problemsOf(readWorkspace(dir))).join("\n");
  };

  it("are refused with line, key and what was expected", async () => {
    expect(await problem("  attributes: [{field: industri, is: x, points: 1}]")).toMatch(
      /^report\.yaml line 7, lead_scoring\.attributes\.0\.field: expected a column of leads \(job_title, .* found "industri"\.$/
    );
    expect(await problem("  attributes: [{field: industry, points: 1}]")).toContain(
      "one of is, contains, or from and to"
    );
    expect(await problem("  keywords: {terms: [{words: [🚀], points: 1}]}")).toContain(
      "with a letter or a digit"
    );
    expect(await problem("  together: [{all: [a, b], points: 1}]")).toContain("names of at least two rules");
    expect(await problem("  bands: {A: 10, B: 20, C: 5}")).toContain("falling");
    expect(await problem("  interactions: {reply: many}")).toContain("kinds of touch with points");
    expect(await problem("  fitted: {fields: [headline]}")).toContain("fitted takes none of job_title");
    expect(await problem("  weights: 3")).toContain('there is no setting "weights"');
  });
});

describe("the fitted model", () => {
  /** Leads of which those with a word in the headline are won more often, one a day. */
  function leads(
    count: number,
    {won = (i: number) => i % 5 === 0 || (i % 3 === 0 && i % 4 === 0)} = {}
  ): string {
    const start = Date.UTC(2025, 0, 1);
    const rows = Array.from({length: count}, (_, i) => {
      const day = new Date(start + Math.floor(i / 2) * 864e5).toISOString().slice(0, 10);
      return `l${String(i).padStart(4, "0")},${day},${i % 3 === 0 ? "valve" : "pump"},${won(i)}`;
    });
    return `lead_id,created_on,headline,won\n${rows.join("\n")}\n`;
  }
  const rules = "  keywords: {fields: {headline: 1}, terms: [{words: valve, points: 10}]}";

  it("learns from the earlier four fifths and scores only what it has not seen", async () => {
    const made = await scored(rules, leads(600));
    const [model] = await made.rows("FROM lead_models()");
    expect(model).toMatchObject({model: "fitted", state: "made", learnt: 478, judged: 122});
    const parts = await made.rows(
      "SELECT part, count(*) AS n FROM lead_scores JOIN leads USING (number) WHERE lead_scores.score = 'fitted' GROUP BY part"
    );
    expect(parts).toEqual([{part: "later", n: 122}]);
    const [term] = await made.rows("FROM fitted_terms()");
    expect(term).toMatchObject({label: "“valve” in the headline", points: 10});
    expect(Number(term?.odds_low)).toBeGreaterThan(1);
  });

  it("is refused with fewer than 40 won, or 40 that were not, or nothing to learn from", async () => {
    const state = async (text: string, scoring = rules): Promise<unknown> =>
      (await (await scored(scoring, text)).rows("FROM lead_models()"))[0]?.state;
    expect(await state(leads(600, {won: (i) => i % 20 === 0}))).toBe("too few won");
    expect(await state(leads(600, {won: (i) => i % 20 !== 0}))).toBe("too few lost");
    expect(await state(leads(600, {won: () => false}))).toBe("too few won");
    expect(await state(leads(1))).toBe("too few won");
    expect(await state(leads(600), "  half_life_days: 30")).toBe("nothing to learn from");
  });
});

describe("bad input", () => {
  it("has answers, without figures where there is nothing to judge", async () => {
    const rules = "  attributes: [{field: industry, is: X, points: 5}]";
    const metrics = [
      "lead_score_quality()",
      "lead_score_comparison()",
      "lead_score_differences()",
      "leads_by_decile()",
      "leads_by_score()",
      "leads_by_band()",
      "lead_calibration('fitted')",
      "lead_matrix()",
      "lead_funnel()",
      "lead_score_monthly()",
      "lead_thresholds()",
      "lead_priorities()",
      "lead_fields()",
      "lead_models()",
      "fitted_terms()"
    ];
    const inputs = {
      "no lead": "lead_id,created_on\n",
      "one lead": "lead_id,created_on,won\n👩‍🔬,2026-01-01,1\n",
      "no outcomes": "lead_id,created_on,industry\na1,2026-01-01,X\nb1,2026-01-01,Y\n",
      "all won": "lead_id,created_on,won\na1,2026-01-01,1\nb1,2026-01-01,1\nc1,2026-01-01,1\n",
      "a constant score":
        "lead_id,created_on,won\na1,2026-01-01,1\nb1,2026-01-01,0\nc1,2026-01-01,1\nd1,2026-01-01,0\n"
    };
    for (const [name, leads] of Object.entries(inputs)) {
      const {rows} = await scored(rules, leads);
      for (const metric of metrics)
        await expect(rows(`FROM ${metric}`), `${name}: ${metric}`).resolves.toBeDefined();
      const [quality] = await rows("FROM lead_score_quality()");
      expect(quality?.auc, name).toBe(name === "a constant score" ? 0.5 : null);
    }
  }, 60_000);
});
