import type {Engine} from "../engine.js";
import type {SourceKind} from "../sources/define.js";
import {quoteName, quoteText} from "../sql.js";
import {stagedColumns} from "./kind.js";

/**
 * How a text may name a seller, surest first: SQL that turns the text, and each seller's own texts, into what must be
 * equal. Only the first rule that finds anybody counts; where it finds several sellers, the text names nobody.
 */
const rules: readonly {readonly text: string; readonly seller: readonly string[]}[] = [
  {text: "text", seller: ["unnest(identity_list(crm_id))", "unnest(identity_list(other_ids))"]},
  // Systems write an identifier of 15 signs with three more that only guard its case.
  {text: "CASE WHEN regexp_full_match(text, '[A-Za-z0-9]{18}') THEN text[:15] END", seller: longIds()},
  {text: "lower(text)", seller: ["lower(seller_id)"]},
  {text: "email_form(text)", seller: ["unnest(list_transform(identity_list(email), x -> lower(x)))"]},
  {text: "name_form(text)", seller: ["name_form(name)"]}
];

function longIds(): string[] {
  return ["seller_id", "unnest(identity_list(crm_id))", "unnest(identity_list(other_ids))"];
}

/** An identifier in which capitals make a difference: folding its case could name another record. */
const isCaseSensitive = "regexp_full_match(text, '[A-Za-z0-9]{15}([A-Za-z0-9]{3})?') AND lower(text) <> text";

/** Makes the table that tells whom a text names; called once the roster is read. */
export async function prepareIdentities(engine: Engine): Promise<void> {
  const forms = rules.flatMap(({seller}, rank) =>
    seller.map((form) => `SELECT ${rank} AS rank, seller_id, ${form} AS form FROM accepted.sellers`)
  );
  await engine.run(`
    CREATE TABLE stage.identities AS
    SELECT DISTINCT rank, form, seller_id FROM (${forms.join(" UNION ALL ")}) WHERE form <> '';
    CREATE TABLE stage.resolved (text VARCHAR, sellers VARCHAR[]);`);
}

/**
 * "Lee, Ann" and "LEE Ann" are "ann lee"; accents, case, punctuation and repeated spaces make no difference. Letters that
 * are no accented ones, such as ø and ß, are written as their country's own spelling does without them.
 */
export const identityMacros = String.raw`
  CREATE OR REPLACE MACRO identity_list(texts) AS
    list_filter(list_transform(regexp_split_to_array(coalesce(texts, ''), '[;|]'), x -> trim(x)), x -> x <> '');
  CREATE OR REPLACE MACRO fold_words(text) AS trim(regexp_replace(
    replace(replace(replace(replace(replace(replace(lower(strip_accents(text)), 'ß', 'ss'), 'ø', 'o'), 'æ', 'ae'), 'œ', 'oe'), 'ł', 'l'), 'đ', 'd'),
    '[^\p{L}\p{N}]+', ' ', 'g'));
  CREATE OR REPLACE MACRO name_in_order(text) AS CASE
    WHEN regexp_full_match(text, '[^,]+,[^,]+') THEN split_part(text, ',', 2) || ' ' || split_part(text, ',', 1)
    WHEN regexp_full_match(text, '(\p{Lu}[\p{Lu}''’-]+ )+\p{Lu}[^ ]*\p{Ll}[^ ]*( [^ ]*\p{Ll}[^ ]*)*')
      THEN regexp_replace(text, '^((?:\p{Lu}[\p{Lu}''’-]+ )+)(.*)$', '\2 \1')
    ELSE text END;
  CREATE OR REPLACE MACRO name_form(text) AS fold_words(name_in_order(regexp_replace(trim(text), '\s+', ' ', 'g')));
  CREATE OR REPLACE MACRO email_form(text) AS lower(regexp_extract(trim(text), '^(?:.*<)?([^\s<>@]+@[^\s<>@]+)>?$', 1));
  CREATE OR REPLACE MACRO name_key(name) AS CAST(CASE WHEN name IS NOT NULL THEN hash(name_form(name)) END AS VARCHAR);`;

/**
 * Replaces what names a seller by the seller's id, wherever the kind refers to the roster. A text that fits several
 * sellers is rejected with all of them named; one that fits nobody is left as it is, and rejected as unknown.
 */
export async function resolveSellers(kind: SourceKind, engine: Engine): Promise<void> {
  for (const [name, {references}] of stagedColumns(kind)) {
    if (references !== "sellers") continue;
    const column = quoteName(name);
    await engine.run(`INSERT INTO stage.resolved ${lookUp(kind, column)}`);
    if (!(await anyIsResolved(engine))) continue;
    await engine.run(`
      UPDATE stage.${kind.name} SET ${column} = r.sellers[1] FROM stage.resolved r
      WHERE stage.${kind.name}.${column} = r.text AND len(r.sellers) = 1 AND _fault IS NULL`);
  }
}

/** Most rosters name everybody as the other files do: then no row has to be touched. */
async function anyIsResolved(engine: Engine): Promise<boolean> {
  return (await engine.rows("SELECT 1 AS found FROM stage.resolved LIMIT 1")).length > 0;
}

/** SQL that gives the rows of a kind whose seller could be several, as stage.rejected holds them. */
export function ambiguousSql(kind: SourceKind, name: string): string {
  return `
    SELECT ${quoteText(kind.name)}, s.rowid, 'ambiguous_seller', ${quoteText(name)}, r.text,
      '{value} could be any of ' || array_to_string(r.sellers, ', ')
        || '. Write the seller''s id, or give the roster an email or crm_id that tells them apart.'
    FROM stage.${kind.name} s JOIN stage.resolved r ON s.${quoteName(name)} = r.text
    WHERE len(r.sellers) > 1 AND s._fault IS NULL`;
}

/** The texts of a column that are no seller's id and were not looked up before, with the sellers that they name. */
function lookUp(kind: SourceKind, column: string): string {
  const forms = rules.map(({text}, rank) => `SELECT text, ${rank} AS rank, ${text} AS form FROM texts`);
  return `
    WITH texts AS (
      SELECT DISTINCT s.${column} AS text FROM stage.${kind.name} s
      ANTI JOIN accepted.sellers k ON k.seller_id = s.${column}
      ANTI JOIN stage.resolved r ON r.text = s.${column}
      WHERE s.${column} IS NOT NULL AND s._fault IS NULL
    ), forms AS (${forms.join(" UNION ALL ")}), hits AS (
      SELECT f.text, f.rank, list(DISTINCT i.seller_id ORDER BY i.seller_id) AS sellers
      FROM forms f JOIN stage.identities i ON i.rank = f.rank AND i.form = f.form
      WHERE NOT (f.rank = 2 AND ${isCaseSensitive}) GROUP BY f.text, f.rank
    )
    SELECT text, arg_min(sellers, rank) FROM hits GROUP BY text`;
}
