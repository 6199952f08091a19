import {spawn} from "node:child_process";
import {once} from "node:events";
import {cp, readFile, writeFile, mkdir, symlink, rm} from "node:fs/promises";
import {join} from "node:path";
import {chromium} from "playwright-core";
const root = "/work/wt/a";
const project = "/tmp/wa/project";
await rm(project, {recursive: true, force: true});
await mkdir(project, {recursive: true});
for (const part of ["loaders","src","package.json","package-lock.json","tsconfig.json","observablehq.config.ts","data"])
  await cp(join(root, part), join(project, part), {recursive: true, preserveTimestamps: true, filter: (p) => !p.includes(".observablehq")});
await symlink(join(root, "node_modules"), join(project, "node_modules"));
const t00 = performance.now();
const preview = spawn(process.execPath, ["--import", "tsx", "loaders/cli.ts", "dev", "--port", "4511"], {cwd: project});
const t0 = performance.now();
const log = (...a) => console.log(((performance.now()-t0)/1000).toFixed(2), ...a);
const url = await new Promise((resolve) => { let s = ""; const on = (c) => { s += c; const m = /preview is at (\S+)/.exec(s); if (m) resolve(m[1]); }; preview.stdout.on("data", on); preview.stderr.on("data", (c) => { if (/up to date|rror|update|stale|load/.test(String(c))) log("ERR", String(c).trim().slice(0,300)); }); });
log(url);
const browser = await chromium.launch({executablePath: "/usr/bin/chromium", chromiumSandbox: false, args: ["--disable-gpu"]});
const page = await browser.newPage();
page.on("console", (m) => { if (m.type() === "error" || m.type()==="warning") log("console", m.text().slice(0, 300)); });
page.on("pageerror", (e) => log("pageerror", e.message));
page.on("framenavigated", (f) => log("navigated", f.url()));
await page.goto(url + (process.argv[3] ?? "results?region=EMEA"), {waitUntil: "commit", timeout: 200000});
await page.waitForSelector(process.argv[4] ?? "main table tbody tr", {timeout: 200000});
await page.waitForFunction(() => !document.querySelector("main [aria-busy=true]"));
log("ready");
await page.waitForTimeout(4000);
await page.evaluate(() => scrollTo(0, 900));
const steps = JSON.parse(process.argv[2]);
for (const [file, from, to, shown, mode] of steps) {
  const p = join(project, file);
  const text = await readFile(p, "utf8");
  if (!text.includes(from)) { log("not found", file, from); continue; }
  const s = performance.now();
  const y0 = await page.evaluate(() => scrollY);
  if (mode === "rename") { await writeFile(p + ".tmp", text.replaceAll(from, to)); await (await import("node:fs/promises")).rename(p + ".tmp", p); }
  else if (mode === "unlink") { await rm(p); await new Promise((r) => setTimeout(r, 5)); await writeFile(p, text.replaceAll(from, to)); }
  else await writeFile(p, text.replaceAll(from, to));
  let ok = true;
  await page.waitForFunction((w) => w.startsWith("js:") ? eval(w.slice(3)) : document.querySelector("main")?.textContent.includes(w), shown, {timeout: 12000}).catch(() => { ok = false; });
  log(file, ok ? "shown after" : "NOT shown", ((performance.now()-s)/1000).toFixed(2), "scroll", y0, await page.evaluate(() => scrollY), await page.locator("#filter-region").inputValue().catch(()=>"?"));
  await page.waitForTimeout(2500);
  log("  later scroll", await page.evaluate(() => scrollY), await page.locator("#filter-region").inputValue().catch(()=>"?"), "busy", await page.locator("main [aria-busy=true]").count());
}
await browser.close();
preview.kill("SIGINT");
await once(preview, "exit");
