import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {groupWords, sellerName} from "../findings/results.js";
import {palette} from "../palette.js";
import {number, text, type Row} from "../rows.js";
import {draw, hover, narrow} from "./base.js";

interface Seller {
  readonly ssi: number;
  readonly won: number;
  readonly group: string;
  readonly words: string;
}

/** One dot a seller: SSI across, won revenue per quarter up, with lines at the bands and the median. */
export function quadrantChart(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const money = (value: number): string => format.moneyShort(value, manifest.currency);
  const sellers = rows.map((row): Seller => {
    const [ssi, won] = [number(row, "ssi") ?? 0, number(row, "won_per_quarter") ?? 0];
    const group = text(row, "group") ?? "between";
    return {
      ssi,
      won,
      group,
      words: `${sellerName(row)}\nSSI ${format.decimal(ssi)}, ${money(won)} a quarter\n${groupWords[group] ?? ""}`
    };
  });
  const median = number(rows[0] ?? {median_won: 0}, "median_won") ?? 0;
  const {foundation, active} = manifest.ssi;
  const small = width < narrow;
  const [from, to] = [
    Math.min(foundation - 10, ...sellers.map(({ssi}) => ssi - 2)),
    Math.max(active + 10, ...sellers.map(({ssi}) => ssi + 2))
  ];
  const out = sellers.filter(({group}) => group === "score_only" || group === "result_only");
  const line = {stroke: palette.ruleStrong, strokeDasharray: "3,3"};
  return draw({
    width,
    height: small ? 400 : 440,
    marginLeft: 58,
    marginRight: 12,
    marginTop: small ? 62 : 44,
    marginBottom: 44,
    insetTop: 26,
    insetBottom: 30,
    x: {domain: [Math.max(0, from), Math.min(100, to)]},
    y: {type: "sqrt", nice: true},
    marks: [
      Plot.axisX({
        ticks: small ? 5 : 9,
        tickSize: 4,
        label: null,
        fill: palette.muted,
        stroke: palette.ruleStrong
      }),
      Plot.axisY({ticks: 5, tickSize: 0, tickFormat: money, label: null, fill: palette.muted}),
      Plot.gridY({ticks: 5, stroke: palette.rule, strokeOpacity: 1}),
      Plot.ruleX([foundation, active], line),
      Plot.ruleY([median], line),
      // Above the frame: inside it, there is no place that no dot may take.
      Plot.text([`Level dashed line: median ${money(median)}`], {
        frameAnchor: small ? "top-left" : "top-right",
        dx: small ? -54 : 0,
        dy: small ? -20 : -38,
        fill: palette.muted
      }),
      Plot.text(["Mean SSI →"], {frameAnchor: "bottom-right", dy: 36, fill: palette.muted}),
      Plot.text(["↑ Won revenue per quarter (square-root scale)"], {
        frameAnchor: "top-left",
        dx: -54,
        dy: -38,
        fill: palette.muted
      }),
      ...cornerNames(small),
      Plot.dot(
        sellers.filter((seller) => !out.includes(seller)),
        {x: "ssi", y: "won", r: 4, stroke: palette.rest, strokeWidth: 1.5, fill: palette.paper}
      ),
      Plot.dot(out, {x: "ssi", y: "won", r: 5, fill: palette.ink, stroke: palette.paper, strokeWidth: 1}),
      hover(sellers, {x: "ssi", y: "won", text: ({words}) => words})
    ]
  });
}

function cornerNames(small: boolean): Plot.Markish[] {
  const corners = [
    ["result_only", "top-left"],
    ["score_and_result", "top-right"],
    ["neither", "bottom-left"],
    ["score_only", "bottom-right"]
  ] as const;
  return corners.map(([group, frameAnchor]) => {
    const words = groupWords[group] ?? "";
    const lines = small ? words.replace(/ (?=\S+ \S+$| \S+$)/, "\n") : words;
    const top = frameAnchor.startsWith("top");
    return Plot.text([lines], {
      frameAnchor,
      dx: frameAnchor.endsWith("left") ? 6 : -6,
      dy: top ? 2 : -2,
      fill: palette.ink,
      stroke: palette.paper,
      strokeWidth: 4,
      fontWeight: 600
    });
  });
}
