import * as Plot from "@observablehq/plot";
import {activityWords, ends, lagText, resultWords} from "../findings/results.js";
import {capital} from "../format.js";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {draw, hover, narrow} from "./base.js";

interface Lag {
  readonly lag: number;
  readonly rho: number;
  readonly low: number;
  readonly high: number;
  readonly across: string;
  readonly down: string;
  /** The panel's name: activity and result. */
  readonly panel: string;
  readonly clear: boolean;
  readonly words: string;
}

/** Rank correlations at each lag, a panel for each activity and result: points with intervals around a line at zero. */
export function lagsChart(rows: readonly Row[], {width, format}: ChartContext): SVGSVGElement {
  const small = width < narrow;
  const lags = rows.flatMap((row): Lag[] => {
    const [rho, low, high] = [number(row, "rho"), number(row, "low"), number(row, "high")];
    if (rho === null || low === null || high === null) return [];
    const activity = activityWords[text(row, "activity") ?? ""] ?? "";
    const result = capital(resultWords[text(row, "result") ?? ""] ?? "");
    const lag = tally(row, "lag");
    return [
      {
        lag,
        rho,
        low,
        high,
        across: small ? result : activity,
        down: small ? activity : result,
        panel: `${activity} · ${result.toLowerCase()}`,
        clear: low > 0 || high < 0,
        words: `${activity} and ${result.toLowerCase()} ${lagText(lag, format)}\n${format.signed(rho, 2)}, interval ${ends(row, format)}\n${format.plural(tally(row, "sellers"), "seller")}, ${format.plural(tally(row, "pairs"), "pair")}`
      }
    ];
  });
  const [lowest, highest] = [
    Math.min(-0.1, ...lags.map((d) => d.low)),
    Math.max(0.1, ...lags.map((d) => d.high))
  ];
  const across = [...new Set(lags.map((d) => d.across))];
  const down = [...new Set(lags.map((d) => d.down))];
  const facet = {fx: "across", fy: "down"} as const;
  return draw({
    width,
    height: 74 + 170 * down.length,
    marginLeft: 44,
    marginRight: small ? 10 : 24,
    marginTop: 46,
    marginBottom: 42,
    fx: {domain: across, padding: 0.08, axis: null},
    fy: {domain: down, padding: 0.2, axis: null},
    x: {type: "linear", domain: [-0.5, 4.5]},
    y: {domain: [Math.max(-1, lowest - 0.03), Math.min(1, highest + 0.03)]},
    marks: [
      Plot.gridY({ticks: 5, stroke: palette.rule, strokeOpacity: 1}),
      Plot.axisY({
        ticks: 5,
        tickSize: 0,
        tickFormat: (rho: number) => format.signed(rho, 1),
        label: null,
        fill: palette.muted
      }),
      Plot.axisX([0, 1, 2, 3, 4], {
        tickSize: 0,
        tickFormat: (lag: number) => format.count(lag),
        label: null,
        fill: palette.muted
      }),
      Plot.ruleY([0], {stroke: palette.ink}),
      Plot.link(lags, {
        ...facet,
        x1: "lag",
        x2: "lag",
        y1: "low",
        y2: "high",
        stroke: palette.restLight,
        strokeWidth: 7
      }),
      Plot.dot(lags, {
        ...facet,
        x: "lag",
        y: "rho",
        r: 4.5,
        strokeWidth: 2,
        stroke: (d: Lag) => (d.clear ? palette.ink : palette.rest),
        fill: (d: Lag) => (d.clear ? palette.ink : palette.paper)
      }),
      Plot.text(panelNames(lags), {
        ...facet,
        text: "panel",
        frameAnchor: "top-left",
        dy: -20,
        fontWeight: 600
      }),
      Plot.text(["Quarters from activity to result →"], {
        fx: () => across.at(-1),
        fy: () => down.at(-1),
        frameAnchor: "bottom-right",
        dy: 34,
        fill: palette.muted
      }),
      hover(lags, {x: "lag", y: "rho", text: ({words}) => words})
    ]
  });
}

function panelNames(lags: readonly Lag[]): Lag[] {
  return lags.filter((each, i) => lags.findIndex(({panel}) => panel === each.panel) === i);
}
