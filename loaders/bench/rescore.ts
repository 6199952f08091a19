import {judgeScores, matrixOf, rescore, type LeadMatrix} from "../../src/stats/rescore.js";
import {line, type Line} from "./line.js";

const terms = 40;
const limits = {most: 100, staticMost: Infinity, dynamicMost: Infinity};

/** How long it takes to score leads again and judge them, as the Leads page does when a reader moves a weight. */
export function rescoreLines({
  runs,
  onStep
}: {
  runs: number;
  onStep: (sentence: string) => void;
}): Promise<Line[]> {
  const lines = [
    {leads: 12_000, times: Math.max(runs, 25), target: {of: "median", atMost: 100} as const},
    {leads: 1_000_000, times: runs, target: {of: "median", atMost: 2000} as const}
  ].map(({leads, times, target}) => {
    onStep(`scoring ${leads} leads by ${terms} terms again`);
    const matrix = madeUpMatrix(leads);
    const values = Array.from({length: times}, (_, run) => timed(matrix, run));
    return line(values, {
      group: "leads",
      name: `score ${leads} leads × ${terms} terms again`,
      unit: "ms",
      target
    });
  });
  return Promise.resolve(lines);
}

function timed(matrix: LeadMatrix, run: number): number {
  const start = performance.now();
  const weights = Array.from({length: terms}, (_, t) => ({
    points: ((t * 7 + run) % 19) - 4,
    dynamic: t >= terms / 2,
    halfLife: 30 + run,
    most: Infinity
  }));
  judgeScores(rescore(matrix, weights, limits), matrix.outcomes);
  return performance.now() - start;
}

/** Leads of which each shows a fifth of the terms, a tenth of them won; the same every time. */
function madeUpMatrix(leads: number): LeadMatrix {
  const shown = terms / 5;
  const number = Int32Array.from({length: leads}, (_, i) => i + 1);
  const hits = {
    number: Int32Array.from({length: leads * shown}, (_, k) => Math.floor(k / shown) + 1),
    term: Int32Array.from(
      {length: leads * shown},
      (_, k) => 1 + 5 * (k % shown) + ((Math.imul(k, 2654435761) >>> 8) % 5)
    ),
    age: Int32Array.from({length: leads * shown}, (_, k) => (Math.imul(k, 40503) >>> 4) % 60),
    times: new Int32Array(leads * shown).fill(1)
  };
  const won = Int8Array.from({length: leads}, (_, i) => Number((Math.imul(i, 2246822519) >>> 7) % 10 === 0));
  return matrixOf(
    {number, won},
    hits,
    Array.from({length: terms}, (_, t) => t + 1)
  );
}
