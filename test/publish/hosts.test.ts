import {spawn, spawnSync, type ChildProcess} from "node:child_process";
import {once} from "node:events";
import {mkdir, readFile, readdir, stat, symlink, writeFile} from "node:fs/promises";
import {createServer, type AddressInfo} from "node:net";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {serveSite, type ServedSite} from "../../loaders/site/server.js";
import {launchBrowser, openPage} from "../browser/harness.js";
import {projectCopy, runCommand} from "../project-copy.js";
import {temporaryFolder} from "../workspace-of.js";

const minutes = 60_000;
const root = fileURLToPath(new URL("../..", import.meta.url));
const hasNginx = spawnSync("nginx", ["-v"]).status === 0;
const brotli = "/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so";

let browser: Browser;
let dist: string;

beforeAll(async () => {
  const project = await projectCopy();
  dist = join(await temporaryFolder(), "dist");
  const {code, err} = await runCommand(["build", "--data", join(root, "data"), "--out", dist], {
    cwd: project
  });
  if (code !== 0) throw new Error(err);
  browser = await launchBrowser();
}, 5 * minutes);

afterAll(async () => {
  await browser?.close();
});

/** Reads two pages and changes a filter there, which takes the engine and the database. */
async function readReport(url: string): Promise<void> {
  const {page, troubles} = await openPage(browser, `${url}revenue`);
  await page.locator(".card .card-value", {hasText: /\d/}).first().waitFor();
  await page.locator("#filter-region").selectOption("EMEA");
  await page.waitForFunction(() => performance.getEntriesByName("charts-drawn").length > 0);
  expect(await page.locator(".failure").count()).toBe(0);
  await page.getByRole("link", {name: "Adoption"}).click();
  await page.locator(".answer").getByText(/\d/).first().waitFor();
  expect(new URL(page.url()).search).toBe("?region=EMEA");
  expect(troubles).toEqual({console: [], errors: [], failed: [], foreign: []});
  await page.context().close();
}

async function file(pattern: RegExp): Promise<string> {
  const found = (await readdir(dist, {recursive: true})).find((name) => pattern.test(`/${name}`));
  return `/${found ?? "missing"}`;
}

describe("below a path of another site", () => {
  it("the report works as at the top", async () => {
    const outer = await temporaryFolder();
    await writeFile(join(outer, "index.html"), "<title>Intranet</title>");
    await symlink(dist, join(outer, "social"));
    const site: ServedSite = await serveSite({dir: outer, port: 0});
    await readReport(`${site.url}social/`);
    await site.close();
  });
});

describe.skipIf(!hasNginx)(
  "nginx with the configuration of the documents (needs nginx on the machine)",
  () => {
    let nginx: ChildProcess;
    let url: string;

    beforeAll(async () => {
      const port = await freePort();
      url = `http://127.0.0.1:${port}/`;
      const prefix = await temporaryFolder();
      await mkdir(join(prefix, "logs"));
      const written = await readFile(join(root, "docs/publish/nginx.conf"), "utf8");
      const server = written
        .replace("listen 8080;", `listen 127.0.0.1:${port};`)
        .replace("root /srv/report;", `root ${dist};`);
      const loads = (await exists(brotli)) ? `load_module ${brotli};` : "";
      const shown = loads === "" ? server.replace(/^.*brotli(?!;).*$/gm, "") : server;
      await writeFile(
        join(prefix, "nginx.conf"),
        `${process.getuid?.() === 0 ? "user root;" : ""}\n${loads}\npid ${prefix}/nginx.pid;\ndaemon off;\nerror_log ${prefix}/error.log;\nevents {}\nhttp {\naccess_log off;\n${temporaryPaths(prefix)}\n${shown}\n}\n`
      );
      nginx = spawn("nginx", ["-p", prefix, "-c", join(prefix, "nginx.conf")], {stdio: "inherit"});
      await answering(url);
    }, minutes);

    afterAll(async () => {
      if (nginx === undefined || nginx.exitCode !== null) return;
      nginx.kill("SIGQUIT");
      await once(nginx, "close");
    });

    it("serves the report to a browser, engine and policy included", async () => {
      await readReport(url);
    });

    it("sends the security headers with every answer, errors too", async () => {
      for (const path of ["", "revenue", "no-such-page"]) {
        const {headers, status} = await fetch(`${url}${path}`);
        expect(status).toBe(path === "no-such-page" ? 404 : 200);
        expect(headers.get("x-content-type-options")).toBe("nosniff");
        expect(headers.get("x-frame-options")).toBe("DENY");
        expect(headers.get("referrer-policy")).toBe("no-referrer");
        expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
        expect(headers.get("cache-control")).toBe("no-cache");
      }
      const worker = await fetch(url + (await file(/worker.*\.js$/)).slice(1));
      expect(worker.headers.get("content-security-policy")).toContain("script-src 'self' 'wasm-unsafe-eval'");
    });

    it("lets browsers keep what has a hash in its name", async () => {
      const {headers} = await fetch(url + (await file(/first-view.revenue\./)).slice(1));
      expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    });

    it("sends parts of the database as they are, and text compressed", async () => {
      const database = await file(/report\.\w+\.duckdb$/);
      const part = await fetch(url + database.slice(1), {
        headers: {Range: "bytes=8-11", "Accept-Encoding": "br, gzip"}
      });
      expect(part.status).toBe(206);
      expect(part.headers.get("content-encoding")).toBeNull();
      // A DuckDB file has these four letters at the ninth byte.
      expect(await part.text()).toBe("DUCK");
      const text = await fetch(url + (await file(/first-view.habits\./)).slice(1), {
        headers: {"Accept-Encoding": "br"}
      });
      if (await exists(brotli)) expect(text.headers.get("content-encoding")).toBe("br");
      const zipped = await fetch(`${url}revenue`, {headers: {"Accept-Encoding": "gzip"}});
      expect(zipped.headers.get("content-encoding")).toBe("gzip");
    });

    it("refuses to write, and to show what begins with a dot", async () => {
      expect((await fetch(url, {method: "POST", body: "x"})).status).toBe(405);
      expect((await fetch(`${url}.git/config`)).status).toBe(403);
    });
  }
);

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false
  );
}

function temporaryPaths(prefix: string): string {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return kinds.map((kind) => `${kind}_temp_path ${prefix}/${kind};`).join("\n");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const {port} = server.address() as AddressInfo;
  server.close();
  return port;
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (
      await fetch(url).then(
        ({ok}) => ok,
        () => false
      )
    )
      return;
    await sleep(100);
  }
  throw new Error(`nothing answers at ${url}`);
}
