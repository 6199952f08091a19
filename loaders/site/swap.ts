import {existsSync} from "node:fs";
import {mkdir, rename, rm} from "node:fs/promises";
import {basename, dirname, join} from "node:path";

/** Where a site is built before it takes the place of `out`: beside it, so that a rename is enough. */
export function buildingFolder(out: string): string {
  return join(dirname(out), `.${basename(out)}.building`);
}

/** The lock of whoever builds into `out`, beside it. */
export function lockOf(out: string): string {
  return join(dirname(out), `.${basename(out)}.lock`);
}

function previousFolder(out: string): string {
  return join(dirname(out), `.${basename(out)}.previous`);
}

/** An empty folder to build in. Clears up after a build that was interrupted: its half-made site goes. */
export async function startFolder(out: string): Promise<string> {
  await restoreFolder(out);
  await rm(buildingFolder(out), {recursive: true, force: true});
  await mkdir(buildingFolder(out), {recursive: true});
  return buildingFolder(out);
}

/**
 * Puts the site that was built in the place of the old one. Whatever happens, `out` is the old site or the new
 * one, whole; if it stops between the two renames, `restoreFolder` brings the old one back.
 */
export async function swapFolder(out: string): Promise<void> {
  if (existsSync(out)) await rename(out, previousFolder(out));
  await rename(buildingFolder(out), out);
  await rm(previousFolder(out), {recursive: true, force: true});
}

/** Brings the old site back if a swap was interrupted, and clears it away if it is no longer needed. */
export async function restoreFolder(out: string): Promise<void> {
  if (!existsSync(previousFolder(out))) return;
  if (existsSync(out)) await rm(previousFolder(out), {recursive: true, force: true});
  else await rename(previousFolder(out), out);
}
