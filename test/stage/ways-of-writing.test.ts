import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {startEngine, type Engine} from "../../loaders/engine.js";
import type {Column} from "../../loaders/sources/define.js";
import {quoteText} from "../../loaders/sql.js";
import {
  areBare,
  dateOrderOf,
  dateStyles,
  decimalByDelimiter,
  decimalOf,
  styleOf
} from "../../loaders/stage/formats.js";
import {parseSql, plainFormat, type ColumnFormat} from "../../loaders/stage/parse.js";
import {shapesOf, shapesSql} from "../../loaders/stage/shapes.js";
import {problemsOf, workspaceOf} from "../workspace-of.js";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({folders: []});
});
afterAll(() => engine.close());

function column(type: Column["type"], more: Partial<Column> = {}): Column {
  return {type, description: "", ...more};
}

/** The values that texts become, dates as ISO. */
async function parsed(
  texts: readonly string[],
  type: Column["type"],
  format: Partial<ColumnFormat> = {}
): Promise<unknown[]> {
  const value = parseSql("raw", column(type), {...plainFormat, ...format});
  const rows = texts.map((text, index) => `(${index}, ${quoteText(text)})`).join(", ");
  const table = await engine.table(`SELECT ${value} FROM (VALUES ${rows}) t(place, raw) ORDER BY place`);
  return table.rows.map(([cell]) => cell);
}

const anyDate = {styles: new Set(["iso", "ordered", "named", "compact", "serial"] as const)};

