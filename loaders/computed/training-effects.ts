import {differenceInDifferences, type Change} from "../../src/stats/difference-in-differences.js";
import type {Cell, Engine} from "../engine.js";
import {placesOf, valuesSql, type Place} from "./places.js";

/**
 * Makes computed.training_effects: one row per place and kind, `effect` (after minus before) and `parallel` (the
 * second half of the weeks before minus the first half, which is near 0 where both groups moved alike).
 */
export async function trainingEffects(engine: Engine): Promise<void> {
  const panel = readPanel(await engine.table(panelSql));
  await engine.run(`CREATE TABLE computed.training_effects (
    place VARCHAR, region VARCHAR, team VARCHAR, kind VARCHAR, estimate DOUBLE, low DOUBLE, high DOUBLE,
    trained BIGINT, waiting BIGINT, trainings BIGINT)`);
  const rows = placesOf(panel).flatMap((place) =>
    (["effect", "parallel"] as const).map((kind) => valuesOf(place, kind))
  );
  if (rows.length > 0) await engine.run(`INSERT INTO computed.training_effects VALUES ${rows.join(", ")}`);
}

/** Rounded, because the last digit of a mean depends on how rows are shared out among threads. */
const panelSql = `SELECT
  dense_rank() OVER (ORDER BY training_week) AS cohort, dense_rank() OVER (ORDER BY seller_id) AS seller, trained,
  round("after" - "before", 9) AS effect, round(late - early, 9) AS parallel, region, team
  FROM marts.training_panel ORDER BY training_week, seller_id`;

interface Member {
  readonly cohort: number;
  readonly seller: number;
  readonly treated: boolean;
  readonly effect: number;
  /** Null where one half of the weeks before was not measured. */
  readonly parallel: number | null;
  readonly region: string | null;
  readonly team: string | null;
}

function readPanel({rows}: {readonly rows: readonly (readonly Cell[])[]}): Member[] {
  return rows.map(([cohort, seller, trained, effect, parallel, region, team]) => ({
    cohort: Number(cohort),
    seller: Number(seller),
    treated: trained === true,
    effect: Number(effect),
    parallel: parallel === null ? null : Number(parallel),
    region: region as string | null,
    team: team as string | null
  }));
}

function valuesOf({place, region, team, members}: Place<Member>, kind: "effect" | "parallel"): string {
  const changes = members.flatMap(({[kind]: change, ...member}): Change[] =>
    change === null ? [] : [{...member, change}]
  );
  const {estimate, low, high, treated, waiting, cohorts} = differenceInDifferences(changes);
  return `(${valuesSql([place, region, team, kind, estimate, low, high, treated, waiting, cohorts])})`;
}
