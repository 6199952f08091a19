/** Names in an order in which each stands after those that its text reads; `reads` gives the names in a text. */
export function readingOrder(
  texts: ReadonlyMap<string, string>,
  reads: (text: string) => readonly string[]
): string[] {
  const ordered = new Set<string>();
  const begun = new Set<string>();
  const place = (name: string): void => {
    if (begun.has(name)) return;
    begun.add(name);
    for (const other of reads(texts.get(name) ?? "")) if (texts.has(other)) place(other);
    ordered.add(name);
  };
  for (const name of texts.keys()) place(name);
  return [...ordered];
}
