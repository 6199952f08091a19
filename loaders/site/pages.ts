import {readFileSync} from "node:fs";
import {join} from "node:path";
import {globSync} from "tinyglobby";
import {parse} from "yaml";
import {ReportError} from "../errors.js";
import {audienceProblem, isShownTo, type Audience} from "../audience/audience.js";

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
  "seller",
  "revenue",
  "results",
  "leads",
  "priorities",
  "compare",
  "notebook",
  "quality",
  "method"
];

/**
 * The pages for the sidebar: every Markdown file below `src` that the audience may see and that is no draft, no template
 * and not the 404 page.
 */
export function listPages(src: string, audience: Audience = "leadership"): Page[] {
  return globSync("**/*.md", {cwd: src, ignore: ["404.md", "**/.*/**"]})
    .filter((file) => !file.includes("["))
    .map((file) => readPage(src, file))
    .filter(({draft, front}) => !draft && isShownTo(audience, front))
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
    front,
    draft: front["draft"] === true,
    rank: rank < 0 ? readingOrder.length : rank
  };
}

/** The settings at the head of a page, checked, and the first heading below them. */
export function readFrontMatter(
  text: string,
  file: string
): {front: Record<string, unknown>; title?: string} {
  const match = /^---\r?\n([^]*?)\r?\n---\r?\n/.exec(text);
  const title = /^# +(.+?)\s*$/m.exec(text.slice(match?.[0].length ?? 0))?.[1];
  const front = parseFrontMatter(match?.[1] ?? "", file);
  const problem = audienceProblem(front);
  if (problem) throw new ReportError(`src/${file}, ${problem}`);
  return {front, title};
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
