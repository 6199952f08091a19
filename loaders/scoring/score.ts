import type {Engine} from "../engine.js";
import {ReportError, listed} from "../errors.js";
import type {LeadScoring} from "../settings/lead_scoring.js";
import {scoreColumn} from "../settings/scores.js";
import {quoteList, quoteName, quoteText} from "../sql.js";
import type {Workspace} from "../workspace.js";
import {fieldColumn, given, leadRows, wantedColumns} from "./columns.js";
import {fitLeads} from "./fit.js";
import {standardScoring} from "./standard.js";
import {fieldsOf, numberName, numberSql, plainName, plainSql, termsOf, type Term} from "./terms.js";

/** Whose rules make the report's own score: those of the settings, the score of the file, standard rules, or none. */
export type ScoreOrigin = "settings" | "vendor" | "standard" | "none";

/**
 * Scores the leads in `marts`: lead_facts (one row per lead: number, day of scoring, part of the evaluation), score_terms,
 * lead_hits (one row per lead, term and day: what a lead shows), lead_scores (one row per score and lead), scoring (one row),
 * and what the fitted model needs. Texts of leads are looked at here and go no further.
 */
export async function scoreLeads(engine: Engine, workspace: Workspace): Promise<void> {
  const scoring = workspace.lead_scoring ?? standardScoring;
  await engine.run(factsSql(scoring));
  await engine.run(touchesSql);
  const terms = termsOf(scoring);
  const anyLeads = await hasLeads(engine);
  await engine.run(termsSql(terms));
  await engine.run(hitsSql(anyLeads ? terms : [], scoring));
  const origin = await originOf(engine, workspace);
  if (origin === "vendor" || origin === "none")
    await engine.run("DELETE FROM marts.score_terms; DELETE FROM marts.lead_hits;");
  await engine.run(scoringSql(scoring, origin));
  await engine.run(scoresSql(workspace, origin));
  await fitLeads(engine, workspace, {scoring, anyLeads});
  await engine.run(namesSql(workspace, origin));
}

async function hasLeads(engine: Engine): Promise<boolean> {
  const [row] = await engine.rows("SELECT count(*) AS leads FROM marts.lead_facts");
  return Number(row?.leads) > 0;
}

/** Throws for headers that settings name and no file of leads has. */
export async function refuseMissingHeaders(engine: Engine, workspace: Workspace): Promise<void> {
  const files = workspace.sources.filter(({kind}) => kind.name === "leads");
  if (files.length === 0) return;
  const found = new Set(
    (await engine.rows("SELECT DISTINCT name FROM stage.headers WHERE kind = 'leads'")).map(({name}) =>
      String(name)
    )
  );
  const problems = wantedColumns(workspace)
    .filter(({column}) => !found.has(column))
    .map(
      ({header, at}) =>
        `${workspace.place(at)}, ${at.join(".")}: no file of leads has the column "${header}". Name a header of ${listed(files.flatMap((entry) => entry.files.map(({name}) => name)))}.`
    );
  if (problems.length > 0) throw new ReportError(problems);
}

async function originOf(engine: Engine, {lead_scoring: scoring}: Workspace): Promise<ScoreOrigin> {
  if (scoring) return "settings";
  const [row] = await engine.rows(
    `SELECT (SELECT count(score) FROM accepted."all leads") AS scores, (SELECT count(*) FROM marts.lead_hits) AS hits`
  );
  if (Number(row?.scores) > 0) return "vendor";
  return Number(row?.hits) > 0 ? "standard" : "none";
}

/**
 * A lead is scored `score_after_days` after it was created, but no later than the day before it was won and the report's
 * day. Leads too young for an outcome are judged by nobody; of the others the earlier four fifths may be learnt from and
 * the later fifth is judged. Where all were created on one day, a fixed three tenths, picked by a hash of the identifier, are judged.
 */
function factsSql({score_after_days: after, outcome_after_days: outcome}: LeadScoring): string {
  return `
    CREATE TABLE marts.lead_facts AS
    WITH dated AS (
      SELECT CAST(row_number() OVER (ORDER BY a.created_on, a.lead_id) AS INTEGER) AS number, a._row AS row, a.lead_id AS own_id,
        m.lead_id, m.created_on, m.won, m.won_on, c.as_of - m.created_on AS age
      FROM accepted."all leads" a JOIN accepted.leads s USING (_row) JOIN marts.leads m ON m.lead_id = s.lead_id
      CROSS JOIN settings c
    ), cut AS (
      SELECT quantile_disc(created_on, 0.8) AS later_from, min(created_on) = max(created_on) AS one_day
      FROM dated WHERE age >= ${outcome}
    )
    SELECT number, row, own_id, lead_id, created_on, won, won_on,
      CAST(greatest(0, least(${after}, age, coalesce(won_on - created_on - 1, ${after}))) AS INTEGER) AS scored_day,
      CASE
        WHEN age < ${outcome} THEN 'young'
        WHEN one_day THEN CASE WHEN substr(md5(own_id), 1, 4) < 'b333' THEN 'earlier' ELSE 'later' END
        WHEN created_on < later_from THEN 'earlier'
        ELSE 'later'
      END AS part
    FROM dated CROSS JOIN cut
    ORDER BY number`;
}

