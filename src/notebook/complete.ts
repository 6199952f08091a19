import {referencesOf} from "./references.js";
import {identifierOf, tokensOf} from "./tokens.js";

/** The word at a place, as far as it has been typed, or whole; and the name before its dot. */
export function wordAt(
  text: string,
  at: number,
  {whole = false} = {}
): {from: number; to: number; word: string; owner: string | null} {
  const before = /[\p{L}\p{N}_]*$/u.exec(text.slice(0, at))?.[0] ?? "";
  const after = whole ? (/^[\p{L}\p{N}_]*/u.exec(text.slice(at))?.[0] ?? "") : "";
  const from = at - before.length;
  const owner = /([\p{L}_][\p{L}\p{N}_]*)\.$/u.exec(text.slice(0, from))?.[1];
  const table =
    owner === undefined ? null : (aliasesOf(text).get(owner.toLowerCase()) ?? owner.toLowerCase());
  return {from, to: at + after.length, word: before + after, owner: table};
}

/** Names of the tables, cells and metrics that a query takes its columns from. */
export function columnsBefore(text: string): string[] {
  const calls = [...text.matchAll(/\b(?:from|join)\s+([a-z_]\w*)\s*\(/gi)].map(([, name = ""]) =>
    name.toLowerCase()
  );
  return [...new Set([...referencesOf(text).tables, ...calls])];
}

/** The function whose brackets a place stands in; null outside of any. */
export function metricAround(text: string, at: number): string | null {
  const open: (string | null)[] = [];
  const tokens = tokensOf(text.slice(0, at));
  for (const [index, token] of tokens.entries()) {
    if (token.text === "(") open.push(identifierOf(tokens[index - 1]));
    else if (token.text === ")") open.pop();
  }
  return open.at(-1) ?? null;
}

/** What each alias in FROM and JOIN stands for. */
function aliasesOf(text: string): Map<string, string> {
  const found = text.matchAll(/\b(?:from|join|,)\s+([a-z_]\w*)(?:\s*\([^()]*\))?\s+(?:as\s+)?([a-z_]\w*)/gi);
  return new Map([...found].map(([, table = "", alias = ""]) => [alias.toLowerCase(), table.toLowerCase()]));
}
