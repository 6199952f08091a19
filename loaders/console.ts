/** Output of the commands: results on standard output, everything else on standard error. */

// A reader such as `head` may close the pipe before everything is written; that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

/** Prints a result. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints what is going on; kept off standard output so that results can be piped. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A table of texts in columns; numbers are aligned to the right. */
export function textTable(header: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = rows.map((row) => row.map(cellText));
  const widths = header.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0))
  );
  const right = header.map((_, column) => rows.every((row) => isNumeric(row[column])));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        right[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
      )
      .join("  ")
      .trimEnd();
  return [line(header), line(widths.map((width) => "─".repeat(width))), ...cells.map(line)].join("\n");
}

function isNumeric(value: unknown): boolean {
  return value === null || value === undefined || typeof value === "number" || typeof value === "bigint";
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return numberText(value);
  return typeof value === "string" ? value.replace(/[\p{Cc}]+/gu, " ") : JSON.stringify(value);
}

/** All digits before the point and, in all, at least six. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const whole = Math.trunc(Math.abs(value)).toString().length;
  return value.toFixed(Math.min(Math.max(2, 6 - whole), 6));
}

/** Bytes as "1.2 MB". */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] =
    bytes < 1e6 ? [bytes / 1e3, "kB"] : bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${value.toFixed(1)} ${unit}`;
}

/** Seconds since a time in milliseconds, as "1.2 s". */
export function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
