import {describe, expect, it} from "vitest";
import {workspaceOf} from "../workspace-of.js";

const roster = `seller_id,region,team,hired_on,left_on
s1,North,A,,
s2,North,A,2026-01-12,
s3,South,B,,2026-01-11
s4,South,B,,
`;

describe("training", () => {
  const files = {
    "sellers.csv": roster,
    "training.csv": `session,held_on,seller_id,invited,attended
T1,2026-01-10,s1,true,true
T1,2026-01-10,s2,true,false
T1,2026-01-10,s3,true,true
T2,2026-02-10,s4,false,true
T2,2026-02-10,s3,false,false
T3,2026-12-01,s1,true,true
`
  };

  it("is present ÷ invited by session, in the order of the days, without sessions still to come", async () => {
    const {rows} = await workspaceOf(files);
    const [first, second, ...rest] = await rows("FROM training_by('session')");
    // statsmodels 0.15.0: proportion_confint(2, 3, method="wilson")
    expect(first).toMatchObject({key: "T1", first_on: "2026-01-10", sellers: 3, invited: 3, attended: 2});
    expect(first?.attendance_low).toBeCloseTo(0.2076596008020477, 12);
    expect(first?.attendance_high).toBeCloseTo(0.9385080552796037, 12);
    expect(second).toMatchObject({key: "T2", invited: 1, attended: 1, attendance: 1});
    expect(rest).toEqual([]);
  });

  it("counts in the team's and the seller's row, and in the period", async () => {
    const {rows} = await workspaceOf(files);
    expect(await rows("SELECT key, invited, attended, attendance FROM training_by('team')")).toEqual([
      {key: "A", invited: 2, attended: 1, attendance: 0.5},
      {key: "B", invited: 2, attended: 2, attendance: 1}
    ]);
    expect(
      await rows("SELECT key, invited, attendance FROM training_by('seller', since := '2026-02-01')")
    ).toEqual([{key: "s4", invited: 1, attendance: 1}]);
    expect(await rows("FROM training_by('team', region := 'nowhere')")).toEqual([]);
    await expect(rows("FROM training_by('role')")).rejects.toThrow("no dimension role");
  });
});

describe("coaching", () => {
  const files = {
    "sellers.csv": roster,
    "coaching.csv": `planned_on,held_on,seller_id,actions,actions_closed
2026-01-05,2026-01-05,s1,3,2
2026-01-19,,s1,0,0
2026-02-02,2026-02-03,s2,2,5
,2026-02-09,s2,4,
2026-02-16,2026-12-01,s4,1,1
2026-12-01,,s4,0,0
`
  };

  it("is held ÷ planned, and actions closed ÷ agreed", async () => {
    const {rows} = await workspaceOf(files);
    const [a, b] = await rows("FROM coaching_by('team')");
    expect(a).toMatchObject({key: "A", sellers: 2, sellers_coached: 2, planned: 4, held: 3, held_rate: 0.75});
    // statsmodels 0.15.0: proportion_confint(3, 4, method="wilson")
    expect(a?.held_rate_low).toBeCloseTo(0.30064184258240184, 12);
    expect(a?.held_rate_high).toBeCloseTo(0.9544127391902995, 12);
    expect(a).toMatchObject({actions: 5, actions_closed: 4, closed_rate: 0.8});
    expect(b).toMatchObject({key: "B", planned: 1, held: 0, held_rate: 0, sellers_coached: 0});
  });

  it("that is planned after the report's date is not due, and in total adds up", async () => {
    const {rows} = await workspaceOf(files);
    expect(await rows("SELECT key, planned, held FROM coaching_by('total')")).toEqual([
      {key: null, planned: 5, held: 3}
    ]);
    expect(await rows("SELECT planned, closed_rate FROM coaching_by('total', team := 'B')")).toEqual([
      {planned: 1, closed_rate: 1}
    ]);
    expect(await rows("FROM coaching_by('total', since := '2026-09-01')")).toEqual([]);
  });

  it("is told by the session's place among those of its seller, whatever the period", async () => {
    const {rows} = await workspaceOf(files);
    const columns = "key, sellers, planned, held, actions, actions_closed";
    expect(await rows(`SELECT ${columns} FROM coaching_by('session')`)).toEqual([
      {key: "1", sellers: 3, planned: 3, held: 2, actions: 6, actions_closed: 5},
      {key: "2", sellers: 2, planned: 2, held: 1, actions: 0, actions_closed: 0}
    ]);
    expect(
      await rows(
        "SELECT key, planned FROM coaching_by('session', until := '2026-02-05', since := '2026-01-15')"
      )
    ).toEqual([
      {key: "1", planned: 1},
      {key: "2", planned: 1}
    ]);
  });

  it("lists the tenth session after the second", async () => {
    const days = Array.from({length: 11}, (_, i) => `2026-01-${String(i + 1).padStart(2, "0")},,s1,0,0`);
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "coaching.csv": `planned_on,held_on,seller_id,actions,actions_closed\n${days.join("\n")}\n`
    });
    const sessions = await rows("SELECT key FROM coaching_by('session')");
    expect(sessions.map(({key}) => key)).toEqual(Array.from({length: 11}, (_, i) => String(i + 1)));
  });
});

