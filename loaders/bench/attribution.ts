import {removalEffects} from "../../src/stats/markov.js";
import {Random} from "../../src/stats/random.js";
import {shapleyValues} from "../../src/stats/shapley.js";
import {runChild, type Measured} from "./child.js";
import {line, type Line} from "./line.js";
import type {AttributionWork} from "./run-attribution.js";

const touchesPerDeal = 10;

/** Attribution: the functions over 100 000 journeys in twelve channels; the marts and the macro at three sizes. */
export async function attributionLines({
  scale,
  runs,
  onStep
}: {
  readonly scale: number;
  readonly runs: number;
  readonly onStep: (sentence: string) => void;
}): Promise<Line[]> {
  onStep("journeys in twelve channels");
  const group = "attribution";
  const journeys = randomJourneys(100_000);
  const each = (work: () => unknown): number[] => Array.from({length: runs}, () => seconds(work));
  const lines = [
    line(
      each(() => removalEffects(journeys)),
      {group, name: "Markov chain, 100,000 journeys × 12 channels", unit: "s", target: {of: "max", atMost: 1}}
    ),
    line(
      each(() => shapleyValues(channels, (set) => set.length ** 1.5)),
      {group, name: "Shapley values by all sets of 12", unit: "s"}
    )
  ];
  return [...lines, ...(await sizeLines(scale * 100_000, onStep))];
}

/** Marts and macro at a tenth, a third and all of the deals, and how their time grows with the size. */
async function sizeLines(most: number, onStep: (sentence: string) => void): Promise<Line[]> {
  const sizes = [most / 10, Math.round(most / Math.sqrt(10)), most];
  const works: (Measured & AttributionWork)[] = [];
  for (const deals of sizes) {
    onStep(`attribution of ${deals} deals, ${deals * touchesPerDeal} touches`);
    const {result} = await runChild<Measured & AttributionWork>("./run-attribution.ts", [
      String(deals),
      String(touchesPerDeal)
    ]);
    works.push(result);
  }
  const group = `attribution, ${most} deals, ${most * touchesPerDeal} touches`;
  const last = works.slice(-1);
  return [
    line(
      last.map(({seconds: taken}) => taken),
      {group, name: "marts and macro", unit: "s", target: {of: "max", atMost: 60}}
    ),
    line(
      last.map(({macroSeconds}) => macroSeconds),
      {group, name: "macro", unit: "s"}
    ),
    line(
      last.map(({peakBytes}) => peakBytes),
      {group, name: "peak memory", unit: "B", target: {of: "max", atMost: 3e9}}
    ),
    line(
      [
        exponent(
          sizes,
          works.map(({martSeconds}) => martSeconds)
        )
      ],
      {
        group,
        name: "exponent of the marts' time in the size (1 = linear)",
        unit: "×"
      }
    )
  ];
}

const channels = Array.from({length: 12}, (_, i) => `channel ${i}`);

function randomJourneys(n: number) {
  const random = new Random(1, "journeys");
  return Array.from({length: n}, () => ({
    channels: Array.from({length: random.between(1, 10)}, () => random.pick(channels)),
    won: random.chance(0.3) ? 1 : 0,
    lost: random.chance(0.6) ? 1 : 0
  }));
}

function seconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** The slope of log time on log size, by least squares. */
export function exponent(sizes: readonly number[], times: readonly number[]): number {
  const [x, y] = [sizes.map(Math.log), times.map(Math.log)];
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, i) => (value - meanX) * ((y[i] ?? 0) - meanY)));
  return covariance / mean(x.map((value) => (value - meanX) ** 2));
}
