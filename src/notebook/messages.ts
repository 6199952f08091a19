/** What DuckDB said, in words, and where in what was sent; null when it named no place. */
export interface Fault {
  readonly message: string;
  readonly at: number | null;
}

/**
 * Reads an error of DuckDB: its sentence and, from the line and the caret below it, the place. A long line is
 * quoted in part, with "..." at its ends, so the place is found by what is quoted.
 */
export function readFault(error: string, sql: string): Fault {
  const lines = error.split("\n");
  const quote = lines.findIndex((line) => /^LINE \d+: /.test(line));
  const words = (quote < 0 ? lines : lines.slice(0, quote)).map((line) => line.trim()).filter(Boolean);
  return {message: sentence(words), at: quote < 0 ? null : placeOf(lines, quote, sql)};
}

function sentence(words: readonly string[]): string {
  const [first = "The query could not be run", ...rest] = words;
  const plain = first.replace(/^(?:[A-Za-z]+ )+Error: (?=.)/, "");
  return [plain.replace(/[!.]?$/, "."), ...rest.map((line) => line.replace(/[.]?$/, "."))].join(" ");
}

function placeOf(lines: readonly string[], quote: number, sql: string): number | null {
  const [, number = "1", quoted = ""] = /^LINE (\d+): (.*)$/.exec(lines[quote] ?? "") ?? [];
  const caret = lines.slice(quote + 1).find((line) => /^\s*\^\s*$/.test(line));
  if (caret === undefined) return null;
  const sent = sql.split("\n");
  const line = Number(number) - 1;
  const start = sent.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
  const column = caret.indexOf("^") - `LINE ${number}: `.length;
  if (!quoted.startsWith("...")) return start + column;
  const part = quoted.replace(/^\.\.\.|\.\.\.$/g, "");
  const found = (sent[line] ?? "").indexOf(part);
  return found < 0 ? null : start + found + column - "...".length;
}
