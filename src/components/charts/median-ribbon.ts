import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {date, number, type Row} from "../rows.js";
import {draw, hover, narrow, rateAxisY, spread, weekAxisX} from "./base.js";

interface Week {
  readonly week: Date;
  readonly median: number | null;
  readonly p25: number | null;
  readonly p75: number | null;
}

/** The median SSI by week with the middle half of sellers as a ribbon, and the bands' bounds as guides. */
export function medianRibbonChart(
  rows: readonly Row[],
  {width, format, manifest}: ChartContext
): SVGSVGElement {
  const weeks = rows.map(toWeek);
  const {foundation, active} = manifest.ssi;
  const domain = scaleEnds(weeks, foundation, active);
  const height = width < narrow ? 260 : 300;
  const last = weeks.at(-1);
  const gap = (16 / (height - 44)) * (domain[1] - domain[0]);

  return draw({
    width,
    height,
    marginLeft: 34,
    marginRight: 86,
    y: {domain: [...domain]},
    marks: [
      ...rateAxisY((value) => format.count(value)),
      weekAxisX(width - 120, format),
      Plot.areaY(weeks, {x: "week", y1: "p25", y2: "p75", fill: palette.restLight, fillOpacity: 0.7}),
      Plot.ruleY([foundation, active], {stroke: palette.ruleStrong, strokeDasharray: "2,3"}),
      Plot.text([foundation, active], {
        y: (value: number) => value,
        frameAnchor: "left",
        textAnchor: "start",
        dx: 4,
        dy: -8,
        text: (value: number) =>
          value === active ? `active from ${active}` : `practising from ${foundation}`,
        fill: palette.muted
      }),
      Plot.lineY(weeks, {x: "week", y: "median", stroke: palette.ink, strokeWidth: 2}),
      ...(weeks.length === 1 ? [Plot.dot(weeks, {x: "week", y: "median", fill: palette.ink, r: 4})] : []),
      ...endLabels(last, gap, domain, format),
      hover(weeks, {
        x: "week",
        y: "median",
        text: (d) =>
          `Week of ${format.date(d.week)}\nmedian ${format.decimal(d.median)}\nmiddle half ${format.interval(d.p25, d.p75, (x) => format.decimal(x))}`
      })
    ]
  });
}

function endLabels(
  last: Week | undefined,
  gap: number,
  domain: readonly [number, number],
  format: ChartContext["format"]
): Plot.Markish[] {
  if (!last) return [];
  const ends = [
    {text: `Median ${format.decimal(last.median)}`, value: last.median, fontWeight: 600},
    {text: "Upper quarter", value: last.p75, fontWeight: 400},
    {text: "Lower quarter", value: last.p25, fontWeight: 400}
  ].filter((d): d is {text: string; value: number; fontWeight: number} => d.value !== null);
  const at = spread(
    ends.map((d) => d.value),
    gap,
    domain
  );
  return ends.map(({text, fontWeight}, i) =>
    Plot.text([text], {
      x: () => last.week,
      y: () => at[i],
      textAnchor: "start",
      dx: 8,
      fontWeight,
      fill: fontWeight > 400 ? palette.ink : palette.muted
    })
  );
}

/** The scale shows the bounds of the bands and all quartiles; it does not begin at zero, as no bar does. */
function scaleEnds(weeks: readonly Week[], foundation: number, active: number): [number, number] {
  const values = weeks.flatMap((d) => [d.p25, d.p75, d.median]).filter((x): x is number => x !== null);
  const low = Math.floor(Math.min(foundation - 5, ...values) / 10) * 10;
  const high = Math.ceil(Math.max(active + 5, ...values) / 10) * 10;
  return [Math.max(0, low), Math.min(100, high)];
}

function toWeek(row: Row): Week {
  return {
    week: date(row, "week"),
    median: number(row, "median"),
    p25: number(row, "p25"),
    p75: number(row, "p75")
  };
}
