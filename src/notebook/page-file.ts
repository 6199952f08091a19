import {compile, withoutCells} from "./compile.js";
import {freeName, nameOf, type Cell, type InputSettings, type Notebook} from "./document.js";
import type {ChartSettings} from "./chart-settings.js";
import {slug} from "../stats/slug.js";
import {inertText, liveText} from "./page-text.js";

/** The name of a page's file, without ".md": what its address will be. */
export function pageName(title: string): string {
  return slug(title) || "notebook";
}

/**
 * A notebook as a page of the report, to be put into `src` as `pageName(title)`.md. Queries carry the cells that
 * they select from, so that each stands alone, as the build checks it.
 */
export function toPage(notebook: Notebook): string {
  const {title, cells, snapshot, front} = notebook;
  const head = [
    `title: ${JSON.stringify(title)}`,
    ...(snapshot ? [`notebook: ${JSON.stringify(snapshot)}`] : []),
    ...(front ? [front] : [])
  ];
  const parts = cells.map((cell, i) => pagePart(cell, cells, cells[i - 1]));
  return (
    [`---\n${head.join("\n")}\n---`, ...preamble(notebook), `# ${inertText(title)}`, ...parts].join("\n\n") +
    "\n"
  );
}

function preamble({title, cells}: Notebook): string[] {
  const own = cells.some((cell) => cell.kind === "code" && /\bopenPage\(/.test(cell.text));
  const file = `data/report/first-view/${pageName(title)}.json`;
  const open = [
    'import {openPage} from "./components/page.js";',
    "",
    `const {sql, Inputs} = await openPage(FileAttachment("${file}"));`
  ];
  const parts = 'import {notebookChart, notebookInput} from "./notebook/page-cells.js";';
  const used = cells.some(({kind}) => kind === "chart" || kind === "input");
  return [...(own ? [] : [fence("js", open.join("\n"))]), ...(used ? [fence("js", parts)] : [])];
}

function pagePart(cell: Cell, cells: readonly Cell[], before: Cell | undefined): string {
  switch (cell.kind) {
    case "text":
      return `${before === undefined || before.kind === "text" || cell.text === "" ? textMark : ""}${inertText(cell.text)}`;
    case "sql":
      return fence(`sql id=${cell.name} display`, sqlOf(cell, cells));
    case "chart":
      return fence("js", `display(notebookChart(${cell.of || "null"}, ${JSON.stringify(cell.chart)}));`);
    case "input": {
      const from = cell.input.type === "dropdown" && cell.input.from ? `, ${cell.input.from}` : "";
      return fence("js", `const ${cell.name} = view(notebookInput(${JSON.stringify(cell.input)}${from}));`);
    }
    case "code":
      return fence(cell.info, cell.text);
  }
}

/** Begins a text where it could not be told from the one before, or from the page's title. */
const textMark = "<!-- text -->\n";

/** A query that cannot be put together yet stands as it is; the build then says what is wrong with it. */
function sqlOf(cell: Extract<Cell, {kind: "sql"}>, cells: readonly Cell[]): string {
  try {
    return compile(cell, cells).sql;
  } catch {
    return cell.text;
  }
}

function fence(info: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  return `${mark}${info}\n${code}\n${mark}`;
}

/** A page as a notebook. What is no part of a notebook is kept as code, and is not run. */
export function fromPage(markdown: string, fallbackTitle = "Untitled notebook"): Notebook {
  const [front, body] = splitFront(markdown.replace(/\r\n?/g, "\n"));
  const title = valueIn(front, "title") ?? /^# +(.+?)\s*$/m.exec(body)?.[1] ?? fallbackTitle;
  const rest = front.filter((line) => !/^(title|notebook):/.test(line)).join("\n");
  const cells: Cell[] = [];
  let headed = false;
  for (const block of blocksOf(body)) {
    if (block.info !== null) {
      const cell = cellOfFence(block.info, block.text, cells);
      if (cell) cells.push({...cell, id: `c${cells.length + 1}`} as Cell);
      continue;
    }
    let text = block.text;
    const heading = `# ${inertText(String(title))}`;
    if (!headed && (text === heading || text.startsWith(`${heading}\n`))) {
      headed = true;
      text = text.slice(heading.length);
    }
    for (const each of textsIn(text))
      cells.push({id: `c${cells.length + 1}`, kind: "text", text: liveText(each)});
  }
  return {
    title: String(title),
    snapshot: snapshotIn(front),
    cells: cells.length > 0 ? cells : [{id: "c1", kind: "text", text: ""}],
    ...(rest.trim() === "" ? {} : {front: rest})
  };
}

/** Texts between marks; what stands before the first mark counts only when it says something. */
function textsIn(text: string): string[] {
  const [before = "", ...marked] = text.split(/(?:^|\n)<!-- text -->(?:\n|$)/);
  return [...(before.trim() === "" ? [] : [before]), ...marked].map((each) => each.replace(/^\n+|\n+$/g, ""));
}

function splitFront(markdown: string): [string[], string] {
  const match = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(markdown);
  return match ? [match[1]!.split("\n"), markdown.slice(match[0].length)] : [[], markdown];
}

function valueIn(front: readonly string[], key: string): string | null {
  const value = front
    .find((line) => line.startsWith(`${key}:`))
    ?.slice(key.length + 1)
    .trim();
  if (value === undefined || value === "") return null;
  const parsed = value.startsWith('"') ? json(value) : null;
  return typeof parsed === "string" ? parsed : value.replace(/^(['"])(.*)\1$/, "$2");
}

function snapshotIn(front: readonly string[]): Notebook["snapshot"] {
  const value = json(front.find((line) => line.startsWith("notebook:"))?.slice("notebook:".length) ?? "");
  const {as_of, fingerprint} = (value ?? {}) as Record<string, unknown>;
  return typeof as_of === "string" && typeof fingerprint === "string" ? {as_of, fingerprint} : null;
}

interface Block {
  /** What stands after the backticks; null for text. */
  readonly info: string | null;
  readonly text: string;
}

const liveTags = new Set(["js", "ts", "jsx", "tsx", "sql", "html", "svg", "tex", "dot", "mermaid"]);

/** Text and fences that a page would run, in order; fences that it would only show belong to the text. */
function blocksOf(body: string): Block[] {
  const blocks: Block[] = [];
  let text: string[] = [];
  let open: {mark: string; info: string | null; lines: string[]} | null = null;
  const endText = (): void => {
    if (text.join("").trim() !== "")
      blocks.push({info: null, text: text.join("\n").replace(/^\n+|\n+$/g, "")});
    text = [];
  };
  for (const line of body.split("\n")) {
    if (open) {
      const closes = line.trim().startsWith(open.mark) && /^(`+|~+)$/.test(line.trim());
      if (open.info === null) text.push(line);
      else if (closes) blocks.push({info: open.info, text: open.lines.join("\n")});
      else open.lines.push(line);
      if (closes) open = null;
      continue;
    }
    const [, mark = "", info = ""] = /^ {0,3}(`{3,}|~{3,})\s*([^`]*)$/.exec(line) ?? [];
    const tag = /^[^{\s]*/.exec(info)?.[0].toLowerCase() ?? "";
    const runs = liveTags.has(tag) && !/\brun=("?)false\1(?:\s|$)/.test(info);
    if (mark) open = {mark, info: runs ? info.trim() : null, lines: []};
    if (mark && runs) endText();
    else text.push(line);
  }
  if (open?.info) blocks.push({info: open.info, text: open.lines.join("\n")});
  endText();
  return blocks;
}

function cellOfFence(info: string, text: string, cells: readonly Cell[]): Omit<Cell, "id"> | null {
  const name = /^sql\b.*\bid=(\w+)/.exec(info)?.[1];
  if (/^sql\b/.test(info))
    return {kind: "sql", name: plainName(name, cells), text: withoutCells(text)} as Omit<Cell, "id">;
  if (info !== "js") return {kind: "code", info, text} as Omit<Cell, "id">;
  if (ownOpening.test(text) || ownImport.test(text)) return null;
  return chartIn(text) ?? inputIn(text) ?? ({kind: "code", info, text} as Omit<Cell, "id">);
}

function plainName(name: string | undefined, cells: readonly Cell[]): string {
  return name !== undefined && !cells.some((cell) => nameOf(cell) === name) ? name : freeName("query", cells);
}

const ownOpening =
  /^import \{openPage\} from "\.\/components\/page\.js";\s+const \{sql, Inputs\} = await openPage\(FileAttachment\("data\/report\/first-view\/[\w./-]+\.json"\)\);\s*$/;
const ownImport = /^import \{notebookChart, notebookInput\} from "\.\/notebook\/page-cells\.js";\s*$/;

function chartIn(text: string): Omit<Cell, "id"> | null {
  const [, of = "", settings = ""] =
    /^display\(notebookChart\((\w+), (null|\{.*\})\)\);\s*$/.exec(text) ?? [];
  if (of === "") return null;
  return {kind: "chart", of: of === "null" ? "" : of, chart: json(settings) as ChartSettings | null} as Omit<
    Cell,
    "id"
  >;
}

function inputIn(text: string): Omit<Cell, "id"> | null {
  const match = /^const (\w+) = view\(notebookInput\((\{.*\})(?:, \w+)?\)\);\s*$/.exec(text);
  const input = json(match?.[2] ?? "") as InputSettings | null;
  return match && input ? ({kind: "input", name: match[1]!, input} as Omit<Cell, "id">) : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
