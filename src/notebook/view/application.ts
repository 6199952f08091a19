import type {Database} from "../../components/engine.js";
import type {Definitions} from "../../components/definitions.js";
import {download, fileName} from "../../components/download.js";
import type {Format} from "../../components/format.js";
import type {Manifest} from "../../components/manifest.js";
import {messageOf, type Session} from "../../components/session.js";
import type {Desk} from "../desk.js";
import {emptyNotebook, type Notebook} from "../document.js";
import {bringFile, type Brought} from "../files.js";
import {starterOf} from "../gallery.js";
import {fromJupyter} from "../from-jupyter.js";
import {goneNames} from "../gone.js";
import {shown, startHistory, type History} from "../history.js";
import {toJupyter} from "../jupyter.js";
import {fromFragment, toFragment} from "../link.js";
import {fromPage, pageName, toPage} from "../page-file.js";
import type {Kept, Store} from "../store.js";
import {button, element} from "./dom.js";
import {createNotebookView} from "./notebook.js";
import {showHelp, showNotebooks, showShare, showVersions} from "./panels.js";

export interface ApplicationOptions {
  readonly manifest: Manifest;
  readonly definitions: Definitions;
  readonly session: Session<Database>;
  readonly desk: Desk;
  readonly format: Format;
  readonly store: Store;
  /** Whether the store outlives the page. */
  readonly keeps: boolean;
}

type Opened = Pick<Kept, "id" | "trusted" | "history">;

