import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {draw, narrow, textWidth} from "./base.js";

/** A cell of a heatmap: where it stands, how strong it is from 0 to 1 (null: not known), what is written on it. */
export interface HeatCell {
  readonly across: string;
  readonly down: string;
  readonly strength: number | null;
  readonly words: string;
}

interface HeatOptions {
  readonly width: number;
  /** Names in order: columns from the left, rows from the top. */
  readonly across: readonly string[];
  readonly down: readonly string[];
  readonly rowHeight?: number;
  /** Words to the right of each row, under a heading. */
  readonly beside?: {readonly heading: string; readonly words: ReadonlyMap<string, string>};
  /** Whether the names of columns stand at a slant, where they are longer than the columns are wide. */
  readonly slanted?: boolean;
}

/** Cells in rows and columns: darker is higher, each with its words. */
export function heatmap(cells: readonly HeatCell[], options: HeatOptions): SVGSVGElement {
  const {width, across, down, rowHeight = 52, beside, slanted = false} = options;
  const marginTop = slanted ? 64 : 28;
  const aside = beside ? [beside.heading, ...beside.words.values()] : [];
  const place = {x: "across", y: "down"} as const;
  return draw({
    width,
    height: marginTop + 8 + down.length * rowHeight,
    marginTop,
    marginBottom: 8,
    marginLeft: 12 + Math.max(...down.map((name) => textWidth(name))),
    marginRight: beside ? 16 + Math.max(...aside.map((words) => textWidth(words))) : slanted ? 20 : 4,
    x: {type: "band", domain: [...across], padding: 0.04},
    y: {type: "band", domain: [...down], padding: 0.06},
    marks: [
      Plot.axisX({
        anchor: "top",
        tickSize: 0,
        label: null,
        fill: palette.muted,
        ...(slanted ? {tickRotate: -60} : {})
      }),
      Plot.axisY({tickSize: 0, label: null, fill: palette.ink}),
      Plot.cell(cells, {...place, fill: palette.paper, stroke: palette.rule}),
      Plot.cell(
        cells.filter((d) => d.strength !== null),
        {...place, fill: palette.restLight, fillOpacity: (d: HeatCell) => 0.1 + 0.9 * (d.strength ?? 0)}
      ),
      Plot.text(cells, {...place, text: "words", lineHeight: 1.2, fontSize: 12.5}),
      ...(beside ? besideMarks(down, beside) : [])
    ]
  });
}

function besideMarks(down: readonly string[], {heading, words}: NonNullable<HeatOptions["beside"]>) {
  const right = {frameAnchor: "right", textAnchor: "start", dx: 10} as const;
  return [
    Plot.text(down, {...right, y: (name: string) => name, text: (name: string) => words.get(name) ?? ""}),
    Plot.text([heading], {...right, frameAnchor: "top-right", dy: -16, fill: palette.muted})
  ];
}

/** The engagement rate by platform and kind of content, each cell with its rate and n. */
export function engagementHeatmap(
  rows: readonly Row[],
  {width, format, manifest}: ChartContext
): SVGSVGElement {
  const rates = rows.map((row) =>
    tally(row, "engaged_posts") < manifest.min_n ? null : number(row, "engagement_rate")
  );
  const highest = Math.max(...rates.map((rate) => rate ?? 0), 1e-9);
  const small = width < narrow;
  const cells = rows.map((row, i): HeatCell => {
    const rate = rates[i] ?? null;
    const [platform, type] = ["platform", "content_type"].map((column) => text(row, column) ?? "not given");
    const [across = "", down = ""] = small ? [platform, type] : [type, platform];
    const n = `n ${format.count(tally(row, "engaged_posts"))}`;
    return {
      across,
      down,
      strength: rate === null ? null : rate / highest,
      words: rate === null ? `–\n${n}` : `${format.percent(rate)}\n${n}`
    };
  });
  const platforms = inOrder(rows, "platform");
  const types = inOrder(rows, "content_type");
  return heatmap(cells, {
    width,
    ...(small ? {across: platforms, down: types} : {across: types, down: platforms})
  });
}

/** The values of a column, those with most posts first. */
function inOrder(rows: readonly Row[], column: string): string[] {
  const posts = new Map<string, number>();
  for (const row of rows) {
    const name = text(row, column) ?? "not given";
    posts.set(name, (posts.get(name) ?? 0) + tally(row, "posts"));
  }
  return [...posts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}
