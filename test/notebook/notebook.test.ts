import {describe, expect, it} from "vitest";
import {chartData, together} from "../../src/notebook/chart-data.js";
import {chartProblem, firstChart} from "../../src/notebook/chart-settings.js";
import {deleteCell, insertCell, moveCell, renameCell, turnCell} from "../../src/notebook/edit.js";
import {nameProblem, newCell, type Cell, type Notebook} from "../../src/notebook/document.js";
import {keptVersions, record, restore, shown, startHistory, step} from "../../src/notebook/history.js";
import {createKeys, shortcuts} from "../../src/notebook/keys.js";
import {resultOfRows, sortedRows} from "../../src/notebook/result.js";
import {createRunner, type CellState} from "../../src/notebook/runner.js";
import {summarise} from "../../src/notebook/summary.js";
import {input, sql} from "./cells.js";

describe("a runner", () => {
  function run(cells: Cell[], execute: (cell: Cell, signal: AbortSignal) => Promise<string>) {
    const log: string[] = [];
    const states = new Map<string, CellState<string>>();
    const runner = createRunner<string>({
      cells: () => cells,
      execute: (cell, signal) => {
        log.push(cell.id);
        return execute(cell, signal);
      },
      onState: (id, state) => void states.set(id, state),
      now: () => 0
    });
    return {runner, log, states};
  }
  const chain: Cell[] = [
    sql("a", "SELECT 1"),
    sql("b", "FROM a"),
    sql("c", "FROM b"),
    sql("lone", "SELECT 2")
  ];
  const fine = (cell: Cell): Promise<string> => Promise.resolve(cell.id);

  it("runs one after another, what rests on a cell after it, and no others", async () => {
    const {runner, log} = run(chain, fine);
    await runner.run(["a"]);
    expect(log).toEqual(["a", "b", "c"]);
    log.length = 0;
    await runner.run(["c"]);
    expect(log).toEqual(["c"]);
    expect(runner.stale("lone")).toBe(true);
  });

  it("first runs what has changed above", async () => {
    const cells = [...chain];
    const {runner, log} = run(cells, fine);
    await runner.run(["a"]);
    cells[0] = sql("a", "SELECT 3");
    log.length = 0;
    await runner.run(["b"]);
    expect(log).toEqual(["a", "b", "c"]);
  });

  it("does not run what rests on a failed cell, and says so", async () => {
    const {runner, states, log} = run(chain, (cell) =>
      cell.id === "a" ? Promise.reject(new Error("no")) : fine(cell)
    );
    await runner.run(["a"]);
    expect(log).toEqual(["a"]);
    expect(states.get("b")).toMatchObject({
      is: "failed",
      error: {message: "This rests on a, which could not be run."}
    });
  });

  it("stops what runs and forgets what waits", async () => {
    const {runner, states, log} = run(
      chain,
      (_, signal) =>
        new Promise((__, reject) => signal.addEventListener("abort", () => reject(new Error("stopped"))))
    );
    const done = runner.run(["a"]);
    runner.stop();
    await done;
    expect(log).toEqual(["a"]);
    expect([...states.values()].map(({is}) => is)).toEqual(["stopped", "stopped", "stopped"]);
  });

  it("stops a run that is asked for again, and runs it as it then is", async () => {
    let times = 0;
    const {runner, states} = run([sql("a", "SELECT 1")], (_, signal) => {
      times += 1;
      if (times > 1) return Promise.resolve(`run ${times}`);
      return new Promise((__, reject) =>
        signal.addEventListener("abort", () => reject(new Error("stopped")))
      );
    });
    const first = runner.run(["a"]);
    await runner.run(["a"]);
    await first;
    expect(states.get("a")).toMatchObject({is: "done", value: "run 2"});
  });
});

