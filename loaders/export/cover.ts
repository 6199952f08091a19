import type {Manifest} from "../manifest.js";

/** A page of the report and the page of the document on which it begins, counted from 1. */
export interface Chapter {
  readonly name: string;
  readonly page: number;
}

/** Cover and table of contents as one HTML page of its own. Links name pages: "https://page.invalid/7". */
export function coverHtml(manifest: Manifest, chapters: readonly Chapter[]): string {
  const lines = chapters.map(
    ({name, page}) =>
      `<li><a href="https://page.invalid/${page}"><span>${escapeHtml(name)}</span><span class="dots"></span><span>${page}</span></a></li>`
  );
  return `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeHtml(manifest.title)}</title>
<style>
  body {margin: 0; color: #1f2328; font: 12pt/1.5 "Source Sans 3", "Noto Sans", sans-serif}
  .cover {display: flex; flex-direction: column; justify-content: center; height: 250mm; break-after: page}
  h1 {margin: 0 0 6mm; font-size: 34pt; line-height: 1.15; font-weight: 600}
  h2 {font-size: 18pt; font-weight: 600}
  p {margin: 0 0 2mm; color: #5b626b; font-size: 13pt}
  hr {width: 40mm; margin: 0 0 8mm; border: 0; border-top: 2pt solid #00708a}
  ol {padding: 0; list-style: none}
  li a {display: flex; gap: 2mm; padding: 1.5mm 0; color: inherit; text-decoration: none; font-variant-numeric: tabular-nums}
  .dots {flex: 1; border-bottom: 1px dotted #a8a59c; margin-bottom: 1.6mm}
</style>
<section class="cover">
  <hr>
  <h1>${escapeHtml(manifest.title)}</h1>
  <p>${escapeHtml(shownPeriod(manifest))}</p>
  <p>Figures to ${longDate(manifest.as_of)}</p>
  ${manifest.sample ? "<p>The company and its figures are made up.</p>" : ""}
</section>
<section>
  <h2>Contents</h2>
  <ol>${lines.join("\n")}</ol>
</section>
</html>`;
}

/** The period that the figures show when nothing else is chosen: "Last 4 quarters, 1 October 2025 to 30 September 2026". */
export function shownPeriod({periods, default_period}: Pick<Manifest, "periods" | "default_period">): string {
  const period = periods.find(({key}) => key === default_period);
  if (!period) return "All periods";
  if (period.since === null || period.until === null) return period.label;
  return `${period.label}, ${longDate(period.since)} to ${longDate(period.until)}`;
}

/** "30 September 2026" */
export function longDate(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC"
  });
}

/** Text as HTML that shows it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
