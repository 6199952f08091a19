interface Closable {
  close(): Promise<void>;
}

let open: {readonly key: string; readonly it: Promise<Closable>} | null = null;

/**
 * What a page has open, by a key that says what it was opened from; with another key the former is closed. A preview
 * loads the modules of a page anew with every change in them; this one imports nothing, so it stays.
 */
export function openOnce<T extends Closable>(key: string, make: () => Promise<T>): Promise<T> {
  if (open?.key === key) return open.it as Promise<T>;
  open?.it.then((it) => it.close()).catch(() => undefined);
  const it = make();
  const mine = {key, it};
  open = mine;
  it.catch(() => {
    if (open === mine) open = null;
  });
  return it;
}