describe("changing a notebook", () => {
  const notebook = (...cells: Cell[]): Notebook => ({title: "t", snapshot: null, cells});
  const ids = ({cells}: Notebook): string[] => cells.map(({id}) => id);
  const three = notebook(sql("a", "SELECT 1"), sql("b", "FROM a"), sql("c", "FROM b"));

  it("inserts, moves and deletes, and never is without a cell", () => {
    expect(ids(insertCell(three, newCell("text", three.cells), 1))).toEqual(["a", "c1", "b", "c"]);
    expect(ids(moveCell(three, "c", -1))).toEqual(["a", "c", "b"]);
    expect(ids(moveCell(three, "a", -1))).toEqual(["a", "b", "c"]);
    expect(deleteCell(notebook(sql("a", "x")), "a").cells).toMatchObject([{kind: "sql", text: ""}]);
  });

  it("renames a cell also where others name it, and nothing else of that name", () => {
    const before = notebook(
      sql("a", "SELECT 1 AS a"),
      sql("b", "SELECT a, 'a' FROM a JOIN x ON a.id = x.a -- a"),
      {id: "k", kind: "chart", of: "a", chart: null}
    );
    const {cells} = renameCell(before, "a", "first");
    expect(cells.map((cell) => ("text" in cell ? cell.text : "of" in cell ? cell.of : ""))).toEqual([
      "SELECT 1 AS a",
      "SELECT a, 'a' FROM first JOIN x ON first.id = x.a -- a",
      "first"
    ]);
    const {cells: inputs} = renameCell(notebook(input("n"), sql("q", "SELECT ${n}, '${n}'")), "n", "least");
    expect(inputs[1]).toMatchObject({text: "SELECT ${least}, '${n}'"});
  });

  it("turns a query into text and back, and into a chart of the query above", () => {
    expect(turnCell(three, "b", "text").cells[1]).toEqual({id: "b", kind: "text", text: "FROM a"});
    expect(turnCell(three, "c", "chart").cells[2]).toMatchObject({kind: "chart", of: "b"});
  });

  it("says which names cannot be given", () => {
    expect(nameProblem("by_team", [])).toBeNull();
    for (const name of ["", "1st", "By", "a b", "select", "sql", "class", "a"])
      expect(nameProblem(name, ["a"])).toMatch(/name/);
  });
});

describe("the versions of a notebook", () => {
  it("are gone back and forth between; a change after going back replaces what was undone", () => {
    let history = startHistory("a", 0);
    history = record(history, "b", {at: 5000, what: "1"});
    history = record(history, "c", {at: 9000, what: "2"});
    history = step(step(history, -1), -1);
    expect(shown(history)).toBe("a");
    expect(shown(step(history, -1))).toBe("a");
    expect(shown(step(history, 1))).toBe("b");
    expect(record(step(history, 1), "d", {at: 9999, what: "3"}).versions.map(({value}) => value)).toEqual([
      "a",
      "b",
      "d"
    ]);
  });

  it("join typing into one, and forget the oldest", () => {
    let history = startHistory(0, 0);
    for (let n = 1; n <= 5; ++n) history = record(history, n, {at: n * 100, what: "edited"});
    expect(history.versions.map(({value}) => value)).toEqual([0, 5]);
    for (let n = 1; n <= 300; ++n) history = record(history, n, {at: n * 10_000, what: "edited"});
    expect(history.versions).toHaveLength(keptVersions);
  });

  it("are brought back as a new one, so that nothing is lost", () => {
    const history = record(startHistory("a", 0), "b", {at: 9000, what: "x"});
    expect(restore(history, 0, 20_000).versions.map(({value}) => value)).toEqual(["a", "b", "a"]);
  });
});

describe("keys", () => {
  it("do what the help says, by mode", () => {
    const keys = createKeys(() => 0);
    expect(keys({key: "Enter", shiftKey: true}, "edit")).toBe("run-next");
    expect(keys({key: "Enter", metaKey: true}, "edit")).toBe("run");
    expect(keys({key: "a"}, "edit")).toBeNull();
    expect(keys({key: "a"}, "command")).toBe("insert-above");
    expect(keys({key: "?", shiftKey: true}, "command")).toBe("help");
    expect(keys({key: "Z", shiftKey: true}, "command")).toBe("redo");
    expect(keys({key: "ArrowUp", ctrlKey: true, shiftKey: true}, "command")).toBe("move-up");
    expect(keys({key: "s", ctrlKey: true}, "edit")).toBe("save");
  });

  it("take a key twice only within a second, with none between", () => {
    let now = 0;
    const keys = createKeys(() => now);
    expect([keys({key: "d"}, "command"), keys({key: "d"}, "command")]).toEqual([null, "delete"]);
    expect([keys({key: "d"}, "command"), keys({key: "j"}, "command"), keys({key: "d"}, "command")]).toEqual([
      null,
      "down",
      null
    ]);
    now = 2000;
    expect(keys({key: "d"}, "command")).toBeNull();
  });

  it("are each given once", () => {
    expect(new Set(shortcuts.map(({keys}) => keys)).size).toBe(shortcuts.length);
  });
});

