import {execFile} from "node:child_process";
import {cp, mkdir, readFile, symlink} from "node:fs/promises";
import {join, relative} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import ts from "typescript";
import {beforeAll, describe, expect, it} from "vitest";
import {firstViews} from "../../loaders/first-view.js";
import {readMetrics} from "../../loaders/metrics.js";
import {projectCopy} from "../project-copy.js";
import {workspaceOf} from "../workspace-of.js";
import {play} from "./play.js";

const minutes = 60_000;
const root = fileURLToPath(new URL("../../", import.meta.url));
const path = join(root, "docs/write-a-page.md");
let copy: string;
let played: string;

beforeAll(async () => {
  copy = await projectCopy();
  await mkdir(join(copy, "test"));
  for (const part of ["test/workspace-of.ts", "vitest.config.ts"])
    await cp(join(root, part), join(copy, part));
  await symlink(join(root, "data"), join(copy, "data"));
  played = await play(await readFile(path, "utf8"), copy, {project: copy});
}, 3 * minutes);

describe("docs/write-a-page.md", () => {
  it("shows what its commands print; vitest -u writes it anew", async () => {
    await expect(played).toMatchFileSnapshot(path);
  });

  it("has a page whose calls and queries are known and in its first view", async () => {
    const {engine, snapshot} = await workspaceOf({
      "deals.csv": "deal_id,created_on,segment\nd1,2026-01-01,Small\n"
    });
    const {views, problems} = await firstViews(engine, {
      src: join(copy, "src"),
      manifest: snapshot.manifest,
      metrics: await readMetrics()
    });
    expect(problems).toEqual([]);
    const calls = views.find(({page}) => page === "segments")?.calls ?? {};
    expect(Object.keys(calls)).toEqual(['deals_by(dimension="segment")']);
  });

  it(
    "has TypeScript that fits the project",
    () => {
      const files = ["src/components/pages/segments.ts", "loaders/sources/meetings.ts"];
      expect(typeFaults([...files, "test/models/open-deals-by-age.test.ts"])).toEqual([]);
    },
    minutes
  );

  it(
    "has a metric that passes its test",
    async () => {
      const vitest = join(root, "node_modules/vitest/vitest.mjs");
      const run = promisify(execFile)(process.execPath, [vitest, "run", "--root", copy, "open-deals-by-age"]);
      expect((await run).stdout).toMatch(/Tests .*2 passed/);
    },
    minutes
  );
});

/** What the compiler finds wrong in files of the copy. */
function typeFaults(files: readonly string[]): string[] {
  const {config} = ts.readConfigFile(join(copy, "tsconfig.json"), (name) => ts.sys.readFile(name)) as {
    config: unknown;
  };
  const {options} = ts.parseJsonConfigFileContent(config, ts.sys, copy);
  const names = [...files, "src/components/modules.d.ts"].map((file) => join(copy, file));
  const program = ts.createProgram(names, options);
  return names.flatMap((name) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(name)).map(({messageText, start = 0, file}) => {
      const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `${relative(copy, name)} line ${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    })
  );
}
