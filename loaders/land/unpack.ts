import {createReadStream, createWriteStream} from "node:fs";
import {symlink} from "node:fs/promises";
import {join, resolve} from "node:path";
import {Transform, type Readable} from "node:stream";
import {pipeline} from "node:stream/promises";
import {createGunzip} from "node:zlib";
import {openPromise, type Entry, type ZipFile} from "yauzl";
import {ReportError, brief, listedBriefly, messageOf} from "../errors.js";
import type {InputFile} from "../workspace.js";
import type {PlacedFile} from "./plan.js";
import {scanFile, type FileScan} from "./scan.js";

/** A file may unpack to this many times its size, or to `alwaysBytes` where that is more, and never to more than `mostBytes`. */
export const unpackLimits = {times: 200, alwaysBytes: 64 * 2 ** 20, mostBytes: 4 * 2 ** 30} as const;

const deepest = 2;
let unpacked = 0;

/** The file itself, or what a gzip or zip file holds, laid into the work folder. Workbooks, which are zip files too, are left as they are. */
export async function openPacked(
  file: InputFile,
  scan: FileScan,
  {work, depth = 0}: {work: string; depth?: number}
): Promise<PlacedFile> {
  return unpack({file, path: await plainPath(file.path, work), scan}, {work, depth});
}

/** The path, or a link to it where the engine would take the path for a pattern. */
async function plainPath(path: string, work: string): Promise<string> {
  if (!/[*?[\]{}]/.test(path)) return path;
  const link = join(work, `linked-${(unpacked += 1)}`);
  await symlink(resolve(path), link);
  return link;
}

async function unpack(placed: PlacedFile, {work, depth}: {work: string; depth: number}): Promise<PlacedFile> {
  const {file, scan} = placed;
  const isPacked = scan.binary === "gzip" || scan.binary === "zip";
  if (!isPacked && file.member !== undefined && depth === 0)
    throw new ReportError(`${file.name}: the file before the last / is no zip file. Name the file itself.`);
  if (!isPacked) return placed;
  const target = join(work, `unpacked-${(unpacked += 1)}`);
  const done =
    scan.binary === "gzip" ? await gunzip(placed, target) : await unzip(placed, {target, nested: depth > 0});
  if (!done) return placed;
  if (depth >= deepest)
    throw new ReportError(`${file.name}: it is packed more than twice. Unpack it and name the file inside.`);
  const inner = await scanFile(target, file.name);
  return unpack({file, path: target, scan: inner}, {work, depth: depth + 1});
}

async function gunzip({file, path, scan}: PlacedFile, target: string): Promise<true> {
  try {
    await pipeline(
      createReadStream(path),
      createGunzip(),
      limited(file.name, scan.bytes),
      createWriteStream(target)
    );
    return true;
  } catch (error) {
    throw damaged(file.name, error);
  }
}

async function unzip(
  {file, path, scan}: PlacedFile,
  {target, nested}: {target: string; nested: boolean}
): Promise<boolean> {
  const zip = await openZip(path, file.name);
  try {
    const entries = await entriesOf(zip, file.name);
    if (isWorkbook(entries)) return false;
    const entry = chosenEntry(entries, {file, nested});
    if (entry.uncompressedSize > unpackLimits.mostBytes) throw tooLarge(file.name);
    const stream = await openEntry(zip, entry, file.name);
    await pipeline(
      stream,
      limited(file.name, Math.min(scan.bytes, entry.compressedSize)),
      createWriteStream(target)
    );
    return true;
  } catch (error) {
    throw damaged(file.name, error);
  } finally {
    zip.close();
  }
}

/** Opens a zip file; the caller closes it. */
export async function openZip(path: string, name: string): Promise<ZipFile> {
  try {
    return await openPromise(path, {autoClose: false});
  } catch (error) {
    throw damaged(name, error);
  }
}

const mostEntries = 10_000;

/** What a zip file lists. */
export async function entriesOf(zip: ZipFile, name: string): Promise<Entry[]> {
  if (zip.entryCount > mostEntries)
    throw new ReportError(
      `${name}: it holds more than ${mostEntries} files. Unpack it and name the file inside.`
    );
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    throw damaged(name, error);
  }
  return entries;
}

/** An entry's bytes, unpacked. */
export async function openEntry(zip: ZipFile, entry: Entry, name: string): Promise<Readable> {
  if (entry.isEncrypted())
    throw new ReportError(`${name}: it is locked with a password. Unlock it and save it without one.`);
  try {
    return await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw damaged(name, error);
  }
}

/** Passes bytes on until they are more than the packed ones can stand for. */
export function limited(name: string, packedBytes: number): Transform {
  const most = Math.min(
    unpackLimits.mostBytes,
    Math.max(unpackLimits.alwaysBytes, packedBytes * unpackLimits.times)
  );
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes > most) done(tooLarge(name));
      else done(null, chunk);
    }
  });
}

/** The error for a packed file that cannot be unpacked; one that says so itself is passed on. */
export function damaged(name: string, error: unknown): ReportError {
  if (error instanceof ReportError) return error;
  return new ReportError(
    `${name}: the file is damaged or cut off (${messageOf(error).split("\n")[0]}). Export or copy it again.`
  );
}

function tooLarge(name: string): ReportError {
  return new ReportError(
    `${name}: it unpacks to more than ${unpackLimits.times} times its size, or to more than 4 GB, so it was not read. Unpack it and name the file inside.`
  );
}

/** True for the zip file that a spreadsheet program writes. */
export function isWorkbook(entries: readonly Entry[]): boolean {
  const names = new Set(entries.map(({fileName}) => fileName.toLowerCase()));
  const isOpenDocument = names.has("content.xml") && names.has("mimetype");
  return isOpenDocument || names.has("xl/workbook.xml") || names.has("xl/workbook.bin");
}

const dataFile = /\.(csv|tsv|tab|txt|xlsx?|xlsm|xlsb|ods|parquet|jsonl?|ndjson|gz|zip)$/i;

function chosenEntry(entries: readonly Entry[], {file, nested}: {file: InputFile; nested: boolean}): Entry {
  const files = entries.filter(
    ({fileName}) => !fileName.endsWith("/") && !/(^|\/)(__MACOSX\/|\.)/.test(fileName)
  );
  const zipName = file.member === undefined ? file.name : file.name.slice(0, -file.member.length - 1);
  const data = files.filter(({fileName}) => dataFile.test(fileName));
  const named = (data.length > 0 ? data : files).map(({fileName}) => fileName).sort();
  if (file.member !== undefined && !nested) {
    const found = files.find(({fileName}) => fileName === file.member);
    if (found) return found;
    throw new ReportError(`${zipName}: it holds no file "${file.member}". It holds ${listedBriefly(named)}.`);
  }
  const candidates = data.length > 0 ? data : files;
  const [only] = candidates;
  if (only && candidates.length === 1) return only;
  throw new ReportError(
    candidates.length === 0
      ? `${zipName}: the zip file holds no file. Pack it again, or take it out of report.yaml.`
      : `${zipName}: it holds several files: ${listedBriefly(named)}. Name one of them, e.g. ${zipName}/${brief(named[0] ?? "")}.`
  );
}