describe("dates", () => {
  it("by name of the month in eight languages, with weekday, time or dots", async () => {
    const texts = [
      "08 Feb 2026",
      "29 janv. 2026",
      "jeudi 29 janvier 2026",
      "15 juil. 2026",
      "3 juin 2026",
      "28 août 2026 à 14:05",
      "1er sept. 2026",
      "den 5 maj 2026",
      "12 okt. 2025",
      "29. Januar 2026",
      "1. März 2026",
      "31. Dezember 2025 23:59",
      "29 de enero de 2026",
      "2 de fevereiro de 2026",
      "7 out 2026",
      "4 dic. 2026",
      "9 gennaio 2026",
      "10 luglio 2026",
      "3 mei 2026",
      "Jan 29, 2026",
      "January 29, 2026, 2:37 PM",
      "Thursday, January 29, 2026",
      "Thu, 29 Jan 2026 10:00:00 GMT",
      "29-Jan-26",
      "29-Jan-2026"
    ];
    expect(await parsed(texts, "date", anyDate)).toEqual([
      "2026-02-08",
      "2026-01-29",
      "2026-01-29",
      "2026-07-15",
      "2026-06-03",
      "2026-08-28",
      "2026-09-01",
      "2026-05-05",
      "2025-10-12",
      "2026-01-29",
      "2026-03-01",
      "2025-12-31",
      "2026-01-29",
      "2026-02-02",
      "2026-10-07",
      "2026-12-04",
      "2026-01-09",
      "2026-07-10",
      "2026-05-03",
      "2026-01-29",
      "2026-01-29",
      "2026-01-29",
      "2026-01-29",
      "2026-01-29",
      "2026-01-29"
    ]);
  });

  it("by numbers in the order of the column, years in two or four digits, with a time or without", async () => {
    const texts = ["1/29/26, 2:37 PM", "01-29-2026 14:03:22", "1/2/2026", "12/31/25 11:59 PM"];
    expect(await parsed(texts, "date", {...anyDate, order: "mdy"})).toEqual([
      "2026-01-29",
      "2026-01-29",
      "2026-01-02",
      "2025-12-31"
    ]);
    const european = ["29/01/2026", "29.1.26", "3-2-2026", "Mo. 05.01.2026 08:00"];
    expect(await parsed(european, "date", {...anyDate, order: "dmy"})).toEqual([
      "2026-01-29",
      "2026-01-29",
      "2026-02-03",
      "2026-01-05"
    ]);
  });

  it("with time zones keep the day that is written", async () => {
    const texts = [
      "2026-01-29 14:03:22 UTC",
      "2026-01-29T23:30:00+02:00",
      "2026-01-29T00:30:00Z",
      "2026/01/29"
    ];
    expect(await parsed(texts, "date")).toEqual(Array(4).fill("2026-01-29"));
  });

  it("as a spreadsheet's day count, and as eight digits", async () => {
    expect(await parsed(["46051", "46051.5854166667", "46203", "20260129"], "date", anyDate)).toEqual([
      "2026-01-29",
      "2026-01-29",
      "2026-06-30",
      "2026-01-29"
    ]);
  });

  it("that are none stay none", async () => {
    const texts = ["2026-02-30", "31/02/2026", "32 Jan 2026", "soon", "29 Foo 2026", "1234567", "99999", ""];
    expect(await parsed(texts, "date", {...anyDate, order: "dmy"})).toEqual(Array(8).fill(null));
  });

  it("show their order by any day over 12, dots go with the day first, and a draw is not decided", () => {
    expect(dateOrderOf(shapesOf(["1/2/2026", "1/29/2026"]))).toEqual({found: "mdy"});
    expect(dateOrderOf(shapesOf(["1/2/2026", "29/1/2026"]))).toEqual({found: "dmy"});
    expect(dateOrderOf(shapesOf(["01.02.2026", "03.04.2026"]))).toEqual({found: "dmy"});
    expect(dateOrderOf(shapesOf(["1/2/2026", "3/4/2026"]))).toEqual({unclear: "1/2/2026"});
    expect(dateOrderOf(shapesOf(["13/1/2026", "1/13/2026"]))).toEqual({unclear: "13/1/2026"});
    expect(dateOrderOf(shapesOf(["2026-01-29"]))).toBe("none");
  });

  it("written like 3/4/2026 among many others are slips, and so are five digits", () => {
    const iso = Array<string>(9).fill("2026-01-29");
    expect([...dateStyles(shapesOf([...iso, "3/4/2026"]))]).toEqual(["iso"]);
    expect([...dateStyles(shapesOf([...iso, "46051"]))]).toEqual(["iso"]);
    expect([...dateStyles(shapesOf([...iso.slice(0, 4), "3/4/2026"]))]).toEqual(["iso", "ordered"]);
    expect([...dateStyles(shapesOf(["12345", "46051"]))]).toEqual([]);
    expect(styleOf("9999")).toBeUndefined();
  });
});

