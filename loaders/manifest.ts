import type {Audience} from "./audience/audience.js";
import type {Engine} from "./engine.js";
import {sourceKinds} from "./sources/index.js";
import type {LeadScoring} from "./settings/lead_scoring.js";
import {standardScoring} from "./scoring/standard.js";
import {quoteText} from "./sql.js";
import type {DefaultPeriod, Workspace} from "./workspace.js";

/** A period that a reader can choose; open bounds are null. Dates are "YYYY-MM-DD", both inclusive. */
export interface Period {
  readonly key: string;
  readonly label: string;
  readonly since: string | null;
  readonly until: string | null;
}

/** Where our lead score comes from, which scores there are, and what pages may move. */
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
    /** Without one in the settings the median won deal; null where no deal was won. */
    readonly value_per_win: number | null;
  };
  /** The rules as the settings give them; null where the file's score column stands for ours. */
  readonly rules: LeadScoring | null;
}

/** What a report's pages know before they ask anything. */
export interface Manifest {
  readonly schema: number;
  /** Who the report is for. */
  readonly audience: Audience;
  /** Fewest sellers of a region or team that leadership sees by itself. */
  readonly min_cell: number;
  readonly title: string;
  readonly as_of: string;
  readonly currency: string;
  readonly fiscal_year_start: number;
  readonly min_n: number;
  readonly sample: boolean;
  readonly default_period: string;
  readonly ssi: Workspace["ssi"];
  readonly programme: {readonly cost: number | null; readonly margin: number | null};
  readonly weekly_goal: number;
  /** Levels of a team's maturity from low to high, with their thresholds in per cent. */
  readonly maturity: Workspace["maturity"];
  /** What is known of the lead score; null without leads. */
  readonly leads: LeadsAbout | null;
  /** Newest first. */
  readonly periods: readonly Period[];
  readonly regions: readonly string[];
  /** Every pair of team and region that has a seller. */
  readonly teams: readonly {readonly team: string; readonly region: string | null}[];
  /** Rows accepted by kind; null where the workspace has no such source. */
  readonly sources: Readonly<Record<string, {readonly rows: number} | null>>;
  /** For each kind that is not there, what would fill it. */
  readonly missing: Readonly<Record<string, string>>;
  readonly accounting: {
    readonly files: number;
    readonly rows_read: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly ignored: number;
  };
  readonly fingerprint: string;
  readonly snapshot_bytes: number;
}

/** Describes the database attached as `report`. */
export async function makeManifest(
  engine: Engine,
  workspace: Workspace,
  {
    bytes,
    fingerprint,
    schema,
    audience
  }: {bytes: number; fingerprint: string; schema: number; audience: Audience}
): Promise<Manifest> {
  const kinds = [...(await sourceKinds()).values()];
  const given = new Set(workspace.sources.map((entry) => entry.kind.name));
  const accepted = new Map(
    (await engine.rows("SELECT source, sum(accepted) AS n FROM files() GROUP BY source")).map((row) => [
      String(row.source),
      Number(row.n)
    ])
  );
  const [totals] = await engine.rows(
    "SELECT count(*) AS files, sum(rows_read) AS rows_read, sum(accepted) AS accepted, sum(rejected) AS rejected, sum(ignored) AS ignored FROM files()"
  );
  const regions = await engine.rows(
    "SELECT DISTINCT region FROM sellers WHERE region IS NOT NULL ORDER BY region"
  );
  const teams = await engine.rows(
    "SELECT DISTINCT team, region FROM sellers WHERE team IS NOT NULL ORDER BY team, region"
  );
  const periods = await readPeriods(engine, workspace);
  return {
    schema,
    audience,
    min_cell: workspace.audiences.min_cell,
    title: workspace.title,
    as_of: workspace.asOf,
    currency: workspace.currency,
    fiscal_year_start: workspace.fiscalYearStart,
    min_n: workspace.minN,
    sample: workspace.sample,
    default_period: defaultPeriod(workspace.defaultPeriod, periods),
    ssi: workspace.ssi,
    programme: {cost: workspace.programme.cost ?? null, margin: workspace.programme.margin ?? null},
    weekly_goal: workspace.weeklyGoal,
    maturity: workspace.maturity,
    leads: given.has("leads") ? await aboutLeads(engine, workspace) : null,
    periods,
    regions: regions.map((row) => String(row.region)),
    teams: teams.map((row) => ({
      team: String(row.team),
      region: row.region === null ? null : String(row.region)
    })),
    sources: Object.fromEntries(
      kinds.map(({name}) => [name, given.has(name) ? {rows: accepted.get(name) ?? 0} : null])
    ),
    missing: Object.fromEntries(
      kinds.filter(({name}) => !given.has(name)).map(({name, missing}) => [name, missing])
    ),
    accounting: {
      files: Number(totals?.files),
      rows_read: Number(totals?.rows_read),
      accepted: Number(totals?.accepted),
      rejected: Number(totals?.rejected),
      ignored: Number(totals?.ignored)
    },
    fingerprint,
    snapshot_bytes: bytes
  };
}