/** The whole of the notebook page: its bar, what has to be said, the cells. */
export async function createApplication(options: ApplicationOptions): Promise<HTMLElement> {
  const {manifest, definitions, session, desk, format, store} = options;
  const notices = element("div", {className: "notices"});
  const brought: Brought[] = [];
  let problem: string | null = null;
  let opened = await firstNotebook(store, (sentence) => (problem = sentence));
  let saving: ReturnType<typeof setTimeout> | undefined;

  const view = createNotebookView(opened.history, {
    desk,
    format,
    manifest,
    definitions,
    mayRun: () => {
      if (!opened.trusted) notices.querySelector<HTMLElement>("button")?.focus();
      return opened.trusted;
    },
    onHelp: showHelp,
    onChange(history) {
      opened = {...opened, history};
      if (title.value !== shown(history).title) title.value = shown(history).title;
      clearTimeout(saving);
      saving = setTimeout(save, 300);
    }
  });

  const title = element("textarea", {
    className: "notebook-title",
    rows: 1,
    "aria-label": "Title of the notebook",
    value: shown(opened.history).title,
    onkeydown: (event: KeyboardEvent) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      title.blur();
    },
    onchange: () => view.retitle(title.value.replace(/\s+/g, " ").trim() || "Untitled notebook")
  });
  const engine = element("span", {className: "engine-state", role: "status"});
  const picker = element("input", {
    type: "file",
    hidden: true,
    multiple: true,
    "aria-label": "A table of your own",
    accept: ".csv,.tsv,.txt,.jsonl,.ndjson,.duckdb,.db",
    onchange: () => void bring([...(picker.files ?? [])]).finally(() => (picker.value = ""))
  });
  const files = element("div", {className: "brought"});
  const bar = element(
    "div",
    {className: "notebook-bar", role: "toolbar", "aria-label": "Notebook"},
    button("Notebooks", () => void openList()),
    button("Run all", () => void view.runAll()),
    button("Stop", () => view.stop()),
    button("Undo", () => view.undo(-1)),
    button("Redo", () => view.undo(1)),
    button("Versions", () => showVersions(view.history, format, (index) => view.bringBack(index))),
    button("Bring a file", () => picker.click()),
    button("Hand it on", share),
    button("Keys", showHelp),
    picker
  );
  const root = element("div", {className: "notebook"}, title, bar, engine, files, notices, view.element);

  function save(): void {
    clearTimeout(saving);
    const kept: Kept = {...opened, title: shown(opened.history).title, savedAt: Date.now()};
    store.save(kept).catch((error: unknown) => say(`The notebook could not be kept: ${messageOf(error)}`));
    history.replaceState(null, "", `${location.pathname}${location.search}#n=${opened.id}`);
  }
  addEventListener("pagehide", () => saving !== undefined && save());

  function show(next: Opened): void {
    if (saving !== undefined) save();
    opened = next;
    title.value = shown(next.history).title;
    problem = null;
    view.open(next.history);
    save();
    tell();
    if (opened.trusted) void view.runAll();
  }

  /** What the reader has to know of this notebook. */
  function tell(): void {
    const {snapshot, cells} = shown(opened.history);
    const gone =
      view.catalogue.tables.length > 0
        ? goneNames(
            cells,
            view.catalogue,
            brought.flatMap(({tables}) => tables)
          )
        : [];
    const other = snapshot !== null && snapshot.fingerprint !== manifest.fingerprint;
    notices.replaceChildren();
    if (problem !== null) say(problem);
    if (!options.keeps)
      say("This browser keeps nothing for this page. Save the notebook as a page before you leave.");
    if (!opened.trusted) {
      const run = button("Run this notebook", () => {
        opened = {...opened, trusted: true};
        tell();
        save();
        void view.runAll();
      });
      notices.append(
        element(
          "p",
          {className: "notice"},
          "This notebook was made by someone else. Nothing of it has been run. Read it, then ",
          run
        )
      );
    }
    if (other)
      say(
        `The notebook was written for figures to ${format.date(snapshot.as_of)}${
          snapshot.as_of === manifest.as_of ? ", from other data" : ""
        }; this report has figures to ${format.date(manifest.as_of)}.`
      );
    if (gone.length > 0)
      say(
        `The notebook asks for what this report does not have: ${gone.join(", ")}. If it is a file, bring it again.`
      );
  }

  function say(sentence: string): void {
    notices.append(element("p", {className: "notice", role: "alert"}, sentence));
  }

  async function openList(): Promise<void> {
    showNotebooks(await store.list().catch(() => []), format, {
      starter: (key) => show(fresh(starterOf(key) ?? emptyNotebook())),
      open: (id) => void store.load(id).then((kept) => kept && show(kept)),
      remove: (id) => store.remove(id),
      blank: () => show(fresh(emptyNotebook())),
      file: (file) => void openFile(file)
    });
  }

  /** A page of a report or a notebook of Jupyter, which is shown and not run. */
  async function openFile(file: File): Promise<void> {
    const name = file.name.replace(/\.(md|ipynb)$/i, "");
    const read = /\.ipynb$/i.test(file.name) ? fromJupyter : fromPage;
    try {
      show(foreign(read(await file.text(), name)));
    } catch (error) {
      say(messageOf(error));
    }
  }

  function share(): void {
    const notebook = shown(opened.history);
    showShare({
      pageName: pageName(notebook.title),
      page: () =>
        download(new Blob([toPage(notebook)], {type: "text/markdown"}), `${pageName(notebook.title)}.md`),
      jupyter: () =>
        download(
          new Blob([toJupyter(notebook)], {type: "application/x-ipynb+json"}),
          fileName(notebook.title, "ipynb")
        ),
      async link() {
        const link = `${location.origin}${location.pathname}${await toFragment(notebook)}`;
        await navigator.clipboard.writeText(link);
        return `Copied: ${format.count(link.length)} letters${link.length > 8000 ? ". Some programs cut links of this length; a page file is safer." : "."}`;
      }
    });
  }

  async function bring(given: readonly File[]): Promise<void> {
    for (const file of given) {
      if (/\.(md|ipynb)$/i.test(file.name)) {
        await openFile(file);
        continue;
      }
      try {
        const taken = [
          ...view.catalogue.tables.map(({name}) => name),
          ...shown(opened.history).cells.map((cell) => ("name" in cell ? cell.name : ""))
        ];
        brought.push(await bringFile(await desk.connection(), file, taken));
        await view.refreshCatalogue();
      } catch (error) {
        say(messageOf(error));
      }
    }
    files.replaceChildren(...brought.map(broughtLine));
  }

  addEventListener(
    "dragover",
    (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault()
  );
  addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    void bring([...event.dataTransfer.files]);
  });
  addEventListener("hashchange", () => {
    if (/^#(notebook|starter)=/.test(location.hash))
      void firstNotebook(store, (sentence) => (problem = sentence)).then(show);
  });
  session.watch((state) => (engine.textContent = "message" in state ? `${state.message} …` : ""));

  tell();
  void afterPaint()
    .then(() => view.refreshCatalogue())
    .then(tell, () => undefined);
  if (opened.trusted) void afterPaint().then(() => view.runAll());
  return root;
}

function broughtLine({file, tables}: Brought): HTMLElement {
  const names = tables.map((name) => element("code", {}, name));
  return element(
    "p",
    {},
    `${file} stays in this browser and goes nowhere. Ask it as `,
    ...names.flatMap((name, i) => (i === 0 ? [name] : [", ", name])),
    "."
  );
}

const fresh = (notebook: Notebook): Opened => opening(notebook, true);
const foreign = (notebook: Notebook): Opened => opening(notebook, false);

function opening(notebook: Notebook, trusted: boolean): Opened {
  const history: History<Notebook> = startHistory(notebook, Date.now());
  return {id: crypto.randomUUID(), trusted, history};
}

/** What the address names; else the notebook that was open last; else an empty one. */
async function firstNotebook(store: Store, onProblem: (sentence: string) => void): Promise<Opened> {
  const [, kind, value = ""] = /^#(starter|n|notebook)=(.*)$/.exec(location.hash) ?? [];
  try {
    const linked = kind === "notebook" ? await fromFragment(location.hash) : null;
    if (linked) return foreign(linked);
    const starter = kind === "starter" ? starterOf(value) : null;
    if (starter) return fresh(starter);
    const [last] = await store.list();
    const kept = await store.load(kind === "n" ? value : (last?.id ?? ""));
    if (kept) return kept;
  } catch (error) {
    onProblem(messageOf(error));
  }
  return fresh(emptyNotebook());
}

function afterPaint(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
