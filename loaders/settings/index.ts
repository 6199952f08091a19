import type {z} from "zod";
import type {Section} from "./define.js";
import {aliases} from "./aliases.js";
import {attribution} from "./attribution.js";
import {audiences} from "./audiences.js";
import {influence} from "./influence.js";
import {lead_scoring} from "./lead_scoring.js";
import {licence} from "./licence.js";
import {maturity} from "./maturity.js";
import {moments} from "./moments.js";
import {rates} from "./rates.js";
import {programme} from "./programme.js";
import {scores} from "./scores.js";
import {ssi} from "./ssi.js";

/** Every section by its key in report.yaml. */
export const sections = {
  ssi,
  moments,
  maturity,
  rates,
  aliases,
  influence,
  programme,
  scores,
  lead_scoring,
  audiences,
  licence,
  attribution
} as const;

/** The values of all sections, by key. */
export type SectionValues = {
  readonly [Key in keyof typeof sections]: z.output<(typeof sections)[Key]["schema"]>;
};

/** The schema of each section, by key. */
export const sectionSchemas = Object.fromEntries(
  Object.entries(sections).map(([key, {schema}]) => [key, schema])
) as {[Key in keyof typeof sections]: (typeof sections)[Key]["schema"]};

/** The section that a key at the top of report.yaml names. */
export function sectionOf(key: unknown): Section | undefined {
  return Object.entries<Section>(sections).find(([name]) => name === key)?.[1];
}

/** The values of the sections among all settings. */
export function sectionValues(settings: SectionValues): SectionValues {
  return Object.fromEntries(
    Object.keys(sections).map((key) => [key, settings[key as keyof SectionValues]])
  ) as SectionValues;
}

/** SQL that makes the tables of all sections. */
export function sectionTables(values: SectionValues): string {
  return Object.entries<Section>(sections)
    .map(([key, {tables}]) => tables?.(values[key as keyof SectionValues]) ?? "")
    .join("\n");
}
