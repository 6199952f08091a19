import {existsSync} from "node:fs";
import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {print} from "../console.js";
import {ReportError} from "../errors.js";
import {projectRoot} from "../project.js";
import {metricFiles} from "./new/metric.js";
import {pageFiles} from "./new/page.js";
import type {Command} from "./options.js";

/** Files to be written, by path within the project, and what to do with them next. */
export interface Scaffold {
  readonly files: Readonly<Record<string, string>>;
  readonly next: readonly string[];
}

const makers: Readonly<Record<string, (name: string) => Scaffold>> = {page: pageFiles, metric: metricFiles};

export const create: Command = {
  name: "new",
  summary: "Begins a page or a metric: files that run, to be changed.",
  usage: "page TITLE | metric NAME",
  options: {},
  notes: 'Examples: npm run new -- page "Win rate by manager"; npm run new -- metric win_rate_by_manager',
  async run({positionals: [kind = "", ...words]}) {
    const make = makers[kind];
    if (!make || words.length === 0)
      throw new ReportError(
        `new: expected page "A title" or metric a_name, found "${[kind, ...words].join(" ")}".`
      );
    const {files, next} = make(words.join(" ").trim());
    await writeNew(files);
    print(
      [
        "Written:",
        ...Object.keys(files).map((file) => `  ${file}`),
        "Next:",
        ...next.map((each) => `  ${each}`)
      ].join("\n")
    );
    return 0;
  }
};

/** Writes files that are not there yet; when one of them is, none is written. */
async function writeNew(files: Readonly<Record<string, string>>): Promise<void> {
  const there = Object.keys(files).find((file) => existsSync(join(projectRoot, file)));
  if (there) throw new ReportError(`${there} is there already and is not written over. Choose another name.`);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(projectRoot, file)), {recursive: true});
    await writeFile(join(projectRoot, file), text, {flag: "wx"});
  }
}
