import type {Notebook} from "./document.js";
import {readNotebook} from "./read.js";

const key = "notebook";

/** The fragment of a link that carries a notebook: "#notebook=…", compressed. Nothing of it is sent to a server. */
export async function toFragment(notebook: Notebook): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(notebook));
  return `#${key}=${toBase64(await through(bytes, new CompressionStream("deflate-raw")))}`;
}

/** The notebook that a fragment carries; null when it carries none. Rejects with a sentence when it is damaged. */
export async function fromFragment(fragment: string): Promise<Notebook | null> {
  const text = new RegExp(`^#${key}=(.*)$`).exec(fragment)?.[1];
  if (text === undefined) return null;
  let json: unknown;
  try {
    const bytes = await through(fromBase64(text), new DecompressionStream("deflate-raw"));
    json = JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(bytes));
  } catch (error) {
    throw new Error(
      "The link is damaged: a part of it is missing or was changed. Ask for it again, or for the notebook as a file.",
      {
        cause: error
      }
    );
  }
  return readNotebook(json);
}

/** A link may grow to this; a notebook that inflates to more is refused. */
const mostBytes = 4 * 2 ** 20;

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > mostBytes) throw new Error("The notebook is larger than 4 MB.");
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
