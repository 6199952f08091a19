import {join} from "node:path";
import {buildReport, type BuildSummary} from "../build.js";
import {bytesText, secondsSince, tell} from "../console.js";
import {projectRoot, shortPath} from "../project.js";
import {givenWorkspace, textOption, workspaceOptions, type Command, type Given} from "./options.js";

export const outOption = {
  out: {type: "string", value: "DIR", help: "folder the site is written to (default: dist)"}
} as const;

export const build: Command = {
  name: "build",
  summary: "Makes the static site.",
  options: {...workspaceOptions, ...outOption},
  notes: "When nothing has changed since the last build into the same folder, nothing is done.",
  async run(given) {
    await buildGiven(given);
    return 0;
  }
};

/** Builds what the options name, telling what is going on; returns the site's folder. */
export async function buildGiven(given: Given): Promise<string> {
  const start = performance.now();
  const out = textOption(given, "out", join(projectRoot, "dist"));
  const workspace = await givenWorkspace(given);
  tell(`${workspace.title}: report as of ${workspace.asOf}`);
  const summary = await buildReport(workspace, {
    out,
    onStep: (step) => tell(`  ${step} … ${secondsSince(start)}`)
  });
  tell(inWords(summary, shortPath(out), secondsSince(start)));
  return out;
}

function inWords({built, pages, bytes, accounting}: BuildSummary, out: string, seconds: string): string {
  const {rows_read, accepted, rejected, ignored, files} = accounting;
  return [
    `${rows_read} rows read from ${files} files = ${accepted} accepted + ${rejected} rejected + ${ignored} ignored`,
    built
      ? `${pages} pages, ${bytesText(bytes)}, in ${out} after ${seconds}`
      : `Nothing has changed; ${out} is as it was (${pages} pages, ${bytesText(bytes)}, ${seconds})`
  ].join("\n");
}
