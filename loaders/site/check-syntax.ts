import {readFileSync} from "node:fs";
import {join} from "node:path";
import {Parser} from "acorn";
import {parse} from "parse5";
import {globSync} from "tinyglobby";
import {readFences} from "./fences.js";
import {elements, getAttribute, textContent} from "./html.js";
import {sourceOf} from "./locate.js";

/**
 * Code that Framework could not parse. It does not fail for that, but prints the error into the page; the
 * sentences returned name the page and, where it can be found, the line.
 */
export function checkSyntax({root, dir}: {root: string; dir: string}): string[] {
  return globSync("**/*.html", {cwd: dir})
    .sort()
    .flatMap((page) => {
      const errors = errorsIn(readFileSync(join(dir, page), "utf8"));
      if (errors.length === 0) return [];
      const source = sourceOf(page);
      return errorsOfPage(source, readFileSync(join(root, source), "utf8"), errors);
    });
}

/** The errors that Framework printed into a page. */
function errorsIn(html: string): string[] {
  return [...elements(parse(html))]
    .filter((element) => getAttribute(element, "class")?.includes("observablehq--error"))
    .map((element) => textContent(element).replace(/^SyntaxError: /, ""));
}

function errorsOfPage(source: string, markdown: string, errors: string[]): string[] {
  const found = [...fenceErrors(markdown), ...expressionErrors(markdown)];
  if (found.length >= errors.length)
    return found.map(({line, reason}) => `${source} line ${line}: ${reason}.`);
  return errors.map((reason) => `${source}: ${reason}.`);
}

interface CodeError {
  line: number;
  reason: string;
}

function fenceErrors(markdown: string): CodeError[] {
  return readFences(markdown)
    .filter(({tag, info}) => tag === "js" && !/\brun=("?)false\1(\s|$)/.test(info))
    .flatMap(({code, line}) => codeErrors(code, line));
}

/** `${…}` in prose, as far as it stands on one line. */
function expressionErrors(markdown: string): CodeError[] {
  const fences = readFences(markdown);
  const inFence = (line: number) =>
    fences.some((fence) => line >= fence.line && line < fence.line + fence.code.split("\n").length);
  return markdown
    .split(/\r?\n/)
    .flatMap((text, index) =>
      inFence(index + 1)
        ? []
        : [...text.matchAll(/(?<!\\)\$\{([^{}`]*)\}/g)]
            .filter(([, code = ""]) => !isExpression(code))
            .map(([all]) => ({line: index + 1, reason: `${all} is not a valid expression`}))
    );
}

function codeErrors(code: string, line: number): CodeError[] {
  if (isExpression(code)) return [];
  try {
    Parser.parse(code, {ecmaVersion: 13, sourceType: "module"});
    return [];
  } catch (error) {
    const {message, loc} = error as SyntaxError & {loc: {line: number; column: number}};
    const reason = message.replace(/ \(\d+:\d+\)$/, "");
    return [{line: line + loc.line - 1, reason: `${reason} at column ${loc.column + 1}`}];
  }
}

function isExpression(code: string): boolean {
  try {
    // A closing parenthesis of its own line, so that a comment at the end does not swallow it.
    Parser.parse(`(${code}\n)`, {ecmaVersion: 13, sourceType: "module"});
    return true;
  } catch {
    return false;
  }
}
