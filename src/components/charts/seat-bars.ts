import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {tally, text, type Row} from "../rows.js";
import {draw, narrow, textWidth} from "./base.js";

interface Part {
  readonly group: string;
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly fill: string;
  readonly ink: string;
}

const standings = ["reached", "under", "not told", "not measured"] as const;

/** Sellers with and without a seat by whether they reach the threshold, as bars of counts. */
export function seatBars(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const small = width < narrow;
  const threshold = manifest.ssi.seat_threshold;
  const names = {
    reached: `at ${threshold} or above`,
    under: `under ${threshold}`,
    "not told": "measured",
    "not measured": "not measured"
  };
  const looks = {
    reached: {fill: palette.rest, ink: palette.paper},
    under: {fill: palette.restLight, ink: palette.ink},
    "not told": {fill: palette.restLight, ink: palette.ink},
    "not measured": {fill: palette.unknownLight, ink: palette.ink}
  };
  const groups = ([true, false, null] as const)
    .map((seat) => ({seat, of: rows.filter((row) => row["seat"] === seat)}))
    .filter(({of}) => of.length > 0);
  const label = (seat: boolean | null): string =>
    seat === null ? "Not known" : seat ? "With a seat" : "Without a seat";
  const counted = (of: readonly Row[]): string =>
    of
      .map((row) => {
        const standing = standings.find((each) => each === text(row, "standing")) ?? "not measured";
        return `${format.count(tally(row, "sellers"))} ${names[standing]}`;
      })
      .join(", ");
  const sizes = groups.map(({of}) => of.reduce((sum, row) => sum + tally(row, "sellers"), 0));
  const most = Math.max(...sizes, 1);
  const marginLeft = small ? 4 : 120;
  const parts = groups.flatMap(({seat, of}) => {
    let from = 0;
    return standings.flatMap((standing): Part[] => {
      const row = of.find((each) => text(each, "standing") === standing);
      if (!row) return [];
      const n = tally(row, "sellers");
      const to = from + n;
      const room = ((width - marginLeft - 8) * n) / most;
      const long = `${format.count(n)} ${names[standing]}`;
      const words =
        !small && textWidth(long) + 14 < room
          ? long
          : textWidth(format.count(n)) + 6 < room
            ? format.count(n)
            : "";
      const part = {group: label(seat), from, to, words, ...looks[standing]};
      from = to;
      return [part];
    });
  });
  const down = small ? 12 : 0;

  return draw({
    width,
    height: 12 + (small ? 68 : 52) * groups.length,
    marginLeft,
    marginRight: 8,
    marginTop: 4,
    marginBottom: 8,
    x: {domain: [0, most], axis: null},
    y: {type: "band", domain: groups.map(({seat}) => label(seat)), padding: small ? 0.5 : 0.25, axis: null},
    marks: [
      Plot.rect(parts, {x1: "from", x2: "to", y: "group", fill: "fill", insetRight: 1, dy: down}),
      Plot.text(parts, {
        x: (d: Part) => d.from,
        y: "group",
        text: "words",
        textAnchor: "start",
        dx: 7,
        dy: down,
        fill: "ink"
      }),
      Plot.text(groups, {
        y: ({seat}: {seat: boolean | null}) => label(seat),
        frameAnchor: "left",
        textAnchor: "start",
        dx: small ? 0 : -marginLeft,
        dy: small ? -20 : 0,
        text: ({seat, of}: {seat: boolean | null; of: readonly Row[]}) =>
          small ? `${label(seat)}: ${counted(of)}` : label(seat),
        fontWeight: small ? 400 : 600
      })
    ]
  });
}
