import {existsSync} from "node:fs";
import {rm} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, expect, test} from "vitest";
import {withLock} from "../../loaders/site/lock.js";
import {scratchFolder, writeFiles} from "./scratch.js";

const folder = await scratchFolder();
const file = join(folder, "deep/build.lock");

afterAll(() => rm(folder, {recursive: true}));

test("actions under one lock run one after another, and the one that waits says so", async () => {
  const log: string[] = [];
  const act = (name: string) =>
    withLock(
      file,
      async () => {
        log.push(`${name} starts`);
        await sleep(30);
        log.push(`${name} ends`);
      },
      {pause: 5, onWait: () => log.push("waits")}
    );
  await Promise.all([act("a"), act("b")]);
  const [first = "", second = ""] = log.filter((line) => line.endsWith("starts")).map((line) => line[0]);
  expect(log.filter((line) => line !== "waits")).toEqual(
    [first, second].flatMap((name) => [`${name} starts`, `${name} ends`])
  );
  expect(log.filter((line) => line === "waits")).toHaveLength(1);
});

test("the lock is given back when the action fails", async () => {
  await expect(withLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});

test("a lock left by a process that is gone is taken over", async () => {
  await writeFiles(folder, {"deep/build.lock": "999999999"});
  expect(await withLock(file, () => Promise.resolve("done"), {pause: 1})).toBe("done");
});
