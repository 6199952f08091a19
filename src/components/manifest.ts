import type {Setting} from "../stats/yaml.js";

/** What the report says about itself: see `manifest.json` in the report's archive. */
export interface Manifest {
  readonly schema: number;
  /** Who the report is for; leadership sees pseudonyms, enablement names. */
  readonly audience: "leadership" | "enablement";
  /** Fewest sellers of a region or team that leadership sees by itself. */
  readonly min_cell: number;
  readonly title: string;
  /** The last day the figures speak of, YYYY-MM-DD. */
  readonly as_of: string;
  readonly currency: string;
  readonly fiscal_year_start: number;
  /** Below this many observations a count is shown, not a rate. */
  readonly min_n: number;
  readonly sample: boolean;
  readonly default_period: string;
  readonly ssi: {readonly foundation: number; readonly active: number; readonly seat_threshold: number};
  /** What the programme costs a year and what is kept of revenue, in per cent; null where settings do not say. */
  readonly programme: {readonly cost: number | null; readonly margin: number | null};
  /** New connections of the persona that a seller is to make in a week. */
  readonly weekly_goal: number;
  /** Levels of a team's maturity from low to high, with their thresholds in per cent. */
  readonly maturity: readonly MaturityLevel[];
  /** What is known of the lead score; null without leads. */
  readonly leads: LeadsAbout | null;
  /** Newest first. */
  readonly periods: readonly Period[];
  readonly regions: readonly string[];
  readonly teams: readonly {readonly team: string; readonly region: string | null}[];
  readonly sources: Readonly<Record<string, {readonly rows: number} | null>>;
  /** By kind of source: the sentence that says which file would fill the gap. */
  readonly missing: Readonly<Record<string, string>>;
  readonly accounting: Accounting;
  readonly fingerprint: string;
  readonly snapshot_bytes: number;
  /** Only in a preview: why the figures could not be made anew. */
  readonly problems?: readonly string[];
  /** Only in a preview: when this state of the report was put in place, in milliseconds. */
  readonly turn?: number;
}

/** A level of maturity and what it asks of a team, in per cent. */
export interface MaturityLevel {
  readonly level: string;
  readonly attendance?: number | undefined;
  readonly coaching?: number | undefined;
  readonly active?: number | undefined;
  readonly audits?: number | undefined;
}

/** Where our lead score comes from, which scores there are, and what a page may move. */
export interface LeadsAbout {
  readonly origin: "settings" | "vendor" | "standard" | "none";
  readonly scores: readonly {readonly score: string; readonly probability: boolean}[];
  readonly half_life: number;
  readonly most: number;
  readonly static_most: number | null;
  readonly dynamic_most: number | null;
  readonly economics: {
    readonly hourly_cost: number;
    readonly minutes_per_lead: number;
    readonly value_per_win: number | null;
  };
  /** The rules as the settings give them; null where the file's score column stands for ours. */
  readonly rules: {readonly [key: string]: Setting} | null;
}

/** A span of days, both ends included; null leaves an end open. */
export interface Period {
  readonly key: string;
  readonly label: string;
  readonly since: string | null;
  readonly until: string | null;
}

/** Rows of all files: read = accepted + rejected + ignored. */
export interface Accounting {
  readonly files: number;
  readonly rows_read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly ignored: number;
}

/** The definition of a metric, generated from the comment at the head of its SQL file. */
export interface Definition {
  readonly name: string;
  readonly title: string;
  readonly grain: string;
  readonly unit: string;
  readonly dates: string;
  readonly definition: string;
  readonly limits: string;
  readonly source: string;
  readonly parameters: readonly {readonly name: string; readonly default: string | null}[];
  readonly columns: readonly {readonly name: string; readonly type: string; readonly description: string}[];
  readonly sql: string;
}