function defaultPeriod(wanted: DefaultPeriod, periods: readonly Period[]): string {
  if (wanted === "latest_quarter") return periods.find(({key}) => /-Q\d$/.test(key))?.key ?? "all";
  return periods.some(({key}) => key === wanted) ? wanted : "all";
}

/** The last four quarters, each quarter with data up to the report's date, fiscal years, and all. */
async function readPeriods(engine: Engine, {asOf, fiscalYearStart}: Workspace): Promise<Period[]> {
  const quarters = await engine.rows(`
    WITH days AS (
      SELECT created_on AS day FROM deals UNION ALL SELECT closed_on FROM deals
      UNION ALL SELECT week FROM seller_weeks UNION ALL SELECT created_on FROM leads
      UNION ALL SELECT happened_on FROM touches
    ), bounds AS (
      SELECT fiscal_quarter_start(coalesce(min(day), DATE ${quoteText(asOf)}), ${fiscalYearStart}) AS first FROM days
    ), starts AS (
      SELECT CAST(unnest(generate_series(first, DATE ${quoteText(asOf)}, INTERVAL 3 MONTH)) AS DATE) AS since FROM bounds
    )
    SELECT fiscal_quarter(since, ${fiscalYearStart}) AS key, since,
      CAST(since + INTERVAL 3 MONTH - INTERVAL 1 DAY AS DATE) AS until
    FROM starts WHERE since <= DATE ${quoteText(asOf)} ORDER BY since DESC`);
  const list = quarters.map((row) => ({
    key: String(row.key),
    label: quarterLabel(String(row.key), String(row.until) > asOf),
    since: String(row.since),
    until: String(row.until)
  }));
  const four = list.slice(0, 4);
  const years = [...new Set(list.map(({key}) => key.slice(0, 4)))].map((year) => yearPeriod(year, list));
  const all: Period = {key: "all", label: "All periods", since: null, until: null};
  if (list.length <= 4) return [...list, ...years, all];
  const lastFour: Period = {
    key: "last_4_quarters",
    label: "Last 4 quarters",
    since: four.at(-1)?.since ?? null,
    until: four[0]?.until ?? null
  };
  return [lastFour, ...list, ...years, all];
}

function yearPeriod(year: string, quarters: readonly {key: string; since: string; until: string}[]): Period {
  const inYear = quarters.filter(({key}) => key.startsWith(year));
  return {
    key: year,
    label:
      inYear.length === 4 ? `Year ${year}` : `Year ${year} (${quarterRange(inYear.map(({key}) => key))})`,
    since: inYear.at(-1)?.since ?? null,
    until: inYear[0]?.until ?? null
  };
}

function quarterLabel(key: string, unfinished: boolean): string {
  const label = key.replace(/^(\d+)-Q(\d)$/, "Q$2 $1");
  return unfinished ? `${label} (so far)` : label;
}

/** "Q1" or "Q1 to Q3", from keys listed newest first. */
function quarterRange(keys: readonly string[]): string {
  const [newest = "", oldest = ""] = [keys[0]?.slice(5), keys.at(-1)?.slice(5)];
  return newest === oldest ? newest : `${oldest} to ${newest}`;
}

async function aboutLeads(engine: Engine, workspace: Workspace): Promise<LeadsAbout> {
  const [about = {}] = await engine.rows("FROM scoring");
  const scores = await engine.rows("SELECT score, probability FROM score_names");
  const optional = (value: unknown): number | null => (value === null ? null : Number(value));
  const origin = String(about.origin) as LeadsAbout["origin"];
  const [deal = {}] = await engine.rows(
    "SELECT CAST(median(amount) AS DOUBLE) AS value FROM deals WHERE outcome = 'won'"
  );
  return {
    origin,
    scores: scores.map(({score, probability}) => ({score: String(score), probability: probability === true})),
    half_life: Number(about.half_life),
    most: Number(about.most),
    static_most: optional(about.static_most),
    dynamic_most: optional(about.dynamic_most),
    economics: {
      hourly_cost: Number(about.hourly_cost),
      minutes_per_lead: Number(about.minutes_per_lead),
      value_per_win: optional(about.value_per_win ?? deal.value ?? null)
    },
    rules: origin === "settings" ? workspace.lead_scoring : origin === "standard" ? standardScoring : null
  };
}
