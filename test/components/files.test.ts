import {describe, expect, it} from "vitest";
import {fileName} from "../../src/components/download.js";
import {resolveVariables, wrap} from "../../src/components/png.js";
import {toCsv} from "../../src/stats/csv.js";

describe("CSV", () => {
  it("quotes what has commas, quotes or line breaks", () => {
    const rows = [{a: 'say "hi", all', b: "two\nlines"}];
    expect(toCsv(["a", "b"], rows)).toBe('a,b\r\n"say ""hi"", all","two\nlines"\r\n');
  });

  it("keeps text that a spreadsheet would run from being run", () => {
    const cells = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", " =1", "\u00a0@x", "＝1+1", '=x("a")\n"b"'];
    for (const cell of cells) expect(toCsv(["a"], [{a: cell}])).toContain(`'${cell.replaceAll('"', '""')}`);
    expect(toCsv(["=a"], [])).toBe("'=a\r\n");
  });

  it("leaves numbers as they are, also negative ones", () => {
    expect(toCsv(["a", "b"], [{a: -1.5, b: true}])).toBe("a,b\r\n-1.5,true\r\n");
  });

  it("writes missing values as nothing and dates as YYYY-MM-DD", () => {
    expect(toCsv(["a", "b", "c"], [{a: null, b: new Date("2026-09-30T00:00:00Z")}])).toBe(
      "a,b,c\r\n,2026-09-30,\r\n"
    );
  });
});

it("makes file names of letters, digits and hyphens", () => {
  expect(fileName("Équipe Nord: 20 %", "csv")).toBe("equipe-nord-20.csv");
  expect(fileName("../../etc", "png")).toBe("etc.png");
  expect(fileName("日本", "csv")).toBe("report.csv");
});

describe("pictures", () => {
  it("break titles into lines that fit", () => {
    expect(wrap("one two three four", 9, (line) => line.length)).toEqual(["one two", "three", "four"]);
    expect(wrap("", 9, (line) => line.length)).toEqual([""]);
  });

  it("have the values of variables in their place", () => {
    const values: Record<string, string> = {"--ink": " #111 "};
    const svg = '<g fill="var(--ink)" stroke="var(--none, red)" color="var(--gone)"/>';
    expect(resolveVariables(svg, (name) => values[name] ?? "")).toBe(
      '<g fill="#111" stroke="red" color="currentColor"/>'
    );
  });
});
