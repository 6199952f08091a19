import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {date, number, type Row} from "../rows.js";
import {draw, hover, narrow, rateAxisY, spread, weekAxisX} from "./base.js";

/** The four pillars of the SSI, 0 to 25 each, as columns and as words. */
export const pillars = {
  brand: "Professional brand",
  people: "Finding people",
  insights: "Engaging with insights",
  relationships: "Building relationships"
} as const;

export type Pillar = keyof typeof pillars;

/** The mean of a pillar in a row, with its name. */
export interface PillarValue {
  readonly pillar: Pillar;
  readonly value: number;
}

/** The pillars of a row from low to high; empty where only totals were exported. */
export function pillarValues(row: Row): PillarValue[] {
  return (Object.keys(pillars) as Pillar[])
    .map((pillar) => ({pillar, value: number(row, pillar)}))
    .filter((d): d is PillarValue => d.value !== null)
    .sort((a, b) => a.value - b.value);
}

/** The mean of each pillar by week; the weakest in ink, the others in grey, named at their ends. */
export function pillarChart(rows: readonly Row[], {width, format}: ChartContext): SVGSVGElement {
  const points = rows.flatMap((row) => pillarValues(row).map((d) => ({...d, week: date(row, "week")})));
  const lastRow = rows.at(-1);
  const last = lastRow ? pillarValues(lastRow) : [];
  const weakest = last[0]?.pillar;
  const height = width < narrow ? 280 : 300;
  const marginRight = width < narrow ? 118 : 200;
  const domain = ends(points);
  const at = spread(
    last.map((d) => d.value),
    ((width < narrow ? 32 : 17) / (height - 44)) * (domain[1] - domain[0]),
    domain
  );
  const label = (d: PillarValue): string =>
    `${pillars[d.pillar].replace(" ", width < narrow ? "\n" : " ")} ${format.decimal(d.value)}`;

  return draw({
    width,
    height,
    marginLeft: 34,
    marginRight,
    y: {domain: [...domain]},
    marks: [
      ...rateAxisY((value) => format.decimal(value, Number.isInteger(value) ? 0 : 1)),
      weekAxisX(width - 34 - marginRight, format),
      Plot.lineY(points, {
        x: "week",
        y: "value",
        z: "pillar",
        stroke: (d: PillarValue) => (d.pillar === weakest ? palette.ink : palette.rest),
        strokeWidth: 1.75
      }),
      ...last.map((d, i) =>
        Plot.text([label(d)], {
          x: () => (lastRow ? date(lastRow, "week") : null),
          y: () => at[i],
          textAnchor: "start",
          dx: 8,
          lineHeight: 1.1,
          fontWeight: d.pillar === weakest ? 700 : 400
        })
      ),
      hover(points, {
        x: "week",
        y: "value",
        text: (d) => `${pillars[d.pillar]} ${format.decimal(d.value)}\nweek of ${format.date(d.week)}`
      })
    ]
  });
}

function ends(points: readonly PillarValue[]): [number, number] {
  const values = points.map((d) => d.value);
  return [Math.max(0, Math.floor(Math.min(...values) - 1)), Math.min(25, Math.ceil(Math.max(...values) + 1))];
}
