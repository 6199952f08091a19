import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {draw, narrow, shorten, textWidth} from "./base.js";
import {pillars, type Pillar} from "./pillars.js";

interface Cell {
  readonly team: string;
  readonly pillar: Pillar;
  readonly value: number | null;
  readonly words: string;
  readonly weakest: boolean;
}

/** The mean of each pillar of 25 by team: a bar in each cell, the weakest of a team in ink and bold. */
export function pillarProfile(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const names = Object.keys(pillars) as Pillar[];
  const teams = rows.map((row) => text(row, "key") ?? "not given");
  const cells = rows.flatMap((row) =>
    names.map((pillar): Cell => {
      const few = tally(row, "with_pillars") < manifest.min_n;
      const value = few ? null : number(row, pillar);
      const weakest = value !== null && text(row, "weakest") === pillar;
      const words = value === null ? "too few" : format.decimal(value);
      return {team: text(row, "key") ?? "not given", pillar, value, words, weakest};
    })
  );
  const small = width < narrow;
  const marginLeft = small ? 4 : Math.min(190, 16 + Math.max(...teams.map((team) => textWidth(team))));
  const rowHeight = small ? 60 : 40;
  const shown = cells.filter((d) => d.value !== null);
  const at = {fx: "pillar", y: "team"} as const;
  const low = small ? 12 : 4;

  return draw({
    width,
    height: 66 + rowHeight * rows.length,
    marginLeft,
    marginRight: 8,
    marginTop: 58,
    marginBottom: 8,
    fx: {domain: names, axis: null, padding: 0.12},
    x: {domain: [0, 25], axis: null},
    y: {domain: teams, axis: null, padding: 0},
    marks: [
      Plot.text(names, {
        fx: (name: Pillar) => name,
        frameAnchor: "top-left",
        dy: -54,
        lineAnchor: "top",
        lineHeight: 1.15,
        text: (name: Pillar) => pillars[name].replace(" ", "\n"),
        fill: palette.muted
      }),
      ...[false, true].map((weakest) =>
        Plot.link(
          shown.filter((d) => d.weakest === weakest),
          {
            ...at,
            x1: 0,
            x2: "value",
            y1: "team",
            y2: "team",
            dy: low + 8,
            strokeWidth: 6,
            stroke: weakest ? palette.ink : palette.restLight
          }
        )
      ),
      ...[false, true].map((weakest) =>
        Plot.text(
          cells.filter((d) => d.weakest === weakest),
          {
            ...at,
            frameAnchor: "left",
            textAnchor: "start",
            dy: low - 6,
            text: (d: Cell) => (d.weakest ? `${d.words} weakest` : d.words),
            fontWeight: weakest ? 700 : 400,
            fill: weakest ? palette.ink : palette.muted
          }
        )
      ),
      Plot.text(rows as Row[], {
        fx: () => "brand",
        y: (row: Row) => text(row, "key") ?? "not given",
        frameAnchor: "left",
        textAnchor: "start",
        dx: small ? 0 : -marginLeft,
        dy: small ? -14 : 2,
        text: (row: Row) => `${shorten(text(row, "key") ?? "not given", small ? width : marginLeft - 10)}`,
        fontWeight: 600
      })
    ]
  });
}
