import {link, mkdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {dirname} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";

/**
 * Runs an action while no other process runs one under the same lock file. Waits for the other to end; a lock
 * left behind by a process that is gone is taken over.
 */
export async function withLock<T>(
  file: string,
  action: () => Promise<T>,
  {onWait = () => {}, pause = 100}: {onWait?: () => void; pause?: number} = {}
): Promise<T> {
  await mkdir(dirname(file), {recursive: true});
  for (let tries = 0; !(await take(file)); tries += 1) {
    if (tries === 0) onWait();
    await sleep(pause);
  }
  try {
    return await action();
  } finally {
    await rm(file, {force: true});
  }
}

/** Makes the lock file, complete with its owner, in one step. */
async function take(file: string): Promise<boolean> {
  const own = `${file}.${process.pid}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (!isRunning(await owner(file))) await clear(file);
    return false;
  } finally {
    await rm(own, {force: true});
  }
}

/**
 * Takes a lock away whose owner is gone. Of several that try, one gets the file by renaming it; where another has taken
 * the lock in the meantime, it is put back.
 */
async function clear(file: string): Promise<void> {
  const taken = `${file}.${process.pid}.stale`;
  try {
    await rename(file, taken);
    if (isRunning(await owner(taken))) await link(taken, file).catch(() => undefined);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  } finally {
    await rm(taken, {force: true});
  }
}

async function owner(file: string): Promise<number> {
  return Number(await readFile(file, "utf8").catch(() => process.pid));
}

/** Whether a process with this number runs; true also for one that belongs to somebody else. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
