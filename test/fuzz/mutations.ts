import {gzipSync} from "node:zlib";
import {strToU8, unzipSync, zipSync} from "fflate";
import type {Random} from "../../src/stats/random.js";

/** Changes a file's bytes. */
export type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** A mutation of what is inside a file as text; each character stands for a byte. */
function ofText(change: (text: string, random: Random) => string): Mutation {
  return (bytes, random) => Buffer.from(change(bytes.toString("latin1"), random), "latin1");
}

function ofLines(change: (lines: string[], random: Random) => string[]): Mutation {
  return ofText((text, random) => change(text.split("\n"), random).join("\n"));
}

function spot(bytes: {readonly length: number}, random: Random): number {
  return random.between(0, Math.max(0, bytes.length - 1));
}

const delimiters = [",", ";", "\t", "|"];
const lineEnds = ["\n", "\r\n", "\r", "\n\r", "\r\r\n", "\u2028", ""].map(asBytes);
const mark = "\u00ef\u00bb\u00bf";

/** Cells that readers trip over. */
export const oddCells: readonly string[] = [
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://example.com";"x")',
  '"=1+1"',
  "@SUM(1)",
  "+1",
  "-",
  "-0",
  "1e400",
  "-1e308",
  "NaN",
  "Infinity",
  "0x1F",
  "99999999999999999999999999999999",
  "9223372036854775808",
  "1.234.567,89",
  "1,2,3",
  "1 234,5 €",
  "(12)",
  "12%",
  "0000-00-00",
  "2026-02-30",
  "31/02/2026",
  "13/13/13",
  "9999-12-31",
  "10000-01-01",
  "290000-12-31",
  "5881580-07-11",
  "-4712-01-01",
  "2026-01-01 (BC)",
  "00000000",
  "99999",
  "24:61:61",
  "P99999999999D",
  "99999999999999h",
  "<img src=x onerror=alert(1)>",
  "'; DROP TABLE stage.deals; --",
  "{value}",
  "$1\\1",
  "\\",
  '"',
  '""',
  '"a""',
  "'",
  "NULL",
  "#REF!",
  "a\u0000b",
  "\u0085",
  "\u00a0",
  "\u202e",
  "\ufeff",
  "\u{1f600}",
  "１２３",
  "٣",
  "x".repeat(70_000)
]
  .map(asBytes)
  .concat("\u00ff\u00fe", "\u00ed\u00a0\u0080", "\u00e9");

/** The UTF-8 bytes of a text, each as one character. */
function asBytes(text: string): string {
  return Buffer.from(text).toString("latin1");
}

