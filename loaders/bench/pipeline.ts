import {join} from "node:path";
import {runChild, type ChildRun, type Measured} from "./child.js";
import {line, type Line} from "./line.js";
import {benchFolder, sampleFolder} from "./sample-folder.js";
import {ratios} from "./statistics.js";

export interface PipelineOptions {
  readonly scale: number;
  readonly runs: number;
  readonly onStep: (sentence: string) => void;
}

/** What making a snapshot took, and how much of it went into scores and intervals, which the baseline has none of. */
interface SnapshotMeasured extends Measured {
  readonly statisticsSeconds: number;
}

type Pair = readonly [ours: ChildRun<SnapshotMeasured>, baseline: ChildRun<Measured>];

/** From landing to report.duckdb, against plain DuckDB over the same files; runs take turns. */
export async function pipelineLines({scale, runs, onStep}: PipelineOptions): Promise<Line[]> {
  onStep(`sample at scale ${scale}`);
  const dir = await sampleFolder(scale);
  const pairs: Pair[] = [];
  for (let run = 1; run <= runs; run += 1) {
    onStep(`pipeline, run ${run} of ${runs}`);
    pairs.push([await runSnapshot(dir), await runBaseline(dir)]);
  }
  return pairLines(pairs, `scale ${scale}`);
}

/** The most memory that a snapshot takes at a scale. */
export async function memoryLines({scale, runs, onStep}: PipelineOptions): Promise<Line[]> {
  onStep(`sample at scale ${scale}`);
  const dir = await sampleFolder(scale);
  const done: ChildRun<Measured>[] = [];
  for (let run = 1; run <= runs; run += 1) {
    onStep(`memory, run ${run} of ${runs}`);
    done.push(await runSnapshot(dir));
  }
  const group = `memory, scale ${scale}`;
  return [
    line(
      done.map(({result}) => result.peakBytes),
      {group, name: "peak of landing to report.duckdb", unit: "B", target: {of: "max", atMost: 2e9}}
    ),
    line(
      done.map(({result}) => result.seconds),
      {group, name: "landing to report.duckdb", unit: "s"}
    )
  ];
}

const runSnapshot = (dir: string): Promise<ChildRun<SnapshotMeasured>> =>
  runChild("./run-snapshot.ts", [dir, join(benchFolder, `snapshot-${process.pid}`)]);

const runBaseline = (dir: string): Promise<ChildRun<Measured>> =>
  runChild("./run-baseline.ts", [dir, join(benchFolder, `baseline-${process.pid}.duckdb`)]);

function pairLines(pairs: readonly Pair[], scale: string): Line[] {
  const group = `pipeline, ${scale}`;
  const each = (pick: (run: ChildRun<Measured>) => number): [number[], number[]] => [
    pairs.map(([ours]) => pick(ours)),
    pairs.map(([, baseline]) => pick(baseline))
  ];
  const [seconds, plainSeconds] = each(({result}) => result.seconds);
  const [work, plainWork] = each(({result}) => result.processorSeconds);
  const [whole, plainWhole] = each(({processSeconds}) => processSeconds);
  const [peak, plainPeak] = each(({result}) => result.peakBytes);
  const statistics = pairs.map(([{result}]) => result.statisticsSeconds);
  const rest = seconds.map((all, run) => all - (statistics[run] ?? NaN));
  return [
    line(seconds, {
      group,
      name: "landing to report.duckdb",
      unit: "s",
      elsewhere: {tool: "Evidence, sources", value: 16}
    }),
    line(plainSeconds, {group, name: "baseline: plain DuckDB", unit: "s"}),
    line(ratios(seconds, plainSeconds), {
      group,
      name: "ratio to baseline",
      unit: "×",
      target: {of: "median", atMost: 2}
    }),
    line(statistics, {group, name: "of which scores and intervals", unit: "s"}),
    line(ratios(rest, plainSeconds), {group, name: "ratio without them", unit: "×"}),
    line(work, {group, name: "processor time", unit: "s"}),
    line(plainWork, {group, name: "baseline: processor time", unit: "s"}),
    line(ratios(work, plainWork), {group, name: "ratio of processor times", unit: "×"}),
    line(whole, {group, name: "whole process", unit: "s"}),
    line(plainWhole, {group, name: "baseline: whole process", unit: "s"}),
    line(peak, {
      group,
      name: "peak memory",
      unit: "B",
      elsewhere: {tool: "Evidence, sources", value: 0.84e9}
    }),
    line(plainPeak, {group, name: "baseline: peak memory", unit: "B"})
  ];
}
