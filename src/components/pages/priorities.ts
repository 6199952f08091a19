import {html} from "htl";
import {capital} from "../format.js";
import type {CardContent} from "../card.js";
import {countColumn, decimalColumn} from "../columns.js";
import {choice, textField, together, type Control} from "../controls.js";
import {download, fileName} from "../download.js";
import {csvBlob} from "../frame.js";
import {chosen} from "../findings/common.js";
import {originNote} from "../findings/lead-scores.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row, type Rows} from "../rows.js";
import type {TableOptions} from "../table.js";

/** What the answer says where its source is absent. */
export const needed = {needs: "leads", without: "There are no leads to put into an order."};

/** Who is called first, and why, in a sentence. */
export function answer({list, bands}: {list: Rows; bands: Rows}, context: Context): string[] {
  const {format} = context;
  const [first] = list;
  if (!first) return [noList(context)];
  const a = list.filter((row) => text(row, "band") === "A").length;
  const head = `${format.plural(list.length, "lead waits", "leads wait")} to be called, ${format.count(a)} of them in band A.`;
  return [
    head,
    `First comes ${text(first, "lead_id")}: ${reasons(first)}.`,
    bandSentence(bands, context),
    `Leads created in ${chosen(context)} that are not won.`
  ];
}

function noList(context: Context): string {
  const note = originNote(context);
  return note === ""
    ? "No lead of this selection waits: all were won, or none was created."
    : `There is no order to call in. ${note}`;
}

function bandSentence(bands: Rows, {format, manifest}: Context): string {
  const [top, low] = [bands[0], bands.at(-1)];
  if (
    !top ||
    !low ||
    top === low ||
    tally(top, "leads") < manifest.min_n ||
    tally(low, "leads") < manifest.min_n
  )
    return "";
  const say = (row: Row): string =>
    `${format.percent(number(row, "conversion"), 0)} in band ${text(row, "band")} (${format.interval(number(row, "conversion_low"), number(row, "conversion_high"), (x) => format.percent(x, 0))}, n = ${format.count(tally(row, "leads"))})`;
  return `Of earlier leads, ${say(top)} were won and ${say(low)}.`;
}

/** Why a lead stands where it stands. */
export function reasons(row: Row): string {
  const [pro, contra] = [text(row, "reasons"), text(row, "against")];
  const why = pro === null ? "nothing speaks for it yet" : pro.replaceAll("; ", ", ");
  return contra === null ? why : `${why}; against it: ${contra.replaceAll("; ", ", ")}`;
}

/** How many leads wait in band A, and how many of them were heard of lately. */
export function waitingCard(rows: Rows, {format}: Context): CardContent {
  const a = rows.filter((row) => text(row, "band") === "A");
  const fresh = a.filter((row) => (number(row, "last_touch_days") ?? Infinity) <= 14);
  return {
    label: "Waiting in band A",
    value: format.count(a.length),
    unit: a.length === 1 ? "lead" : "leads",
    n: `${format.count(fresh.length)} of them heard of in the last 14 days`
  };
}

/** Leads that look right and were not heard of for long. */
export function quietCard(rows: Rows, {format}: Context): CardContent {
  const quiet = rows.filter(
    (row) => ["A", "B"].includes(text(row, "band") ?? "") && number(row, "last_touch_days") === null
  );
  return {
    label: "Right on paper, never heard of",
    value: format.count(quiet.length),
    unit: quiet.length === 1 ? "lead" : "leads",
    n: `in bands A and B of ${format.plural(rows.length, "lead")}`,
    caveat: "Their points come from attributes alone."
  };
}

/** What the list is narrowed to. */
export interface Narrowed {
  readonly band: string | null;
  readonly heard: string | null;
  readonly seller: string | null;
}

/** The choices that narrow the list. */
export function narrowing(): Control<{
  band: {chosen: string | null};
  heard: {chosen: string | null};
  seller: {typed: string | null};
}> {
  return together({band: bandChoice(), heard: heardChoice(), seller: textField("Seller", "all")});
}

function bandChoice(): Control<{chosen: string | null}> {
  return choice("Band", [
    {value: "", label: "All bands"},
    ...["A", "B", "C", "D"].map((band) => ({value: band, label: `Band ${band}`}))
  ]);
}

function heardChoice(): Control<{chosen: string | null}> {
  return choice("Last heard of", [
    {value: "", label: "Any time, or never"},
    {value: "7", label: "In the last 7 days"},
    {value: "30", label: "In the last 30 days"},
    {value: "never", label: "Never"}
  ]);
}

/** The rows that are left when the list is narrowed. */
export function narrowed(rows: readonly Row[], {band, heard, seller}: Narrowed): Row[] {
  const wanted = seller?.toLowerCase();
  return rows.filter((row) => {
    const days = number(row, "last_touch_days");
    const lately =
      heard === null || (heard === "never" ? days === null : days !== null && days <= Number(heard));
    const whose = wanted === undefined || (text(row, "seller_id") ?? "").toLowerCase().includes(wanted);
    return lately && whose && (band === null || text(row, "band") === band);
  });
}

/** A button that saves the narrowed list for a spreadsheet. */
export function csvButton(rows: PromiseLike<Rows>, to: Narrowed): HTMLElement {
  const save = async (): Promise<void> => {
    const all = await rows;
    download(
      csvBlob(all.columns, Object.assign(narrowed(all, to), {columns: all.columns}) as unknown as Rows),
      fileName("priorities", "csv")
    );
  };
  return html`<p class="list-actions">
    <button type="button" onclick=${() => void save()}>Save this list as CSV</button>
  </p>`;
}

/** The worked list, narrowed. */
export const list = (to: Narrowed): TableOptions => ({
  needs: "leads",
  prepare: (rows) => narrowed(rows, to),
  caption: "Leads to call, first one first",
  limit: 50,
  empty: "No lead of this selection waits.",
  columns: [
    countColumn("place", "Place"),
    {column: "lead_id", heading: "Lead"},
    {column: "band", heading: "Band"},
    decimalColumn("score", "Score"),
    {column: "seller_id", heading: "Seller", write: (row) => text(row, "seller_id") ?? "nobody"},
    {column: "region", heading: "Region", when: (rows) => rows.some((row) => text(row, "region") !== null)},
    {
      column: "segment",
      heading: "Segment",
      when: (rows) => rows.some((row) => text(row, "segment") !== null)
    },
    {column: "reasons", heading: "Why", under: "lead_id", write: (row) => capital(reasons(row))}
  ]
});
