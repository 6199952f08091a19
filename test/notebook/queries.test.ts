import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {CellError, compile, placeInCell, withoutCells, withParameters} from "../../src/notebook/compile.js";
import {columnsBefore, metricAround, wordAt} from "../../src/notebook/complete.js";
import type {Cell, SqlCell} from "../../src/notebook/document.js";
import {circleOf, dependantsOf, graphOf, runPlan, upstreamOf} from "../../src/notebook/graph.js";
import {readFault} from "../../src/notebook/messages.js";
import {referencesOf} from "../../src/notebook/references.js";
import {input, sql} from "./cells.js";

describe("what a query names", () => {
  it.each([
    ["FROM deals", ["deals"]],
    ["SELECT * FROM a, b JOIN c USING (id)", ["a", "b", "c"]],
    ["SELECT a FROM (SELECT b FROM inner_one), second", ["inner_one", "second"]],
    ["SELECT f(x, y) FROM t WHERE z IN (SELECT q FROM u)", ["t", "u"]],
    ["FROM deals_by('source')", []],
    ["FROM report.deals", []],
    ['FROM "Two"', ["two"]],
    ["SELECT 'FROM hidden' -- FROM comment\n/* FROM block */ FROM seen", ["seen"]],
    ["WITH own AS (FROM base) FROM own", ["base"]],
    ["WITH a(x) AS MATERIALIZED (FROM base), b AS NOT MATERIALIZED (FROM a) FROM b", ["base"]],
    ["SELECT 1 FROM a UNION ALL SELECT 2, c FROM b", ["a", "b"]],
    ["SELECT * FROM a ORDER BY x, y", ["a"]],
    ["PIVOT sales ON quarter USING sum(amount)", ["sales"]]
  ])("%s: tables %j", (query, tables) => expect(referencesOf(query).tables).toEqual(tables));

  it("finds inputs outside of texts and comments, each once", () => {
    const query = "SELECT ${a}, '${b}' FROM t WHERE x = ${a} -- ${c}";
    expect(referencesOf(query).inputs).toEqual(["a"]);
  });
});

describe("the graph of cells", () => {
  const cells: Cell[] = [
    sql("a", "FROM deals"),
    input("region"),
    sql("b", "FROM a WHERE region = ${region}"),
    sql("c", "FROM b JOIN a USING (id)"),
    {id: "chart", kind: "chart", of: "b", chart: null},
    sql("lone", "SELECT 1")
  ];
  const graph = graphOf(cells);
  const never = () => false;

  it("runs what rests on a change, in order, and nothing else", () => {
    expect(runPlan(["region"], graph, never)).toEqual(["region", "b", "c", "chart"]);
    expect(runPlan(["a"], graph, never)).toEqual(["a", "b", "c", "chart"]);
    expect(runPlan(["lone"], graph, never)).toEqual(["lone"]);
  });

  it("first runs what a cell rests on and has not run as it now is", () => {
    expect(runPlan(["c"], graph, (id) => id === "a")).toEqual(["a", "b", "c", "chart"]);
    expect(runPlan(["c"], graph, (id) => id === "region")).toEqual(["region", "b", "c", "chart"]);
  });

  it("knows what is above and below", () => {
    expect(upstreamOf("c", graph)).toEqual(["a", "region", "b"]);
    expect([...dependantsOf(["b"], graph)]).toEqual(["c", "chart"]);
  });

  it("finds circles, also long ones and of one cell", () => {
    const round = graphOf([
      sql("x", "FROM z"),
      sql("y", "FROM x"),
      sql("z", "FROM y"),
      sql("me", "FROM me"),
      sql("out", "FROM x")
    ]);
    expect(circleOf("x", round)).toEqual(["x", "z", "y"]);
    expect(circleOf("me", round)).toEqual(["me"]);
    expect(circleOf("out", round)).toBeNull();
    expect(runPlan(["y"], round, never).sort()).toEqual(["out", "x", "y", "z"]);
  });

  it("lets a cell stand before the one that it rests on", () => {
    const later = graphOf([sql("first", "FROM second"), sql("second", "SELECT 1")]);
    expect(runPlan(["second"], later, never)).toEqual(["second", "first"]);
  });
});

