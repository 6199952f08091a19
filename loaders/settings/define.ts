import {z} from "zod";

/** A section of report.yaml: a key at the top whose value holds settings of its own. */
export interface Section<Schema extends z.ZodType = z.ZodType> {
  /** What the section holds; with a default where it may be left out. */
  readonly schema: Schema;
  /** What the section must be, in words: "expected …". */
  readonly expected: string;
  /** What each key inside must be, in words, at whatever depth it stands. */
  readonly keys?: Readonly<Record<string, string>>;
  /** SQL that makes the section's tables for models and metrics to read. */
  readonly tables?: (value: z.output<Schema>) => string;
}

/** Declares a section; the name of its file is its key in report.yaml. */
export function section<Schema extends z.ZodType>(declared: Section<Schema>): Section<Schema> {
  return declared;
}

/** A number from 0 to 100. */
export const percent = z.number().min(0).max(100);

/** What `percent` is in words. */
export const percentExpected = "a number from 0 to 100";
