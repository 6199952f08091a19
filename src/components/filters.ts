import {createFormat, type Format} from "./format.js";
import type {Manifest, Period} from "./manifest.js";

/** What the reader chose; null means all. */
export interface Choice {
  readonly period: string;
  readonly region: string | null;
  readonly team: string | null;
}

/**
 * The filters as metrics take them; null means all. Only these four properties are enumerable, so
 * `{...filters}` is a set of macro arguments.
 */
export interface Filters {
  readonly region: string | null;
  readonly team: string | null;
  /** First and last day, YYYY-MM-DD, both included. */
  readonly since: string | null;
  readonly until: string | null;
  /** The same place over all time. */
  readonly place: {readonly region: string | null; readonly team: string | null};
  /** In words: "last 4 quarters (1 Oct 2025 to 30 Sept 2026), EMEA, all teams". */
  readonly label: string;
  /** The two halves of the label. Dates may hold commas, so that it cannot be cut in two. */
  readonly periodLabel: string;
  readonly placeLabel: string;
}

/** A choice and, in words, what of the address could not be used. */
export interface Reading {
  readonly choice: Choice;
  readonly dropped: readonly string[];
}

/** The choice a page opens with when its address says nothing. */
export function defaultChoice(manifest: Manifest): Choice {
  return {period: periodOf(manifest, manifest.default_period).key, region: null, team: null};
}

/** Reads the choice from a query string; values the report does not know are dropped and named. */
export function readChoice(search: string, manifest: Manifest): Reading {
  const asked = new URLSearchParams(search);
  const dropped: string[] = [];
  const standard = defaultChoice(manifest);
  const pick = (name: string, known: (value: string) => boolean): string | null => {
    const value = asked.get(name);
    if (value === null || value === "") return null;
    if (known(value)) return value;
    dropped.push(`There is no ${name} “${shortened(value)}” in this report.`);
    return null;
  };
  const period = pick("period", (value) => manifest.periods.some((p) => p.key === value));
  const region = pick("region", (value) => manifest.regions.includes(value));
  const team = pick("team", (value) => teamsOf(manifest, region).includes(value));
  return {choice: {period: period ?? standard.period, region, team}, dropped};
}

/** The query string that brings a choice back, keeping parameters that are not filters. */
export function writeChoice(choice: Choice, manifest: Manifest, search = ""): string {
  const standard = defaultChoice(manifest);
  const values = {
    period: choice.period === standard.period ? null : choice.period,
    region: choice.region,
    team: choice.team
  };
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== null) written.set(name, value);
  for (const [name, value] of new URLSearchParams(search)) if (!(name in values)) written.append(name, value);
  const query = written.toString();
  return query === "" ? "" : `?${query}`;
}

/** The choice with another region; the team stays only where the region has it. */
export function inRegion(choice: Choice, region: string | null, manifest: Manifest): Choice {
  const team = choice.team !== null && teamsOf(manifest, region).includes(choice.team) ? choice.team : null;
  return {...choice, region, team};
}

/** The choices that are one change of one select away; recent periods come first. */
export function neighbours(choice: Choice, manifest: Manifest): Choice[] {
  const periods = manifest.periods.map(({key}): Choice => ({...choice, period: key}));
  const regions = [null, ...manifest.regions].map((region) => inRegion(choice, region, manifest));
  const teams = [null, ...teamsOf(manifest, choice.region)].map((team): Choice => ({...choice, team}));
  return [...periods.slice(0, 6), ...regions, ...teams, ...periods.slice(6)];
}

/** The teams of a region, or of all regions, each once, in the report's order. */
export function teamsOf(manifest: Manifest, region: string | null): string[] {
  const teams = manifest.teams.filter((t) => region === null || t.region === region).map((t) => t.team);
  return [...new Set(teams)];
}

/** A choice as arguments for metrics. */
export function toFilters(choice: Choice, manifest: Manifest, format: Format = createFormat()): Filters {
  const period = periodOf(manifest, choice.period);
  const {region, team} = choice;
  const filters = {region, team, since: period.since, until: period.until};
  Object.defineProperties(filters, {
    place: {get: () => ({region, team})},
    label: {get: () => `${periodInWords(period, format)}, ${placeInWords(region, team)}`},
    periodLabel: {get: () => periodInWords(period, format)},
    placeLabel: {get: () => placeInWords(region, team)}
  });
  return filters as Filters;
}

/** "last 4 quarters (1 Oct 2025 to 30 Sept 2026)" */
export function periodInWords({label, since, until}: Period, format: Format): string {
  if (since === null && until === null) return "all time";
  if (since === null) return `${label} (to ${format.date(until)})`;
  return `${label} (${format.date(since)} to ${format.date(until)})`;
}

function placeInWords(region: string | null, team: string | null): string {
  return `${region ?? "all regions"}, ${team === null ? "all teams" : `team ${team}`}`;
}

function periodOf(manifest: Manifest, key: string): Period {
  const period = manifest.periods.find((p) => p.key === key) ?? manifest.periods[0];
  return period ?? {key: "all", label: "All time", since: null, until: null};
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
