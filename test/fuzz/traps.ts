import {gzipSync} from "node:zlib";
import {zipSync} from "fflate";
import type {Random} from "../../src/stats/random.js";
import {workbookOf} from "./mutations.js";

/** A file that was made to do harm. */
export type Trap = (random: Random) => Buffer;

const megabyte = 2 ** 20;
const header = "deal_id,created_on,amount,stage\n";
const row = "d1,2026-01-01,10,won\n";

function cell(reference: string, value: string): string {
  return `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

function sheet(rows: string): string {
  return `<worksheet><sheetData><row r="1">${cell("A1", "deal_id")}${cell("B1", "created_on")}</row>${rows}</sheetData></worksheet>`;
}

export const traps: Readonly<Record<string, Trap>> = {
  "a gzip bomb": (random) => gzipSync(Buffer.alloc(random.pick([70, 130]) * megabyte), {level: 1}),
  "a gzip bomb of rows": () => gzipSync(header + row.repeat(800_000), {level: 1}),
  "a zip bomb": () => zipped({"deals.csv": Buffer.alloc(100 * megabyte)}),
  "a zip file in zip files": (random) => {
    let inner = zipped({"deals.csv": Buffer.from(header + row)});
    for (let depth = random.between(1, 6); depth > 0; depth -= 1) inner = zipped({"a.zip": inner});
    return inner;
  },
  "a zip file of many files": () =>
    zipped(Object.fromEntries(Array.from({length: 12_000}, (_, index) => [`${index}.csv`, Buffer.alloc(0)]))),
  "a zip file that lies about its sizes": () => {
    const bytes = zipped({"deals.csv": Buffer.from(header + row.repeat(1000))});
    for (let at = bytes.indexOf("PK\u0001\u0002"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 4))
      bytes.writeUInt32LE(10, at + 24);
    return bytes;
  },
  "a sheet with a far cell": () => workbookOf(sheet(`<row r="1048576">${cell("XFD1048576", "x")}</row>`)),
  "a sheet with a cell out of the sheet": () => workbookOf(sheet(`<row r="2">${cell("ZZZZ2", "x")}</row>`)),
  "a sheet whose rows go backwards": () =>
    workbookOf(sheet(`<row r="9">${cell("A9", "x")}</row><row r="2">${cell("A2", "y")}</row>`)),
  "a sheet of wide rows": () =>
    workbookOf(
      sheet(
        Array.from({length: 3000}, (_, at) => `<row r="${at + 2}">${cell(`XFD${at + 2}`, "x")}</row>`).join(
          ""
        )
      )
    ),
  "a sheet bomb": () => workbookOf(sheet(`<row r="2">${cell("A2", "x".repeat(120 * megabyte))}</row>`)),
  "a bomb of shared texts": () =>
    workbookOf(sheet(""), {texts: `<sst>${"<si><t>xxxxxxxx</t></si>".repeat(4_000_000)}</sst>`}),
  "entities that multiply": () =>
    workbookOf(
      `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>${sheet(`<row r="2">${cell("A2", "&c;&c;&c;")}</row>`)}`
    ),
  "tags in tags": () => workbookOf(`<worksheet>${"<a>".repeat(500_000)}`),
  "an attribute without end": () => workbookOf(`<worksheet><sheetData><row r="${"1".repeat(5 * megabyte)}`),
  "lists in lists": () => Buffer.from(`[{"deal_id": ${"[".repeat(500_000)}`),
  "objects with names of the language": () =>
    Buffer.from('[{"__proto__": {"x": 1}, "constructor": 2, "deal_id": "d1", "created_on": "2026-01-01"}]'),
  "objects of many names": () =>
    Buffer.from(
      Array.from({length: 300}, (_, row) =>
        JSON.stringify({
          deal_id: row,
          ...Object.fromEntries(Array.from({length: 200}, (_, at) => [`k${row}_${at}`, at]))
        })
      ).join("\n")
    ),
  "10,000 columns and 2,000 rows": () =>
    Buffer.from(
      `deal_id,created_on,${Array.from({length: 10_000}, (_, at) => `c${at}`).join(",")}\n${`d,2026-01-01${",".repeat(10_000)}\n`.repeat(2000)}`
    ),
  "one line of 20 MB": (random) =>
    Buffer.from(
      header +
        random
          .pick(["x", ",", '"', '"",'])
          .repeat(20 * megabyte)
          .slice(0, 20 * megabyte)
    ),
  "quotes over many lines": () => Buffer.from(`${header}${'d1,2026-01-01,10,"open\n'.repeat(40_000)}`),
  "quotes that alternate": () => Buffer.from(`${header}${'d1,2026-01-01,10,"o"pen\nd2,"\n'.repeat(20_000)}`),
  "a web page of tables": () =>
    Buffer.from(
      `<html><table>${"<tr><td>deal_id</td><td>created_on</td></tr>".repeat(50_000)}</table></html>`
    ),
  "a web page of spans": () =>
    Buffer.from(
      '<html><table><tr><td colspan="100000000" rowspan="100000000">deal_id</td></tr></table></html>'
    ),
  "tables in tables": () => Buffer.from(`<html>${"<table><tr><td>".repeat(100_000)}`),
  "nothing but spaces": () => Buffer.from(" ".repeat(megabyte)),
  "nothing but line ends": () => Buffer.from("\n".repeat(megabyte)),
  "nothing but zeros": () => Buffer.alloc(megabyte),
  "nothing but commas": () => Buffer.from(",".repeat(megabyte)),
  "nothing but quotes": () => Buffer.from('"'.repeat(megabyte)),
  "only a mark of byte order": () => Buffer.from([0xef, 0xbb, 0xbf]),
  "half a mark of byte order": () => Buffer.from([0xef, 0xbb]),
  "one byte": (random) => Buffer.from([random.between(0, 255)]),
  "an empty file": () => Buffer.alloc(0),
  "random bytes": (random) =>
    Buffer.from(Array.from({length: random.between(1, 20_000)}, () => random.between(0, 255))),
  "the head of a format": (random) =>
    Buffer.from(
      `${random.pick(["PK\u0003\u0004", "\u001f\u008b\u0008", "PAR1", "%PDF-1.7", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "<?xml", '{"', '[{"', "<table"])}${"\u0001".repeat(random.between(0, 900))}`,
      "latin1"
    )
};

function zipped(files: Readonly<Record<string, Buffer>>): Buffer {
  const parts = Object.entries(files).map(([name, bytes]) => [name, new Uint8Array(bytes)] as const);
  return Buffer.from(zipSync(Object.fromEntries(parts), {level: 1}));
}