describe("numbers", () => {
  it("with a decimal point, thousands, signs, percent and currencies", async () => {
    const texts = [
      "1234.5",
      "$1,234.50",
      "1'234",
      "1 234.5",
      "(1,200.00)",
      "1200-",
      "−5",
      "12.5 %",
      "USD 7",
      "1e3",
      ".5"
    ];
    expect(await parsed(texts, "number", {bare: false})).toEqual([
      1234.5, 1234.5, 1234, 1234.5, -1200, -1200, -5, 12.5, 7, 1000, 0.5
    ]);
  });

  it("with a decimal comma", async () => {
    const texts = [
      "1234,5",
      "1.234,50 €",
      "1\u202f234,5",
      "1\u00a0234",
      "12,5%",
      "900 kr",
      "-0,5",
      "1.234.567"
    ];
    expect(await parsed(texts, "number", {decimal: ",", bare: false})).toEqual([
      1234.5, 1234.5, 1234.5, 1234, 12.5, 900, -0.5, 1234567
    ]);
  });

  it("that are none stay none", async () => {
    const texts = ["12,34", "1,2345,6", "abc", "1 2 x", "inf", "nan", "--1", "1.2.3", "=cmd()", "#N/A"];
    expect(await parsed(texts, "number", {bare: false})).toEqual(Array(10).fill(null));
    expect(await parsed(["1.23", "12.34.567"], "number", {decimal: ",", bare: false})).toEqual([null, null]);
  });

  it("that count must be whole", async () => {
    expect(await parsed(["12", "12.0", "1,200", "12.5"], "integer", {bare: false})).toEqual([
      12,
      12,
      1200,
      null
    ]);
  });

  it("show their decimal mark by what cannot be thousands", () => {
    const number = column("number");
    expect(decimalOf(shapesOf(["1,5"]), number)).toEqual({found: ","});
    expect(decimalOf(shapesOf(["1.5"]), number)).toEqual({found: "."});
    expect(decimalOf(shapesOf(["1.234,5"]), number)).toEqual({found: ","});
    expect(decimalOf(shapesOf(["1.234.567"]), number)).toEqual({found: ","});
    expect(decimalOf(shapesOf(["1234,567"]), number)).toEqual({found: ","});
    expect(decimalOf(shapesOf(["1,234"]), number)).toEqual({unclear: "1,234"});
    expect(decimalOf(shapesOf(["12", "1 200"]), number)).toBe("none");
    expect(decimalOf(shapesOf(["1,234"]), column("integer"))).toEqual({found: "."});
    expect(decimalOf(shapesOf(["13,118"]), column("number", {max: 25}))).toEqual({found: ","});
    expect(decimalOf(shapesOf(["1,5", "1.5"]), number)).toEqual({unclear: ""});
  });

  it("that could be either lean on the separator of the cells, where that tells", () => {
    expect(decimalByDelimiter(shapesOf(["1,234"]), ",")).toBe(".");
    expect(decimalByDelimiter(shapesOf(["1,234"]), ";")).toBe(",");
    expect(decimalByDelimiter(shapesOf(["1.234"]), ";")).toBeUndefined();
    expect(decimalByDelimiter(shapesOf(["1.234"]), "\t")).toBeUndefined();
    expect(decimalByDelimiter(shapesOf(["1234"]), "\t")).toBe(".");
  });

  it("are bare where a cast reads them", () => {
    expect(areBare(shapesOf(["1", "-2.5"]), column("number"))).toBe(true);
    expect(areBare(shapesOf(["1", "2.5"]), column("integer"))).toBe(false);
    expect(areBare(shapesOf(["1", "2 5"]), column("number"))).toBe(false);
  });
});

describe("lengths of time", () => {
  it("are minutes", async () => {
    const texts = [
      "1h 1m 55s",
      "1h1m30s",
      "90",
      "01:02:03",
      "1:30",
      "1 h 5 min",
      "2 Std. 10 Min.",
      "PT1H5M",
      "45 sek",
      "1d 2h",
      "1,5 h"
    ];
    const minutes = [61 + 55 / 60, 61.5, 90, 62.05, 90, 65, 130, 65, 0.75, 1560, 90];
    const found = await parsed(texts, "duration");
    expect(found).toHaveLength(minutes.length);
    for (const [index, value] of minutes.entries()) expect(found[index]).toBeCloseTo(value, 9);
  });

  it("that are none stay none", async () => {
    expect(await parsed(["1 fortnight", "h", "-5", "1:75", "soon"], "duration")).toEqual(Array(5).fill(null));
  });
});

describe("shapes", () => {
  it("are the same counted here and in SQL", async () => {
    const texts = ["29/01/2026", "1/2/2026", " 1 234,5 ", "2026-01-29", "", "12.5", "12.7", "Mo. 13.01.2026"];
    const values = texts.map((text) => `(${quoteText(text)})`).join(", ");
    const rows = await engine.rows(shapesSql(new Map([["a", "c0"]]), `(VALUES ${values}) t(c0)`));
    const sorted = <T extends {text: unknown}>(list: T[]): T[] =>
      list.sort((a, b) => String(a.text).localeCompare(String(b.text)));
    expect(sorted(rows.map(({name: _, ...row}) => row as {text: unknown}))).toEqual(sorted(shapesOf(texts)));
  });
});

