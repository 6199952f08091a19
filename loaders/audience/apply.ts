import type {Engine} from "../engine.js";
import type {Column, SourceKind} from "../sources/define.js";
import {quoteName, quoteText} from "../sql.js";
import type {Audience} from "./audience.js";
import {placeGroups} from "./groups.js";
import {pseudonymMacro} from "./key.js";
import {poolLabels} from "./labels.js";
import {forgetEarlyHires, placeSmallWeeks, smallWeekTables} from "./small-weeks.js";
import {textMacros} from "./texts.js";

/** What an audience's report is made with. */
export interface AudienceContext {
  readonly audience: Audience;
  readonly minCell: number;
  /** Key of the pseudonyms. */
  readonly key: string;
}

/** Creates the schema and the macros that hiding texts takes. */
export async function prepareAudience(engine: Engine, {key}: AudienceContext): Promise<void> {
  await engine.run(`CREATE SCHEMA audience; ${pseudonymMacro(key)}; ${textMacros}; ${smallWeekTables}`);
}

/**
 * Puts in the place of the accepted rows what the audience may see of them, before anything is joined or summed: whatever
 * is made of `accepted.<kind>` after this, by a mart, a statistic or a page, can tell no more. Rows keep their number,
 * but for those about single sellers where the whole roster is smaller than a cell may be.
 */
export async function applyAudience(
  engine: Engine,
  kinds: readonly SourceKind[],
  context: AudienceContext
): Promise<void> {
  const withheld = context.audience === "leadership" && (await placeGroups(engine, context.minCell));
  const columns = await textColumns(engine);
  for (const kind of kinds)
    await showKind(engine, kind, {...context, withheld, columns: columns.get(kind.name) ?? []});
  if (context.audience !== "leadership") return;
  await placeSmallWeeks(engine, context.minCell);
  await forgetEarlyHires(engine, kinds);
}

interface KindContext extends AudienceContext {
  /** True where the roster is too small to say anything of its sellers. */
  readonly withheld: boolean;
  /** The columns of the kind that hold texts. */
  readonly columns: readonly string[];
}

async function showKind(engine: Engine, kind: SourceKind, context: KindContext): Promise<void> {
  const columns = textColumnsOf(kind, context.columns);
  if (context.audience === "leadership")
    for (const {name, column, written} of columns)
      if (treatmentOf(kind, name, column, written) === "label")
        await poolLabels(engine, kind, {name: shownName(name, written), minCell: context.minCell});
  const replaced = columns.map(({name, column, written}) => {
    const shown = quoteName(shownName(name, written));
    return `${shownSql(kind, name, {column, written, context})} AS ${shown}`;
  });
  const all = replaced.length > 0 ? `a.* REPLACE (${replaced.join(", ")})` : "a.*";
  const join = groupColumns(columns) ? "LEFT JOIN audience.places p ON p.seller_id = a.seller_id" : "";
  const none = context.withheld && isAboutSellers(kind) ? "WHERE false" : "";
  await engine.run(`
    ALTER VIEW accepted.${kind.name} RENAME TO ${quoteName(`all ${kind.name}`)};
    CREATE VIEW accepted.${kind.name} AS
    SELECT ${all} FROM accepted.${quoteName(`all ${kind.name}`)} a ${context.audience === "leadership" ? join : ""} ${none}`);
}

/** A column of texts: as declared, or the text of a category as it was written. */
interface TextColumn {
  readonly name: string;
  readonly column: Column;
  readonly written: boolean;
}

/** The columns of accepted rows that hold texts, by kind. */
async function textColumns(engine: Engine): Promise<ReadonlyMap<string, string[]>> {
  const columns = new Map<string, string[]>();
  const rows = await engine.rows(`
    SELECT table_name AS kind, column_name AS name FROM duckdb_columns()
    WHERE schema_name = 'accepted' AND data_type = 'VARCHAR' ORDER BY table_name, column_index`);
  for (const {kind, name} of rows)
    columns.set(String(kind), [...(columns.get(String(kind)) ?? []), String(name)]);
  return columns;
}

function textColumnsOf(kind: SourceKind, found: readonly string[]): TextColumn[] {
  return found.flatMap((each) => {
    const written = !(each in kind.columns);
    const name = written ? each.replace(/_text$/, "") : each;
    const column = kind.columns[name];
    return column ? [{name, column, written}] : [];
  });
}

function shownName(name: string, written: boolean): string {
  return written ? `${name}_text` : name;
}

function groupColumns(columns: readonly TextColumn[]): boolean {
  return columns.some(({column}) => column.reader === "group");
}

/** Kinds each of whose rows is one seller's. */
function isAboutSellers(kind: SourceKind): boolean {
  return kind.name === "sellers" || kind.columns["seller_id"]?.required === true;
}

type Treatment = NonNullable<Column["reader"]> | "fixed";

/** How the texts of a column are shown. Unmarked texts are withheld from leadership. */
export function treatmentOf(kind: SourceKind, name: string, column: Column, written = false): Treatment {
  if (written) return column.reader === "group" ? "withheld" : "label";
  if (column.type === "category") return "fixed";
  if (column.references !== undefined || (kind.name === "sellers" && name === "seller_id")) return "id";
  return column.reader ?? (column.derived === undefined ? "withheld" : "inner");
}

function shownSql(
  kind: SourceKind,
  name: string,
  {column, written, context}: {column: Column; written: boolean; context: KindContext}
): string {
  const text = `a.${quoteName(shownName(name, written))}`;
  const treatment = treatmentOf(kind, name, column, written);
  return context.audience === "leadership"
    ? forLeadership(kind, {name: shownName(name, written), text, treatment, withheld: context.withheld})
    : forEnablement({name, text, treatment});
}

function forEnablement({name, text, treatment}: {name: string; text: string; treatment: Treatment}): string {
  const of = name.replace(/_id$/, "");
  switch (treatment) {
    case "id":
      return of === "seller" ? text : `shown_id(${quoteText(of)}, ${text})`;
    case "label":
      return `shown_label(${text})`;
    case "prose":
      return `without_contacts(${text})`;
    default:
      return text;
  }
}

function forLeadership(
  kind: SourceKind,
  {name, text, treatment, withheld}: {name: string; text: string; treatment: Treatment; withheld: boolean}
): string {
  const of = name.replace(/_id$/, "");
  switch (treatment) {
    case "id":
      return withheld && of === "seller" ? "CAST(NULL AS VARCHAR)" : `pseudonym(${quoteText(of)}, ${text})`;
    case "label":
      return `CASE WHEN ${text} IS NULL AND audience.is_pooled(${quoteText(kind.name)}, ${quoteText(name)}, '')
        OR audience.is_pooled(${quoteText(kind.name)}, ${quoteText(name)}, ${text}) THEN 'Other' ELSE shown_label(${text}) END`;
    case "group":
      return `p.${quoteName(name)}`;
    case "fixed":
    case "inner":
      return text;
    default:
      return "CAST(NULL AS VARCHAR)";
  }
}
