import {aucOf} from "../../src/stats/auc.js";
import {fitLogistic, type Design, type LogisticFit} from "../../src/stats/logistic.js";
import type {Engine} from "../engine.js";
import type {LeadScoring} from "../settings/lead_scoring.js";
import {quoteText} from "../sql.js";
import type {Workspace} from "../workspace.js";
import {judgeFields, type FieldJudged} from "./fields.js";
import {makeFeatures, type Feature} from "./features.js";

/** Fewest wins, and fewest other leads, from which a model is learnt. */
export const fewestOutcomes = 40;

/** Most leads that a model is learnt from; of more, every second, third … is taken. */
const mostLearnt = 200_000;

const z = 1.959963984540054;

/**
 * Learns a model of winning from the earlier leads and judges it by the later ones: fills marts.lead_models (one row a model:
 * "fitted", and "flagged" that may use flagged fields, too), marts.fitted_terms, and adds the chances of leads that the
 * model has not learnt from to marts.lead_scores as "fitted".
 */
export async function fitLeads(
  engine: Engine,
  workspace: Workspace,
  {scoring, anyLeads}: {scoring: LeadScoring; anyLeads: boolean}
): Promise<void> {
  await engine.run(modelTables);
  const judged = await judgeFields(engine, workspace, {scoring, anyLeads});
  const features = await makeFeatures(engine, workspace, {scoring, judged});
  await fitOne(
    engine,
    "fitted",
    features.filter(({flagged}) => !flagged)
  );
  if (features.some(({flagged}) => flagged)) await fitOne(engine, "flagged", features);
  await engine.run(
    "INSERT INTO marts.lead_scores SELECT 'fitted', number, chance FROM marts.chances WHERE model = 'fitted' ORDER BY number"
  );
}

export type {FieldJudged};

const modelTables = `
  CREATE TABLE marts.lead_models (model VARCHAR, state VARCHAR, learnt BIGINT, learnt_won BIGINT, judged BIGINT, judged_won BIGINT,
    auc DOUBLE, auc_low DOUBLE, auc_high DOUBLE, brier DOUBLE, base_brier DOUBLE);
  CREATE TABLE marts.fitted_terms (feature SMALLINT, term SMALLINT, label VARCHAR, part VARCHAR, unit VARCHAR, leads BIGINT, points DOUBLE,
    odds_ratio DOUBLE, odds_low DOUBLE, odds_high DOUBLE);
  CREATE TABLE marts.chances (model VARCHAR, number INTEGER, chance DOUBLE);`;

type ModelName = "fitted" | "flagged";

async function fitOne(engine: Engine, model: ModelName, features: readonly Feature[]): Promise<void> {
  const counts = await countsOf(engine);
  const state = stateOf(counts, features);
  const row = [counts.learnt, counts.learntWon, counts.judged, counts.judgedWon].join(", ");
  if (state !== "made") {
    await engine.run(
      `INSERT INTO marts.lead_models VALUES (${quoteText(model)}, ${quoteText(state)}, ${row}, NULL, NULL, NULL, NULL, NULL)`
    );
    return;
  }
  const {design, outcomes} = await readDesign(engine, features, counts.learnt);
  const fit = fitLogistic(design, outcomes);
  await predict(engine, model, {features, fit});
  const quality = await qualityOf(engine, model);
  await engine.run(
    `INSERT INTO marts.lead_models VALUES (${quoteText(model)}, 'made', ${row}, ${quality.map(sqlNumber).join(", ")})`
  );
  if (model === "fitted") await writeTerms(engine, {features, fit, design});
}

interface Counts {
  readonly learnt: number;
  readonly learntWon: number;
  readonly judged: number;
  readonly judgedWon: number;
}

async function countsOf(engine: Engine): Promise<Counts> {
  const [row = {}] = await engine.rows(`
    SELECT count(*) FILTER (part = 'earlier') AS learnt, count(*) FILTER (part = 'earlier' AND won) AS learnt_won,
      count(*) FILTER (part = 'later') AS judged, count(*) FILTER (part = 'later' AND won) AS judged_won
    FROM marts.lead_facts`);
  return {
    learnt: Number(row.learnt),
    learntWon: Number(row.learnt_won),
    judged: Number(row.judged),
    judgedWon: Number(row.judged_won)
  };
}

function stateOf({learnt, learntWon}: Counts, features: readonly Feature[]): string {
  if (learntWon < fewestOutcomes) return "too few won";
  if (learnt - learntWon < fewestOutcomes) return "too few lost";
  return features.length === 0 ? "nothing to learn from" : "made";
}

