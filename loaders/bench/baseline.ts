import {readdirSync} from "node:fs";
import {join} from "node:path";
import {quoteList, quoteName, quoteText} from "../sql.js";

/** One statement of the baseline and the table that it fills. */
export interface BaselineStep {
  readonly table: string;
  readonly sql: string;
}

/**
 * What plain DuckDB does with the sample's exports, written by somebody who knows them: every file is read once with
 * its types stated (`read_csv`, no sniffing), lines that do not fit them are skipped unseen (`ignore_errors`), rows
 * that the report would reject for a missing or impossible value, for a date after the report's or for a seller who
 * is not on the roster are left out by WHERE, and the columns that the report publishes are written to a table.
 *
 * It finds no format by itself, keeps no line numbers and no reasons, looks for no repeated keys (so it writes the
 * earlier rows of a repeated key as well), maps no texts, joins nothing to the facts and defines no metric.
 */
export function baselineSteps(dir: string): BaselineStep[] {
  return [
    step("sellers", {
      from: csv([join(dir, "sellers.csv")], sellerColumns),
      columns: ["seller_id", "region", "team", "hired_on", "left_on", "seat", "trained_on"],
      where: "seller_id IS NOT NULL"
    }),
    step("deals", {from: opportunities(dir), columns: dealColumns, where: dealRules}),
    insertStep("deals", {from: affaires(dir), columns: dealColumns, where: dealRules}),
    step("touches", {from: engagement(dir), columns: touchColumns, where: touchRules}),
    step("leads", {
      from: csv([join(dir, "leads.csv")], leadColumns),
      columns: ["lead_id", "seller_id", "industry", "channel", "created_on", "won", "won_on", "score"],
      where: `lead_id IS NOT NULL AND created_on <= ${asOf} AND ${onRoster}`
    }),
    step("seller_weeks", {
      from: csv(filesIn(dir, "ssi"), ssiColumns),
      columns: Object.keys(ssiColumns),
      where: ssiRules
    })
  ];
}

type Columns = Readonly<Record<string, "VARCHAR" | "DATE" | "DOUBLE" | "BIGINT" | "BOOLEAN">>;

interface StepOptions {
  readonly from: string;
  readonly columns: readonly string[];
  readonly where: string;
}

const asOf = "DATE '2026-09-30'";
const onRoster = "(seller_id IS NULL OR seller_id IN (SELECT seller_id FROM report.sellers))";

const sellerColumns: Columns = {
  seller_id: "VARCHAR",
  name: "VARCHAR",
  email: "VARCHAR",
  region: "VARCHAR",
  team: "VARCHAR",
  role: "VARCHAR",
  hired_on: "DATE",
  left_on: "DATE",
  seat: "BOOLEAN",
  trained_on: "DATE"
};

const dealColumns = [
  "deal_id",
  "seller_id",
  "segment",
  "source",
  "stage",
  "created_on",
  "closed_on",
  "amount"
];
const dealRules = `deal_id IS NOT NULL AND created_on <= ${asOf} AND coalesce(currency, 'EUR') = 'EUR' AND ${onRoster}`;

function opportunities(dir: string): string {
  return `(SELECT "Opportunity ID" AS deal_id, "Owner ID" AS seller_id, Segment AS segment, "Lead Source" AS source,
    Stage AS stage, "Created Date" AS created_on, "Close Date" AS closed_on, Amount AS amount,
    "Amount Currency" AS currency
    FROM ${csv([join(dir, "crm/opportunities.csv")], {
      "Opportunity ID": "VARCHAR",
      "Opportunity Name": "VARCHAR",
      "Opportunity Owner": "VARCHAR",
      "Owner ID": "VARCHAR",
      "Account Name": "VARCHAR",
      Stage: "VARCHAR",
      Amount: "DOUBLE",
      "Amount Currency": "VARCHAR",
      "Created Date": "DATE",
      "Close Date": "DATE",
      "Lead Source": "VARCHAR",
      Segment: "VARCHAR"
    })})`;
}

