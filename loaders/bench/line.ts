import {summarise, type Summary} from "./statistics.js";

/** s = seconds, ms = milliseconds, B = bytes, × = a ratio of two measurements, n = a count. */
export type Unit = "s" | "ms" | "B" | "×" | "n";

/** A limit that a measurement should keep. */
export interface Target {
  readonly of: "median" | "p95" | "max";
  readonly atMost: number;
}

/** The same thing measured on another tool with comparable data and machine; for orientation only. */
export interface Elsewhere {
  readonly tool: string;
  /** In the unit of the line. */
  readonly value: number;
}

/** One row of the benchmark: what was measured, how often, and what came out. */
export interface Line extends Summary {
  readonly group: string;
  readonly name: string;
  readonly unit: Unit;
  readonly target?: Target;
  /** Null without a target. */
  readonly met: boolean | null;
  readonly elsewhere?: Elsewhere & {
    /** How many times better than there: over 1 is better. */
    readonly factor: number;
  };
}

export interface LineOptions {
  readonly group: string;
  readonly name: string;
  readonly unit: Unit;
  readonly target?: Target;
  readonly elsewhere?: Elsewhere;
}

/** Makes a row from measurements. */
export function line(values: readonly number[], {target, elsewhere, ...about}: LineOptions): Line {
  const summary = summarise(values);
  return {
    ...about,
    ...summary,
    ...(target ? {target} : {}),
    met: target ? summary[target.of] <= target.atMost : null,
    ...(elsewhere ? {elsewhere: {...elsewhere, factor: elsewhere.value / summary.median}} : {})
  };
}
