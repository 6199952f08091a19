import {readFileSync} from "node:fs";
import {posix} from "node:path";
import {makeLock, seal} from "../src/protection/seal.js";
import {sealJson} from "../src/protection/sealed-json.js";
import {ReportError} from "./errors.js";

/** Fewest characters of a passphrase; shorter ones can be guessed by trying. */
export const shortestPassphrase = 12;

/** Files by name, as they are published. */
export type Files = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

/** Seals every file under a new lock, which the manifest carries: JSON stays JSON, so that pages can read it. */
export async function sealFiles(files: Files, passphrase: string): Promise<Files> {
  const {lock, key} = await makeLock(passphrase);
  const sealed = Object.entries(files).map(async ([path, contents]) => {
    const name = posix.basename(path);
    if (!name.endsWith(".json")) return [path, await seal(key, name, contents)] as const;
    const text = new TextDecoder().decode(contents);
    const json = await sealJson(key, {name, text, ...(path === "manifest.json" ? {lock} : {})});
    return [path, new TextEncoder().encode(json)] as const;
  });
  return Object.fromEntries(await Promise.all(sealed));
}

/**
 * The passphrase that an option gives; "-" reads it from the first line of `read`, so that it stands in no list of
 * running programs. Throws a ReportError when it is too short.
 */
export function checkPassphrase(given: string, read: () => string = readInput): string {
  const passphrase = given === "-" ? (read().split(/\r?\n/, 1)[0] ?? "") : given;
  const {length} = [...passphrase.normalize("NFKC")];
  if (length >= shortestPassphrase) return passphrase;
  throw new ReportError(
    `--passphrase: it has ${length} characters, which can be guessed by trying. Give at least ${shortestPassphrase}, such as four words that belong to no saying.`
  );
}

function readInput(): string {
  return readFileSync(0, "utf8");
}
