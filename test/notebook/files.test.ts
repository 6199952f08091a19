import {execFile} from "node:child_process";
import {cp, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import {beforeAll, describe, expect, it} from "vitest";
import {readWorkspace} from "../../loaders/workspace.js";
import {ensureSnapshot} from "../../loaders/project.js";
import {openDatabase} from "../../loaders/snapshot.js";
import type {Engine} from "../../loaders/engine.js";
import {compile, withParameters} from "../../src/notebook/compile.js";
import type {Cell, Notebook} from "../../src/notebook/document.js";
import {tableName} from "../../src/notebook/files.js";
import {starters} from "../../src/notebook/gallery.js";
import {goneNames} from "../../src/notebook/gone.js";
import {parameterOf} from "../../src/notebook/inputs.js";
import {readJsonLines} from "../../src/notebook/json-lines.js";
import {fromJupyter} from "../../src/notebook/from-jupyter.js";
import {toJupyter} from "../../src/notebook/jupyter.js";
import {fromFragment, toFragment} from "../../src/notebook/link.js";
import {fromPage, pageName, toPage} from "../../src/notebook/page-file.js";
import {inertText, liveText} from "../../src/notebook/page-text.js";
import {readNotebook} from "../../src/notebook/read.js";
import {pythonWith} from "../python.js";
import {temporaryFolder} from "../workspace-of.js";
import {literal} from "../../src/components/calls.js";
import {sql} from "./cells.js";

const hostile = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "${alert(1)}",
  "\\${alert(1)} \\\\${alert(2)} \\<b> \\\\<i>",
  "```js\nalert(1)\n```",
  '```js x="\nalert(1)\n```',
  "> - 1. ~~~sql id=x\n> SELECT 1\n> ~~~",
  "````text\n```js\nalert(1)\n```\n````",
  "<!-- text -->",
  "`${x}` and `<b>`",
  "# A heading\n\n- [ ] a task",
  "plain words, 1 < 2, a && b, $5",
  "---\ntitle: x\n---"
];

/** Any notebook of these pieces, with ids as reading gives them. */
const anyNotebook: fc.Arbitrary<Notebook> = fc
  .tuple(
    fc.constantFrom("A title", 'It\'s "quoted": 1', "# odd ${x} <b>"),
    fc.array(
      fc.oneof(
        fc.constantFrom("", ...hostile).map((text) => ({kind: "text", text})),
        fc
          .constantFrom(
            "FROM deals",
            "SELECT '```' AS x\n-- `````",
            "WITH a AS (FROM q0) FROM a",
            "FROM q0",
            "",
            "SELECT ${i1}"
          )
          .map((text) => ({kind: "sql", text})),
        fc
          .constantFrom(null, {
            mark: "bar",
            x: "a",
            y: "b",
            colour: null,
            facet: null,
            aggregate: "sum",
            sort: "y"
          })
          .map((chart) => ({kind: "chart", of: "q0", chart})),
        fc
          .constantFrom(
            {type: "dropdown", label: "L", options: ["</script>", "b"], from: null, value: "b"},
            {type: "slider", label: "n", min: 0, max: 1, step: 0.1, value: 0.5},
            {type: "date", label: "d", value: "2026-09-30"}
          )
          .map((input) => ({kind: "input", input})),
        fc.constant({kind: "code", info: "js", text: "display(1);"})
      ),
      {minLength: 1, maxLength: 7}
    )
  )
  .map(([title, cells]) => ({
    title,
    snapshot: {as_of: "2026-09-30", fingerprint: "f"},
    cells: cells.map(
      (cell, i) =>
        ({
          ...cell,
          id: `c${i + 1}`,
          ...(cell.kind === "sql" ? {name: `q${i}`} : {}),
          ...(cell.kind === "input" ? {name: `i${i}`} : {})
        }) as Cell
    )
  }));

