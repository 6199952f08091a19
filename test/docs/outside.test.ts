import {execFile, spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {promisify} from "node:util";
import {beforeAll, describe, expect, it} from "vitest";
import {ensureSnapshot} from "../../loaders/project.js";
import {openDatabase} from "../../loaders/snapshot.js";
import {readFences} from "../../loaders/site/fences.js";
import {readWorkspace} from "../../loaders/workspace.js";
import {pythonWith} from "../python.js";

const run = promisify(execFile);
const python = pythonWith("duckdb");
const folders = (process.env["PATH"] ?? "").split(":");
const duckdb = folders.find((folder) => existsSync(`${folder}/duckdb`));
const rscript = folders.find((folder) => existsSync(`${folder}/Rscript`));
const reticulate = rscript && spawnSync("Rscript", ["-e", "library(reticulate)"]).status === 0;

let folder: string;
let share: string;
let fences: ReturnType<typeof readFences>;

beforeAll(async () => {
  folder = (await ensureSnapshot(await readWorkspace("data"), {audience: "leadership"})).dir;
  fences = readFences(await readFile("docs/outside.md", "utf8"));
  const engine = await openDatabase(folder);
  const [row] = await engine.rows(
    "FROM social_share(region := 'EMEA', since := '2026-07-01', until := '2026-09-30')"
  );
  share = String(row?.["share"]).slice(0, 8);
  engine.close();
});

const codeOf = (tag: string, word = ""): string =>
  fences.find((fence) => fence.tag === tag && fence.code.includes(word))?.code ?? "";

describe("docs/outside.md", () => {
  it.skipIf(!python)("gives the same figure in Python (needs Python with duckdb)", async () => {
    const {stdout} = await run(python!, ["-c", codeOf("python")], {cwd: folder});
    expect(stdout).toContain(share);
  });

  it.skipIf(!duckdb)("gives the same figure at DuckDB's command line (needs duckdb)", async () => {
    const {stdout} = await run("sh", ["-c", codeOf("bash").replace("-readonly", "-csv -readonly")], {
      cwd: folder
    });
    expect(stdout).toContain(share);
  });

  it.skipIf(!python || !reticulate)(
    "gives the same figure in R (needs R with reticulate, and Python with duckdb)",
    async () => {
      const code = codeOf("r", "reticulate").replace(
        "print(rows)",
        "cat(format(rows$share[[1]], digits = 15))"
      );
      const {stdout} = await run("Rscript", ["-e", code], {
        cwd: folder,
        env: {
          ...process.env,
          RETICULATE_PYTHON: folders.map((each) => `${each}/${python}`).find(existsSync) ?? python!
        }
      });
      expect(stdout).toContain(share);
    }
  );
});
