import type {Engine} from "../engine.js";
import {quoteText} from "../sql.js";
import {pooled} from "./pool.js";

/** A team in a region, with the sellers who are there on the report's day. */
export interface Place {
  readonly region: string | null;
  readonly team: string | null;
  readonly size: number;
}

/** Where the sellers of a team are shown. */
export interface ShownPlace {
  readonly region: string | null;
  readonly team: string | null;
}

/**
 * The regions and teams that leadership sees, in the order of `places`; null where all sellers together are fewer than
 * `least`. Every pair of region and team that is left has at least `least` sellers, and whatever a reader can choose or
 * subtract is a union of such pairs, so nothing can be worked out about fewer.
 */
export function shownPlaces(places: readonly Place[], least: number): ShownPlace[] | null {
  if (sum(places) < least) return null;
  const regions = pooledNames(places, ({region}) => region, least);
  const moved = places.map((place) => ({
    ...place,
    region: regions.has(nameOf(place.region)) ? "Other regions" : place.region
  }));
  return moved.map(({region, team}) => {
    const beside = moved.filter((place) => place.region === region);
    const common = pooledNames(beside, (place) => place.team, least);
    return {region, team: common.has(nameOf(team)) ? otherTeams(common) : team};
  });
}

/** A common group that holds only sellers without a team needs no name. */
function otherTeams(common: ReadonlySet<string>): string | null {
  return common.size === 1 && common.has("") ? null : "Other teams";
}

function pooledNames(
  places: readonly Place[],
  of: (place: Place) => string | null,
  least: number
): ReadonlySet<string> {
  const names = [...new Set(places.map((place) => nameOf(of(place))))];
  const sized = names.map((name) => ({
    name,
    size: sum(places.filter((place) => nameOf(of(place)) === name))
  }));
  return pooled(sized, least);
}

const nameOf = (name: string | null): string => name ?? "";
const sum = (places: readonly Place[]): number => places.reduce((total, {size}) => total + size, 0);

/**
 * Fills `audience.places`, the region and team of each seller as leadership sees them. Returns true where the roster is
 * too small to show any seller. Whoever has left does not make a group larger.
 */
export async function placeGroups(engine: Engine, least: number): Promise<boolean> {
  const places = (await engine.rows(`
    SELECT region, team, CAST(count(*) FILTER (left_on IS NULL OR left_on > (SELECT as_of FROM settings)) AS INTEGER) AS size
    FROM accepted.sellers GROUP BY ALL ORDER BY ALL`)) as unknown as Place[];
  const shown = places.length === 0 ? [] : shownPlaces(places, least);
  const rows = places.map(({region, team}, index) => {
    const place = shown?.[index] ?? {region: null, team: null};
    return `(${[region, team, place.region, place.team].map(textOrNull).join(", ")})`;
  });
  await engine.run(`
    CREATE TABLE audience.groups (region VARCHAR, team VARCHAR, shown_region VARCHAR, shown_team VARCHAR);
    ${rows.length > 0 ? `INSERT INTO audience.groups VALUES ${rows.join(", ")};` : ""}
    CREATE TABLE audience.places AS
      SELECT s.seller_id, g.shown_region AS region, g.shown_team AS team
      FROM accepted.sellers s
      JOIN audience.groups g ON g.region IS NOT DISTINCT FROM s.region AND g.team IS NOT DISTINCT FROM s.team`);
  return shown === null;
}

function textOrNull(text: string | null): string {
  return text === null ? "NULL" : quoteText(text);
}
