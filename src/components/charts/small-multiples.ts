import * as Plot from "@observablehq/plot";
import {extent} from "d3-array";
import type {ChartContext} from "../frame.js";
import {teamsOf} from "../findings/adoption.js";
import {palette} from "../palette.js";
import {date, number, tally, type Row} from "../rows.js";
import {draw, narrow, shorten} from "./base.js";

interface Week {
  readonly place: number;
  readonly week: Date;
  readonly median: number | null;
  readonly p25: number | null;
  readonly p75: number | null;
}

const across = {wide: 3, narrow: 2};

/** The median SSI of each team with its middle half, on one scale, a small chart a team; weeks of too few are left out. */
export function smallMultiples(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const teams = teamsOf(rows);
  const columns = Math.min(teams.length, width < narrow ? across.narrow : across.wide);
  const weeks = teams.flatMap(({weeks: ofTeam}, place) =>
    ofTeam.map((row) => toWeek(row, place, manifest.min_n))
  );
  const {foundation, active} = manifest.ssi;
  const values = weeks.flatMap((d) => [d.p25, d.p75]).filter((x): x is number => x !== null);
  const domain = [
    Math.floor(Math.min(foundation - 4, ...values) / 10) * 10,
    Math.ceil(Math.max(active + 4, ...values) / 10) * 10
  ];
  const at = (place: number) => ({fx: place % columns, fy: Math.floor(place / columns)});
  const facet = {fx: (d: Week) => at(d.place).fx, fy: (d: Week) => at(d.place).fy};
  const headings = teams.map(({key, weeks: ofTeam}, place) => {
    const last = ofTeam.at(-1);
    const enough = last !== undefined && tally(last, "sellers") >= manifest.min_n;
    const n = last ? `n = ${format.count(tally(last, "sellers"))}` : "";
    const figure = enough ? `${format.decimal(number(last, "median"))}, ${n}` : `too few, ${n}`;
    return {...at(place), key: shorten(key, width / columns - 40), figure};
  });
  const [first, last] = extent(weeks, (d) => d.week);
  const height = Math.ceil(teams.length / columns) * (width < narrow ? 170 : 180) + 40;
  const axis = {label: null, fill: palette.muted, tickSize: 0};

  return draw({
    width,
    height,
    marginLeft: 28,
    marginRight: 8,
    marginTop: 40,
    fx: {axis: null, padding: 0.08},
    fy: {axis: null, padding: 0.4},
    y: {domain},
    x: {axis: null},
    marks: [
      Plot.gridY({stroke: palette.rule, strokeOpacity: 1, ticks: 4}),
      Plot.axisY({...axis, ticks: 4, tickFormat: (value: number) => format.count(value)}),
      ...(["start", "end"] as const).map((textAnchor) =>
        Plot.text(
          teams.map((_, place) => at(place)),
          {
            fx: "fx",
            fy: "fy",
            frameAnchor: textAnchor === "start" ? "bottom-left" : "bottom-right",
            textAnchor,
            dy: 16,
            text: () => format.month(textAnchor === "start" ? first : last),
            fill: palette.muted
          }
        )
      ),
      Plot.ruleY([foundation, active], {stroke: palette.ruleStrong, strokeDasharray: "2,3"}),
      Plot.areaY(weeks, {
        ...facet,
        x: "week",
        y1: "p25",
        y2: "p75",
        fill: palette.restLight,
        fillOpacity: 0.7,
        z: "place"
      }),
      Plot.lineY(weeks, {
        ...facet,
        x: "week",
        y: "median",
        stroke: palette.ink,
        strokeWidth: 1.75,
        z: "place"
      }),
      Plot.text(headings, {
        fx: "fx",
        fy: "fy",
        frameAnchor: "top-left",
        dy: -30,
        text: "key",
        fontWeight: 600
      }),
      Plot.text(headings, {
        fx: "fx",
        fy: "fy",
        frameAnchor: "top-left",
        dy: -14,
        text: "figure",
        fill: palette.muted
      })
    ]
  });
}

function toWeek(row: Row, place: number, minN: number): Week {
  const few = tally(row, "sellers") < minN;
  const read = (column: string): number | null => (few ? null : number(row, column));
  return {place, week: date(row, "week"), median: read("median"), p25: read("p25"), p75: read("p75")};
}
