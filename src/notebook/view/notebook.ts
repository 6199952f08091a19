import type {Definitions} from "../../components/definitions.js";
import {download, fileName} from "../../components/download.js";
import type {Format} from "../../components/format.js";
import type {Manifest} from "../../components/manifest.js";
import {columnsOf, knownNames, parametersOf, type Catalogue, type Table} from "../catalogue.js";
import type {Desk} from "../desk.js";
import {nameOf, nameProblem, newCell, type Cell, type Kind, type Notebook} from "../document.js";
import {deleteCell, insertCell, moveCell, queryAbove, renameCell, replaceCell, turnCell} from "../edit.js";
import {record, restore, shown, step, type History} from "../history.js";
import {createKeys, type Action} from "../keys.js";
import {resultCsv} from "../result-csv.js";
import type {Result} from "../result.js";
import {createRunner} from "../runner.js";
import {bodyOf} from "./bodies.js";
import {cellFrame, type CellHost, type CellView} from "./cell.js";
import {element} from "./dom.js";
import type {Names} from "./sql-editor.js";

/** What a notebook on the page stands on. */
export interface NotebookHost {
  readonly desk: Desk;
  readonly format: Format;
  readonly manifest: Manifest;
  readonly definitions: Definitions;
  /** Hears of every version, to keep it. */
  readonly onChange: (history: History<Notebook>) => void;
  /** Whether the notebook may run: false until the reader has agreed to one that came from elsewhere. */
  readonly mayRun: () => boolean;
  readonly onHelp: () => void;
}

/** A notebook on the page. */
export interface NotebookView {
  readonly element: HTMLElement;
  readonly history: History<Notebook>;
  readonly catalogue: Catalogue;
  /** Shows another history: another notebook, or this one as it was. */
  open(history: History<Notebook>): void;
  retitle(title: string): void;
  runAll(): Promise<void>;
  stop(): void;
  undo(steps: -1 | 1): void;
  bringBack(index: number): void;
  /** Reads the names of tables again, as after a file was brought. */
  refreshCatalogue(): Promise<void>;
  /** Puts a cell after the selected one and goes there. */
  add(cell: Cell): void;
}