const surveys = `week,seller_id,usefulness,meetings
2026-01-05,s1,5,1
2026-01-05,s2,2,0
2026-01-05,s3,4,2
2026-01-12,s1,4,0
2026-01-12,s2,3,1
2026-01-12,s4,,1
2026-01-19,s1,1,0
2026-01-19,s4,5,0
2026-01-19,s2,5,0
`;

describe("the weekly survey", () => {
  it("has its mean, its top two answers and who answered of those on the roster", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "surveys.csv": surveys});
    const columns =
      "week, answers, roster, answers_on_roster, response_rate, rated, top_two, top_two_share, meetings";
    expect(await rows(`SELECT ${columns} FROM survey_weekly()`)).toEqual([
      // s2 answered before the first day on the roster, s4 did not answer.
      {
        week: "2026-01-05",
        answers: 3,
        roster: 3,
        answers_on_roster: 2,
        response_rate: 2 / 3,
        rated: 3,
        top_two: 2,
        top_two_share: 2 / 3,
        meetings: 3
      },
      // s3 has left; s4 answered without a usefulness.
      {
        week: "2026-01-12",
        answers: 3,
        roster: 3,
        answers_on_roster: 3,
        response_rate: 1,
        rated: 2,
        top_two: 1,
        top_two_share: 0.5,
        meetings: 2
      },
      {
        week: "2026-01-19",
        answers: 3,
        roster: 3,
        answers_on_roster: 3,
        response_rate: 1,
        rated: 3,
        top_two: 2,
        top_two_share: 2 / 3,
        meetings: 0
      }
    ]);
    const [first] = await rows("FROM survey_weekly(until := '2026-01-05')");
    expect(first?.mean_usefulness).toBeCloseTo(11 / 3, 12);
    // statsmodels 0.15.0: proportion_confint(2, 3, method="wilson")
    expect(first?.top_two_share_low).toBeCloseTo(0.2076596008020477, 12);
  });

  it("in total takes the answers of a seller together in its interval", async () => {
    const answers = [
      ...["5", "4", "1"].map((x, i) => `2026-01-${String(5 + 7 * i).padStart(2, "0")},s1,${x}`),
      ...["1", "2"].map((x, i) => `2026-01-${String(5 + 7 * i).padStart(2, "0")},s2,${x}`),
      ...["5", "4", "5"].map((x, i) => `2026-01-${String(5 + 7 * i).padStart(2, "0")},s4,${x}`)
    ].join("\n");
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "surveys.csv": `week,seller_id,usefulness\n${answers}\n`
    });
    const [row] = await rows("FROM survey_by('total')");
    expect(row).toMatchObject({sellers: 3, answers: 8, rated: 8, top_two: 5, top_two_share: 0.625});
    // statsmodels 0.15.0: WLS(top two ÷ answers by seller, 1, weights=answers).fit(cov_type="HC1").conf_int() of sellers
    // with 2 of 3, 0 of 2 and 3 of 3: 0.11900125 to 1.13099875, cut at 1
    expect(row?.top_two_share_low).toBeCloseTo(0.11900125, 8);
    expect(row?.top_two_share_high).toBe(1);
    expect(row?.roster_weeks).toBe(9);
    expect(row?.response_rate).toBeCloseTo(7 / 9, 12);
  });

  it("without a roster has no response rate, and of one seller no interval", async () => {
    const {rows} = await workspaceOf({"surveys.csv": "week,seller_id,usefulness\n2026-01-05,s1,5\n"});
    expect(await rows("SELECT roster, response_rate FROM survey_weekly()")).toEqual([
      {roster: 0, response_rate: null}
    ]);
    expect(
      await rows("SELECT sellers, top_two_share, top_two_share_low, response_rate FROM survey_by('total')")
    ).toEqual([{sellers: 1, top_two_share: 1, top_two_share_low: null, response_rate: null}]);
    await expect(rows("FROM survey_by('seller')")).rejects.toThrow("no dimension seller");
  });
});

