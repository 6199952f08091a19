import type {Engine} from "../engine.js";
import type {LeadScoring} from "../settings/lead_scoring.js";
import {quoteText} from "../sql.js";
import type {Workspace} from "../workspace.js";
import {leadRows} from "./columns.js";
import type {FieldJudged} from "./fields.js";
import {fieldName, numberSql} from "./terms.js";

/** Something that the fitted model may use: a term of the score, or a value of a field. */
export interface Feature {
  readonly feature: number;
  /** The term of the score that it is. */
  readonly term: number | null;
  readonly label: string;
  readonly part: "static" | "dynamic" | "field";
  /** What an odds ratio compares, in words. */
  readonly unit: string;
  readonly points: number | null;
  /** Of a field that was probably filled in after contact. */
  readonly flagged: boolean;
}

/** A value of a field is named in the report only where so many leads share it. */
const fewestSharing = 20;
const mostValues = 40;

/**
 * Fills marts.lead_features (number, feature, x) with the terms of the score as they stood on the day of scoring (1 where a lead has
 * a static one; touches, each counting less with age, for a dynamic one) and the values of the fields that settings
 * offer to the model.
 */
export async function makeFeatures(
  engine: Engine,
  workspace: Workspace,
  {scoring, judged}: {scoring: LeadScoring; judged: readonly FieldJudged[]}
): Promise<Feature[]> {
  await engine.run(`
    CREATE TABLE marts.lead_features AS
    SELECT h.number, h.term AS feature,
      CAST(sum(decayed(h.times, f.scored_day - h.day, t.half_life) ORDER BY h.day) AS DOUBLE) AS x
    FROM marts.lead_hits h JOIN marts.lead_facts f USING (number) JOIN marts.score_terms t USING (term)
    WHERE h.day IS NULL OR h.day <= f.scored_day
    GROUP BY h.number, h.term`);
  const terms = await engine.rows("SELECT term, label, part, points FROM marts.score_terms ORDER BY term");
  // A field that is offered with all its values says what a rule on some of them says; both would share one effect.
  const doubled = new Set(
    scoring.attributes.flatMap(({field, is}, i) =>
      is && scoring.fitted.fields.includes(field) ? [i + 1] : []
    )
  );
  const own = terms.filter(({term}) => !doubled.has(Number(term)));
  const features: Feature[] = own.map(({term, label, part, points}) => ({
    feature: Number(term),
    term: Number(term),
    label: String(label),
    part: part === "static" ? "static" : "dynamic",
    unit: part === "static" ? "with against without" : "each, while fresh",
    points: Number(points),
    flagged: false
  }));
  const offered = judged.filter(({field}) => scoring.fitted.fields.includes(field));
  for (const field of offered) {
    const first = 1 + Math.max(terms.length, ...features.map(({feature}) => feature));
    const label = scoring.fields[field.field] ?? fieldName(field.field);
    features.push(
      ...(await fieldFeatures(engine, field, {
        first,
        label,
        fewest: Math.max(fewestSharing, workspace.minN),
        minCell: workspace.audiences.min_cell
      }))
    );
  }
  return features;
}

interface Naming {
  readonly first: number;
  readonly label: string;
  readonly fewest: number;
  /** Fewest sellers whose leads share a value that is named. */
  readonly minCell: number;
}

async function fieldFeatures(
  engine: Engine,
  field: FieldJudged,
  {first, label, fewest, minCell}: Naming
): Promise<Feature[]> {
  const shared = {term: null, part: "field", points: null, flagged: field.flag !== null} as const;
  const blank = {...shared, feature: first, label: `${label} is not filled in`, unit: "with against without"};
  const source = leadRows;
  await engine.run(
    `INSERT INTO marts.lead_features SELECT f.number, ${first}, 1 FROM ${source} WHERE ${field.text} IS NULL`
  );
  if (field.numeric) {
    const n = numberSql(field.text);
    const [row = {}] = await engine.rows(`SELECT min(${n}) AS low FROM ${source}`);
    const x = Number(row.low) >= 0 ? `ln(1 + ${n})` : n;
    await engine.run(
      `INSERT INTO marts.lead_features SELECT f.number, ${first + 1}, ${x} FROM ${source} WHERE ${n} IS NOT NULL`
    );
    const unit = Number(row.low) >= 0 ? "2.7 times as much" : "one more";
    return [blank, {...shared, feature: first + 1, label, unit}];
  }
  const levels = await engine.rows(`
    SELECT ${field.text} AS level, count(*) AS n, count(DISTINCT coalesce(l.seller_id, '#' || l._row)) AS sellers FROM ${source} WHERE f.part = 'earlier' AND ${field.text} IS NOT NULL
    GROUP BY level HAVING n >= ${fewest} AND sellers >= ${minCell} AND NOT is_contact(level) ORDER BY n DESC, level LIMIT ${mostValues}`);
  const [usual, ...others] = levels.map(({level}) => String(level));
  if (usual === undefined || others.length === 0) return [blank];
  const values = others.map((level, i) => `(${quoteText(level)}, ${first + 1 + i})`);
  await engine.run(`
    INSERT INTO marts.lead_features
    SELECT f.number, v.feature, 1 FROM ${source} JOIN (VALUES ${values.join(", ")}) v(level, feature) ON ${field.text} = v.level`);
  return [
    blank,
    ...others.map((level, i) => ({
      ...shared,
      feature: first + 1 + i,
      label: `${label}: ${level}`,
      unit: `against ${usual}`
    }))
  ];
}
