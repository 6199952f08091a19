import {existsSync, readFileSync} from "node:fs";
import {dirname, join, posix} from "node:path";
import {type Loader, type TransformFailure, transform} from "esbuild";
import {globSync} from "tinyglobby";
import {codeFiles} from "./locate.js";

const endings: readonly (readonly [ending: string, loader: Loader])[] = [
  [".js", "js"],
  [".ts", "ts"],
  [".jsx", "jsx"],
  [".tsx", "tsx"]
];

/** What is wrong with a module of the site, in a sentence; null where it can be read, or is none of the site's. */
export async function faultOf(root: string, path: string): Promise<string | null> {
  if (path.startsWith("..")) return null;
  const stem = `src/${path.slice(0, -3)}`;
  const found = endings.find(([ending]) => existsSync(join(root, stem + ending)));
  // Names in square brackets stand for any, and Framework finds them.
  if (!found) return globSync("src/**/*[[]*", {cwd: root}).length > 0 ? null : missingSentence(root, path);
  const [ending, loader] = found;
  try {
    await transform(readFileSync(join(root, stem + ending), "utf8"), {loader, logLevel: "silent"});
    return null;
  } catch (error) {
    const [first] = (error as TransformFailure).errors ?? [];
    if (!first) return null;
    const at = first.location ? ` line ${first.location.line}, column ${first.location.column + 1}` : "";
    return `${stem}${ending}${at}: ${first.text}. Mend it, and the page comes back by itself.`;
  }
}

function missingSentence(root: string, path: string): string {
  const user = usersOf(root, path)[0];
  const place = user ? `${user.file} line ${user.line}: ` : "";
  return `${place}there is no module src/${path}. Correct the import, or add the file.`;
}

/** A statement of the site that takes names from a module. */
interface Use {
  readonly file: string;
  readonly line: number;
  readonly names: readonly string[];
}

function usersOf(root: string, path: string): Use[] {
  return codeFiles(root).flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(/\b(?:import|export)\s+([\w$\s{},*]*?)\s*from\s*["'](\.[^"']+)["']/g)].flatMap(
      (match) => {
        const [, names = "", from = ""] = match;
        if (posix.join(dirname(file), from).replace(/\.[jt]sx?$/, ".js") !== `src/${path}`) return [];
        return [{file, line: text.slice(0, match.index).split("\n").length, names: namesIn(names)}];
      }
    );
  });
}

/** The names that an import or export asks its module for: those in braces before an "as", and `default`. */
function namesIn(clause: string): string[] {
  const [alone = "", braces = ""] = clause.replace(/^type\s+/, "").split(/[{}]/);
  const named = braces.split(",").map(
    (part) =>
      part
        .replace(/^\s*type\s+/, "")
        .trim()
        .split(/\s+as\s+/)[0] ?? ""
  );
  return [...(/^[\w$]/.test(alone) ? ["default"] : []), ...named.filter(Boolean)];
}

/**
 * A module to be sent in the place of one that cannot be: it has the names that the site asks of that one, so that it can
 * be linked, and throws the sentence as soon as it is run.
 */
export function standIn(root: string, path: string, sentence: string): string {
  const names = [...new Set(usersOf(root, path).flatMap((use) => use.names))];
  const variables = names.map((_, index) => `_${index}`);
  const exported = names.map((name, index) => `_${index} as ${name}`);
  const named = names.length === 0 ? "" : `let ${variables.join(", ")};\nexport {${exported.join(", ")}};\n`;
  return `${named}throw new Error(${JSON.stringify(sentence)});\n`;
}
