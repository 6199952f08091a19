import {laggedPairs, type Comparison, type SellerQuarter} from "../../src/stats/lagged-pairs.js";
import {rankAssociation} from "../../src/stats/rank-association.js";
import type {Cell, Engine} from "../engine.js";
import {placesOf, valuesSql, type Place} from "./places.js";

/** Fewest sellers for whom an association is worked out. */
const fewestSellers = 20;

const activities = ["ssi", "touches", "posts"] as const;
const results = ["pipeline", "won_amount"] as const;
const comparisons: readonly Comparison[] = ["own", "sellers"];
const lags = [0, 1, 2, 3, 4] as const;

/** Makes computed.associations: one row per place, activity, result, comparison and lag. */
export async function associations(engine: Engine): Promise<void> {
  const {rows} = await engine.table(panelSql);
  await engine.run(`CREATE TABLE computed.associations (
    place VARCHAR, region VARCHAR, team VARCHAR, activity VARCHAR, result VARCHAR, comparison VARCHAR, lag INTEGER,
    rho DOUBLE, low DOUBLE, high DOUBLE, sellers BIGINT, pairs BIGINT)`);
  const values = placesOf(rows.map(toMember)).flatMap(placeWriter());
  if (values.length > 0) await engine.run(`INSERT INTO computed.associations VALUES ${values.join(", ")}`);
}

const panelSql = `SELECT
  dense_rank() OVER (ORDER BY seller_id) AS seller, dense_rank() OVER (ORDER BY starts_on) AS quarter, region, team,
  ${[...activities, ...results].map((column) => `CAST(${column} AS DOUBLE) AS ${column}`).join(", ")}
  FROM marts.seller_quarters
  ORDER BY seller, quarter`;

type Figure = (typeof activities)[number] | (typeof results)[number];

interface Member {
  readonly seller: number;
  readonly quarter: number;
  readonly region: string | null;
  readonly team: string | null;
  readonly figures: Readonly<Record<Figure, number | null>>;
}

function toMember([seller, quarter, region, team, ...figures]: readonly Cell[]): Member {
  const [ssi, touches, posts, pipeline, won_amount] = figures.map((cell) =>
    cell === null ? null : Number(cell)
  ) as [number | null, number | null, number | null, number | null, number | null];
  return {
    seller: Number(seller),
    quarter: Number(quarter),
    region: region as string | null,
    team: team as string | null,
    figures: {ssi, touches, posts, pipeline, won_amount}
  };
}

/** Writes the associations of places; those of the same sellers, as a team's and its region's, are worked out once. */
function placeWriter(): (place: Place<Member>) => string[] {
  const known = new Map<string, (string | number | null)[][]>();
  return ({place, region, team, members}) => {
    const who = [...new Set(members.map(({seller}) => seller))].join();
    const found = known.get(who) ?? allAssociations(members);
    known.set(who, found);
    return found.map((values) => `(${valuesSql([place, region, team, ...values])})`);
  };
}

function allAssociations(members: readonly Member[]): (string | number | null)[][] {
  return activities.flatMap((activity) =>
    results.flatMap((result) => {
      const rows = members.map(({seller, quarter, figures}): SellerQuarter => {
        return {seller, quarter, x: figures[activity], y: figures[result]};
      });
      return comparisons.flatMap((comparison) =>
        lags.map((lag) => [activity, result, comparison, lag, ...associationOf(rows, lag, comparison)])
      );
    })
  );
}

/** rho, its interval, sellers, pairs; without figures where the sellers are too few. */
function associationOf(
  rows: readonly SellerQuarter[],
  lag: number,
  comparison: Comparison
): (number | null)[] {
  const {rho, low, high, sellers, pairs} = rankAssociation(laggedPairs(rows, lag, comparison));
  return sellers < fewestSellers ? [null, null, null, sellers, pairs] : [rho, low, high, sellers, pairs];
}
