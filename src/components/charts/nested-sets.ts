import * as Plot from "@observablehq/plot";
import {parts} from "../findings/contribution.js";
import {only} from "../findings/common.js";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, type Row} from "../rows.js";
import {draw, narrow, textWidth} from "./base.js";

interface Piece {
  readonly set: string;
  readonly from: number;
  readonly to: number;
}

const sets = [
  {column: "won_amount", label: "All won revenue"},
  {column: "sourced", label: "Sourced"},
  {column: "influenced", label: "Influenced"},
  {column: "declared", label: "Declared"}
] as const;

/** The bars of each figure on one scale of won revenue: what stands one above the other is the same money. */
export function setPieces(row: Row): Piece[] {
  const won = Math.max(0, tally(row, "won_amount"));
  const pieces: Piece[] = [{set: "won_amount", from: 0, to: won}];
  let from = 0;
  for (const {column, of} of parts) {
    const to = from + Math.max(0, tally(row, column));
    if (to > from) for (const set of of) pieces.push({set, from, to});
    from = to;
  }
  return joined(pieces);
}

/** Neighbouring pieces of one set as one bar. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const at = result.findIndex(({set, to}) => set === piece.set && to === piece.from);
    const before = result[at];
    if (before) result[at] = {...before, to: piece.to};
    else result.push(piece);
  }
  return result;
}

/** Sourced, influenced and declared revenue as bars over all won revenue, true in length in every overlap. */
export function nestedSets(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const row = only(rows);
  const small = width < narrow;
  const pieces = setPieces(row);
  const won = tally(row, "won_amount");
  const money = (value: number): string => format.moneyShort(value, manifest.currency);
  const figures = sets.map(({column, label}) => {
    const amount = number(row, column);
    const share = amount === null || won <= 0 ? "" : ` · ${format.percent(amount / won, 0)}`;
    return {
      set: column,
      label,
      words: amount === null ? "not measured" : `${money(amount)}${share}`
    };
  });
  const marginLeft = small ? 4 : 16 + Math.max(...figures.map((d) => textWidth(d.label)));
  const marginRight = small ? 8 : 16 + Math.max(...figures.map((d) => textWidth(d.words)));
  const down = small ? 10 : 0;
  const edges = [
    ...new Set(pieces.filter(({set}) => set !== "won_amount").flatMap(({from, to}) => [from, to]))
  ];
  const bar = small ? 16 : 22;

  return draw({
    width,
    height: 42 + figures.length * (small ? 50 : 40),
    marginLeft,
    marginRight,
    marginTop: 6,
    marginBottom: 36,
    x: {domain: [0, Math.max(...pieces.map(({to}) => to), 1)]},
    y: {domain: figures.map(({set}) => set), type: "band", axis: null, padding: 0},
    marks: [
      Plot.ruleX(edges, {stroke: palette.rule}),
      Plot.axisX({ticks: small ? 3 : 5, tickSize: 4, tickFormat: money, label: null, fill: palette.muted}),
      Plot.link(pieces, {
        x1: "from",
        x2: "to",
        y1: "set",
        y2: "set",
        stroke: (d: Piece) => (d.set === "won_amount" ? palette.restLight : palette.social),
        strokeOpacity: (d: Piece) => (d.set === "influenced" ? 0.65 : d.set === "declared" ? 0.4 : 1),
        strokeWidth: bar,
        strokeLinecap: "butt",
        dy: down
      }),
      Plot.text(figures, {
        y: "set",
        frameAnchor: "left",
        textAnchor: "start",
        dx: small ? 0 : 4 - marginLeft,
        dy: small ? -10 : 0,
        text: "label",
        fontWeight: 600
      }),
      Plot.text(figures, {
        y: "set",
        frameAnchor: "right",
        textAnchor: small ? "end" : "start",
        dx: small ? 0 : 12,
        dy: small ? -10 : 0,
        text: "words",
        fill: palette.muted
      })
    ]
  });
}
