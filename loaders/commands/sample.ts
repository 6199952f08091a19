import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {print, secondsSince} from "../console.js";
import {projectRoot, shortPath} from "../project.js";
import {writeSample} from "../sample/index.js";
import {ReportError} from "../errors.js";
import {numberOption, textOption, type Command} from "./options.js";

export const sample: Command = {
  name: "sample",
  summary: "Writes the made-up company's exports.",
  options: {
    scale: {type: "string", value: "N", help: "how many times the rows (default: 1)"},
    seed: {type: "string", value: "N", help: "seed of the random numbers (default: 1)"},
    out: {type: "string", value: "DIR", help: "folder to write to (default: data)"}
  },
  async run(given) {
    const start = performance.now();
    const out = textOption(given, "out", join(projectRoot, "data"));
    await refuseForeign(out);
    await writeSample({out, scale: numberOption(given, "scale", 1), seed: numberOption(given, "seed", 1)});
    print(`The sample is in ${shortPath(out)} (${secondsSince(start)})`);
    return 0;
  }
};

/** Settings of somebody's own report are not overwritten. */
async function refuseForeign(out: string): Promise<void> {
  const settings = await readFile(join(out, "report.yaml"), "utf8").catch(() => null);
  if (settings === null || /^sample: true$/m.test(settings)) return;
  throw new ReportError(
    `--out ${out}: the folder holds a report.yaml that is not the sample's. Name a new or an empty folder.`
  );
}
