import {createReadStream} from "node:fs";
import {open} from "node:fs/promises";
import type {FileScan} from "./scan.js";

const partBytes = 256 * 1024;

/** The text of a file in parts, decoded; NUL characters are left out, and lone carriage returns end lines where they are the rule. */
export async function* textParts(path: string, scan: FileScan): AsyncGenerator<string> {
  const decoder = new TextDecoder(scan.encoding);
  const mend = mender(scan);
  for await (const bytes of createReadStream(path, {start: scan.bom, highWaterMark: partBytes})) {
    const text = mend(decoder.decode(bytes as Buffer, {stream: true}));
    if (text !== "") yield text;
  }
  const rest = mend(decoder.decode());
  if (rest !== "") yield rest;
}

/** The first part of a file's text; a character or line end that it cuts is left out. */
export async function headText(path: string, scan: FileScan, bytes: number): Promise<string> {
  const read = await readRange(path, scan.bom, Math.min(bytes, Math.max(0, scan.bytes - scan.bom)));
  const whole = scan.bom + read.length >= scan.bytes;
  return mender(scan)(new TextDecoder(scan.encoding).decode(read, {stream: !whole}));
}

/** Bytes of a file; fewer than asked for where it ends. */
export async function readRange(path: string, from: number, length: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const buffer = Buffer.alloc(length);
    const {bytesRead} = await handle.read(buffer, 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function mender({nulBytes, returnsOnly}: FileScan): (text: string) => string {
  const steps: ((text: string) => string)[] = [];
  if (nulBytes > 0) steps.push((text) => text.replaceAll("\u0000", ""));
  if (returnsOnly) steps.push((text) => text.replace(/\r\n?/g, "\n"));
  return (text) => steps.reduce((mended, step) => step(mended), text);
}
