import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {draw, narrow, textWidth} from "./base.js";

interface Cell {
  readonly platform: string;
  readonly type: string;
  readonly rate: number | null;
  readonly words: string;
}

/** The engagement rate by platform and kind of content: darker is higher, each cell with its rate and n. */
export function engagementHeatmap(
  rows: readonly Row[],
  {width, format, manifest}: ChartContext
): SVGSVGElement {
  const cells = rows.map((row): Cell => {
    const posts = tally(row, "engaged_posts");
    const few = posts < manifest.min_n;
    const rate = few ? null : number(row, "engagement_rate");
    return {
      platform: text(row, "platform") ?? "not given",
      type: text(row, "content_type") ?? "not given",
      rate,
      words:
        rate === null ? `–\nn ${format.count(posts)}` : `${format.percent(rate)}\nn ${format.count(posts)}`
    };
  });
  const platforms = inOrder(rows, "platform");
  const types = inOrder(rows, "content_type");
  const small = width < narrow;
  const across = small ? platforms : types;
  const down = small ? types : platforms;
  const [x, y] = small ? (["platform", "type"] as const) : (["type", "platform"] as const);
  const highest = Math.max(...cells.map((d) => d.rate ?? 0), 1e-9);

  return draw({
    width,
    height: 36 + down.length * 52,
    marginTop: 28,
    marginBottom: 8,
    marginLeft: 12 + Math.max(...down.map((name) => textWidth(name))),
    marginRight: 4,
    x: {type: "band", domain: across, padding: 0.04},
    y: {type: "band", domain: down, padding: 0.06},
    marks: [
      Plot.axisX({anchor: "top", tickSize: 0, label: null, fill: palette.muted}),
      Plot.axisY({tickSize: 0, label: null, fill: palette.ink}),
      Plot.cell(cells, {x, y, fill: palette.paper, stroke: palette.rule}),
      Plot.cell(
        cells.filter((d) => d.rate !== null),
        {x, y, fill: palette.restLight, fillOpacity: (d: Cell) => 0.1 + (0.9 * (d.rate ?? 0)) / highest}
      ),
      Plot.text(cells, {x, y, text: "words", lineHeight: 1.2, fontSize: 12.5})
    ]
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
