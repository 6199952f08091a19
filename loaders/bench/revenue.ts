import {join} from "node:path";
import {runChild, type ChildRun, type Measured} from "./child.js";
import {line, type Line} from "./line.js";
import {benchFolder} from "./sample-folder.js";
import {growth} from "./statistics.js";

interface Worked extends Measured {
  /** Seconds of the join of touches to the deals that they influenced. */
  readonly join: number;
  /** Seconds of writing deals and touches. */
  readonly publish: number;
  /** Seconds of each call of the page. */
  readonly metrics: Readonly<Record<string, number>>;
}

interface RevenueOptions {
  /** Thousands of deals at the largest size; ten touches stand for each. */
  readonly scale: number;
  readonly runs: number;
  readonly onStep: (sentence: string) => void;
}

/** Marts and metrics of the Revenue page at three sizes, and how the time of the influenced join grows with them. */
export async function revenueLines({scale, runs, onStep}: RevenueOptions): Promise<Line[]> {
  const sizes = [scale / 16, scale / 4, scale].map((thousands) =>
    Math.max(100, Math.round(1000 * thousands))
  );
  const bySize: ChildRun<Worked>[][] = [];
  for (const deals of sizes) {
    const done: ChildRun<Worked>[] = [];
    for (let run = 1; run <= runs; run += 1) {
      onStep(`revenue with ${deals} deals, run ${run} of ${runs}`);
      done.push(
        await runChild("./run-revenue.ts", [join(benchFolder, `revenue-${process.pid}`), String(deals)])
      );
    }
    bySize.push(done);
  }
  const exponents = Array.from({length: runs}, (_, run) =>
    growth(
      sizes,
      bySize.map((done) => done[run]?.result.join ?? NaN)
    )
  );
  return [
    line(exponents, {
      group: "revenue",
      name: `exponent of the influenced join, ${sizes.join(", ")} deals`,
      unit: "×",
      target: {of: "median", atMost: 1.1}
    }),
    ...sizeLines(sizes.at(-1) ?? 0, bySize.at(-1) ?? [])
  ];
}

function sizeLines(deals: number, done: readonly ChildRun<Worked>[]): Line[] {
  const group = `revenue, ${deals} deals`;
  const results = done.map(({result}) => result);
  const slowest = (result: Worked): number => Math.max(...Object.values(result.metrics));
  const sum = (result: Worked): number => Object.values(result.metrics).reduce((a, b) => a + b, 0);
  return [
    line(
      results.map(({join: seconds}) => seconds),
      {group, name: "influenced join", unit: "s"}
    ),
    line(results.map(sum), {group, name: "all metrics of the page", unit: "s"}),
    line(results.map(slowest), {group, name: "slowest metric", unit: "s"}),
    line(
      results.map(({seconds}) => seconds),
      {
        group,
        name: "marts and metrics",
        unit: "s",
        target: {of: "median", atMost: 60}
      }
    ),
    line(
      results.map(({peakBytes}) => peakBytes),
      {
        group,
        name: "peak memory",
        unit: "B",
        target: {of: "max", atMost: 3e9}
      }
    )
  ];
}