/** Amounts have a space between thousands, which no option of the reader takes away, so they are cast afterwards. */
function affaires(dir: string): string {
  const amount = "replace(regexp_replace(Montant, '[^0-9,]', '', 'g'), ',', '.')";
  return `(SELECT Identifiant AS deal_id, "Propriétaire" AS seller_id, Segment AS segment, Origine AS source,
    "Étape" AS stage, "Date de création" AS created_on, "Date de clôture" AS closed_on,
    TRY_CAST(${amount} AS DOUBLE) AS amount, NULL AS currency
    FROM ${csv(
      [join(dir, "crm/affaires-france.csv")],
      {
        Identifiant: "VARCHAR",
        Affaire: "VARCHAR",
        Propriétaire: "VARCHAR",
        Compte: "VARCHAR",
        Étape: "VARCHAR",
        Montant: "VARCHAR",
        "Date de création": "DATE",
        "Date de clôture": "DATE",
        Origine: "VARCHAR",
        Segment: "VARCHAR"
      },
      "delim = ';', dateformat = '%d/%m/%Y'"
    )}
    WHERE Montant IS NULL OR NOT regexp_matches(Montant, '[a-zà]'))`;
}

const touchColumns = ["happened_on", "seller_id", "channel", "kind", "deal_id", "lead_id", "count"];
const touchRules = `seller_id IS NOT NULL AND happened_on <= ${asOf} AND "count" >= 0 AND ${onRoster}`;

/** The newest month has one column more than the others. */
function engagement(dir: string): string {
  const files = filesIn(dir, "engagement");
  const columns: Columns = {
    event_id: "VARCHAR",
    happened_on: "DATE",
    seller_id: "VARCHAR",
    channel: "VARCHAR",
    kind: "VARCHAR",
    deal_id: "VARCHAR",
    lead_id: "VARCHAR",
    account: "VARCHAR"
  };
  const select = "SELECT happened_on, seller_id, channel, kind, deal_id, lead_id";
  return `(${select}, CAST(1 AS BIGINT) AS "count" FROM ${csv(files.slice(0, -1), columns)}
    UNION ALL ${select}, coalesce("count", 1) FROM ${csv(files.slice(-1), {...columns, count: "BIGINT"})})`;
}

const leadColumns: Columns = {
  lead_id: "VARCHAR",
  name: "VARCHAR",
  company: "VARCHAR",
  job_title: "VARCHAR",
  headline: "VARCHAR",
  summary: "VARCHAR",
  industry: "VARCHAR",
  employees: "VARCHAR",
  location: "VARCHAR",
  seller_id: "VARCHAR",
  created_on: "DATE",
  channel: "VARCHAR",
  score: "DOUBLE",
  won: "BOOLEAN",
  won_on: "DATE"
};

const ssiColumns: Columns = {
  week: "DATE",
  seller_id: "VARCHAR",
  ssi: "DOUBLE",
  brand: "DOUBLE",
  people: "DOUBLE",
  insights: "DOUBLE",
  relationships: "DOUBLE",
  industry_rank: "DOUBLE",
  network_rank: "DOUBLE",
  connections: "BIGINT"
};

const ssiRules = [
  `week <= ${asOf}`,
  "seller_id IS NOT NULL",
  "ssi BETWEEN 0 AND 100",
  ...["brand", "people", "insights", "relationships"].map((name) => `coalesce(${name}, 0) BETWEEN 0 AND 25`),
  ...["industry_rank", "network_rank"].map((name) => `coalesce(${name}, 0) BETWEEN 0 AND 100`),
  "coalesce(connections, 0) >= 0",
  onRoster
].join(" AND ");

function filesIn(dir: string, folder: string): string[] {
  return readdirSync(join(dir, folder))
    .sort()
    .map((name) => join(dir, folder, name));
}

function csv(files: readonly string[], columns: Columns, more = "delim = ','"): string {
  const types = Object.entries(columns).map(([name, type]) => `${quoteText(name)}: ${quoteText(type)}`);
  return `read_csv(${quoteList(files)}, header = true, auto_detect = false, ignore_errors = true,
    quote = '"', escape = '"', ${more}, columns = {${types.join(", ")}})`;
}

function step(table: string, options: StepOptions): BaselineStep {
  return {table, sql: `CREATE TABLE report.${table} AS ${select(options)}`};
}

function insertStep(table: string, options: StepOptions): BaselineStep {
  return {table, sql: `INSERT INTO report.${table} ${select(options)}`};
}

function select({from, columns, where}: StepOptions): string {
  return `SELECT ${columns.map(quoteName).join(", ")} FROM ${from} WHERE ${where}`;
}