describe("the query of a cell", () => {
  const compiled = (cell: SqlCell, ...others: Cell[]) => compile(cell, [...others, cell]);

  it("stands alone when it selects from no cell", () => {
    expect(compiled(sql("a", "FROM deals;")).sql).toBe("FROM deals ");
  });

  it("gets the cells that it selects from before it", () => {
    const {sql: text} = compiled(sql("b", "SELECT * FROM a"), sql("a", "FROM deals -- all"));
    expect(text).toBe("WITH a AS ( -- cell a\nFROM deals -- all\n) -- end of a\nSELECT * FROM a");
  });

  it("takes them into a WITH of its own", () => {
    const {sql: text} = compiled(
      sql("b", "-- why\nwith recursive x as (FROM a) FROM x"),
      sql("a", "FROM deals")
    );
    expect(text).toBe(
      "-- why\nwith recursive a AS ( -- cell a\nFROM deals\n), -- end of a\n x as (FROM a) FROM x"
    );
  });

  it("binds inputs, also those of cells that it selects from, and leaves texts alone", () => {
    const {sql: text, inputs} = compiled(
      sql("b", "FROM a WHERE y < ${n} AND z = '${n}'"),
      input("region"),
      input("n"),
      sql("a", "FROM deals WHERE region = ${region}")
    );
    expect(inputs).toEqual(["region", "n"]);
    expect(withParameters(text)).toContain("region = $region\n");
    expect(withParameters(text)).toContain("y < $n AND z = '${n}'");
  });

  it.each([
    ["", /a is empty/, null],
    ["DELETE FROM deals", /cannot begin with "DELETE"/, 0],
    ["-- x\nCREATE TABLE t AS SELECT 1", /cannot begin with "CREATE"/, 5],
    ["ATTACH 'x'", /cannot begin with "ATTACH"/, 0],
    ["COPY deals TO 'x'", /cannot begin with "COPY"/, 0],
    ["SELECT 1; DROP TABLE deals", /one query/, 10],
    ["FROM a", /a selects from itself/, null],
    ["SELECT ${gone}", /no input "gone"/, null],
    ["SELECT ${alert(1)}", /no input "alert\(1\)"/, null],
    ["FROM region", /"region" is an input, not a table/, null]
  ])("%s is refused", (text, message, at) => {
    const attempt = (): unknown => compile(sql("a", text), [input("region"), sql("a", text)]);
    expect(attempt).toThrow(message);
    try {
      attempt();
    } catch (error) {
      expect((error as CellError).at).toBe(at);
    }
  });

  it("names the cells of a circle", () => {
    const [a, b] = [sql("a", "FROM b"), sql("b", "FROM a")];
    expect(() => compile(a, [a, b])).toThrow("a selects from b selects from a: this goes in a circle");
  });

  it("leads places back into the cell, through WITH and inputs", () => {
    const cell = sql("b", "WITH x AS (SELECT wrong FROM a) FROM x");
    const all = compiled(cell, sql("a", "FROM deals"));
    expect(placeInCell(all, all.sql.indexOf("wrong"))).toBe(cell.text.indexOf("wrong"));
    expect(placeInCell(all, all.sql.indexOf("FROM deals"))).toBeNull();
  });

  it("gives back the cell's own text, whatever it is", () => {
    const own = fc.constantFrom(
      "FROM a",
      "SELECT ( -- cell a\n1",
      "WITH x AS (FROM a) FROM x",
      "  with\nrecursive y as (from a), z as (from b) from y",
      "-- c\nFROM b JOIN a USING (id)",
      "(SELECT * FROM b)"
    );
    fc.assert(
      fc.property(
        own,
        fc.constantFrom("FROM deals", "WITH q AS (SELECT 1) FROM q", "FROM deals -- end"),
        (text, other) => {
          const cells = [sql("a", other), sql("b", "FROM a"), sql("own", text)];
          expect(withoutCells(compile(cells[2]!, cells).sql)).toBe(text);
        }
      )
    );
  });
});

describe("an error of the engine", () => {
  it("becomes a sentence, with its place", () => {
    const query = "SELECT id,\n  amonut\nFROM deals";
    const error =
      'Binder Error: Referenced column "amonut" not found in FROM clause!\nCandidate bindings: "amount"\n\nLINE 2:   amonut\n          ^';
    expect(readFault(error, query)).toEqual({
      message: 'Referenced column "amonut" not found in FROM clause. Candidate bindings: "amount".',
      at: query.indexOf("amonut")
    });
  });

  it("finds its place in a line that is quoted in part", () => {
    const query = `SELECT '${"a".repeat(90)}' AS a, wonn  FROM deals`;
    const quoted = `LINE 1: ...${query.slice(40)}`;
    const caret = `${" ".repeat(quoted.indexOf("wonn"))}^`;
    expect(readFault(`Binder Error: no\n\n${quoted}\n${caret}`, query).at).toBe(query.indexOf("wonn"));
  });

  it("may have no place", () => {
    expect(readFault("Out of Memory Error: too large", "x")).toEqual({message: "too large.", at: null});
  });
});

describe("completion", () => {
  it("knows the word, and the table before its dot by name and by alias", () => {
    expect(wordAt("SELECT d.am FROM deals d", 11)).toMatchObject({from: 9, word: "am", owner: "deals"});
    expect(wordAt("SELECT deals.", 13)).toMatchObject({word: "", owner: "deals"});
    expect(wordAt("FROM dea", 8)).toMatchObject({from: 5, word: "dea", owner: null});
  });

  it("knows which tables and metrics give columns", () => {
    expect(columnsBefore("SELECT  FROM deals JOIN deals_by('source') USING (x)")).toEqual([
      "deals",
      "deals_by"
    ]);
  });

  it("knows the call that a place stands in", () => {
    expect(metricAround("FROM deals_by('source', reg", 27)).toBe("deals_by");
    expect(metricAround("FROM deals_by('source') WHERE ", 30)).toBeNull();
  });
});
