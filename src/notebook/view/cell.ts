import type {EditorState} from "@codemirror/state";
import type {Format} from "../../components/format.js";
import {messageOf} from "../../components/session.js";
import {CellError} from "../compile.js";
import {kindNames, nameOf, textOf, type Cell} from "../document.js";
import type {Action} from "../keys.js";
import type {Result} from "../result.js";
import type {CellState} from "../runner.js";
import {button, element} from "./dom.js";
import {highlighted, openEditor, type Editor, type Names} from "./sql-editor.js";

/** What a cell's view asks of the notebook around it. */
export interface CellHost {
  readonly format: Format;
  cells(): readonly Cell[];
  names(): Names;
  /** The rows of a SQL cell as last run; null when it has none. */
  resultOf(name: string): Result | null;
  change(cell: Cell, what: string): void;
  /** Renames a cell, also where others name it; why it cannot, or null. */
  rename(id: string, name: string): string | null;
  select(id: string): void;
  act(action: Action | "add-text" | "add-sql" | "add-chart" | "add-input" | "csv" | "png", id: string): void;
}

/** A cell on the page. */
export interface CellView {
  readonly element: HTMLElement;
  /** Shows the cell as it now is. */
  update(cell: Cell): void;
  /** Shows where its run stands. */
  show(state: CellState<Result | null>, stale: boolean): void;
  edit(): void;
  select(selected: boolean): void;
  close(): void;
}

/** What stands in a cell below its head. */
export interface CellBody {
  readonly element: HTMLElement;
  update(cell: Cell): void;
  show(state: CellState<Result | null>): void;
  /** Puts the cursor into it. */
  edit(): void;
  close(): void;
}

/** The frame of a cell: kind, name, state, what can be done; `body` fills it. */
export function cellFrame(first: Cell, host: CellHost, body: CellBody): CellView {
  let cell = first;
  const name = element("input", {
    className: "cell-name",
    "aria-label": "Name of the cell",
    spellcheck: false,
    size: 14,
    onchange: () => {
      const problem = host.rename(cell.id, name.value.trim());
      name.setCustomValidity(problem ?? "");
      status.textContent = problem ?? "";
    }
  });
  const kind = element("span", {className: "cell-kind"});
  const status = element("span", {className: "cell-status", role: "status"});
  const run = button("Run", () => host.act(running ? "stop" : "run", cell.id), {className: "cell-run"});
  const act = (action: Parameters<CellHost["act"]>[0]) => () => host.act(action, cell.id);
  const tools = element(
    "div",
    {className: "cell-tools", role: "group", "aria-label": "This cell"},
    button("Up", act("move-up")),
    button("Down", act("move-down")),
    button("Delete", act("delete")),
    element("span", {className: "cell-add"}, "Add below:"),
    button("Text", act("add-text")),
    button("SQL", act("add-sql")),
    button("Chart", act("add-chart")),
    button("Input", act("add-input"))
  );
  const csv = button("CSV", act("csv"), {className: "cell-file", hidden: true});
  const png = button("PNG", act("png"), {className: "cell-file", hidden: true});
  const frame = element(
    "section",
    {className: "cell", tabIndex: -1, id: cell.id, onmousedown: () => host.select(cell.id)},
    element("div", {className: "cell-head"}, kind, name, status, csv, png, run),
    body.element,
    tools
  );
  let running = false;

  function update(next: Cell): void {
    cell = next;
    const own = nameOf(cell);
    frame.className = `cell cell-${cell.kind}`;
    kind.textContent = kindNames[cell.kind];
    name.hidden = own === null;
    name.value = own ?? "";
    name.setCustomValidity("");
    run.hidden = cell.kind === "text" || cell.kind === "code" || cell.kind === "input";
    frame.setAttribute("aria-label", [kindNames[cell.kind], own].filter(Boolean).join(" "));
    body.update(cell);
  }

  function show(state: CellState<Result | null>, stale: boolean): void {
    running = state.is === "running";
    frame.dataset["state"] = state.is;
    run.textContent = running ? "Stop" : "Run";
    status.textContent = statusText(state, stale, host.format);
    const rows = state.is === "done" && state.value !== null;
    csv.hidden = !rows || cell.kind !== "sql";
    png.hidden = !rows || cell.kind !== "chart";
    body.show(state);
  }

  update(first);
  return {
    element: frame,
    update,
    show,
    edit: () => body.edit(),
    close: () => body.close(),
    select(selected) {
      frame.tabIndex = selected ? 0 : -1;
      frame.toggleAttribute("data-selected", selected);
    }
  };
}

function statusText(state: CellState<Result | null>, stale: boolean, format: Format): string {
  if (state.is === "waiting") return "waiting";
  if (state.is === "running") return "running …";
  if (state.is === "stopped") return "stopped";
  if (state.is !== "done" || !state.value) return "";
  const rows = state.value.cut
    ? `first ${format.plural(state.value.length, "row")}`
    : format.plural(state.value.length, "row");
  return `${rows} · ${duration(state.ms, format)}${stale ? " · edited since" : ""}`;
}

function duration(ms: number, format: Format): string {
  return ms < 1000 ? `${format.count(Math.round(ms))} ms` : `${format.decimal(ms / 1000, 1)} s`;
}

/** A text that is shown until it is edited; one editor at a time costs what a hundred would. */
export function editable(
  first: Cell,
  host: CellHost,
  {label, sql, render}: {label: string; sql: boolean; render: (text: string, at: number | null) => Node}
) {
  let cell = first;
  let editor: Editor | null = null;
  let kept: EditorState | undefined;
  let errorAt: number | null = null;
  const frame = element("div", {className: `cell-source ${sql ? "source-sql" : "source-text"}`});

  function draw(): void {
    if (editor) return;
    const still = element(sql ? "pre" : "div", {
      className: "source-still",
      onclick: (event: Event) => open(event)
    });
    still.append(render(textOf(cell) ?? "", errorAt));
    if (still.textContent === "") still.classList.add("source-empty");
    frame.replaceChildren(still);
  }

  function open(event?: Event): void {
    if (event && (event.target as Element).closest("a")) return;
    if (event && String(getSelection() ?? "") !== "") return;
    if (editor) return editor.focus();
    editor = openEditor({
      label,
      state: kept,
      text: textOf(cell) ?? "",
      names: sql ? host.names() : null,
      onChange: (text) => {
        cell = {...cell, text} as Cell;
        host.change(cell, "edited");
      },
      onLeave: () => setTimeout(leave)
    });
    frame.replaceChildren(editor.element);
    editor.mark(errorAt);
    editor.focus();
  }

  function leave(): void {
    if (!editor || frame.contains(document.activeElement)) return;
    if (!document.hasFocus()) return;
    kept = editor.close();
    editor = null;
    draw();
  }

  return {
    element: frame,
    edit: () => open(),
    update(next: Cell) {
      const changed = textOf(next) !== textOf(cell);
      cell = next;
      if (!editor) draw();
      else if (changed) {
        kept = undefined;
        editor.close();
        editor = null;
        open();
      }
    },
    /** Marks the place of an error. */
    mark(at: number | null) {
      errorAt = at;
      if (editor) editor.mark(at);
      else draw();
    },
    close: () => void editor?.close()
  };
}

/** An error of a run in words. */
export function failure(error: unknown): HTMLElement {
  return element("p", {className: "cell-failure", role: "alert"}, messageOf(error));
}

/** The place of an error in the cell's text; null when it has none. */
export function placeOf(error: unknown): number | null {
  return error instanceof CellError ? error.at : null;
}

export {highlighted};