describe("a notebook as a page", () => {
  it("comes back without loss, whatever is in it", () => {
    fc.assert(
      fc.property(anyNotebook, (notebook) => {
        expect(fromPage(toPage(notebook))).toEqual(notebook);
      }),
      {numRuns: 300}
    );
  });

  it.each(hostile)("makes text inert, and live again: %s", (text) => {
    const inert = inertText(text);
    expect(liveText(inert)).toBe(text);
    const tokens = new MarkdownIt({html: true, linkify: true}).parse(inert, {});
    const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
    expect(all.filter(({type}) => type.startsWith("html_"))).toEqual([]);
    const words = all.filter(({type}) => type === "text").map(({content}) => content);
    const fences = all.filter(({type}) => type === "fence").map(({info}) => info.trim().split(/\s/)[0]);
    expect(fences.filter((tag) => tag && !tag.startsWith("plain-"))).toEqual([]);
    for (const word of words) expect(inert).not.toContain(`\n${word}\${`);
    expect(inert.replace(/(\\\\)*\\\$\{/g, "")).not.toContain("${");
  });

  it("keeps what a page has besides: its code, its front matter, its fences", () => {
    const page = [
      "---",
      "title: Hand-written",
      "audience: enablement",
      "---",
      "",
      "```js",
      'import {openPage} from "./components/page.js";',
      'const {metric, sql, Inputs} = await openPage(FileAttachment("data/report/first-view/x.json"));',
      "```",
      "",
      "# Words",
      "",
      "```sql id=rows",
      "FROM deals",
      "```"
    ].join("\n");
    const notebook = fromPage(page);
    expect(notebook.cells.map(({kind}) => kind)).toEqual(["code", "text", "sql"]);
    const again = toPage(notebook);
    expect(again).toContain("audience: enablement");
    expect(again.match(/openPage\(/g)).toHaveLength(1);
    expect(fromPage(again)).toEqual(notebook);
  });

  it("is named after its title", () => {
    expect(pageName("Wie läuft's? 50 %")).toBe("wie-lauft-s-50");
    expect(pageName("???")).toBe("notebook");
  });
});

/** The cells of a file of Jupyter, to be changed as somebody does there. */
interface JupyterFile {
  cells: {cell_type: string; source: string | string[]; metadata: object; outputs?: object[]}[];
  metadata: object;
}

describe("a notebook for Jupyter", () => {
  const report: Notebook = {
    title: "A title",
    snapshot: null,
    cells: [
      {id: "c1", kind: "text", text: "Words"},
      {id: "c2", kind: "sql", name: "a", text: "FROM deals WHERE region = ${place}"},
      {id: "c3", kind: "input", name: "place", input: {type: "date", label: "Day", value: null}},
      {id: "c4", kind: "chart", of: "a", chart: null}
    ]
  };
  const edit = (change: (file: JupyterFile) => void): Notebook => {
    const file = JSON.parse(toJupyter(report)) as JupyterFile;
    change(file);
    return fromJupyter(JSON.stringify(file));
  };

  it("comes back without loss, whatever is in it", () => {
    fc.assert(
      fc.property(anyNotebook, (notebook) => {
        expect(fromJupyter(toJupyter(notebook))).toEqual(notebook);
      }),
      {numRuns: 300}
    );
    expect(fromJupyter(toJupyter({...report, front: "audience: enablement"})).front).toBe(
      "audience: enablement"
    );
    for (const {notebook} of starters) expect(fromJupyter(toJupyter(notebook))).toEqual(notebook);
  });

  it("comes back the same when it was run there", () => {
    const run = (file: JupyterFile): void => {
      for (const cell of file.cells) {
        cell.source = [cell.source].flat().join("");
        if (cell.cell_type === "code") cell.outputs = [{output_type: "stream", text: "<script>"}];
      }
    };
    expect(edit(run)).toEqual(report);
  });

  it("keeps as text what was changed or added there, in its place", () => {
    const {title, cells} = edit((file) => {
      file.cells[0]!.source = "# Another title";
      file.cells.find(({source}) => String(source).startsWith("a = "))!.source = "a = 1";
      file.cells.splice(-1, 0, {cell_type: "code", metadata: {}, source: ["print('``` ````')\n", "1"]});
    });
    expect(title).toBe("Another title");
    expect(cells).toEqual([
      report.cells[0],
      {id: "c2", kind: "text", text: "```python\na = 1\n```"},
      {id: "c3", kind: "text", text: "`````python\nprint('``` ````')\n1\n`````"},
      {...report.cells[2], id: "c4"},
      {...report.cells[3], id: "c5"}
    ]);
  });

  it("from elsewhere is text and nothing else, without its results", () => {
    const file = {
      nbformat: 4,
      metadata: {kernelspec: {language: "R <b>"}},
      cells: [
        {cell_type: "markdown", metadata: {}, source: ["# Sales\n", "\n", "See ${x}"]},
        {cell_type: "code", metadata: {}, source: "FROM deals", outputs: [{data: {"text/html": "<script>"}}]},
        {cell_type: "raw", metadata: {}, source: "raw"},
        {
          cell_type: "code",
          metadata: {report_notebook: {kind: "sql", name: "a", text: "FROM deals", position: 0}},
          source: ""
        }
      ]
    };
    expect(fromJupyter(JSON.stringify(file))).toEqual({
      title: "Sales",
      snapshot: null,
      cells: ["# Sales\n\nSee ${x}", "```\nFROM deals\n```", "raw", "```\n\n```"].map((text, i) => ({
        id: `c${i + 1}`,
        kind: "text",
        text
      }))
    });
  });

  it.each([
    ["{", "x is damaged or no notebook of Jupyter: it cannot be read as JSON."],
    ["[]", "x is no notebook of Jupyter: it has no list of cells."],
    ['{"worksheets": []}', "x has a form of before 2015. Open it in Jupyter, save it, and bring it again."],
    ['{"cells": [{"cell_type": "code"}]}', "Cell 1 has no text."],
    [
      '{"metadata": {"report_notebook": {}}, "cells": [{"source": "", "metadata": {"report_notebook": {"kind": "html", "position": 0}}}]}',
      'Cell 1: there is no kind of cell "html". There are: text, sql, chart, input, code.'
    ]
  ])("that is none is refused in words: %s", (text, sentence) => {
    expect(() => fromJupyter(text, "x")).toThrow(sentence);
  });
});

describe("a notebook in a link", () => {
  it("comes back without loss, and is refused when damaged", async () => {
    const {notebook} = starters[0]!;
    const fragment = await toFragment(notebook);
    expect(await fromFragment(fragment)).toEqual(notebook);
    expect(await fromFragment("#elsewhere")).toBeNull();
    await expect(fromFragment(fragment.slice(0, -20))).rejects.toThrow("The link is damaged");
    await expect(fromFragment("#notebook=%%%")).rejects.toThrow("The link is damaged");
  });

  it("takes in what a notebook may hold and nothing else", () => {
    const cell = {id: "x", kind: "sql", name: "a", text: "FROM deals", onclick: "alert(1)"};
    expect(readNotebook({title: 5, cells: [cell, cell], extra: 1})).toEqual({
      title: "Untitled notebook",
      snapshot: null,
      cells: [
        {id: "c1", kind: "sql", name: "a", text: "FROM deals"},
        {id: "c2", kind: "sql", name: "query", text: "FROM deals"}
      ]
    });
    expect(() => readNotebook({cells: [{kind: "html", text: "x"}]})).toThrow(
      'Cell 1: there is no kind of cell "html"'
    );
    expect(() => readNotebook({cells: [{kind: "chart", of: "a", chart: {mark: "() => 1"}}]})).toThrow(
      "is no mark"
    );
    expect(() => readNotebook([])).toThrow("The notebook is not what it should be");
  });
});

describe("a file that is brought", () => {
  it("gets a plain name of its own", () => {
    expect(tableName("Sales 2026 (final).csv", [])).toBe("sales_2026_final");
    expect(tableName("2026.csv", [])).toBe("file_2026");
    expect(tableName("deals.csv", ["deals"])).toBe("deals_2");
    expect(tableName("select.csv", [])).toBe("select_2");
  });

  it("of JSON lines becomes columns in the order in which they appear", () => {
    const text = '{"a": 1, "b": "x, \\"y\\""}\n\n{"b": null, "c": [1, 2], "a": true}\n';
    expect(readJsonLines(text, "f")).toBe('"a","b","c"\n1,"x, ""y""",\ntrue,,"[1,2]"\n');
  });

  it("of JSON lines is refused with its line", () => {
    expect(() => readJsonLines('{"a": 1}\nnope', "f.jsonl")).toThrow("f.jsonl line 2: this is not JSON");
    expect(() => readJsonLines("[1]", "f.jsonl")).toThrow("f.jsonl line 1: this is no object");
  });
});

it("says which names a report does not have", () => {
  const cells = [
    sql("a", "FROM deals JOIN gone_table USING (id)"),
    sql("b", "FROM gone_metric('x') JOIN a, range(3)")
  ];
  const catalogue = {tables: [{name: "deals", columns: []}], metrics: []};
  expect(goneNames(cells, catalogue)).toEqual(["gone_table", "gone_metric"]);
});

describe("the starters", () => {
  let engine: Engine;
  let folder: string;
  beforeAll(async () => {
    const snapshot = await ensureSnapshot(await readWorkspace("data"), {audience: "leadership"});
    folder = snapshot.dir;
    engine = await openDatabase(folder);
  });

  it("are six", () => expect(starters.map(({key}) => key)).toHaveLength(6));

  it.each(starters)(
    "$key: each query gives rows, and each chart can be drawn from them",
    async ({notebook}) => {
      const {cells} = notebook;
      const values = new Map(
        cells.flatMap((cell) =>
          cell.kind === "input" ? [[cell.name, parameterOf(cell.input)] as const] : []
        )
      );
      for (const cell of cells.filter(({kind}) => kind === "sql") as Extract<Cell, {kind: "sql"}>[]) {
        const compiled = compile(cell, cells);
        const text = withParameters(compiled.sql).replace(/\$(\w+)/g, (_, name: string) =>
          literal(values.get(name))
        );
        const {columns, rows} = await engine.table(text);
        expect(rows.length, cell.name).toBeGreaterThan(0);
        for (const chart of cells.filter((each) => each.kind === "chart" && each.of === cell.name))
          if (chart.kind === "chart" && chart.chart)
            for (const name of [chart.chart.x, chart.chart.y, chart.chart.colour, chart.chart.facet])
              if (name !== null) expect(columns.map((column) => column.name)).toContain(name);
      }
    }
  );

  const python = pythonWith("duckdb", "nbclient", "nbformat", "ipykernel");
  it.skipIf(!python)(
    "run in a Jupyter kernel and give the same figures (needs Python with nbclient, ipykernel and duckdb)",
    async () => {
      const place = await temporaryFolder();
      await cp(join(folder, "report.duckdb"), join(place, "report.duckdb"));
      for (const {key, notebook} of starters)
        await writeFile(join(place, `${key}.ipynb`), toJupyter(notebook));
      await writeFile(join(place, "run.py"), runAll);
      const {stdout} = await promisify(execFile)(python!, ["run.py"], {cwd: place, timeout: 200_000});
      expect(JSON.parse(stdout)).toEqual(starters.map(({key}) => key).sort());
      const ran = JSON.parse(await readFile(join(place, "unknown.ipynb"), "utf8")) as {
        cells: {cell_type: string; outputs?: {data?: Record<string, string[]>}[]}[];
      };
      const shown = JSON.stringify(ran.cells.filter((cell) => cell.cell_type === "code").at(-1)?.outputs);
      const {cells} = starters.find(({key}) => key === "unknown")!.notebook;
      const last = cells.at(-1) as Extract<Cell, {kind: "sql"}>;
      const {rows} = await engine.table(
        withParameters(compile(last, cells).sql).replace("$region", "NULL").replace("$region", "NULL")
      );
      expect(shown).toContain(String(rows[0]?.[0]));
    },
    240_000
  );
});

/** Executes every notebook beside it, as Jupyter does, and prints their names; an error in a cell ends it. */
const runAll = `
import glob, json, nbformat
from nbclient import NotebookClient
names = []
for path in sorted(glob.glob("*.ipynb")):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    nbformat.write(notebook, path)
    names.append(path[:-6])
print(json.dumps(names))
`;
