import fc from "fast-check";
import Papa from "papaparse";
import {describe, expect, test} from "vitest";
import {RecordCounter, type RecordCounts} from "../../loaders/land/record-counter.js";

function count(text: string, partBytes = Infinity): RecordCounts & {rows: [number, boolean][]} {
  const rows: [number, boolean][] = [];
  const counter = new RecordCounter((line, blank) => rows.push([line, blank]));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += partBytes) counter.feed(bytes.subarray(at, at + partBytes));
  return {...counter.end(), rows};
}

describe("lines and rows of a file", () => {
  test("go together where no cell holds a line feed", () => {
    expect(count("a,b\n1,2\n3,4\n")).toMatchObject({lines: 3, records: 3, blankLines: 0, returns: false});
  });

  test("count a last line without an end", () => {
    expect(count("a,b\n1,2")).toMatchObject({lines: 2, records: 2});
  });

  test("of an empty file are none", () => expect(count("")).toMatchObject({lines: 0, records: 0}));

  test("differ where a quoted cell holds line feeds; each row has the line it starts on", () => {
    expect(count('a,b\n1,"x\ny\n"\n3,4\n')).toMatchObject({
      lines: 5,
      records: 3,
      blankLines: 0,
      rows: [
        [1, false],
        [2, false],
        [5, false]
      ]
    });
  });

  test("take no doubled quote, and no quote inside a cell, for the end or start of a quoted one", () => {
    expect(count('a\n"x ""\n y"\n5" screen\n6" screen\n')).toMatchObject({lines: 5, records: 4});
  });

  test("know blank lines, also with carriage returns, but not those inside a quoted cell", () => {
    expect(count('a\r\n\r\n"x\r\n\r\ny"\r\n\r\n')).toMatchObject({lines: 6, records: 4, blankLines: 2});
  });

  test("tell the line end by the first line", () => {
    expect(count("a\r\nb\n").returns).toBe(true);
    expect(count("a\nb\r\n").returns).toBe(false);
  });

  test("see a quote after a byte order mark", () => {
    expect(count('\uFEFF"a\nb"\n1\n')).toMatchObject({lines: 3, records: 2});
  });
});

const cell = fc.string({unit: fc.constantFrom("a", "é", '"', ",", ";", "\n", "\r\n", " ")});
const table = fc.array(fc.array(cell, {minLength: 2, maxLength: 3}), {minLength: 1, maxLength: 6});

test("parts of any size give the same counts", () => {
  fc.assert(
    fc.property(table, fc.integer({min: 1, max: 9}), (rows, part) => {
      const text = Papa.unparse(rows, {newline: "\n"});
      expect(count(text, part)).toEqual(count(text));
    })
  );
});

test("rows are those that a parser finds", () => {
  fc.assert(
    fc.property(table, fc.constantFrom("\n", "\r\n"), (rows, newline) => {
      const text = Papa.unparse(rows, {newline}) + newline;
      expect(count(text).records).toBe(rows.length);
    })
  );
});
