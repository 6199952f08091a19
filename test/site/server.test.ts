import {rm} from "node:fs/promises";
import {request} from "node:http";
import {join} from "node:path";
import {brotliDecompressSync, gunzipSync} from "node:zlib";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type ServedSite, serveSite} from "../../loaders/site/server.js";
import {scratchFolder, writeFiles} from "./scratch.js";

const style = "a {color: red}\n".repeat(200);
let dir: string;
let site: ServedSite;

beforeAll(async () => {
  dir = await scratchFolder();
  await writeFiles(dir, {
    "index.html": "<p>Home",
    "adoption.html": "<p>Adoption",
    "teams.html": "<p>Teams",
    "teams/emea.html": "<p>EMEA",
    "folder/index.html": "<p>Folder",
    "_import/style.1a2b3c4d.css": style,
    "_import/plain.css": style,
    "_node/font@5.3.0/a.woff2": "font",
    "_file/engine.1a2b3c4d.wasm": "wasm",
    "_file/engine.wasm.1a2b3c4d.gz": "gz",
    "_file/report.1a2b3c4d.duckdb": "0123456789",
    ".hidden": "secret"
  });
  await writeFiles(join(dir, ".."), {"outside.txt": "outside"});
  site = await serveSite({dir, port: 0});
});

afterAll(async () => {
  await site.close();
  await rm(dir, {recursive: true});
  await rm(join(dir, "../outside.txt"));
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Asks without the help of fetch, which hides encodings and tidies paths. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const {hostname, port} = new URL(site.url);
  return new Promise((done, failed) => {
    request({hostname, port, path, headers, method}, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        done({status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks)})
      );
    })
      .on("error", failed)
      .end();
  });
}

describe("addresses", () => {
  test.each([
    ["/", "Home"],
    ["/adoption", "Adoption"],
    ["/adoption.html", "Adoption"],
    ["/adoption?since=2026-01-01", "Adoption"],
    ["/teams", "Teams"],
    ["/teams/emea", "EMEA"],
    ["/folder/", "Folder"]
  ])("%s is answered with the page", async (path, text) => {
    const {status, body, headers} = await ask(path);
    expect([status, body.toString(), headers["content-type"]]).toEqual([
      200,
      `<p>${text}`,
      "text/html; charset=UTF-8"
    ]);
  });

  test("a folder without a page of its name is answered with its own address", async () => {
    const {status, headers} = await ask("/folder");
    expect([status, headers["location"]]).toEqual([301, "/folder/"]);
  });

  test.each(["/nope", "/nope.js", "/.hidden", "/../outside.txt", "/%2e%2e/outside.txt", "/%00", "/%E0%A4%A"])(
    "%s is answered with a page that says so",
    async (path) => {
      const {status, headers, body} = await ask(path);
      expect([status, headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
      expect(body.toString()).toContain("Page not found");
    }
  );

  test("the site's own page is used for what is not found", async () => {
    await writeFiles(dir, {"404.html": "<p>Lost"});
    expect((await ask("/nope")).body.toString()).toBe("<p>Lost");
    await rm(join(dir, "404.html"));
  });

  test("nothing can be sent to it", async () => {
    expect((await ask("/", {}, "POST")).status).toBe(405);
  });
});

describe("headers", () => {
  test.each([
    ["/_import/style.1a2b3c4d.css", "public, max-age=31536000, immutable"],
    ["/_node/font@5.3.0/a.woff2", "public, max-age=31536000, immutable"],
    ["/_import/plain.css", "no-cache"],
    ["/adoption", "no-cache"],
    ["/nope", "no-cache"]
  ])("%s is kept as long as its address allows: %s", async (path, expected) => {
    expect((await ask(path)).headers["cache-control"]).toBe(expected);
  });

  test.each([
    ["/_file/engine.1a2b3c4d.wasm", "application/wasm"],
    ["/_file/engine.wasm.1a2b3c4d.gz", "application/gzip"],
    ["/_node/font@5.3.0/a.woff2", "font/woff2"],
    ["/_import/style.1a2b3c4d.css", "text/css; charset=UTF-8"]
  ])("%s is sent as %s", async (path, type) => {
    const {headers} = await ask(path, {"accept-encoding": "gzip"});
    expect(headers["content-type"]).toBe(type);
    if (path.endsWith(".gz")) expect(headers["content-encoding"]).toBeUndefined();
  });

  test.each(["/", "/nope", "/_import/plain.css"])("%s is protected", async (path) => {
    expect((await ask(path)).headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY"
    });
  });

  test("what has not changed is not sent again", async () => {
    const {headers} = await ask("/adoption");
    const again = await ask("/adoption", {"if-none-match": headers["etag"] as string});
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });
});

describe("compression", () => {
  test("is brotli where the browser takes it, else gzip, else none", async () => {
    const [br, gzip, none] = await Promise.all(
      ["gzip, br", "gzip", "identity"].map((encoding) =>
        ask("/_import/style.1a2b3c4d.css", {"accept-encoding": encoding})
      )
    );
    expect(br?.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(br!.body).toString()).toBe(style);
    expect(gunzipSync(gzip!.body).toString()).toBe(style);
    expect(none?.body.toString()).toBe(style);
  });

  test("leaves parts of files alone", async () => {
    const range = {range: "bytes=0-1499", "accept-encoding": "gzip, br"};
    const {headers, body, status} = await ask("/_import/style.1a2b3c4d.css", range);
    expect([status, headers["content-encoding"], body.length]).toEqual([206, undefined, 1500]);
  });
});

describe("byte ranges", () => {
  test.each([
    ["bytes=0-0", "0", "bytes 0-0/10"],
    ["bytes=2-4", "234", "bytes 2-4/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=8-99", "89", "bytes 8-9/10"]
  ])("%s gives %s", async (range, text, contentRange) => {
    const {status, headers, body} = await ask("/_file/report.1a2b3c4d.duckdb", {range});
    expect([status, body.toString(), headers["content-range"]]).toEqual([206, text, contentRange]);
  });

  test("past the end are refused with the size", async () => {
    const {status, headers} = await ask("/_file/report.1a2b3c4d.duckdb", {range: "bytes=10-20"});
    expect([status, headers["content-range"]]).toEqual([416, "bytes */10"]);
  });

  test("are announced to who asks for the head only", async () => {
    const {headers, body} = await ask("/_file/report.1a2b3c4d.duckdb", {}, "HEAD");
    expect([headers["accept-ranges"], headers["content-length"], body.length]).toEqual(["bytes", "10", 0]);
  });
});

test("the next free port is taken when the one asked for is not free", async () => {
  const port = Number(new URL(site.url).port);
  const next = await serveSite({dir, port});
  expect(Number(new URL(next.url).port)).toBeGreaterThan(port);
  await next.close();
});

test("a folder without a site is named", async () => {
  await expect(serveSite({dir: join(dir, "teams"), port: 0})).rejects.toThrow(/There is no site in .*teams/);
});
