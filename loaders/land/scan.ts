import {isUtf8} from "node:buffer";
import {createHash} from "node:crypto";
import {open, type FileHandle} from "node:fs/promises";
import {ReportError} from "../errors.js";
import {RecordCounter} from "./record-counter.js";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Raised when FileScan changes, so that no kept scan of the old kind is used. */
export const scanVersion = "2";

/** What one pass over a file's bytes tells. */
export interface FileScan {
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: Encoding;
  /** Bytes of the byte order mark. */
  readonly bom: number;
  /** Lines, the last one counted whether or not it ends with a line feed. */
  readonly lines: number;
  /** Rows as a reader of CSV counts them: a quoted cell may hold line feeds. Blank lines are counted, too. */
  readonly records: number;
  /** Lines between rows with nothing but line ends. */
  readonly blankLines: number;
  /** True where the first line ends with carriage return and line feed. */
  readonly returns: boolean;
  /** A binary format known by its first bytes. */
  readonly binary?: "spreadsheet" | "old spreadsheet" | "gzip" | "zip" | "parquet" | "pdf" | "unknown";
}

const chunkBytes = 1 << 20;

/** Reads a file once: fingerprint, encoding, lines. Throws a ReportError when it cannot be read. */
export async function scanFile(path: string, name: string): Promise<FileScan> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new ReportError(
      `${name}: the file cannot be read (${error.code ?? "unknown"}). Check its permissions.`
    );
  });
  try {
    const state = startScan();
    for await (const chunk of chunksOf(handle)) feed(state, chunk);
    return finish(state);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new ReportError(`${name}: the file cannot be read (${code}). Check that it is a whole file.`);
  } finally {
    await handle.close();
  }
}

/** The bytes of a file in parts; each part is overwritten by the next. */
async function* chunksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (;;) {
    const {bytesRead} = await handle.read(buffer, 0, chunkBytes);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The lines (1-based) on which rows start. Rows are counted from 0 below the first `skip` lines, blank lines left out. */
export async function linesOfRows(
  path: string,
  rows: readonly number[],
  {skip}: {skip: number}
): Promise<ReadonlyMap<number, number>> {
  const wanted = new Set(rows);
  const found = new Map<number, number>();
  let row = 0;
  const counter = new RecordCounter((line, blank) => {
    if (line <= skip || blank) return;
    if (wanted.has(row)) found.set(row, line);
    row += 1;
  });
  const handle = await open(path);
  try {
    for await (const chunk of chunksOf(handle)) counter.feed(chunk);
    counter.end();
  } finally {
    await handle.close();
  }
  return found;
}

interface ScanState {
  readonly hash: ReturnType<typeof createHash>;
  readonly counter: RecordCounter;
  bytes: number;
  head: Buffer;
  utf8: boolean;
  /** Bytes of a character that the last chunk cut. */
  cut: Buffer;
  nul: boolean;
}

function startScan(): ScanState {
  return {
    hash: createHash("sha256"),
    counter: new RecordCounter(),
    bytes: 0,
    head: Buffer.alloc(0),
    utf8: true,
    cut: Buffer.alloc(0),
    nul: false
  };
}

function feed(state: ScanState, chunk: Buffer): void {
  state.hash.update(chunk);
  if (state.bytes === 0) state.head = Buffer.from(chunk.subarray(0, 8));
  state.bytes += chunk.length;
  state.nul ||= chunk.includes(0);
  if (state.utf8) checkUtf8(state, chunk);
  state.counter.feed(chunk);
}

function checkUtf8(state: ScanState, chunk: Buffer): void {
  const whole = state.cut.length > 0 ? Buffer.concat([state.cut, chunk]) : chunk;
  const end = lastCharacterStart(whole);
  state.utf8 = isUtf8(whole.subarray(0, end));
  state.cut = Buffer.from(whole.subarray(end));
}

/** Where the last, possibly cut, character starts. */
function lastCharacterStart(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

function finish(state: ScanState): FileScan {
  const {lines, records, blankLines, returns} = state.counter.end();
  const {encoding, bom} = encodingOf(state);
  const binary = encoding.startsWith("utf-16") ? undefined : binaryOf(state.head, state.nul);
  return {
    bytes: state.bytes,
    sha256: state.hash.digest("hex"),
    encoding,
    bom,
    lines,
    records,
    blankLines,
    returns,
    ...(binary ? {binary} : {})
  };
}

function encodingOf({head, utf8, cut}: ScanState): {encoding: Encoding; bom: number} {
  if (head[0] === 0xff && head[1] === 0xfe) return {encoding: "utf-16le", bom: 2};
  if (head[0] === 0xfe && head[1] === 0xff) return {encoding: "utf-16be", bom: 2};
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return {encoding: "utf-8", bom: 3};
  return {encoding: utf8 && isUtf8(cut) ? "utf-8" : "windows-1252", bom: 0};
}

function binaryOf(head: Buffer, nul: boolean): FileScan["binary"] {
  const start = head.toString("latin1");
  if (start.startsWith("PK\u0003\u0004")) return "spreadsheet";
  if (start.startsWith("\u00d0\u00cf\u0011\u00e0")) return "old spreadsheet";
  if (start.startsWith("\u001f\u008b")) return "gzip";
  if (start.startsWith("PAR1")) return "parquet";
  if (start.startsWith("%PDF")) return "pdf";
  return nul ? "unknown" : undefined;
}
