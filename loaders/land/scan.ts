import {isUtf8} from "node:buffer";
import {createHash} from "node:crypto";
import {open} from "node:fs/promises";
import {ReportError} from "../errors.js";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What one pass over a file's bytes tells. */
export interface FileScan {
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: Encoding;
  /** Bytes of the byte order mark. */
  readonly bom: number;
  /** Lines, the last one counted whether or not it ends with a line feed. */
  readonly lines: number;
  /** Lines with nothing but line ends. */
  readonly blankLines: number;
  /** A binary format known by its first bytes. */
  readonly binary?: "spreadsheet" | "old spreadsheet" | "gzip" | "zip" | "parquet" | "pdf" | "unknown";
}

const chunkBytes = 1 << 20;
const lineFeed = 10;
const carriageReturn = 13;

/** Reads a file once: fingerprint, encoding, lines. Throws a ReportError when it cannot be read. */
export async function scanFile(path: string, name: string): Promise<FileScan> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new ReportError(
      `${name}: the file cannot be read (${error.code ?? "unknown"}). Check its permissions.`
    );
  });
  try {
    const state = startScan();
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      const {bytesRead} = await handle.read(buffer, 0, chunkBytes);
      if (bytesRead === 0) break;
      feed(state, buffer.subarray(0, bytesRead));
    }
    return finish(state);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new ReportError(`${name}: the file cannot be read (${code}). Check that it is a whole file.`);
  } finally {
    await handle.close();
  }
}

interface ScanState {
  readonly hash: ReturnType<typeof createHash>;
  bytes: number;
  head: Buffer;
  lines: number;
  blankLines: number;
  /** Bytes of the current line so far, line ends not counted. */
  lineBytes: number;
  lastWasReturn: boolean;
  utf8: boolean;
  /** Bytes of a character that the last chunk cut. */
  cut: Buffer;
  nul: boolean;
}

function startScan(): ScanState {
  return {
    hash: createHash("sha256"),
    bytes: 0,
    head: Buffer.alloc(0),
    lines: 0,
    blankLines: 0,
    lineBytes: 0,
    lastWasReturn: false,
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
  countLines(state, chunk);
}

function countLines(state: ScanState, chunk: Buffer): void {
  let start = 0;
  for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
    const returned = end > start ? chunk[end - 1] === carriageReturn : state.lastWasReturn;
    const length = state.lineBytes + (end - start) - (returned ? 1 : 0);
    state.lines += 1;
    if (length === 0) state.blankLines += 1;
    state.lineBytes = 0;
    state.lastWasReturn = false;
    start = end + 1;
  }
  state.lineBytes += chunk.length - start;
  if (chunk.length > start) state.lastWasReturn = chunk[chunk.length - 1] === carriageReturn;
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
  const last = state.lineBytes > 0 ? 1 : 0;
  const {encoding, bom} = encodingOf(state);
  const binary = encoding.startsWith("utf-16") ? undefined : binaryOf(state.head, state.nul);
  return {
    bytes: state.bytes,
    sha256: state.hash.digest("hex"),
    encoding,
    bom,
    lines: state.lines + last,
    blankLines: state.blankLines,
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
