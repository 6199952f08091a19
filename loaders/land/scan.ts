import {isUtf8} from "node:buffer";
import {createHash} from "node:crypto";
import {open, type FileHandle} from "node:fs/promises";
import {ReportError} from "../errors.js";
import type {OnProgress} from "../progress.js";
import {RecordCounter} from "./record-counter.js";

/** Raised when FileScan changes, so that no kept scan of the old kind is used. */
export const scanVersion = "3";

/** What one pass over a file's bytes tells. */
export interface FileScan {
  readonly bytes: number;
  readonly sha256: string;
  /** As TextDecoder names it. */
  readonly encoding: string;
  /** True where every byte fits the encoding. */
  readonly valid: boolean;
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
  /** Bytes of value 0 in a text that has no use for them. */
  readonly nulBytes: number;
  /** True where lines end with carriage returns alone. */
  readonly returnsOnly: boolean;
  /** When the file was last changed, in milliseconds, before it was read. */
  readonly modified: number;
  /** A binary format known by its first bytes; "compound" is that of old workbooks and of locked ones. */
  readonly binary?: "zip" | "gzip" | "compound" | "parquet" | "pdf" | "unknown";
}

const chunkBytes = 1 << 20;
const headBytes = 4096;
const carriageReturn = 13;

/** Reads a file once: fingerprint, encoding, lines. Throws a ReportError when it cannot be read. */
export async function scanFile(
  path: string,
  name: string,
  onProgress: OnProgress = () => {}
): Promise<FileScan> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new ReportError(
      `${name}: the file cannot be read (${error.code ?? "unknown"}). Check its permissions.`
    );
  });
  try {
    const {mtimeMs: modified, size} = await handle.stat();
    const state = startScan();
    for await (const chunk of chunksOf(handle)) {
      feed(state, chunk);
      const share = size > 0 ? Math.min(state.bytes / size, 1) : null;
      // The lines of a packed file or a workbook are none of its rows.
      const rows = binaryOf(state) === undefined ? state.counter.rows : 0;
      onProgress({file: name, bytes: size, rows, share});
    }
    return {...finish(state), modified};
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
  /** Characters of several bytes, and bytes that are none, in the parts that are not valid UTF-8. */
  wide: number;
  broken: number;
  nulBytes: number;
  returns: number;
}

function startScan(): ScanState {
  return {
    hash: createHash("sha256"),
    counter: new RecordCounter(),
    bytes: 0,
    head: Buffer.alloc(0),
    utf8: true,
    cut: Buffer.alloc(0),
    wide: 0,
    broken: 0,
    nulBytes: 0,
    returns: 0
  };
}

function feed(state: ScanState, chunk: Buffer): void {
  state.hash.update(chunk);
  if (state.bytes === 0) state.head = Buffer.from(chunk.subarray(0, headBytes));
  state.bytes += chunk.length;
  state.nulBytes += countBytes(chunk, 0);
  state.returns += countBytes(chunk, carriageReturn);
  checkUtf8(state, chunk);
  state.counter.feed(chunk);
}

function countBytes(chunk: Buffer, byte: number): number {
  let count = 0;
  for (let at = chunk.indexOf(byte); at !== -1; at = chunk.indexOf(byte, at + 1)) count += 1;
  return count;
}

function checkUtf8(state: ScanState, chunk: Buffer): void {
  const whole = state.cut.length > 0 ? Buffer.concat([state.cut, chunk]) : chunk;
  const end = lastCharacterStart(whole);
  const certain = whole.subarray(0, end);
  state.cut = Buffer.from(whole.subarray(end));
  if (isUtf8(certain)) return;
  state.utf8 = false;
  for (const character of certain.toString("utf8")) {
    if (character === "\ufffd") state.broken += 1;
    else if (character > "\u007f") state.wide += 1;
  }
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

function finish(state: ScanState): Omit<FileScan, "modified"> {
  const {lines, records, blankLines, returns} = state.counter.end();
  const {encoding, bom} = encodingOf(state);
  const isWide = encoding.startsWith("utf-16");
  const binary = isWide ? undefined : binaryOf(state);
  return {
    bytes: state.bytes,
    sha256: state.hash.digest("hex"),
    encoding,
    bom,
    valid: state.utf8 && isUtf8(state.cut),
    lines,
    records,
    blankLines,
    returns,
    nulBytes: isWide ? 0 : state.nulBytes,
    returnsOnly: state.returns > 2 * lines,
    ...(binary ? {binary} : {})
  };
}

/** A file that is mostly UTF-8 is read as such: a few damaged bytes do not make all accents wrong. */
function encodingOf({head, utf8, cut, wide, broken}: ScanState): {encoding: string; bom: number} {
  if (head[0] === 0xff && head[1] === 0xfe) return {encoding: "utf-16le", bom: 2};
  if (head[0] === 0xfe && head[1] === 0xff) return {encoding: "utf-16be", bom: 2};
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return {encoding: "utf-8", bom: 3};
  const unmarked = unmarkedUtf16(head);
  if (unmarked) return {encoding: unmarked, bom: 0};
  const isText = (utf8 && isUtf8(cut)) || wide > broken || (broken === 0 && wide === 0 && utf8);
  return {encoding: isText ? "utf-8" : "windows-1252", bom: 0};
}

/** UTF-16 without a byte order mark shows by its zeros: most of its characters have one, always on the same side. */
function unmarkedUtf16(head: Buffer): "utf-16le" | "utf-16be" | undefined {
  const zeros = [0, 0];
  const end = head.length - (head.length % 2);
  for (let at = 0; at < end; at += 1) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = end * 0.2;
  if (odd > many && even * 20 < odd) return "utf-16le";
  if (even > many && odd * 20 < even) return "utf-16be";
  return undefined;
}

/** More zeros than one in a hundred bytes are no accident in a text. */
function binaryOf({head, nulBytes, bytes}: ScanState): FileScan["binary"] {
  const start = head.toString("latin1", 0, 8);
  if (start.startsWith("PK\u0003\u0004") || start.startsWith("PK\u0005\u0006")) return "zip";
  if (start.startsWith("\u00d0\u00cf\u0011\u00e0")) return "compound";
  if (start.startsWith("\u001f\u008b")) return "gzip";
  if (start.startsWith("PAR1")) return "parquet";
  if (start.startsWith("%PDF")) return "pdf";
  return nulBytes * 100 > bytes || /^(\u0089PNG|GIF8|\u00ff\u00d8\u00ff|\u007fELF|MZ\u0090)/.test(start)
    ? "unknown"
    : undefined;
}
