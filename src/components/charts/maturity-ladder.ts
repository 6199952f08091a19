import * as Plot from "@observablehq/plot";
import {group} from "d3-array";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {tally, text, type Row} from "../rows.js";
import {draw, narrow, textWidth} from "./base.js";

interface Step {
  readonly place: number;
  readonly level: number;
  readonly reached: boolean;
}

/** Teams and the levels of maturity that they have reached: filled dots reached, rings still to come. */
export function maturityLadder(rows: readonly Row[], {width, manifest}: ChartContext): SVGSVGElement {
  const teams = [...group(rows, (row) => text(row, "team") ?? "")].map(([team, ofTeam]) => ({
    team,
    level: ofTeam[0] ? tally(ofTeam[0], "level") : 0
  }));
  const names = manifest.maturity.map(({level}) => level);
  const steps = teams.flatMap(({level}, place) =>
    names.map((_, i): Step => ({place, level: i + 1, reached: i < level}))
  );
  const small = width < narrow;
  const marginLeft = small ? 8 : Math.min(200, 24 + Math.max(0, ...teams.map((d) => textWidth(d.team))));

  return draw({
    width,
    height: 44 + teams.length * (small ? 50 : 36),
    marginLeft,
    marginRight: 8,
    marginTop: 30,
    marginBottom: 8,
    x: {type: "point", domain: names.map((_, i) => i + 1), padding: 0.5},
    y: {type: "band", domain: teams.map((_, i) => i), padding: 0, axis: null},
    marks: [
      Plot.axisX({
        anchor: "top",
        tickSize: 0,
        label: null,
        tickFormat: (level: number) => names[level - 1] ?? "",
        fill: palette.muted
      }),
      Plot.line(steps, {x: "level", y: "place", z: "place", stroke: palette.ruleStrong, dy: small ? 10 : 0}),
      Plot.dot(steps, {
        x: "level",
        y: "place",
        r: 7,
        fill: (d: Step) => (d.reached ? palette.ink : palette.paper),
        stroke: (d: Step) => (d.reached ? palette.ink : palette.muted),
        strokeWidth: 1.5,
        dy: small ? 10 : 0
      }),
      Plot.text(teams, {
        y: (_: unknown, i: number) => i,
        frameAnchor: "left",
        textAnchor: "start",
        dx: small ? 0 : -marginLeft,
        dy: small ? -12 : 0,
        text: "team"
      })
    ]
  });
}