const none = new Float64Array();

/** What the earlier leads show, in rows by lead, and whether each was won. */
async function readDesign(
  engine: Engine,
  features: readonly Feature[],
  learnt: number
): Promise<{design: Design; outcomes: Uint8Array}> {
  const every = Math.ceil(learnt / mostLearnt);
  const places = new Map(features.map(({feature}, place) => [feature, place]));
  const [numbers = none, won = none] = await engine.numbers(
    `SELECT number, CAST(won AS INTEGER) FROM marts.lead_facts WHERE part = 'earlier' AND number % ${every} = 0 ORDER BY number`
  );
  const [of = none, feature = none, x = none] = await engine.numbers(
    `SELECT number, feature, x FROM marts.lead_features
    SEMI JOIN (FROM marts.lead_facts WHERE part = 'earlier' AND number % ${every} = 0) USING (number)
    WHERE feature IN (${[...places.keys()].join(", ")})
    ORDER BY number, feature`
  );
  const starts = new Uint32Array(numbers.length + 1);
  let k = 0;
  numbers.forEach((number, i) => {
    while (k < of.length && of[k] === number) k += 1;
    starts[i + 1] = k;
  });
  const design = {
    columns: features.length,
    starts,
    index: Uint16Array.from(feature, (each) => places.get(each) ?? 0),
    value: x
  };
  return {design, outcomes: Uint8Array.from(won)};
}

/** The chances of all leads that the model has not learnt from. */
async function predict(
  engine: Engine,
  model: ModelName,
  {features, fit}: {features: readonly Feature[]; fit: LogisticFit}
): Promise<void> {
  const weights = features.map(({feature}, j) => `(${feature}, ${sqlNumber(fit.coefficients[j] ?? 0)})`);
  await engine.run(`
    INSERT INTO marts.chances
    WITH weights(feature, b) AS (VALUES ${weights.join(", ")}), sums AS (
      SELECT f.number, sum(w.b * f.x ORDER BY feature) AS s FROM marts.lead_features f JOIN weights w USING (feature) GROUP BY f.number
    )
    SELECT ${quoteText(model)}, l.number, 1 / (1 + exp(-(${sqlNumber(fit.intercept)} + coalesce(s, 0))))
    FROM marts.lead_facts l LEFT JOIN sums USING (number)
    WHERE l.part <> 'earlier'`);
}

/** AUC with its interval, Brier score, and the Brier score of giving every lead the rate of all. */
async function qualityOf(engine: Engine, model: ModelName): Promise<(number | null)[]> {
  const [scores = none, won = none] = await engine.numbers(`
    SELECT c.chance, CAST(l.won AS INTEGER) FROM marts.chances c JOIN marts.lead_facts l USING (number)
    WHERE c.model = ${quoteText(model)} AND l.part = 'later' ORDER BY number`);
  const outcomes = Uint8Array.from(won);
  const {auc, low, high} = aucOf(scores, outcomes);
  const rate = outcomes.reduce((sum, won) => sum + won, 0) / outcomes.length;
  const brier = (chance: (i: number) => number): number | null =>
    outcomes.length === 0
      ? null
      : outcomes.reduce((sum, won, i) => sum + (chance(i) - won) ** 2, 0) / outcomes.length;
  return [auc, low, high, brier((i) => scores[i] ?? 0), brier(() => rate)];
}

async function writeTerms(
  engine: Engine,
  {features, fit, design}: {features: readonly Feature[]; fit: LogisticFit; design: Design}
): Promise<void> {
  const leads = new Uint32Array(features.length);
  for (let k = 0; k < design.index.length; k += 1) {
    const j = design.index[k] ?? 0;
    leads[j] = (leads[j] ?? 0) + 1;
  }
  const rows = features.map(({feature, term, label, part, unit, points}, j) => {
    const [b, error] = [fit.coefficients[j] ?? 0, fit.errors[j + 1] ?? NaN];
    const odds = Number.isNaN(error) ? [null, null, null] : [b, b - z * error, b + z * error].map(Math.exp);
    return `(${feature}, ${term ?? "NULL"}, ${quoteText(label)}, ${quoteText(part)}, ${quoteText(unit)}, ${leads[j] ?? 0}, ${points ?? "NULL"}, ${odds.map(sqlNumber).join(", ")})`;
  });
  await engine.run(`INSERT INTO marts.fitted_terms VALUES ${rows.join(", ")}`);
}

function sqlNumber(value: number | null): string {
  return value === null || !Number.isFinite(value) ? "NULL" : `${value}::DOUBLE`;
}