/** Touches of leads by day since creation; what happened on the day of the win or after it is left out, and counted. */
const touchesSql = `
  CREATE TABLE marts.lead_touches AS
  WITH joined AS (
    SELECT f.number, lower(t.channel) AS channel, CASE WHEN t.received THEN 'reply' ELSE lower(t.kind) END AS kind,
      CAST(t.happened_on - f.created_on AS INTEGER) AS day, t."count" AS times,
      f.won_on IS NOT NULL AND t.happened_on >= f.won_on AS too_late
    FROM accepted."all engagement" t JOIN marts.lead_facts f ON f.own_id = t.lead_id
  ), invited AS (
    SELECT number, min(day) FILTER (kind = 'invitation_sent') AS sent, min(day) FILTER (kind = 'invitation_accepted') AS accepted
    FROM joined WHERE kind IN ('invitation_sent', 'invitation_accepted') GROUP BY number
  )
  SELECT j.number, j.channel, j.kind, j.day, j.too_late,
    coalesce(i.sent <= j.day AND (i.accepted IS NULL OR j.day <= i.accepted), false) AS open,
    CAST(sum(j.times) AS INTEGER) AS times
  FROM joined j LEFT JOIN invited i USING (number)
  GROUP BY ALL`;

function termsSql(terms: readonly Term[]): string {
  const rows = terms.map(
    ({term, part, rule, label, phrase, points, halfLife, most, path, factor, ruleLabel}) =>
      `(${term}, ${quoteText(part)}, ${quoteText(rule)}, ${quoteText(label)}, ${points}, ${halfLife ?? "NULL"}, ${most ?? "NULL"},
        ${quoteText(ruleLabel)}, ${quoteText(JSON.stringify(path))}, ${factor}, ${quoteText(phrase)})`
  );
  return `CREATE TABLE marts.score_terms
    (term SMALLINT, part VARCHAR, rule VARCHAR, label VARCHAR, points DOUBLE, half_life DOUBLE, most DOUBLE,
      rule_label VARCHAR, path VARCHAR, factor DOUBLE, phrase VARCHAR);
    ${rows.length > 0 ? `INSERT INTO marts.score_terms VALUES ${rows.join(", ")};` : ""}`;
}

function hitsSql(terms: readonly Term[], scoring: LeadScoring): string {
  const fixed = terms.flatMap(({term, when}) =>
    when === undefined ? [] : [`CASE WHEN ${when} THEN ${term} END`]
  );
  const touches = terms.flatMap(({term, touch}) =>
    touch
      ? [
          `(${term}, ${touch.channel === null ? "NULL::VARCHAR" : quoteText(touch.channel)}, ${quoteText(touch.kind)}, ${touch.open ?? "NULL::BOOLEAN"})`
        ]
      : []
  );
  return `
    CREATE TABLE marts.lead_hits (number INTEGER, term SMALLINT, day INTEGER, times INTEGER);
    ${
      fixed.length === 0
        ? ""
        : `INSERT INTO marts.lead_hits
      SELECT number, unnest(list_filter([${fixed.join(", ")}], t -> t IS NOT NULL)), NULL, 1
      FROM (SELECT f.number, ${plainColumns(scoring).join(", ")}
        FROM ${leadRows});`
    }
    ${
      touches.length === 0
        ? ""
        : `INSERT INTO marts.lead_hits
      WITH wanted(term, channel, kind, open) AS (VALUES ${touches.join(", ")})
      SELECT t.number, w.term, t.day, CAST(sum(t.times) AS INTEGER)
      FROM marts.lead_touches t
      JOIN wanted w ON w.kind = t.kind AND (w.open IS NULL OR w.open = t.open)
        AND (w.channel = t.channel OR (w.channel IS NULL
          AND NOT EXISTS (FROM wanted n WHERE n.kind = t.kind AND n.channel = t.channel)))
      WHERE NOT t.too_late GROUP BY ALL;`
    }`;
}

function plainColumns(scoring: LeadScoring): string[] {
  const named = given(scoring.fields);
  const {texts, numbers} = fieldsOf(scoring);
  const column = (field: string): string => `CAST(l.${quoteName(fieldColumn(field, named))} AS VARCHAR)`;
  return [
    ...texts.map((field) => `${plainSql(column(field))} AS ${plainName(field)}`),
    ...numbers.map((field) => `${numberSql(column(field))} AS ${numberName(field)}`)
  ];
}

