import {createFormat} from "../components/format.js";
import type {Rows} from "../components/rows.js";
import {chartProblem, firstChart, type ChartSettings} from "./chart-settings.js";
import type {InputSettings} from "./document.js";
import {optionsOf, parameterOf} from "./inputs.js";
import {resultOfRows, type Result} from "./result.js";
import {chartView} from "./view/chart.js";
import {element} from "./view/dom.js";
import {inputControl} from "./view/input.js";
import type {Parameter} from "./ask.js";

/** The chart of a notebook in a page: rows of a `sql` fence, drawn by settings or, with null, by their types. */
export function notebookChart(rows: Rows | null, settings: ChartSettings | null): HTMLElement {
  if (rows === null) return element("p", {className: "empty"}, "No query was chosen for this chart.");
  const result = resultOf(rows);
  const chart = settings ?? firstChart(result.columns);
  const problem = chartProblem(chart, result.columns);
  if (problem !== null) return element("p", {className: "empty"}, problem);
  const frame = element("div");
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width === 0 || width === drawn) return;
    drawn = width;
    frame.replaceChildren(chartView(result, chart, {format: createFormat(), width}));
  }).observe(frame);
  return frame;
}

/** The input of a notebook in a page, for `view`: its value is what a query gets. */
export function notebookInput(settings: InputSettings, rows?: Rows): HTMLElement & {value: Parameter} {
  const frame = element("div", {className: "input-body"});
  const options = optionsOf(settings, rows ? resultOf(rows) : null);
  const control = inputControl(settings, options, (value) => {
    input.value = parameterOf({...settings, value} as InputSettings);
    input.dispatchEvent(new Event("input", {bubbles: true}));
  });
  // Framework takes every input event for a new value; those of the control come before it is known.
  control.addEventListener("input", (event) => event.stopPropagation());
  frame.append(control);
  const input = Object.assign(frame, {value: parameterOf(settings)});
  return input;
}

function resultOf(rows: Rows): Result {
  const columns = rows.columns.map((name, i) => ({name, type: rows.types[i] ?? ""}));
  return resultOfRows(
    columns,
    rows.map((row) => rows.columns.map((name) => row[name]))
  );
}