/** A notebook with its cells, keys and runs. */
export function createNotebookView(first: History<Notebook>, host: NotebookHost): NotebookView {
  const {desk, format, definitions} = host;
  const list = element("div", {className: "cells"});
  const views = new Map<string, CellView>();
  const keys = createKeys();
  let history = first;
  let selected = shown(first).cells[0]?.id ?? "";
  let catalogue: Catalogue = {tables: [], metrics: []};

  const notebook = (): Notebook => shown(history);
  const cells = (): readonly Cell[] => notebook().cells;
  const byName = (name: string): Cell | undefined => cells().find((cell) => nameOf(cell) === name);
  const resultOf = (name: string): Result | null => {
    const state = runner.state(byName(name)?.id ?? "");
    return state.is === "done" ? state.value : null;
  };
  const runner = createRunner<Result | null>({
    cells,
    execute: (cell, signal) => desk.execute(cell, cells(), {signal, resultOf}),
    onState: (id, state) => views.get(id)?.show(state, false),
    now: () => performance.now()
  });

  const cellHost: CellHost = {
    format,
    cells,
    resultOf,
    names: () => names,
    select: (id) => select(id, {focus: false}),
    change: changeCell,
    rename,
    act
  };
  const names: Names = {
    all: () => knownNames(catalogue, cells(), results()),
    columnsOf: (name) => columnsOf(name, catalogue, results()),
    parametersOf: (name) => parametersOf(name, catalogue)
  };

  function results(): Map<string, Table> {
    const known = new Map<string, Table>();
    for (const cell of cells()) {
      const name = nameOf(cell);
      const state = runner.state(cell.id);
      if (name !== null && state.is === "done" && state.value)
        known.set(name, {name, columns: state.value.columns});
    }
    return known;
  }

  function become(next: History<Notebook>): void {
    history = next;
    host.onChange(history);
    draw();
  }

  function change(next: Notebook, what: string): void {
    become(record(history, {...next, snapshot: snapshotOf(host.manifest)}, {at: Date.now(), what}));
  }

  function changeCell(cell: Cell, what: string): void {
    const next = {...replaceCell(notebook(), cell), snapshot: snapshotOf(host.manifest)};
    history = record(history, next, {at: Date.now(), what});
    host.onChange(history);
    if (cell.kind !== "text" && cell.kind !== "sql") {
      views.get(cell.id)?.update(cell);
      void run([cell.id]);
    } else views.get(cell.id)?.show(runner.state(cell.id), runner.stale(cell.id));
  }

  function rename(id: string, name: string): string | null {
    const taken = cells()
      .filter((cell) => cell.id !== id)
      .map((cell) => nameOf(cell) ?? "");
    const problem = nameProblem(name, taken);
    if (problem === null) change(renameCell(notebook(), id, name), "renamed a cell");
    return problem;
  }

  function draw(): void {
    const ids = new Set(cells().map(({id}) => id));
    for (const [id, view] of views) if (!ids.has(id)) dispose(id, view);
    const before = document.activeElement;
    const order = cells().map((cell) => drawn(cell).element);
    order.forEach((each, i) => {
      if (list.children[i] !== each) list.insertBefore(each, list.children[i] ?? null);
    });
    if (before instanceof HTMLElement && before.isConnected && document.activeElement !== before)
      before.focus();
    if (!ids.has(selected)) selected = cells()[0]?.id ?? "";
    for (const [id, view] of views) view.select(id === selected);
  }

  function dispose(id: string, view: CellView): void {
    view.close();
    view.element.remove();
    views.delete(id);
    kinds.delete(id);
  }

  const kinds = new Map<string, Kind>();
  function drawn(cell: Cell): CellView {
    const old = views.get(cell.id);
    if (old && kinds.get(cell.id) === cell.kind) {
      old.update(cell);
      return old;
    }
    if (old) dispose(cell.id, old);
    const view = cellFrame(cell, cellHost, bodyOf(cell, cellHost));
    view.show(runner.state(cell.id), false);
    views.set(cell.id, view);
    kinds.set(cell.id, cell.kind);
    return view;
  }

  function select(id: string, {focus = true} = {}): void {
    if (!views.has(id)) return;
    selected = id;
    for (const [each, view] of views) view.select(each === id);
    if (focus) views.get(id)?.element.focus();
  }

  const indexOf = (id: string): number => cells().findIndex((cell) => cell.id === id);
  const goTo = (index: number): void => {
    const cell = cells()[Math.max(0, Math.min(cells().length - 1, index))];
    if (cell) select(cell.id);
  };

  function insert(kind: Exclude<Kind, "code">, index: number, {edit = false} = {}): void {
    const made = newCell(kind, cells());
    const cell = made.kind === "chart" ? {...made, of: queryAbove(cells(), index)} : made;
    change(insertCell(notebook(), cell, index), "added a cell");
    select(cell.id);
    if (cell.kind === "chart" && cell.of) void run([cell.id]);
    if (edit) views.get(cell.id)?.edit();
  }

  async function run(ids: readonly string[]): Promise<void> {
    if (!host.mayRun()) return;
    const start = performance.now();
    await runner.run(ids);
    performance.measure("cell-run", {start});
  }

  /** Runs every cell but queries in which nothing is written yet. */
  async function runAll(): Promise<void> {
    await run(
      cells()
        .filter((cell) => cell.kind !== "sql" || cell.text.trim() !== "")
        .map(({id}) => id)
    );
  }

  function act(action: Parameters<CellHost["act"]>[0], id: string): void {
    if (id !== selected) select(id, {focus: false});
    const at = indexOf(id);
    const add = /^add-(\w+)$/.exec(action)?.[1];
    if (add) return insert(add as "text", at + 1, {edit: true});
    if (action === "csv" || action === "png") return void saveOutput(id, action);
    actions[action as Action](id, at);
  }

  const actions: Record<Action, (id: string, at: number) => void> = {
    run: (id) => {
      leave(id);
      void run([id]);
    },
    "run-next": (id, at) => {
      void run([id]);
      if (at + 1 < cells().length) return goTo(at + 1);
      insert("sql", at + 1, {edit: true});
    },
    "run-insert": (id, at) => {
      void run([id]);
      insert("sql", at + 1, {edit: true});
    },
    edit: (id) => views.get(id)?.edit(),
    leave: (id) => leave(id),
    up: (_, at) => goTo(at - 1),
    down: (_, at) => goTo(at + 1),
    first: () => goTo(0),
    last: () => goTo(cells().length - 1),
    "insert-above": (_, at) => insert("sql", at),
    "insert-below": (_, at) => insert("sql", at + 1),
    delete: (id, at) => {
      change(deleteCell(notebook(), id), "deleted a cell");
      goTo(Math.min(at, cells().length - 1));
    },
    undo: () => undo(-1),
    redo: () => undo(1),
    "move-up": (id) => move(id, -1),
    "move-down": (id) => move(id, 1),
    "to-text": (id) => turn(id, "text"),
    "to-sql": (id) => turn(id, "sql"),
    "to-chart": (id) => turn(id, "chart"),
    "to-input": (id) => turn(id, "input"),
    stop: () => runner.stop(),
    "run-all": () => void runAll(),
    save: () => change(notebook(), "saved"),
    help: () => host.onHelp()
  };

  function leave(id: string): void {
    views.get(id)?.element.focus();
  }

  function move(id: string, by: number): void {
    change(moveCell(notebook(), id, by), "moved a cell");
    select(id);
  }

  function turn(id: string, kind: Exclude<Kind, "code">): void {
    change(turnCell(notebook(), id, kind), "changed the kind of a cell");
    select(id);
    if (kind === "chart") void run([id]);
  }

  function undo(steps: -1 | 1): void {
    become(step(history, steps));
    select(selected);
    rerunChanged();
  }

  /** Inputs and charts follow their settings at once, also when these come back. */
  function rerunChanged(): void {
    const live = cells().filter(({kind, id}) => (kind === "input" || kind === "chart") && runner.stale(id));
    if (live.length > 0) void run(live.map(({id}) => id));
  }

  function onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const frame = target.closest<HTMLElement>(".cell");
    if (!frame || event.isComposing) return;
    if (event.key === "Escape" && document.querySelector(".cm-tooltip-autocomplete")) return;
    const action = keys(event, target === frame ? "command" : "edit");
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    act(action, frame.id);
  }
  list.addEventListener("keydown", onKey, {capture: true});
  list.addEventListener("focusin", ({target}) => {
    const frame = (target as HTMLElement).closest<HTMLElement>(".cell");
    if (frame && frame.id !== selected) select(frame.id, {focus: false});
  });

  async function saveOutput(id: string, kind: "csv" | "png"): Promise<void> {
    const cell = cells()[indexOf(id)];
    const state = runner.state(id);
    if (!cell || state.is !== "done" || !state.value) return;
    if (kind === "csv") return download(resultCsv(state.value), fileName(nameOf(cell) ?? "rows", "csv"));
    const svg = views.get(id)?.element.querySelector<SVGSVGElement>(".cell-output svg");
    if (!svg || cell.kind !== "chart") return;
    const {chartPng} = await import("../../components/png.js");
    const {manifest} = host;
    const source = `${manifest.title} · figures to ${format.date(manifest.as_of)} · ${notebook().title}`;
    const title = views.get(id)?.element.querySelector("figcaption")?.textContent ?? "";
    download(await chartPng(svg, {title, subtitle: "", source}), fileName(cell.of, "png"));
  }

  async function refreshCatalogue(): Promise<void> {
    const metrics = await definitions.all().catch(() => []);
    catalogue = {...catalogue, metrics};
    catalogue = {metrics, tables: await desk.tables()};
  }

  draw();
  return {
    element: list,
    get history() {
      return history;
    },
    get catalogue() {
      return catalogue;
    },
    open(next) {
      runner.stop();
      for (const [id, view] of views) dispose(id, view);
      history = next;
      selected = cells()[0]?.id ?? "";
      draw();
    },
    retitle: (title) => change({...notebook(), title}, "changed the title"),
    runAll,
    stop: () => runner.stop(),
    undo,
    bringBack(index) {
      become(restore(history, index, Date.now()));
      rerunChanged();
    },
    refreshCatalogue,
    add(cell) {
      change(insertCell(notebook(), cell, indexOf(selected) + 1), "added a cell");
      select(cell.id);
      void run([cell.id]);
    }
  };
}

function snapshotOf({as_of, fingerprint}: Manifest): Notebook["snapshot"] {
  return {as_of, fingerprint};
}