describe("profile audits", () => {
  it("have Agresti and Min's interval of a paired difference", async () => {
    const {rows} = await workspaceOf({"profile_audits.csv": "audited_on,seller_id\n"});
    const bounds = async (gained: number, lost: number, n: number): Promise<unknown[]> => {
      const [row] = await rows(
        `SELECT paired_low(${gained}, ${lost}, ${n}) AS low, paired_high(${gained}, ${lost}, ${n}) AS high`
      );
      return [row?.low, row?.high];
    };
    // R, PropCIs 0.3-0, example output of its manual: diffpropci.mp(b = 40, c = 20, n = 160, conf.level = 0.95)
    const [low, high] = await bounds(20, 40, 160);
    expect(low).toBeCloseTo(-0.21601726, 8);
    expect(high).toBeCloseTo(-0.03089632, 8);
    // NumPy 2.4.6: mean and standard deviation of 2 × (pairs + 2) differences, half a pair added to each cell
    const [lower, higher] = await bounds(3, 1, 6);
    expect(lower).toBeCloseTo(-0.2697139341311291, 12);
    expect(higher).toBeCloseTo(0.7697139341311291, 12);
    expect(await bounds(0, 0, 0)).toEqual([null, null]);
  });

  it("compare each seller with themselves: the first audit before, the last after", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "profile_audits.csv": `audited_on,seller_id,round,photo,headline
2026-01-05,s1,before,0,1
2026-01-20,s1,before,1,1
2026-03-02,s1,after,0,0
2026-04-06,s1,after,1,
2026-01-05,s2,before,0,0
2026-03-02,s2,after,1,1
2026-01-05,s3,before,1,1
2026-03-02,s4,after,1,1
`
    });
    const columns = "criterion, sellers, before, after, gained, lost, difference";
    expect(await rows(`SELECT ${columns} FROM audits_by_criterion()`)).toEqual([
      {criterion: "photo", sellers: 2, before: 0, after: 2, gained: 2, lost: 0, difference: 1},
      {criterion: "headline", sellers: 1, before: 0, after: 1, gained: 1, lost: 0, difference: 1}
    ]);
    // The earlier audit may lie before the period, the later one may not.
    expect(await rows("SELECT criterion, sellers FROM audits_by_criterion(since := '2026-04-01')")).toEqual([
      {criterion: "photo", sellers: 1}
    ]);
    expect(
      await rows(
        `SELECT ${columns} FROM audits_by_criterion(until := '2026-03-31') WHERE criterion = 'headline'`
      )
    ).toEqual([{criterion: "headline", sellers: 2, before: 1, after: 1, gained: 1, lost: 1, difference: 0}]);
    expect(await rows("FROM audits_by_criterion(team := 'B')")).toEqual([]);
  });
});

