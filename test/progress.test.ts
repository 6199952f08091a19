import {describe, expect, it} from "vitest";
import {scanFile} from "../loaders/land/scan.js";
import {largeFile, progressTeller, progressWords, type FileProgress} from "../loaders/progress.js";
import {writeWorkspace} from "./workspace-of.js";

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
});
