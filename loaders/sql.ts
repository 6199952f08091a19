/** Quotes an identifier for DuckDB. Characters of value 0, which would end the statement, are left out. */
export function quoteName(name: string): string {
  return `"${name.replaceAll("\0", "").replaceAll('"', '""')}"`;
}

/** Quotes a text for DuckDB. Characters of value 0, which would end the statement, are left out. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("\0", "").replaceAll("'", "''")}'`;
}

/** A list literal of texts. */
export function quoteList(texts: readonly string[]): string {
  return `[${texts.map(quoteText).join(", ")}]`;
}