describe("maturity", () => {
  const settings = (more = ""): string =>
    `title: T\nas_of: 2026-09-30\nmin_n: 2\n${more}sources:\n  sellers: {file: sellers.csv}\n  training: {file: training.csv}\n  coaching: {file: coaching.csv}\n  ssi: {file: ssi.csv}\n`;
  const levels =
    "maturity:\n  - {level: One, attendance: 50}\n  - {level: Two, coaching: 50}\n  - {level: Three, active: 60}\n";
  const files = {
    "sellers.csv": roster,
    "training.csv": `session,held_on,seller_id,attended
T1,2026-01-10,s1,true
T1,2026-01-10,s2,false
T1,2026-01-10,s3,false
T1,2026-01-10,s4,false
`,
    "coaching.csv": `planned_on,held_on,seller_id
2026-01-05,2026-01-05,s1
2026-02-02,,s2
2026-01-05,2026-01-05,s3
2026-02-02,2026-02-02,s4
`,
    "ssi.csv": "week,seller_id,ssi\n2026-01-05,s1,80\n2026-01-12,s1,80\n2026-01-12,s2,40\n2026-01-12,s3,90\n"
  };

  it("is the highest level whose thresholds, and all below, are met; a threshold met exactly is met", async () => {
    const {rows} = await workspaceOf({"report.yaml": settings(levels), ...files});
    expect(
      await rows(
        "SELECT team, level, level_name, next_level_name, measure, observations, value, needed, met FROM maturity_by_team() WHERE team = 'A'"
      )
    ).toEqual([
      ...[
        {measure: "attendance", observations: 2, value: 0.5, needed: null, met: null},
        {measure: "coaching", observations: 2, value: 0.5, needed: null, met: null},
        {measure: "active", observations: 2, value: 0.5, needed: 0.6, met: false},
        {measure: "audits", observations: 0, value: null, needed: null, met: null}
      ].map((row) => ({team: "A", level: 2, level_name: "Two", next_level_name: "Three", ...row}))
    ]);
    // B meets the second level's threshold but not the first's.
    expect(
      await rows("SELECT DISTINCT level, level_name, next_level_name FROM maturity_by_team(team := 'B')")
    ).toEqual([{level: 0, level_name: null, next_level_name: "One"}]);
  });

  it("is not reached by what is measured on too few, or not at all", async () => {
    const few = settings(levels).replace("min_n: 2", "min_n: 3");
    const {rows} = await workspaceOf({"report.yaml": few, ...files});
    expect(await rows("SELECT DISTINCT level FROM maturity_by_team()")).toEqual([{level: 0}]);
    const top = await workspaceOf({
      "report.yaml": settings("maturity: [{level: Only, attendance: 0}]\n"),
      ...files
    });
    expect(
      await top.rows("SELECT DISTINCT team, level, next_level_name, needed FROM maturity_by_team()")
    ).toEqual([
      {team: "A", level: 1, next_level_name: null, needed: null},
      {team: "B", level: 1, next_level_name: null, needed: null}
    ]);
  });

  it("counts the share of criteria met in each seller's last audit", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "profile_audits.csv": `audited_on,seller_id,round,photo,headline,summary
2026-01-05,s1,before,0,0,0
2026-03-02,s1,after,1,1,0
2026-03-02,s2,after,1,,
`
    });
    expect(
      await rows("SELECT observations, value FROM maturity_by_team(team := 'A') WHERE measure = 'audits'")
    ).toEqual([{observations: 2, value: 0.75}]);
  });
});
