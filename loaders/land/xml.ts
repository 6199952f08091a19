import type {Readable} from "node:stream";
import {Parser} from "saxen";

/** What to do with the tags and texts of an XML file; names come without their prefixes. */
export interface XmlHandler {
  open(name: string, attribute: (name: string) => string | undefined): void;
  close(name: string): void;
  text(text: string): void;
}

/** Letters between two tags, or in one, that no cell has; the parser keeps them until the next tag, and looks at them again with each part. */
const longestText = 2 ** 20;

/** Feeds a stream of XML to a handler; yields after each part. Throws where the XML is broken. */
export async function* readXml(stream: Readable, handler: XmlHandler): AsyncGenerator<void> {
  const parser = xmlParser(handler);
  const decoder = new TextDecoder();
  let untagged = 0;
  for await (const bytes of stream) {
    const text = decoder.decode(bytes as Buffer, {stream: true});
    const end = text.lastIndexOf(">");
    untagged = end < 0 ? untagged + text.length : text.length - end;
    if (untagged > longestText) throw new Error("a text in it is longer than a million letters");
    parser.write(text);
    yield;
  }
  parser.write(decoder.decode());
  parser.end();
  yield;
}

/** Feeds a whole XML stream to a handler. */
export async function takeXml(stream: Readable, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(stream, handler)) continue;
}

function xmlParser(handler: XmlHandler): Parser {
  const parser = new Parser();
  parser.on("openTag", (name, attributes, decode) => {
    handler.open(bare(name), (wanted) => {
      const all = attributes();
      const value = all[wanted] ?? all[Object.keys(all).find((key) => bare(key) === wanted) ?? wanted];
      return value === undefined ? undefined : decode(value);
    });
  });
  parser.on("closeTag", (name) => handler.close(bare(name)));
  parser.on("text", (text, decode) => handler.text(decode(text)));
  parser.on("cdata", (text) => handler.text(text));
  parser.on("error", (error) => {
    throw error;
  });
  return parser;
}

function bare(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}