describe("rows", () => {
  const columns = [
    {name: "n", type: "BIGINT"},
    {name: "t", type: "VARCHAR"},
    {name: "d", type: "DATE"}
  ];
  const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
  const result = resultOfRows(columns, [
    [10, "b", day("2026-01-02")],
    [null, "a10", null],
    [-2, "a9", day("2026-01-01")],
    [10, null, day("2026-01-03")]
  ]);

  it("sort by numbers, texts and dates; what is missing comes last; equal rows keep their order", () => {
    expect([...sortedRows(result, 0, false)]).toEqual([2, 0, 3, 1]);
    expect([...sortedRows(result, 0, true)]).toEqual([0, 3, 2, 1]);
    expect([...sortedRows(result, 1, false)]).toEqual([2, 1, 0, 3]);
    expect([...sortedRows(result, 2, true)]).toEqual([3, 0, 2, 1]);
  });

  it("are summarised: missing, different, distribution, most frequent", () => {
    const numbers = summarise(result, 0);
    expect(numbers).toMatchObject({rows: 4, nulls: 1, distinct: 2, histogram: {low: -2, high: 10}});
    expect(numbers.histogram?.counts).toEqual([1, ...new Array<number>(14).fill(0), 2]);
    expect(summarise(result, 1)).toMatchObject({
      nulls: 1,
      distinct: 3,
      histogram: null,
      top: [{text: "a10", rows: 1}, {}, {}]
    });
    expect(summarise(resultOfRows(columns, []), 0)).toEqual({
      rows: 0,
      nulls: 0,
      distinct: 0,
      histogram: null,
      top: []
    });
  });
});

describe("a chart", () => {
  it("is chosen by the types of the columns", () => {
    const of = (...types: string[]) => firstChart(types.map((type, i) => ({name: `c${i}`, type})));
    expect(of("DATE", "DOUBLE")).toMatchObject({mark: "line", x: "c0", y: "c1"});
    expect(of("VARCHAR", "BIGINT")).toMatchObject({mark: "bar", x: "c0", y: "c1", sort: "y"});
    expect(of("DOUBLE", "DECIMAL(18,2)")).toMatchObject({mark: "dot", x: "c0", y: "c1"});
    expect(of("DOUBLE")).toMatchObject({mark: "histogram", x: "c0"});
    expect(of("VARCHAR")).toMatchObject({mark: "bar", aggregate: "count"});
    expect(of()).toMatchObject({x: null});
  });

  const columns = [
    {name: "team", type: "VARCHAR"},
    {name: "amount", type: "DOUBLE"}
  ];
  const rows = resultOfRows(columns, [
    ["a", 1],
    ["b", 5],
    ["a", 3],
    ["c", null],
    [null, 2]
  ]);
  const plain = {
    mark: "bar",
    x: "team",
    y: "amount",
    colour: null,
    facet: null,
    aggregate: "sum",
    sort: "y"
  } as const;

  it("puts rows together, sorts them, and counts what it leaves out", () => {
    expect(chartData(rows, plain)).toMatchObject({
      points: [
        {x: "b", value: 5, rows: 1},
        {x: "a", value: 4, rows: 2}
      ],
      left: 2,
      cut: false
    });
    expect(chartData(rows, {...plain, aggregate: "count"}).points).toMatchObject([
      {x: "a", value: 2},
      {x: "b"},
      {x: "c"}
    ]);
  });

  it("puts together as it says", () => {
    const values = [1, 2, 9, 4];
    expect(
      (["count", "sum", "mean", "median", "min", "max"] as const).map((each) => together(values, each))
    ).toEqual([4, 16, 4, 3, 1, 9]);
    expect(together([], "sum")).toBeNull();
  });

  it("says what is missing or cannot be", () => {
    expect(chartProblem({...plain, x: "gone"}, columns)).toMatch(/no column "gone"/);
    expect(chartProblem({...plain, y: "team"}, columns)).toMatch(/holds no numbers/);
    expect(chartProblem({...plain, y: null}, columns)).toMatch(/Choose a column for y/);
    expect(chartProblem({...plain, y: null, aggregate: "count"}, columns)).toBeNull();
  });
});
