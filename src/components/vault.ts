import type {FileAttachmentValue} from "observablehq:stdlib";
import {DamagedFile, fromBase64, opens, toBase64, unlock, unseal, type Lock} from "../protection/seal.js";
import {isSealedJson, unsealJson} from "../protection/sealed-json.js";

type Key = Uint8Array<ArrayBuffer>;

/** What the vault does to the page; tests pass their own. */
export interface VaultHost {
  /** Asks for the passphrase until `attempt` resolves, which rejects with a sentence while it is wrong. */
  readonly ask: (attempt: (passphrase: string) => Promise<void>) => void;
  /** Shows a sentence in place of the page. */
  readonly refuse: (sentence: string) => void;
  /** Keeps the key for as long as the tab is open. */
  readonly storage: Pick<Storage, "getItem" | "setItem">;
}

/** Reads the files of the report, whether they are protected or not. */
export interface Vault {
  /** The value of a JSON file. Never resolves when the file cannot be shown; then the page says why. */
  json(this: void, file: FileAttachmentValue): Promise<unknown>;
  /** The contents of a file as they were before it was protected. Throws DamagedFile. */
  contents(this: void, name: string, bytes: Key): Promise<Key>;
  /** Whether a file with a lock was read. */
  isLocked(this: void): boolean;
}

const keptAs = "report-key";

/** A vault whose key is asked for once, when the first file with a lock is read: the manifest, on every page. */
export function createVault({ask, refuse, storage}: VaultHost): Vault {
  let give: (key: Key) => void = () => undefined;
  const key = new Promise<Key>((resolve) => (give = resolve));
  let asked = false;

  async function find(lock: Lock): Promise<void> {
    if (asked) return;
    asked = true;
    const kept = storage.getItem(keptAs);
    const known = kept === null ? null : fromBase64(kept);
    if (known && (await opens(lock, known))) return give(known);
    ask(async (passphrase) => {
      const found = await unlock(lock, passphrase);
      storage.setItem(keptAs, toBase64(found));
      give(found);
    });
  }

  async function read(file: FileAttachmentValue): Promise<unknown> {
    const value = await file.json().catch((error: unknown) => {
      if (!(error instanceof SyntaxError)) throw error;
      throw new DamagedFile(`${file.name} arrived incomplete or was changed. Load the page again.`, {
        cause: error
      });
    });
    if (!isSealedJson(value)) return value;
    if (value.lock) await find(value.lock);
    return unsealJson(await key, file.name, value);
  }

  return {
    json: (file) =>
      read(file).catch((error: unknown) => {
        if (!(error instanceof DamagedFile)) throw error;
        refuse(error.message);
        return new Promise<never>(() => undefined);
      }),
    contents: async (name, bytes) => unseal(await key, name, bytes),
    isLocked: () => asked
  };
}
