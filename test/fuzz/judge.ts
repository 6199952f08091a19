import {ReportError} from "../../loaders/errors.js";
import type {Case} from "./cases.js";
import type {Counts} from "./reading.js";

/** What became of a file. The last one is a fault; the others are as they should be. */
export type Class = "all rows used" | "some rows rejected" | "no row used" | "refused" | "fault";

export interface Outcome {
  readonly class: Class;
  /** The sentence of a file that was refused, or what is wrong. */
  readonly words: string;
}

const mostLetters = 700;

/** The outcome of rows that were read: a fault where they do not add up. */
export function judgeCounts({read, accepted, rejected, ignored}: Counts): Outcome {
  if (read !== accepted + rejected + ignored)
    return {class: "fault", words: `accounting: ${read} read, ${accepted} + ${rejected} + ${ignored} found`};
  if (accepted === 0) return {class: "no row used", words: ""};
  return {class: rejected > 0 ? "some rows rejected" : "all rows used", words: ""};
}

/** The outcome of an error: a fault unless it is short sentences, each with its place and no words of the program. */
export function judgeError(error: unknown, {name}: Case): Outcome {
  if (!(error instanceof ReportError))
    return {class: "fault", words: error instanceof Error ? (error.stack ?? error.message) : String(error)};
  const bad = error.problems.find((problem) => !isSentence(problem, name));
  if (bad !== undefined || error.problems.length === 0)
    return {class: "fault", words: `no clear sentence: ${bad ?? "none"}`};
  return {class: "refused", words: error.problems.join(" / ")};
}

function isSentence(problem: string, name: string): boolean {
  return (
    problem.length <= mostLetters &&
    !/[\p{Cc}]/u.test(problem) &&
    (problem.includes(name) || problem.includes("report.yaml")) &&
    /[.?…]["”]?$/.test(problem) &&
    !/\b(INTERNAL|Binder|Conversion|Invalid Input|Catalog|Parser|IO|Out of Memory|Type|Range|Syntax) ?Error\b|\[object|\bundefined\b/.test(
      problem
    )
  );
}