export const mutations: Readonly<Record<string, Mutation>> = {
  "cut off": (bytes, random) => bytes.subarray(0, spot(bytes, random)),
  "start cut off": (bytes, random) => bytes.subarray(spot(bytes, random)),
  "bits flipped": (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let times = random.between(1, 30); times > 0; times -= 1) {
      const at = spot(changed, random);
      changed[at] = (changed[at] ?? 0) ^ (1 << random.between(0, 7));
    }
    return changed;
  },
  "bytes replaced": (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let times = random.between(1, 200); times > 0; times -= 1)
      changed[spot(changed, random)] = random.between(0, 255);
    return changed;
  },
  "bytes put in": (bytes, random) => {
    const at = spot(bytes, random);
    const more = Buffer.from(Array.from({length: random.between(1, 500)}, () => random.between(0, 255)));
    return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  },
  "bytes taken out": (bytes, random) => {
    const at = spot(bytes, random);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.between(1, 500))]);
  },
  "a part repeated": (bytes, random) => {
    const from = spot(bytes, random);
    const part = bytes.subarray(from, from + random.between(1, 2000));
    const copies = Array.from({length: random.between(1, 20)}, () => part);
    return Buffer.concat([bytes.subarray(0, from), ...copies, bytes.subarray(from)]);
  },
  "delimiters swapped": ofText((text, random) => {
    const to = random.pick(delimiters);
    const from = random.chance(0.5) ? 0 : random.between(0, text.length);
    return text.slice(0, from) + text.slice(from).replace(/[,;\t|]/g, to);
  }),
  "delimiters mixed": ofText((text, random) =>
    text.replace(/[,;\t|]/g, (sign) => (random.chance(0.1) ? random.pick(delimiters) : sign))
  ),
  "another encoding": (bytes, random) => {
    const text = bytes.toString("utf8");
    const little = Buffer.from(text, "utf16le");
    const from = random.chance(0.2) ? spot(bytes, random) & ~1 : 0;
    const wide = random.chance(0.5) || little.length % 2 === 1 ? little : Buffer.from(little).swap16();
    const ways = [wide, Buffer.concat([Buffer.from([0xff, 0xfe]), little]), Buffer.from(text, "latin1")];
    return Buffer.concat([bytes.subarray(0, from), random.pick(ways).subarray(from)]);
  },
  "marks of byte order": ofText((text, random) => {
    const at = random.pick([0, text.indexOf("\n") + 1, random.between(0, text.length)]);
    return (
      text.slice(0, at) + random.pick([mark, mark + mark, "\u00ff\u00fe", "\u00fe\u00ff"]) + text.slice(at)
    );
  }),
  "line ends": ofText((text, random) => {
    const all = random.pick(lineEnds);
    const mixed = random.chance(0.5);
    return text.replace(/\r?\n/g, () => (mixed ? random.pick(lineEnds) : all));
  }),
  "zero bytes": ofText((text, random) => {
    const every = random.pick([3, 50, 400]);
    return text.replace(/[^\n]/g, (letter) => (random.chance(1 / every) ? `\0${letter}` : letter));
  }),
  "stray quotes": ofText((text, random) => {
    let changed = text;
    for (let times = random.between(1, 30); times > 0; times -= 1) {
      const at = random.between(0, changed.length);
      changed = changed.slice(0, at) + random.pick(['"', '""', '\\"', '"\n', ',"']) + changed.slice(at);
    }
    return changed;
  }),
  "odd cells": ofText((text, random) =>
    text.replace(/(?<=[,;\t|\n])[^,;\t|\r\n"]*(?=[,;\t|\r\n])/g, (cell) =>
      random.chance(0.02) ? random.pick(oddCells) : cell
    )
  ),
  "one odd column": ofLines((lines, random) => {
    const column = random.between(0, 8);
    const odd = random.shuffled(oddCells).slice(0, 3);
    return lines.slice(0, 300).map((line, index) =>
      index === 0
        ? line
        : line
            .split(",")
            .map((cell, at) => (at === column ? random.pick(odd) : cell))
            .join(",")
    );
  }),
  "headers doubled": ofLines(([header = "", ...rest], random) => {
    const cells = header.split(",");
    const again = cells.map((cell) => (random.chance(0.3) ? random.pick(cells) : cell));
    return [again.join(","), ...rest];
  }),
  "headers blanked": ofLines(([header = "", ...rest], random) => [
    header.replace(/[^,;\t|]+/g, (cell) => (random.chance(0.3) ? random.pick(["", " ", "\u00a0"]) : cell)),
    ...rest
  ]),
  "no header": ofLines(([, ...rest]) => rest),
  "header again": ofLines((lines, random) => {
    const at = random.between(1, lines.length);
    return [...lines.slice(0, at), lines[0] ?? "", ...lines.slice(at)];
  }),
  "lines shuffled": ofLines((lines, random) => random.shuffled(lines)),
  "ragged lines": ofLines((lines, random) =>
    lines.map((line) =>
      random.chance(0.1)
        ? line.slice(0, random.between(0, line.length)) + ",".repeat(random.between(0, 9))
        : line
    )
  ),
  "a preamble": ofLines((lines, random) => [
    ...Array.from({length: random.between(1, 70)}, () =>
      random.pick(["", "Notes:", "# x", "a,b", "Total", ",,,"])
    ),
    ...lines
  ]),
  "footers between": ofLines((lines, random) =>
    lines.flatMap((line) =>
      random.chance(0.02)
        ? [line, random.pick(["Total,,3", "Grand Totals,1", "", ",,,", "Copyright x", "# end"])]
        : [line]
    )
  ),
  "a very long line": ofText((text, random) => {
    const at = random.pick([0, text.indexOf("\n") + 1, random.between(0, text.length)]);
    const unit = random.pick(["x", "x,", '"', " ", "=", "1;", "\u00c3\u00a9", ",", "\\", '""']);
    const count = Math.floor(random.pick([100_000, 1_000_000, 3_000_000]) / unit.length);
    return text.slice(0, at) + unit.repeat(count) + text.slice(at);
  }),
  "many columns": ofLines((lines, random) => {
    const count = random.pick([300, 3000, 10_000]);
    const wide = random.pick([(row: number) => row === 0, () => true, (row: number) => row % 7 === 3]);
    const names = random.chance(0.5);
    const more = (row: number): string =>
      Array.from({length: count}, (_, at) => (row === 0 && names ? `c${at}` : "")).join(",");
    return lines.slice(0, 60).map((line, row) => (wide(row) ? `${line},${more(row)}` : line));
  }),
  "packed as gzip": (bytes) => gzipSync(bytes, {level: 1}),
  "packed as zip": (bytes, random) =>
    Buffer.from(
      zipSync(
        Object.fromEntries(
          random
            .pick([
              ["a.csv"],
              ["a.csv", "b.csv"],
              ["folder/a.txt"],
              ["../../a.csv"],
              ["__MACOSX/._a.csv"],
              ["a.gz"]
            ])
            .map((name) => [name, new Uint8Array(bytes)])
        ),
        {level: 1}
      )
    ),
  "inside a zip": (bytes, random) => {
    const parts = unzipped(bytes);
    const names = Object.keys(parts);
    if (names.length === 0) return bytes;
    const name = random.pick(names);
    const inner =
      mutations[random.pick(["bits flipped", "cut off", "a part repeated", "bytes taken out", "xml"])];
    if (inner) parts[name] = new Uint8Array(inner(Buffer.from(parts[name] ?? []), random));
    if (random.chance(0.1)) delete parts[name];
    return Buffer.from(zipSync(parts, {level: 1}));
  },
  xml: ofText((text, random) =>
    text.replace(/(?<=[>"])[^<>"]+(?=[<"])/g, (value) =>
      random.chance(0.03) ? random.pick(oddCells).replace(/[<>&"]/g, "") : value
    )
  )
};

function unzipped(bytes: Buffer): Record<string, Uint8Array> {
  if (!bytes.subarray(0, 2).equals(Buffer.from("PK"))) return {};
  try {
    return unzipSync(new Uint8Array(bytes));
  } catch {
    return {};
  }
}

/** A workbook of one sheet from its XML, for those that no spreadsheet program would write. */
export function workbookOf(sheet: string, {texts = ""}: {texts?: string} = {}): Buffer {
  const parts = {
    "xl/workbook.xml":
      '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": sheet,
    "xl/sharedStrings.xml": texts || "<sst/>"
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), {
      level: 1
    })
  );
}
