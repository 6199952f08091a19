import type {Notebook} from "./document.js";
import type {History} from "./history.js";

/** A notebook as it is kept in the browser, with its versions. */
export interface Kept {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Whether the reader has let it run: false for what came from someone else. */
  readonly trusted: boolean;
  readonly history: History<Notebook>;
}

/** Where notebooks are kept. */
export interface Store {
  /** All of them, the latest first, without their versions. */
  list(): Promise<Omit<Kept, "history">[]>;
  load(id: string): Promise<Kept | null>;
  save(kept: Kept): Promise<void>;
  remove(id: string): Promise<void>;
}

const database = "social-selling-notebooks";
const table = "notebooks";

/** The browser's own store. Rejects where the browser keeps nothing, as in some private windows. */
export async function openStore(factory: IDBFactory = indexedDB): Promise<Store> {
  const opening = factory.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(table, {keyPath: "id"});
  const db = await settled(opening);
  const within = (mode: IDBTransactionMode): IDBObjectStore => db.transaction(table, mode).objectStore(table);
  return {
    async list() {
      const all = (await settled(within("readonly").getAll())) as Kept[];
      return all.map(({history: _, ...rest}) => rest).sort((a, b) => b.savedAt - a.savedAt);
    },
    load: async (id) => ((await settled(within("readonly").get(id))) as Kept | undefined) ?? null,
    save: async (kept) => void (await settled(within("readwrite").put(kept))),
    remove: async (id) => void (await settled(within("readwrite").delete(id)))
  };
}

/** A store that forgets everything when the page is left, for browsers that keep nothing. */
export function forgetfulStore(): Store {
  const all = new Map<string, Kept>();
  return {
    list: () => Promise.resolve([...all.values()].sort((a, b) => b.savedAt - a.savedAt)),
    load: (id) => Promise.resolve(all.get(id) ?? null),
    save: (kept) => Promise.resolve(void all.set(kept.id, kept)),
    remove: (id) => Promise.resolve(void all.delete(id))
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The browser refused to keep the notebook."));
  });
}
