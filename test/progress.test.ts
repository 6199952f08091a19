import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {startEngine} from "../loaders/engine.js";
import {scanFile} from "../loaders/land/scan.js";
import {largeFile, progressTeller, progressWords, type FileProgress} from "../loaders/progress.js";
import {makeSnapshot} from "../loaders/snapshot.js";
import {quoteText} from "../loaders/sql.js";
import {readWorkspace} from "../loaders/workspace.js";
import {temporaryFolder, writeWorkspace} from "./workspace-of.js";

/** What is written for steps that are told at the given milliseconds. */
function told(
  isTerminal: boolean,
  steps: readonly (readonly [at: number, rows: number, share: number | null])[]
): string[] {
  const written: string[] = [];
  let time = 0;
  const tell = progressTeller({write: (text) => written.push(text), isTerminal, now: () => time});
  for (const [at, rows, share] of steps) {
    time = at;
    tell({file: "deals.csv", bytes: 2 * largeFile, rows, share});
  }
  return written;
}

describe("progress", () => {
  it("on a terminal is one line that is written over, and gone in the end", () => {
    const steps = [
      [0, 0, 0],
      [100, 10_000, 0.1],
      [1000, 400_000, 0.25],
      [2000, 1_600_000, 1]
    ] as const;
    expect(told(true, steps)).toEqual([
      "\r\u001b[2K  deals.csv: 400,000 rows, 400,000 rows/s, 3 s left",
      "\r\u001b[2K"
    ]);
  });

  it("elsewhere is a line every few seconds and one in the end", () => {
    const steps = [
      [0, 0, 0],
      [1000, 100_000, 0.1],
      [6000, 600_000, 0.6],
      [10_000, 1_000_000, 1]
    ] as const;
    expect(told(false, steps)).toEqual([
      "  deals.csv: 600,000 rows, 100,000 rows/s, 4 s left\n",
      "  deals.csv: 1,000,000 rows in 10.0 s\n"
    ]);
  });

  it("says nothing of small files, and not how long where the end is not in sight", () => {
    const written: string[] = [];
    const tell = progressTeller({write: (text) => written.push(text), isTerminal: false, now: () => 0});
    tell({file: "a.csv", bytes: largeFile - 1, rows: 9, share: 1});
    expect(written).toEqual([]);
    expect(progressWords({file: "a.xlsx", rows: 1000, share: null}, 2)).toBe(
      "a.xlsx: 1,000 rows, 500 rows/s"
    );
    expect(progressWords({file: "a.csv", rows: 1000, share: 0.01}, 2)).toContain("4 min left");
  });

  it("is heard of while a file is scanned: rows and share grow, and it ends with all", async () => {
    const line = "d1,2026-01-01\n";
    const dir = await writeWorkspace({"deals.csv": line.repeat(200_000)});
    const heard: FileProgress[] = [];
    await scanFile(`${dir}/deals.csv`, "deals.csv", (progress) => heard.push(progress));
    expect(heard.length).toBeGreaterThan(1);
    expect(heard.map(({rows}) => rows)).toEqual(heard.map(({rows}) => rows).sort((a, b) => a - b));
    expect(heard.at(-1)).toEqual({file: "deals.csv", bytes: line.length * 200_000, rows: 200_000, share: 1});
  });

  it("is heard of while the engine takes a large file in, and never runs backwards", async () => {
    const dir = await writeWorkspace({"none.csv": ""});
    const engine = await startEngine({folders: [dir]});
    try {
      const csv = quoteText(join(dir, "large.csv"));
      await engine.run(`COPY (SELECT i AS a, 'text ' || i AS b FROM range(3_000_000) r(i)) TO ${csv}`);
      const shares: number[] = [];
      await engine.run("CREATE TABLE t (a BIGINT, b VARCHAR)");
      const rows = await engine.count(
        `INSERT INTO t FROM read_csv(${csv}, header = true, columns = {a: 'BIGINT', b: 'VARCHAR'})`,
        (share) => shares.push(share)
      );
      expect(rows).toBe(3_000_000);
      expect(shares.length).toBeGreaterThan(2);
      expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    } finally {
      engine.close();
    }
  });

  it("names the files that are read together, and how many of their rows are in", async () => {
    const months = Array.from({length: 4}, (_, month) => `2026-0${month + 1}`);
    const lines = (month: string): string =>
      Array.from({length: 60_000}, (_, i) => `e${month}-${i},${month}-11,s1,LinkedIn,comment`).join("\n");
    const header = "event_id,happened_on,seller_id,channel,kind";
    const dir = await writeWorkspace({
      "report.yaml":
        "title: t\nas_of: 2026-06-30\nsources:\n  sellers: {file: sellers.csv}\n  engagement: {file: 'e/*.csv'}\n",
      "sellers.csv": "seller_id,name\ns1,Ann\n",
      ...Object.fromEntries(months.map((month) => [`e/${month}.csv`, `${header}\n${lines(month)}\n`]))
    });
    const heard: FileProgress[] = [];
    const out = join(await temporaryFolder(), "snapshot");
    await makeSnapshot(await readWorkspace(dir), out, {onProgress: (each) => heard.push(each)});
    const taken = heard.filter(({file}) => file === "e/2026-01.csv and 3 more into the report");
    const bytes = 4 * (header.length + 1 + lines(months[0]!).length + 1);
    expect(taken.at(-1)).toEqual({file: taken[0]?.file, bytes, rows: 240_000, share: 1});
    for (const {rows, share} of taken) expect(rows).toBe(Math.round((share ?? 0) * 240_000));
  });
});
