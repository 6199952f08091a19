import type {Engine} from "../engine.js";
import {leadFields, type LeadScoring} from "../settings/lead_scoring.js";
import {scoreColumn} from "../settings/scores.js";
import {quoteName, quoteText} from "../sql.js";
import type {Workspace} from "../workspace.js";
import {fieldColumn, given, leadRows} from "./columns.js";
import {fieldName, numberSql} from "./terms.js";

/** Why a field is not trusted: too good alone, filled in more where a lead was won, part of a score, or named in the settings. */
export type Flag = "power" | "filled" | "score" | "named";

/** What is known of a field of the leads. */
export interface FieldJudged {
  readonly field: string;
  /** Its text as SQL over accepted leads `l`; NULL where nothing, or a word for nothing, is filled in. */
  readonly text: string;
  /** True where nearly all its texts are numbers, of many values. */
  readonly numeric: boolean;
  readonly filled: number;
  readonly flag: Flag | null;
}

/** Alone, a field this good at telling winners from the rest is hardly known before the outcome. */
const tooGood = 0.9;

/** A field that is filled in this many times as often for won leads was probably filled in on the way. */
const muchMoreFilled = 2;

/**
 * Looks at every field that rules could use, over leads old enough for an outcome, and fills marts.lead_fields: how often it is
 * filled in for won leads and for the rest, how well it alone tells them apart, and whether that looks like something
 * written down after contact.
 */
export async function judgeFields(
  engine: Engine,
  workspace: Workspace,
  scoring: LeadScoring
): Promise<FieldJudged[]> {
  await engine.run(`CREATE TABLE marts.lead_fields (field VARCHAR, label VARCHAR, leads BIGINT, won BIGINT, filled BIGINT, filled_won BIGINT,
    "values" BIGINT, auc DOUBLE, flag VARCHAR)`);
  const named = given(scoring.fields);
  const judged: FieldJudged[] = [];
  for (const field of [...leadFields, ...named]) {
    const text = filledSql(`l.${quoteName(fieldColumn(field, named))}`);
    const [row = {}] = await engine.rows(fieldSql(text, scoreParts(workspace)));
    if (Number(row.filled) === 0) continue;
    const flag = scoring.leakage.includes(field) ? "named" : flagOf(row);
    const label = named.has(field) ? (scoring.fields[field] ?? field) : fieldName(field);
    await engine.run(
      `INSERT INTO marts.lead_fields VALUES (${quoteText(field)}, ${quoteText(label)}, ${row.leads}, ${row.won}, ${row.filled}, ${row.filled_won},
        ${row.levels}, ${row.auc ?? "NULL"}, ${flag === null ? "NULL" : quoteText(flag)})`
    );
    judged.push({field, text, numeric: row.numeric === true, filled: Number(row.filled), flag});
  }
  return judged;
}

/** The columns of external scores, while leads are read. */
function scoreParts({scores}: Workspace): string[] {
  return Object.entries(scores).flatMap(([name, {columns}]) =>
    columns.map((_, part) => scoreColumn(name, part))
  );
}

/** A text, or NULL where it is a word for nothing, as "Select" is in a form that nobody filled in. */
function filledSql(column: string): string {
  const words = [
    "",
    "select",
    "(select)",
    "please select",
    "none",
    "n/a",
    "na",
    "null",
    "unknown",
    "-",
    "–",
    "?"
  ];
  return `CASE WHEN lower(trim(${column})) NOT IN (${words.map(quoteText).join(", ")}) THEN trim(${column}) END`;
}

/**
 * One row: the field's AUC when every value stands for the share of wins among the leads of the other four fifths that have
 * it (so that a value that few share says nothing), many numbers standing for twenty classes of equal size.
 */
function fieldSql(text: string, scoreColumns: readonly string[]): string {
  const apart = scoreColumns.map(
    (column) => `count(*) FILTER ((text IS NULL) <> (${quoteName(column)} IS NULL))`
  );
  return `
    WITH base AS (
      SELECT f.number % 5 AS fold, CAST(f.won AS INTEGER) AS won, ${text} AS text, ${numberSql(text)} AS n
        ${scoreColumns.map((column) => `, l.${quoteName(column)}`).join("")}
      FROM ${leadRows} WHERE f.part <> 'young'
    ), about AS (
      SELECT count(*) AS leads, sum(won) AS won, count(text) AS filled, coalesce(sum(won) FILTER (text IS NOT NULL), 0) AS filled_won,
        count(DISTINCT text) AS levels, count(n) >= 0.95 * count(text) AND count(DISTINCT n) > 20 AS numeric,
        ${apart.length === 0 ? "false" : `least(${apart.join(", ")}) = 0 AND count(text) < count(*)`} AS of_score
      FROM base
    ), levelled AS (
      SELECT fold, b.won, CASE
        WHEN text IS NULL THEN NULL
        WHEN numeric THEN CAST(floor(20 * percent_rank() OVER (PARTITION BY n IS NULL ORDER BY n)) AS VARCHAR)
        ELSE text END AS level
      FROM base b CROSS JOIN about a
    ), by_fold AS (
      SELECT level, fold, count(*) AS n, sum(won) AS won FROM levelled GROUP BY level, fold
    ), coded AS (
      SELECT n, won, coalesce((sum(won) OVER l - won) / nullif(sum(n) OVER l - n, 0), sum(won) OVER () / sum(n) OVER ()) AS code
      FROM by_fold WINDOW l AS (PARTITION BY level)
    ), by_code AS (
      SELECT code, sum(won) AS wins, sum(n) - sum(won) AS others FROM coded GROUP BY code
    ), placed AS (
      SELECT wins, others, sum(others) OVER (ORDER BY code) - others / 2 AS below FROM by_code
    )
    SELECT a.*, p.auc FROM about a CROSS JOIN (
      SELECT sum(wins * below) / nullif(sum(wins) * sum(others), 0) AS auc FROM placed
    ) p`;
}

function flagOf(row: Record<string, unknown>): Flag | null {
  const [leads, won, filled, filledWon] = [row.leads, row.won, row.filled, row.filled_won].map(Number) as [
    number,
    number,
    number,
    number
  ];
  const rest = leads - won;
  if (Number(row.auc ?? 0) > tooGood) return "power";
  if (row.of_score === true) return "score";
  // Both shares need cases to rest on.
  const enough = won >= 40 && rest >= 40 && filledWon >= 40;
  const shareRest = (filled - filledWon) / rest;
  return enough && filledWon / won >= muchMoreFilled * shareRest ? "filled" : null;
}
