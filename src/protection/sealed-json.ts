import {fromBase64, seal, toBase64, unseal, type Lock} from "./seal.js";

/** A JSON file whose value is sealed; the manifest carries the lock beside it. */
export interface SealedJson {
  readonly sealed: string;
  readonly lock?: Lock;
}

/** Whether a value that was read from a JSON file is a sealed one. */
export function isSealedJson(value: unknown): value is SealedJson {
  return typeof value === "object" && value !== null && typeof (value as SealedJson).sealed === "string";
}

/** Seals the text of a JSON file into the text of another. */
export async function sealJson(
  key: Uint8Array<ArrayBuffer>,
  {name, text, lock}: {name: string; text: string; lock?: Lock}
): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const sealed = toBase64(await seal(key, name, bytes));
  return JSON.stringify(lock === undefined ? {sealed} : {lock, sealed});
}

/** The value of a sealed JSON file. Throws DamagedFile. */
export async function unsealJson(
  key: Uint8Array<ArrayBuffer>,
  name: string,
  {sealed}: SealedJson
): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await unseal(key, name, fromBase64(sealed))));
}
