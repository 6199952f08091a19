import type {Engine} from "../engine.js";
import type {SourceKind} from "../sources/define.js";
import {quoteText} from "../sql.js";
import {plainMessages} from "../stage/reject.js";
import type {Audience} from "./audience.js";

/**
 * Takes out of the reasons of rejected and flagged rows the texts that an audience may not see: for leadership all of
 * them, and the headers as they are written; for enablement addresses and, where rows are about leads, whatever is no
 * number, date or identifier. Runs before the reasons are put into words.
 */
export async function hideFaultyTexts(
  engine: Engine,
  kinds: readonly SourceKind[],
  audience: Audience
): Promise<void> {
  if (audience === "leadership") {
    await engine.run("DELETE FROM stage.headers");
    for (const table of ["rejected", "flagged"]) await engine.run(`UPDATE stage.${table} SET value = NULL`);
    for (const [rule, message] of Object.entries(plainMessages))
      await engine.run(
        `UPDATE stage.rejected SET message = ${quoteText(message)} WHERE rule = ${quoteText(rule)}`
      );
    return;
  }
  const aboutLeads = kinds.filter(({columns}) => "lead_id" in columns).map(({name}) => quoteText(name));
  for (const table of ["rejected", "flagged"])
    await engine.run(`
      UPDATE stage.${table} SET value = NULL
      WHERE is_contact(value) OR (kind IN (${aboutLeads.join(", ")}) AND rule <> 'unmapped_value' AND NOT regexp_matches(value, '\\d'))`);
}

/**
 * Takes out of the accounting, once it stands, what an audience may not see: texts of categories that hold an address or
 * that no list names where they may be anybody's, and, for leadership, the names of files, which may be those of sellers.
 */
export async function hideAccounts(
  engine: Engine,
  kinds: readonly SourceKind[],
  audience: Audience
): Promise<void> {
  const personal = kinds.filter((kind) => kind.personal).map(({name}) => quoteText(name));
  const hidden = audience === "leadership" ? "true" : `source IN (${personal.join(", ")})`;
  await engine.run(`
    CREATE OR REPLACE TABLE accounting.texts AS
      SELECT source, "column", CASE WHEN is_contact(text) OR (NOT listed AND ${hidden}) THEN 'Other' ELSE text END AS text,
        meaning, listed, CAST(sum(rows) AS BIGINT) AS rows
      FROM accounting.texts GROUP BY ALL`);
  if (audience === "leadership") await hideFileNames(engine);
}

/** Names files by their kind and number. */
async function hideFileNames(engine: Engine): Promise<void> {
  await engine.run(`
    UPDATE accounting.files f SET file = s.shown
    FROM (
      SELECT position, source || ' file ' || row_number() OVER (PARTITION BY source ORDER BY position) AS shown
      FROM accounting.files
    ) s WHERE s.position = f.position;
    UPDATE accounting.rejected r SET file = f.file FROM accounting.files f WHERE f.position = r.position;
    UPDATE accounting.flagged r SET file = f.file FROM accounting.files f WHERE f.position = r.position;
    UPDATE accounting.readings r SET sheet = NULL, file = f.file FROM accounting.files f WHERE f.position = r.position`);
}