describe("what a column does not tell", () => {
  const entry = (lines: string): string =>
    `title: A\nas_of: 2026-09-30\nsources:\n  deals:\n    file: "*.txt"\n    preset: none\n${lines}`;

  it("is taken from the same column in the entry's other files", async () => {
    const {rows} = await workspaceOf({
      "a.txt": "deal_id,created_on\n1,29/01/2026\n",
      "b.txt": "deal_id,created_on\n2,03/04/2026\n",
      "report.yaml": entry("")
    });
    expect(await rows("SELECT created_on FROM deals ORDER BY deal_id")).toEqual([
      {created_on: "2026-01-29"},
      {created_on: "2026-04-03"}
    ]);
  });

  it("is taken from the file's other columns", async () => {
    const {rows} = await workspaceOf({
      "a.txt": "deal_id;created_on;closed_on;amount\n1;29/01/2026;01/02/2026;1.234\n2;30/01/2026;;0,5\n",
      "report.yaml": entry("")
    });
    expect(await rows("SELECT created_on, amount FROM deals ORDER BY deal_id")).toEqual([
      {created_on: "2026-01-29", amount: 1234},
      {created_on: "2026-01-30", amount: 0.5}
    ]);
  });

  it("is asked for, all at once", async () => {
    const files = {"a.txt": "deal_id\tcreated_on\tamount\n1\t03/04/2026\t1.234\n", "report.yaml": entry("")};
    expect(await problemsOf(workspaceOf(files))).toEqual([
      'a.txt, column amount: "1.234" could be 1234 or 1.234. Write decimal: "," or decimal: "." under sources.deals in report.yaml.',
      "a.txt, column created_on: every date could be day/month or month/day. Write date_order: dmy or date_order: mdy under sources.deals in report.yaml."
    ]);
    const {rows} = await workspaceOf({
      ...files,
      "report.yaml": entry('    decimal: ","\n    date_order: mdy\n')
    });
    expect(await rows("SELECT created_on, amount FROM deals")).toEqual([
      {created_on: "2026-03-04", amount: 1234}
    ]);
  });

  it("is looked for in all rows of a large file, not in the first ones alone", async () => {
    const many = Array.from({length: 20_000}, (_, index) => `${index},2026-01-29,7`);
    const {rows} = await workspaceOf({
      "a.txt": [
        "deal_id,created_on,amount",
        ...many,
        'x,"29 janv. 2026","1,5"',
        'y,2026-01-30,"2,25"',
        ""
      ].join("\n"),
      "report.yaml": entry("")
    });
    expect(
      await rows("SELECT deal_id, created_on, amount FROM deals WHERE deal_id IN ('x', 'y', '3') ORDER BY 1")
    ).toEqual([
      {deal_id: "3", created_on: "2026-01-29", amount: 7},
      {deal_id: "x", created_on: "2026-01-29", amount: 1.5},
      {deal_id: "y", created_on: "2026-01-30", amount: 2.25}
    ]);
  });
});

describe("a long file with a row that is too short", () => {
  it("is rewritten before its dates are judged, and keeps its other rows", async () => {
    const lines = Array.from(
      {length: 9000},
      (_, index) => `T01,${13 + (index % 15)}/02/2024,s${index},true,true`
    );
    const text = ["session,held_on,seller_id,invited,attended", "T01,13/02/2024,s|true;true", ...lines].join(
      "\n"
    );
    const {rows} = await workspaceOf({"training.csv": `${text}\n`});
    const [file] = await rows(
      "SELECT rows_read, accepted + rejected + ignored AS told, accepted FROM files()"
    );
    expect(file?.rows_read).toBe(9001);
    expect(file?.told).toBe(9001);
    expect(file?.accepted).toBeGreaterThanOrEqual(9000);
    expect(await rows("SELECT min(held_on) AS first, max(held_on) AS last FROM training")).toEqual([
      {first: "2024-02-13", last: "2024-02-27"}
    ]);
  });
});