function scoringSql(scoring: LeadScoring, origin: ScoreOrigin): string {
  const {max, static_max: fixed, dynamic_max: moving, bands, economics} = scoring;
  const mine = origin === "settings" || origin === "standard";
  const band = (least: number): string => (mine ? `${least}::DOUBLE` : "NULL::DOUBLE");
  return `CREATE TABLE marts.scoring AS SELECT
    ${quoteText(origin)} AS origin, ${max}::DOUBLE AS most, ${fixed ?? "NULL"}::DOUBLE AS static_most,
    ${moving ?? "NULL"}::DOUBLE AS dynamic_most, ${scoring.half_life_days}::DOUBLE AS half_life,
    ${scoring.score_after_days} AS score_after_days, ${scoring.outcome_after_days} AS outcome_after_days,
    ${band(bands.A)} AS band_a, ${band(bands.B)} AS band_b, ${band(bands.C)} AS band_c,
    ${economics.hourly_cost}::DOUBLE AS hourly_cost, ${economics.minutes_per_lead}::DOUBLE AS minutes_per_lead,
    ${economics.value_per_win ?? "NULL"}::DOUBLE AS value_per_win`;
}

/** Points of a lead by part, on its day of scoring. */
const partsSql = `
  SELECT number,
    coalesce(sum(points ORDER BY term) FILTER (part = 'static'), 0) AS static_points,
    coalesce(sum(points ORDER BY term) FILTER (part = 'dynamic'), 0) AS dynamic_points
  FROM (
    SELECT h.number, t.term, t.part,
      least(coalesce(any_value(t.most), 'infinity'::DOUBLE),
        sum(decayed(t.points * h.times, f.scored_day - h.day, t.half_life) ORDER BY h.day)) AS points
    FROM marts.lead_hits h
    JOIN marts.lead_facts f USING (number)
    JOIN marts.score_terms t USING (term)
    WHERE h.day IS NULL OR h.day <= f.scored_day
    GROUP BY h.number, t.term, t.part
  )
  GROUP BY number`;

function scoresSql({scores}: Workspace, origin: ScoreOrigin): string {
  const mine = origin === "settings" || origin === "standard";
  const external = Object.entries(scores).map(([name, {columns}]) => {
    const sum = columns.map((_, part) => `l.${quoteName(scoreColumn(name, part))}`).join(" + ");
    return `SELECT ${quoteText(name)} AS score, f.number, ${sum} AS value FROM ${leadRows}`;
  });
  const vendor = (score: string): string => `SELECT ${quoteText(score)}, f.number, l.score FROM ${leadRows}`;
  const parts = `marts.lead_facts f LEFT JOIN parts p USING (number) CROSS JOIN marts.scoring s`;
  const fixed = "least(coalesce(s.static_most, 'infinity'::DOUBLE), coalesce(p.static_points, 0))";
  const moving = "least(coalesce(s.dynamic_most, 'infinity'::DOUBLE), coalesce(p.dynamic_points, 0))";
  const own = mine
    ? [
        `SELECT 'ours', f.number, greatest(0, least(s.most, ${fixed} + ${moving})) FROM ${parts}`,
        `SELECT 'static', f.number, ${fixed} FROM ${parts}`,
        `SELECT 'dynamic', f.number, ${moving} FROM ${parts}`
      ]
    : origin === "vendor"
      ? [vendor("ours")]
      : [];
  const all = [
    ...own,
    vendor("vendor"),
    ...external,
    `SELECT 'recency', f.number, -CAST(f.scored_day - coalesce(t.last_day, 0) AS DOUBLE)
      FROM marts.lead_facts f LEFT JOIN (
        SELECT t.number, greatest(0, max(t.day)) AS last_day
        FROM marts.lead_touches t JOIN marts.lead_facts g USING (number)
        WHERE NOT t.too_late AND t.day <= g.scored_day GROUP BY t.number
      ) t USING (number)`
  ];
  return `CREATE TABLE marts.lead_scores AS
    WITH parts AS (${partsSql}), every(score, number, value) AS (${all.join("\nUNION ALL ")})
    SELECT score, number, CAST(value AS DOUBLE) AS value FROM every WHERE value IS NOT NULL ORDER BY score, number;`;
}

/** One row per score that any lead has: whether it is a chance from 0 to 1, and whether its steps are our own points. */
function namesSql({scores}: Workspace, origin: ScoreOrigin): string {
  const chances = [
    "fitted",
    ...Object.entries(scores).flatMap(([name, each]) => (each.probability ? [name] : []))
  ];
  const order = ["ours", "fitted", "vendor", ...Object.keys(scores), "static", "dynamic", "recency"];
  const own = ["static", "dynamic", ...(origin === "vendor" ? [] : ["ours"])];
  return `CREATE TABLE marts.score_names AS
    SELECT DISTINCT score, list_contains(${quoteList(chances)}, score) AS probability, list_contains(${quoteList(own)}, score) AS own,
      list_position(${quoteList(order)}, score) AS position
    FROM marts.lead_scores`;
}
