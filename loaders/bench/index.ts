import {adoptionLines} from "./adoption.js";
import {attributionLines} from "./attribution.js";
import {browserLines} from "./browser.js";
import type {Line} from "./line.js";
import {landingLines} from "./landing.js";
import {thisMachine, type Machine} from "./machine.js";
import {notebookLines} from "./notebook.js";
import {memoryLines, pipelineLines} from "./pipeline.js";
import {revenueLines} from "./revenue.js";
import {rescoreLines} from "./rescore.js";
import {buildLines} from "./site.js";

export interface BenchOptions {
  /** Names of the groups to run. */
  readonly only: readonly string[];
  readonly scale?: number;
  readonly runs?: number;
  readonly onStep?: (sentence: string) => void;
}

/** What the benchmark found, and on what. */
export interface BenchResult {
  readonly machine: Machine;
  readonly lines: readonly Line[];
}

interface GroupOptions {
  readonly scale: number;
  readonly runs: number;
  readonly onStep: (sentence: string) => void;
}

interface Group {
  readonly name: string;
  readonly scale: number;
  readonly runs: number;
  readonly measure: (options: GroupOptions) => Promise<Line[]>;
}

const groups: readonly Group[] = [
  {name: "pipeline", scale: 10, runs: 5, measure: pipelineLines},
  {name: "memory", scale: 100, runs: 1, measure: memoryLines},
  {name: "revenue", scale: 1000, runs: 1, measure: revenueLines},
  {name: "landing", scale: 10, runs: 3, measure: landingLines},
  {name: "attribution", scale: 10, runs: 3, measure: attributionLines},
  {name: "build", scale: 1, runs: 3, measure: buildLines},
  {name: "browser", scale: 1, runs: 5, measure: browserLines},
  {name: "adoption", scale: 42, runs: 5, measure: adoptionLines},
  {name: "notebook", scale: 1, runs: 5, measure: notebookLines},
  {name: "leads", scale: 1, runs: 9, measure: rescoreLines}
];

/** The groups of measurements, by name. */
export const groupNames: readonly string[] = groups.map(({name}) => name);

/** Runs groups of measurements one after the other. */
export async function runBench({only, scale, runs, onStep = () => {}}: BenchOptions): Promise<BenchResult> {
  const lines: Line[] = [];
  for (const group of groups.filter(({name}) => only.includes(name)))
    lines.push(...(await group.measure({scale: scale ?? group.scale, runs: runs ?? group.runs, onStep})));
  return {machine: thisMachine(), lines};
}
