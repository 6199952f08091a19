import {join} from "node:path";
import {runChild, type ChildRun, type Measured} from "./child.js";
import {smallFilesFolder, touchesFolder, workbookFolder} from "./landing-folders.js";
import {line, type Line} from "./line.js";
import type {PipelineOptions} from "./pipeline.js";
import {benchFolder} from "./sample-folder.js";
import {ratios} from "./statistics.js";

type Staged = Measured & {readonly accepted: number; readonly rejected: number};

const scratch = (name: string): string => join(benchFolder, `${name}-${process.pid}`);

/** Files as they come in: one of many rows (a million times the scale), one workbook, many small files. */
export async function landingLines({scale, runs, onStep}: PipelineOptions): Promise<Line[]> {
  const rows = Math.round(scale * 1e6);
  const sheetRows = Math.round(scale * 20_000);
  const files = Math.round(scale * 50);
  onStep("writing the files");
  const folders = [
    await touchesFolder(rows),
    await workbookFolder(sheetRows),
    await smallFilesFolder(files)
  ] as const;
  const [touches, workbook, small] = folders;
  return [
    ...(await largeLines(touches, {rows, runs, onStep})),
    ...(await wholeLines(workbook, {
      name: `a workbook of ${sheetRows} rows`,
      most: 20,
      memory: 1e9,
      runs,
      onStep
    })),
    ...(await wholeLines(small, {name: `${files} small files`, most: 5, runs, onStep}))
  ];
}

/** Landing and staging against a typed reading with the same checks; runs take turns. */
async function largeLines(
  dir: string,
  {rows, runs, onStep}: {rows: number; runs: number; onStep: PipelineOptions["onStep"]}
): Promise<Line[]> {
  const ours: ChildRun<Staged>[] = [];
  const plain: ChildRun<Staged>[] = [];
  for (let run = 1; run <= runs; run += 1) {
    onStep(`${rows} rows, run ${run} of ${runs}`);
    ours.push(await runChild<Staged>("./run-staging.ts", [dir, scratch("staging")]));
    plain.push(await runChild<Staged>("./run-staging-baseline.ts", [dir, scratch("plain")]));
    checkSame(ours.at(-1)?.result, plain.at(-1)?.result);
  }
  const group = `landing of ${rows} rows`;
  const of = (list: readonly ChildRun<Staged>[], pick: (result: Staged) => number): number[] =>
    list.map(({result}) => pick(result));
  const seconds = [of(ours, (each) => each.seconds), of(plain, (each) => each.seconds)] as const;
  const work = [
    of(ours, (each) => each.processorSeconds),
    of(plain, (each) => each.processorSeconds)
  ] as const;
  return [
    line(seconds[0], {group, name: "landing and staging", unit: "s"}),
    line(seconds[1], {group, name: "baseline: typed reading and checks", unit: "s"}),
    line(ratios(...seconds), {
      group,
      name: "ratio to baseline",
      unit: "×",
      target: {of: "median", atMost: 1.5}
    }),
    line(ratios(...work), {group, name: "ratio of processor times", unit: "×"}),
    line(
      of(ours, (each) => each.peakBytes),
      {group, name: "peak memory", unit: "B", target: {of: "max", atMost: 2e9}}
    ),
    line(
      of(plain, (each) => each.peakBytes),
      {group, name: "baseline: peak memory", unit: "B"}
    )
  ];
}

/** Both must find the same, or their times say nothing. A row that one cannot read and is wrong besides is one reject here, and may be two there. */
function checkSame(ours: Staged | undefined, plain: Staged | undefined): void {
  if (ours?.accepted !== plain?.accepted)
    throw new Error(`staging accepts ${ours?.accepted} rows, its baseline ${plain?.accepted}`);
}

async function wholeLines(
  dir: string,
  {
    name,
    most,
    memory,
    runs,
    onStep
  }: {name: string; most: number; memory?: number} & Omit<PipelineOptions, "scale">
): Promise<Line[]> {
  const done: ChildRun<Measured>[] = [];
  for (let run = 1; run <= runs; run += 1) {
    onStep(`${name}, run ${run} of ${runs}`);
    done.push(await runChild("./run-snapshot.ts", [dir, scratch("snapshot")]));
  }
  const group = name;
  return [
    line(
      done.map(({result}) => result.seconds),
      {group, name: "landing to report.duckdb", unit: "s", target: {of: "median", atMost: most}}
    ),
    line(
      done.map(({result}) => result.peakBytes),
      {group, name: "peak memory", unit: "B", ...(memory ? {target: {of: "max", atMost: memory}} : {})}
    )
  ];
}
