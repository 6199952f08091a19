import {createHmac, randomBytes} from "node:crypto";
import {chmod, link, mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {ReportError} from "../errors.js";
import {quoteText} from "../sql.js";

/** Shortest key that is taken, in characters. */
export const shortestKey = 32;

/** What the key of a workspace's pseudonyms is read from. */
export interface KeySource {
  readonly dir: string;
  /** Name of the environment variable that holds the key; without one it is a file in the workspace. */
  readonly variable: string | null;
}

/** The file that holds a workspace's key, in a folder that git leaves out. */
export function keyFile(dir: string): string {
  return join(dir, ".report", "key");
}

/**
 * The key of a workspace's pseudonyms. A workspace without one gets a random key, once. Whoever has the key and a list
 * of sellers can tell who is who, so it is in no file of a report.
 */
export async function readKey(
  {dir, variable}: KeySource,
  env: Readonly<Record<string, string | undefined>> = process.env
): Promise<string> {
  if (variable !== null) return checkKey(env[variable]?.trim() ?? "", `environment variable ${variable}`);
  const file = keyFile(dir);
  const known = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new ReportError(
      `${file}: the key cannot be read (${error.code}). Check that you may read the file.`
    );
  });
  return known === null ? makeKey(file) : checkKey(known.trim(), file);
}

/** The key where the workspace has one already, otherwise an empty text. */
export async function knownKey(
  {dir, variable}: KeySource,
  env: Readonly<Record<string, string | undefined>> = process.env
): Promise<string> {
  if (variable !== null) return env[variable]?.trim() ?? "";
  return (await readFile(keyFile(dir), "utf8").catch(() => "")).trim();
}

function checkKey(key: string, place: string): string {
  if (key.length >= shortestKey) return key;
  throw new ReportError(
    `${place}: the key of the pseudonyms has ${key.length} characters, and needs at least ${shortestKey}. Put the key back that was used before; with another one no seller keeps their pseudonym.`
  );
}

/** Writes a new key in one step, so that of two commands at once both get the same. */
async function makeKey(file: string): Promise<string> {
  const own = `${file}.${process.pid}`;
  try {
    await mkdir(join(file, ".."), {recursive: true});
    await writeFile(join(file, "../.gitignore"), "*\n");
    await writeFile(own, `${randomBytes(32).toString("hex")}\n`);
    await chmod(own, 0o600);
    await link(own, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw new ReportError(
      `${file}: the key of the pseudonyms cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown"}). Make the folder writable, or name an environment variable under audiences.key in report.yaml.`
    );
  } finally {
    await rm(own, {force: true});
  }
}

/** A mark that tells whether two reports use one key, and nothing else of it. */
export function keyMark(key: string): string {
  return createHmac("sha256", key).update("mark").digest("hex").slice(0, 16);
}

/**
 * A macro `pseudonym(kind, id)`: a letter, a hyphen and 40 bits of a keyed hash for a seller, 64 for anything else,
 * or NULL for NULL. The hash is nested with two keys, so that none can be lengthened (Bellare, Canetti and Krawczyk
 * 1996, the construction NMAC, over SHA-256).
 */
export function pseudonymMacro(key: string): string {
  const [inner, outer] = ["inner", "outer"].map((part) =>
    quoteText(createHmac("sha256", key).update(part).digest("hex"))
  );
  return `CREATE MACRO pseudonym(kind, id) AS CASE WHEN id IS NOT NULL THEN
    upper(kind[1]) || '-' || substr(sha256(${outer} || sha256(${inner} || kind || chr(31) || id)), 1, CASE kind WHEN 'seller' THEN 10 ELSE 16 END) END`;
}
