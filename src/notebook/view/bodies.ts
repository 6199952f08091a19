import {rowLimit} from "../ask.js";
import type {Cell, ChartCell, InputCell} from "../document.js";
import {nameOf} from "../document.js";
import {
  aggregates,
  chartMarks,
  chartProblem,
  firstChart,
  sorts,
  type ChartSettings
} from "../chart-settings.js";
import {newInput} from "../document.js";
import {optionsOf} from "../inputs.js";
import {renderMarkdown} from "../markdown.js";
import type {Result} from "../result.js";
import {editable, failure, highlighted, placeOf, type CellBody, type CellHost} from "./cell.js";
import {choice, element, field} from "./dom.js";
import {resultGrid} from "./grid.js";
import {inputControl} from "./input.js";

/** The body of a cell of any kind. */
export function bodyOf(cell: Cell, host: CellHost): CellBody {
  switch (cell.kind) {
    case "text":
      return textBody(cell, host);
    case "sql":
      return sqlBody(cell, host);
    case "chart":
      return chartBody(cell, host);
    case "input":
      return inputBody(cell, host);
    case "code":
      return codeBody(cell.info);
  }
}

function textBody(cell: Cell, host: CellHost): CellBody {
  const source = editable(cell, host, {
    label: "Text of the cell, in Markdown",
    sql: false,
    render: (text) => (text.trim() === "" ? document.createTextNode("") : renderMarkdown(text))
  });
  return {...source, show: () => undefined};
}

function sqlBody(cell: Cell, host: CellHost): CellBody {
  const source = editable(cell, host, {label: "Query of the cell", sql: true, render: highlighted});
  const output = element("div", {className: "cell-output"});
  let shown: Result | null = null;

  return {
    element: element("div", {}, source.element, output),
    edit: () => source.edit(),
    close: () => source.close(),
    update: (next) => source.update(next),
    show(state) {
      if (state.is === "failed") {
        shown = null;
        output.replaceChildren(failure(state.error));
        source.mark(placeOf(state.error));
      }
      if (state.is === "idle" || state.is === "stopped") {
        shown = null;
        output.replaceChildren();
      }
      if (state.is !== "done" || state.value === shown) return;
      shown = state.value;
      source.mark(null);
      output.replaceChildren(...(shown ? rowsOf(shown, host) : []));
    }
  };
}

function rowsOf(result: Result, {format}: CellHost): Node[] {
  if (result.length === 0) return [element("p", {className: "empty"}, "The query gives no row.")];
  const grid = resultGrid(result, {format, caption: "Rows of the query"});
  if (!result.cut) return [grid];
  const words =
    `The result has more than ${format.count(rowLimit)} rows and was stopped there. Add a LIMIT, a WHERE or a GROUP BY; ` +
    "sums over what is shown would be too low.";
  return [element("p", {className: "cell-failure", role: "alert"}, words), grid];
}

function chartBody(first: ChartCell, host: CellHost): CellBody {
  let cell = first;
  let result: Result | null = null;
  let width = 0;
  const form = element("div", {className: "chart-form"});
  const output = element("div", {className: "cell-output"});

  const settings = (): ChartSettings | null => cell.chart ?? (result ? firstChart(result.columns) : null);
  const set = (patch: Partial<ChartSettings>): void => {
    const now = settings();
    if (now) host.change({...cell, chart: {...now, ...patch}}, "changed a chart");
  };

  function fields(): HTMLElement[] {
    const names = host
      .cells()
      .filter(({kind}) => kind === "sql")
      .map((each) => nameOf(each) ?? "");
    const of = choice("Rows of", {
      options: [["", "choose …"], ...names.map((name) => [name, name] as const)],
      value: cell.of,
      onChange: (name) => host.change({...cell, of: name, chart: null}, "changed a chart")
    });
    const chart = settings();
    if (!result || !chart) return [of];
    const columns = result.columns.map(({name}) => [name, name] as const);
    const column = (label: string, key: "x" | "y" | "colour" | "facet") =>
      choice(label, {
        options: [["", "–"], ...columns],
        value: chart[key] ?? "",
        onChange: (name) => set({[key]: name || null})
      });
    const one = <T extends string>(
      label: string,
      key: keyof ChartSettings,
      all: readonly T[],
      names: Readonly<Record<T, string>>
    ) =>
      choice(label, {
        options: all.map((each) => [each, names[each]] as const),
        value: chart[key] as string,
        onChange: (value) => set({[key]: value})
      });
    return [
      of,
      one("Mark", "mark", chartMarks, {
        bar: "bars",
        line: "line",
        area: "area",
        dot: "dots",
        cell: "cells",
        histogram: "histogram"
      }),
      column("x", "x"),
      column("y", "y"),
      column("Colour", "colour"),
      column("Facet", "facet"),
      one("Together by", "aggregate", aggregates, {
        none: "nothing",
        count: "count",
        sum: "sum",
        mean: "mean",
        median: "median",
        min: "least",
        max: "most"
      }),
      one("Order", "sort", sorts, {rows: "of the rows", x: "of x", y: "largest first"})
    ];
  }

  function draw(): void {
    const focused = [...form.querySelectorAll("select")].indexOf(document.activeElement as HTMLSelectElement);
    form.replaceChildren(...fields());
    if (focused >= 0) form.querySelectorAll("select")[focused]?.focus();
    const chart = settings();
    if (cell.of === "")
      return output.replaceChildren(
        element("p", {className: "empty"}, "Choose the query whose rows are drawn.")
      );
    if (!result || !chart || !width) return;
    const problem = chartProblem(chart, result.columns);
    if (problem) return output.replaceChildren(element("p", {className: "empty"}, problem));
    void drawChart(result, chart, width);
  }

  /** Charts are fetched with the first one, so that the page need not wait for them. */
  async function drawChart(rows: Result, chart: ChartSettings, space: number): Promise<void> {
    const {chartView} = await import("./chart.js");
    if (rows === result && space === width && chart === (cell.chart ?? chart))
      output.replaceChildren(chartView(rows, chart, {format: host.format, width: space}));
  }

  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry?.contentRect.width ?? 0);
    if (next === 0 || next === width) return;
    width = next;
    draw();
  }).observe(output);

  return {
    element: element("div", {}, form, output),
    edit: () => form.querySelector("select")?.focus(),
    close: () => undefined,
    update(next) {
      cell = next as ChartCell;
      draw();
    },
    show(state) {
      if (state.is === "failed") return output.replaceChildren(failure(state.error));
      if (state.is !== "done" || state.value === result) return;
      result = state.value;
      draw();
    }
  };
}

