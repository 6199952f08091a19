import * as Plot from "@observablehq/plot";
import {atRisk, followed} from "../findings/winning.js";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {draw, hover, narrow, rateAxisY, spread} from "./base.js";

interface Point {
  readonly day: number;
  readonly won: number;
  readonly low: number;
  readonly high: number;
  readonly key: string;
}

const groups = [
  {key: "social", label: "Social", line: palette.social, band: palette.socialLight},
  {key: "rest", label: "The rest", line: palette.rest, band: palette.restLight}
] as const;
const z = 1.959964;

/** The last day drawn: as long as the smaller group has enough deals at risk, at most two years. */
export function lastDay(steps: readonly Row[], minN: number): number {
  const last = (key: string): number => {
    const row = steps.findLast((each) => text(each, "key") === key && tally(each, "at_risk") >= minN);
    return row ? tally(row, "day") : 0;
  };
  return Math.max(30, Math.min(730, last("social"), last("rest")));
}

/** The steps of a group from day 0 to the last day. */
function points(steps: readonly Row[], key: string, until: number): Point[] {
  const own = steps
    .filter((row) => text(row, "key") === key && tally(row, "day") <= until)
    .map((row): Point => {
      const [won, error] = [tally(row, "won"), number(row, "won_error") ?? 0];
      return {
        key,
        day: Math.max(0, tally(row, "day")),
        won,
        low: Math.max(0, won - z * error),
        high: Math.min(1, won + z * error)
      };
    });
  const end = own.at(-1);
  return [{key, day: 0, won: 0, low: 0, high: 0}, ...own, ...(end ? [{...end, day: until}] : [])];
}

/** Shares won by the days since creation, social and the rest, each in its interval, with the numbers at risk below. */
export function winningCurve(steps: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const until = lastDay(steps, manifest.min_n);
  const lines = groups.map((group) => ({...group, points: points(steps, group.key, until)}));
  const top = Math.max(...lines.flatMap((line) => line.points.map(({high}) => high))) * 1.08 || 1;
  const small = width < narrow;
  const marginRight = small ? 16 : 84;
  const [marginLeft, marginBottom, height] = [64, 108, small ? 380 : 400];
  const ticks = riskDays(until, width);
  const ends = spread(
    lines.map((line) => line.points.at(-1)?.won ?? 0),
    (36 / (height - marginBottom)) * top,
    [0, top]
  );
  const percent = (value: number): string => format.percent(value, 0);
  return draw({
    width,
    height,
    marginLeft,
    marginRight,
    marginBottom,
    x: {domain: [0, until]},
    y: {domain: [0, top]},
    marks: [
      ...rateAxisY(percent),
      Plot.axisX(ticks, {tickSize: 4, label: null, fill: palette.muted, stroke: palette.ruleStrong}),
      Plot.text(["days since the deal was created"], {frameAnchor: "bottom", dy: 40, fill: palette.muted}),
      ...lines.flatMap((line) => [
        Plot.areaY(line.points, {
          x: "day",
          y1: "low",
          y2: "high",
          curve: "step-after",
          fill: line.band,
          fillOpacity: 0.6
        }),
        Plot.lineY(line.points, {x: "day", y: "won", curve: "step-after", stroke: line.line, strokeWidth: 2})
      ]),
      ...lines.map((line, i) =>
        Plot.text([`${line.label}${small ? " " : "\n"}${format.percent(line.points.at(-1)?.won ?? 0)}`], {
          x: () => until,
          y: () => ends[i],
          textAnchor: small ? "end" : "start",
          dx: small ? 0 : 8,
          dy: small ? (ends[i] === Math.max(...ends) ? -14 : 18) : 0,
          lineHeight: 1.15,
          fontWeight: 600,
          fill: line.line
        })
      ),
      ...riskMarks(steps, ticks, marginLeft, (value) => format.count(value)),
      hover(
        lines.flatMap((line) => line.points),
        {
          x: "day",
          y: "won",
          text: (d) =>
            `${d.key === "social" ? "Social" : "The rest"}: ${format.percent(d.won)} won (${format.interval(d.low, d.high, (x) => format.percent(x))})\nafter ${format.days(d.day)}`
        }
      )
    ]
  });
}

/** Days at which the numbers at risk are written. */
export function riskDays(until: number, width: number): number[] {
  const most = width < narrow ? 4 : 8;
  const step = [30, 60, 90, 180, 365].find((each) => until / each <= most) ?? 365;
  return Array.from({length: Math.floor(until / step) + 1}, (_, i) => i * step);
}

function riskMarks(
  steps: readonly Row[],
  days: readonly number[],
  marginLeft: number,
  count: (value: number) => string
): Plot.Markish[] {
  const place = {frameAnchor: "bottom", lineAnchor: "middle"} as const;
  return [
    Plot.text(["still open"], {
      ...place,
      frameAnchor: "bottom-left",
      textAnchor: "start",
      dx: -marginLeft,
      dy: 58,
      fill: palette.muted
    }),
    ...groups.flatMap(({key, label, line}, i) => [
      Plot.text([label], {
        ...place,
        frameAnchor: "bottom-left",
        textAnchor: "start",
        dx: -marginLeft,
        dy: 76 + 18 * i,
        fill: line,
        fontWeight: 600
      }),
      Plot.text(days, {
        ...place,
        x: (day: number) => day,
        dx: 6,
        dy: 76 + 18 * i,
        text: (day: number) => count(day === 0 ? followed(steps, key) : atRisk(steps, key, day)),
        fill: palette.muted
      })
    ])
  ];
}
