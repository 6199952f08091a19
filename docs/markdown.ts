/** Text that Markdown must not read as markup, fit for a cell of a table. */
export function cell(text: string): string {
  return text.replace(/[|*<>\\[\]]/g, "\\$&").replace(/\s+/g, " ");
}

/** Text as code, fit for a cell of a table. */
export function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

/** A table; cells are Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Blocks, one blank line between them; empty ones are left out. */
export function blocks(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
