import {quoteText} from "../sql.js";

/** All sellers, those of a region, of a team, or of a team in one region; `members` are the rows there. */
export interface Place<Member> {
  readonly place: "all" | "region" | "team" | "team of region";
  readonly region: string | null;
  readonly team: string | null;
  readonly members: readonly Member[];
}

/** Rows by every place that a reader can choose, in the order in which they are first met. */
export function placesOf<Member extends {readonly region: string | null; readonly team: string | null}>(
  rows: readonly Member[]
): Place<Member>[] {
  const groups = new Map<string, Place<Member> & {members: Member[]}>();
  const add = (
    place: Place<Member>["place"],
    region: string | null,
    team: string | null,
    row: Member
  ): void => {
    const key = JSON.stringify([place, region, team]);
    const group = groups.get(key) ?? {place, region, team, members: []};
    group.members.push(row);
    groups.set(key, group);
  };
  for (const row of rows) {
    const {region, team} = row;
    add("all", null, null, row);
    if (region !== null) add("region", region, null, row);
    if (team !== null) add("team", null, team, row);
    if (region !== null && team !== null) add("team of region", region, team, row);
  }
  return [...groups.values()];
}

/** Texts and numbers as SQL values, with commas between. */
export function valuesSql(values: readonly (string | number | null)[]): string {
  return values
    .map((value) => (value === null ? "NULL" : typeof value === "number" ? String(value) : quoteText(value)))
    .join(", ");
}
