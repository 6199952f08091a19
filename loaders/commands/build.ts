import {join} from "node:path";
import {buildReport, type BuildSummary} from "../build.js";
import type {Audience} from "../audience/audience.js";
import {bytesText, secondsSince, tell} from "../console.js";
import {projectRoot, shortPath} from "../project.js";
import {checkPassphrase} from "../protect.js";
import {frozenReport, workspaceReport, type ReportSource} from "../report-source.js";
import {
  audienceOption,
  givenAudience,
  givenWorkspace,
  textOption,
  workspaceOptions,
  workspacePaths,
  type Command,
  type Given
} from "./options.js";

export const outOption = {
  out: {
    type: "string",
    value: "DIR",
    help: "folder the site is written to (default: dist, or dist-enablement)"
  }
} as const;

export const snapshotOption = {
  snapshot: {
    type: "string",
    value: "QUARTER",
    help: "a frozen quarter, from its folder alone, instead of the exports"
  }
} as const;

export const passphraseOption = {
  passphrase: {
    type: "string",
    value: "TEXT",
    help: "encrypt the figures; readers are asked for this text (-: the first line of the input)"
  }
} as const;

export const build: Command = {
  name: "build",
  summary: "Makes the static site.",
  options: {
    ...workspaceOptions,
    ...audienceOption("leadership"),
    ...snapshotOption,
    ...outOption,
    ...passphraseOption
  },
  notes: "When nothing has changed since the last build into the same folder, nothing is done.",
  async run(given) {
    await buildGiven(given);
    return 0;
  }
};

/** Builds what the options name, telling what is going on; returns the site's folder. */
export async function buildGiven(given: Given): Promise<string> {
  const start = performance.now();
  const audience = givenAudience(given, "leadership");
  const out = textOption(given, "out", join(projectRoot, siteFolder(audience)));
  const report = await givenReport(given, audience);
  tell(`${report.title}: report for ${audience} as of ${report.asOf}`);
  const summary = await buildReport(report, {
    out,
    passphrase: givenPassphrase(given),
    onStep: (step) => tell(`  ${step} … ${secondsSince(start)}`)
  });
  tell(inWords(summary, shortPath(out), secondsSince(start)));
  return out;
}

/** The report of the exports, or that of a frozen quarter. */
export async function givenReport(given: Given, audience: Audience): Promise<ReportSource> {
  const name = given.options.snapshot;
  if (typeof name !== "string") return workspaceReport(await givenWorkspace(given), audience);
  return frozenReport(workspacePaths(given).data, name, audience);
}

function givenPassphrase({options: {passphrase}}: Given): string | undefined {
  return typeof passphrase === "string" ? checkPassphrase(passphrase) : undefined;
}

/** A site with names has a folder of its own, so that it is not taken for the one that may be passed on. */
function siteFolder(audience: Audience): string {
  return audience === "leadership" ? "dist" : `dist-${audience}`;
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
