import {createReadStream, existsSync} from "node:fs";
import {createServer, type IncomingMessage, type Server, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {join, resolve} from "node:path";
import compression from "compression";
import send from "send";
import {ReportError} from "../errors.js";

/** A site that is being served: its address, and a way to end it. */
export interface ServedSite {
  url: string;
  close: () => Promise<void>;
}

/**
 * Serves a built site as a good static host would: clean addresses, compression, byte ranges, entity tags,
 * files with a hash or a version in their address cached for ever, and pages asked for anew each time. Takes
 * the next free port when `port` is taken; 0 takes any.
 */
export async function serveSite({
  dir,
  port = 3000,
  host = "127.0.0.1"
}: {
  dir: string;
  port?: number;
  host?: string;
}): Promise<ServedSite> {
  const root = resolve(dir);
  if (!existsSync(join(root, "index.html")))
    throw new ReportError(`There is no site in ${dir}. Run "npm run build" first.`);
  const server = createServer(siteHandler(root));
  await listen(server, port, host);
  return {url: addressOf(server, host), close: () => close(server)};
}

/** Files whose address changes with their contents: Framework hashes them, or writes a package's version. */
const unchanging = /^\/_(file|import|npm|node|observablehq)\/.*(\.[0-9a-f]{8}\.|@\d+\.\d+\.\d+)/;

function siteHandler(root: string): (request: IncomingMessage, response: ServerResponse) => void {
  const compress = compression({filter: isCompressible}) as unknown as Middleware;
  return (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (!["GET", "HEAD"].includes(request.method ?? "")) return refuse(response);
    compress(request, response, () => sendFile(root, request, response));
  };
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "X-Frame-Options": "DENY"
};

/**
 * The policy of the engine's worker, which is not bound by that of its page. It fetches the database, and its
 * own code by way of `blob:`. For scripts that are no workers browsers ignore it.
 */
const workerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' blob:";

/** A part of a file is sent as it is: its range counts the bytes of the file and not of a compressed one. */
const isCompressible: compression.CompressionFilter = (request, response) =>
  request.headers.range === undefined && compression.filter(request, response);

function sendFile(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  path = (request.url ?? "/").replace(/[?#].*$/, "")
): void {
  send(request, path, {root, extensions: ["html"], cacheControl: false, dotfiles: "ignore"})
    .on("headers", (_, file: string) => setHeaders(response, path, file))
    .on("directory", () => sendFolder(root, request, response, path))
    .on("error", (error: {status: number}) => sendError(error, root, request, response))
    .pipe(response);
}

/** An address that is a folder: the page of the same name if there is one, else the first page in the folder. */
function sendFolder(root: string, request: IncomingMessage, response: ServerResponse, path: string): void {
  if (existsSync(join(root, `${decodeURI(path)}.html`))) sendFile(root, request, response, `${path}.html`);
  else response.writeHead(301, {Location: `${path}/`}).end();
}

function setHeaders(response: ServerResponse, path: string, file: string): void {
  if (file.endsWith(".js")) response.setHeader("Content-Security-Policy", workerPolicy);
  const forEver = unchanging.test(path) && !file.endsWith(".html");
  response.setHeader("Cache-Control", forEver ? "public, max-age=31536000, immutable" : "no-cache");
}

function sendError(
  {status}: {status: number},
  root: string,
  request: IncomingMessage,
  response: ServerResponse
): void {
  if (status === 404 || status === 400 || status === 403) return sendNotFound(root, request, response);
  response.statusCode = status;
  response.end();
}

function sendNotFound(root: string, request: IncomingMessage, response: ServerResponse): void {
  response.statusCode = 404;
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("Cache-Control", "no-cache");
  const page = join(root, "404.html");
  if (request.method === "HEAD") response.end();
  else if (existsSync(page)) createReadStream(page).pipe(response);
  else response.end(notFoundPage);
}

const notFoundPage = `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Page not found</title>
<style>:root {color-scheme: light dark} body {font: 1.1rem/1.5 sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem}</style>
<h1>Page not found</h1>
<p>There is no page at this address. <a href="/">Go to the first page of the report.</a></p>
</html>
`;

function refuse(response: ServerResponse): void {
  response.writeHead(405, {Allow: "GET, HEAD"}).end();
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  try {
    await new Promise<void>((done, failed) => {
      server.once("error", failed);
      server.listen(port, host, () => {
        server.off("error", failed);
        done();
      });
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || port >= 65535) throw error;
    await listen(server, port + 1, host);
  }
}

function addressOf(server: Server, host: string): string {
  const {port} = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}/`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
}