function inputBody(first: InputCell, host: CellHost): CellBody {
  let cell = first;
  let options: readonly string[] = [];
  const control = element("div", {className: "input-control"});
  const form = element("div", {className: "input-form"});
  const more = element("details", {className: "input-settings"}, element("summary", {}, "Settings"), form);
  const frame = element("div", {className: "input-body"}, control, more);
  const change = (patch: object): void =>
    host.change({...cell, input: {...cell.input, ...patch}}, "changed an input");

  function drawControl(): void {
    const from = cell.input.type === "dropdown" && cell.input.from ? host.resultOf(cell.input.from) : null;
    options = optionsOf(cell.input, from);
    const inside = control.contains(document.activeElement);
    control.replaceChildren(inputControl(cell.input, options, (value) => change({value})));
    if (inside) control.querySelector<HTMLElement>("select, input")?.focus();
  }

  function settings(): HTMLElement[] {
    const {input} = cell;
    const label = field("Label", {value: input.label, onChange: (text) => change({label: text})});
    const type = choice("Kind", {
      options: [
        ["dropdown", "choice"],
        ["slider", "slider"],
        ["date", "date"]
      ],
      value: input.type,
      onChange: (next) =>
        host.change(
          {...cell, input: newInput(next as "dropdown" | "slider" | "date", input.label)},
          "changed an input"
        )
    });
    if (input.type === "date") return [type, label];
    if (input.type === "slider") {
      const number = (name: "min" | "max" | "step", words: string) =>
        field(words, {
          value: String(input[name]),
          inputMode: "decimal",
          onChange: (text) => change(numberPatch(name, text))
        });
      return [type, label, number("min", "From"), number("max", "To"), number("step", "Step")];
    }
    const names = host
      .cells()
      .filter(({kind}) => kind === "sql")
      .map((each) => nameOf(each) ?? "");
    const from = choice("Values from", {
      options: [["", "the list"], ...names.map((name) => [name, name] as const)],
      value: input.from ?? "",
      onChange: (name) => change({from: name || null})
    });
    const list = field("List, with commas", {
      value: input.options.join(", "),
      onChange: (text) =>
        change({
          options: text
            .split(",")
            .map((each) => each.trim())
            .filter(Boolean)
        })
    });
    return input.from === null ? [type, label, from, list] : [type, label, from];
  }

  function draw(): void {
    drawControl();
    if (!form.contains(document.activeElement)) form.replaceChildren(...settings());
    else queueMicrotask(() => form.replaceChildren(...settings()));
  }

  return {
    element: frame,
    edit: () => control.querySelector<HTMLElement>("select, input")?.focus(),
    close: () => undefined,
    update(next) {
      cell = next as InputCell;
      draw();
    },
    show: (state) => void (state.is === "done" && drawControl())
  };
}

function numberPatch(name: string, text: string): object {
  const value = Number(text);
  return text.trim() === "" || !Number.isFinite(value) || (name === "step" && value <= 0)
    ? {}
    : {[name]: value};
}

function codeBody(info: string): CellBody {
  const code = element("pre", {className: "source-still", tabIndex: 0});
  const note = element(
    "p",
    {className: "notebook-note"},
    `This is ${info.split(" ")[0] || "code"} of a page. A notebook keeps it and does not run it; in an exported page it stands as it was.`
  );
  return {
    element: element("div", {}, note, code),
    edit: () => undefined,
    close: () => undefined,
    update: (cell) => void (code.textContent = cell.kind === "code" ? cell.text : ""),
    show: () => undefined
  };
}
