import {readFileSync} from "node:fs";
import {join} from "node:path";
import {globSync} from "tinyglobby";
import {parse} from "yaml";

/** A page of the site: its path without extension (`/adoption`, `/` for the first page) and its title. */
export interface Page {
  path: string;
  name: string;
}

/** The order in which the report is read; pages that are not named here follow by title. */
const readingOrder = [
  "index",
  "adoption",
  "programme",
  "habits",
  "revenue",
  "results",
  "leads",
  "compare",
  "notebook",
  "quality",
  "method"
];

/** The pages for the sidebar: every Markdown file below `src` that is no draft, no template and not the 404 page. */
export function listPages(src: string): Page[] {
  return globSync("**/*.md", {cwd: src, ignore: ["404.md", "**/.*/**"]})
    .filter((file) => !file.includes("["))
    .map((file) => readPage(src, file))
    .filter(({draft}) => !draft)
    .sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name, "en"))
    .map(({path, name}) => ({path, name}));
}

function readPage(src: string, file: string) {
  const {front, title} = readFrontMatter(readFileSync(join(src, file), "utf8"), file);
  const key = file.slice(0, -".md".length);
  const rank = readingOrder.indexOf(key);
  return {
    path: `/${key}`.replace(/\/index$/, "/"),
    name: titleOf(front["title"]) ?? title ?? key,
    draft: front["draft"] === true,
    rank: rank < 0 ? readingOrder.length : rank
  };
}

function readFrontMatter(text: string, file: string): {front: Record<string, unknown>; title?: string} {
  const match = /^---\r?\n([^]*?)\r?\n---\r?\n/.exec(text);
  const title = /^# +(.+?)\s*$/m.exec(text.slice(match?.[0].length ?? 0))?.[1];
  return {front: parseFrontMatter(match?.[1] ?? "", file), title};
}

function parseFrontMatter(yaml: string, file: string): Record<string, unknown> {
  try {
    return (parse(yaml) as Record<string, unknown> | null) ?? {};
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0]?.replace(/:$/, "") ?? "";
    throw new Error(`src/${file}: the front matter between the --- lines is not valid YAML: ${reason}.`, {
      cause: error
    });
  }
}

function titleOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
