/** A change of the published tables that a copy of columns by name does not make good. */
export interface Migration {
  /** The schema that came with the change; run on reports of an earlier one, in this order. */
  readonly since: number;
  /** Runs in the copy, after every table was filled. */
  readonly sql: string;
}

/**
 * What each schema changed, beyond new tables and columns, which stay empty:
 * 1 → 2 brought names of sellers and stages of deals; without a stage, a deal's outcome stands for it.
 * 2 → 3 brought the comparison of quarters.
 * 3 → 4 brought marks on weeks of few sellers; a report frozen earlier is told as it was frozen.
 */
export const migrations: readonly Migration[] = [
  {since: 2, sql: "UPDATE deals SET stage = outcome WHERE stage IS NULL"}
];
