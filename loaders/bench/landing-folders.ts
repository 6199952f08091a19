import {mkdir, rename, rm, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {DuckDBInstance} from "@duckdb/node-api";
import {strToU8, zipSync} from "fflate";
import {quoteText} from "../sql.js";
import {benchFolder} from "./sample-folder.js";

/** Raised when what is written changes. */
const version = 1;

const settings = (sources: string): string =>
  `title: Benchmark\nas_of: 2026-09-30\nsources:\n  sellers: {file: sellers.csv}\n${sources}`;

/** Rows of touches, one in a thousand of them with a fault of one of five kinds. */
const touchesSql = (rows: number): string => `
  SELECT CASE WHEN i % 5003 = 9 THEN 'E' || (i - 3) ELSE 'E' || i END AS event_id,
    CASE WHEN i % 5009 = 11 THEN '31.02.' WHEN i % 5011 = 12 THEN '2027-01-01'
      ELSE CAST(DATE '2023-10-01' + CAST(hash(i) % 1095 AS INTEGER) AS VARCHAR) END AS happened_on,
    CASE WHEN i % 4999 = 7 THEN 'S999' ELSE 'S' || lpad(CAST(hash(i + 1) % 120 AS VARCHAR), 3, '0') END AS seller_id,
    ['linkedin', 'email', 'phone', 'event', 'in_person'][CAST(1 + hash(i + 2) % 5 AS INTEGER)] AS channel,
    ['message', 'profile_view', 'share', 'meeting', 'comment'][CAST(1 + hash(i + 3) % 5 AS INTEGER)] AS kind,
    CASE WHEN hash(i + 4) % 4 = 0 THEN 'OP-' || hash(i + 5) % 6000 END AS deal_id,
    CASE WHEN hash(i + 6) % 5 = 0 THEN 'L' || hash(i + 7) % 12000 END AS lead_id,
    'Company ' || hash(i + 8) % 900 AS account,
    CASE WHEN i % 4993 = 13 THEN -1 ELSE 1 + hash(i + 9) % 3 END AS count
  FROM range(${rows}) r(i)`;

const sellersSql = `
  SELECT 'S' || lpad(CAST(i AS VARCHAR), 3, '0') AS seller_id, 'Seller ' || i AS name,
    ['EMEA', 'APAC', 'Americas'][1 + i % 3] AS region, 'Team ' || i % 5 AS team FROM range(120) r(i)`;

/** A workspace of one large file of touches. */
export function touchesFolder(rows: number): Promise<string> {
  return folder(`touches-${rows}`, async (dir) => {
    await writeFile(join(dir, "report.yaml"), settings("  engagement: {file: engagement.csv}\n"));
    await copyCsv(touchesSql(rows), join(dir, "engagement.csv"));
  });
}

/** A workspace of many small files of touches. */
export function smallFilesFolder(files: number): Promise<string> {
  return folder(`files-${files}`, async (dir) => {
    await writeFile(join(dir, "report.yaml"), settings('  engagement: {file: "touches/*.csv"}\n'));
    await mkdir(join(dir, "touches"));
    for (let file = 0; file < files; file += 1) {
      const rows = Array.from(
        {length: 20},
        (_, row) =>
          `E${file}-${row},2026-${two(1 + (file % 9))}-${two(row + 1)},S${String((file + row) % 120).padStart(3, "0")},email,message`
      );
      await writeFile(
        join(dir, "touches", `${String(file).padStart(5, "0")}.csv`),
        `event_id,happened_on,seller_id,channel,kind\n${rows.join("\n")}\n`
      );
    }
  });
}

/** A workspace of one workbook of deals. */
export function workbookFolder(rows: number): Promise<string> {
  return folder(`workbook-${rows}`, async (dir) => {
    await writeFile(join(dir, "report.yaml"), settings("  deals: {file: deals.xlsx}\n"));
    await writeFile(join(dir, "deals.xlsx"), dealsWorkbook(rows));
  });
}

async function folder(name: string, fill: (dir: string) => Promise<void>): Promise<string> {
  const dir = join(benchFolder, `${name}-${version}`);
  if (await stat(join(dir, "report.yaml")).catch(() => undefined)) return dir;
  const part = `${dir}.${process.pid}`;
  await mkdir(part, {recursive: true});
  await copyCsv(sellersSql, join(part, "sellers.csv"));
  await fill(part);
  await rm(dir, {recursive: true, force: true});
  await rename(part, dir);
  return dir;
}

async function copyCsv(sql: string, path: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (${sql}) TO ${quoteText(path)} (FORMAT csv, HEADER)`);
  connection.closeSync();
  instance.closeSync();
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

const sources = ["LinkedIn", "Webinar", "Cold call", "Referral", "Partner"];
const stages = ["Prospecting", "Proposal", "Closed Won", "Closed Lost"];
const headers = [
  "deal_id",
  "name",
  "seller_id",
  "account",
  "stage",
  "outcome",
  "amount",
  "created_on",
  "closed_on",
  "source"
];
const outcomes = ["open", "open", "won", "lost"];

/** Deals as a spreadsheet program writes them: repeated texts shared, dates as day counts. */
function dealsWorkbook(rows: number): Buffer {
  const texts = [...headers, ...sources, ...stages, ...outcomes];
  const shared = (column: string, row: number, text: string): string =>
    `<c r="${column}${row}" t="s"><v>${texts.indexOf(text)}</v></c>`;
  const inline = (column: string, row: number, text: string): string =>
    `<c r="${column}${row}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const figure = (column: string, row: number, value: number, style = 0): string =>
    `<c r="${column}${row}" s="${style}"><v>${value}</v></c>`;
  const lines = [headers.map((text, at) => shared(String.fromCharCode(65 + at), 1, text)).join("")];
  for (let index = 0; index < rows; index += 1) {
    const [row, state] = [index + 2, index % 4];
    lines.push(
      inline("A", row, `OP-${index}`) +
        inline("B", row, `Deal ${index} with a name`) +
        inline("C", row, `S${String(index % 120).padStart(3, "0")}`) +
        inline("D", row, `Company ${index % 900}`) +
        shared("E", row, stages[state] ?? "") +
        shared("F", row, outcomes[state] ?? "") +
        figure("G", row, 1000 + ((index * 7919) % 90_000) + 0.5) +
        figure("H", row, 45_200 + (index % 1000), 1) +
        (state > 1 ? figure("I", row, 45_230 + (index % 1000), 1) : "") +
        shared("J", row, sources[index % 5] ?? "")
    );
  }
  const sheet = lines.map((cells, at) => `<row r="${at + 1}">${cells}</row>`).join("");
  return zipped({
    "xl/workbook.xml":
      '<workbook xmlns:r="r"><sheets><sheet name="Deals" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/sharedStrings.xml": `<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${sheet}</sheetData></worksheet>`
  });
}

function zipped(parts: Readonly<Record<string, string>>): Buffer {
  const bytes = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(bytes), {level: 6}));
}
