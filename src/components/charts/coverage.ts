import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {date, tally, text, type Row} from "../rows.js";
import {draw, hover, shorten, textWidth, weekAxisX} from "./base.js";

interface Cell {
  readonly source: string;
  readonly from: Date;
  readonly to: Date;
  readonly middle: Date;
  readonly share: number;
  readonly rows: number;
}

const week = 7 * 24 * 3600 * 1000;
const rowHeight = 24;

/** Rows of each source by week: filled where there are any, darker the more of the source's own; an empty week is a gap. */
export function coverageHeatmap(
  rows: readonly Row[],
  {name, ...context}: ChartContext & {name: (source: string | null) => string}
): SVGSVGElement {
  const {width, format} = context;
  const room = Math.min(150, width * 0.34);
  const cells = rows.map((row): Cell => {
    const from = date(row, "week");
    const at = from.getTime();
    return {
      source: shorten(name(text(row, "source")), room),
      from,
      to: new Date(at + week),
      middle: new Date(at + week / 2),
      share: tally(row, "share"),
      rows: tally(row, "rows")
    };
  });
  const sources = [...new Set(cells.map(({source}) => source))];
  return draw({
    width,
    height: 30 + sources.length * rowHeight,
    marginTop: 4,
    marginBottom: 26,
    marginLeft: 12 + Math.max(0, ...sources.map((source) => textWidth(source))),
    marginRight: 26,
    x: {type: "utc"},
    y: {type: "band", domain: sources, padding: 0.22},
    marks: [
      weekAxisX(width, format),
      Plot.axisY({tickSize: 0, label: null, fill: palette.ink}),
      Plot.ruleY(sources, {y: (source: string) => source, stroke: palette.rule}),
      Plot.barX(
        cells.filter((cell) => cell.rows > 0),
        {
          x1: "from",
          x2: "to",
          y: "source",
          fill: palette.rest,
          fillOpacity: (cell: Cell) => 0.3 + 0.7 * cell.share,
          insetLeft: 0.5,
          insetRight: 0.5
        }
      ),
      hover(cells, {
        x: "middle",
        y: "source",
        text: (cell) =>
          `${cell.source}\nweek of ${format.date(cell.from)}\n${format.plural(cell.rows, "row")}`
      })
    ]
  });
}
