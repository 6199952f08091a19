import {findPlace, placeOf} from "./locate.js";

/** What a failed run of Framework printed. */
export interface FailedRun {
  root: string;
  stdout: string;
  stderr: string;
}

/** Why Framework's build failed: one sentence with the place and the mend. */
export function explainFailure(run: FailedRun): string {
  const message = failureMessage(run.stderr);
  for (const explain of explanations) {
    const sentence = explain(message, run);
    if (sentence !== null) return sentence;
  }
  return `The site could not be built: ${message || "Framework stopped without saying why"}.`;
}

type Explanation = (message: string, run: FailedRun) => string | null;

const explanations: Explanation[] = [
  explainPort,
  explainNetwork,
  explainLoader,
  explainMissingModule,
  explainMissingPackage,
  explainMissingFile,
  explainTypeScript,
  explainModule
];

function explainPort(message: string): string | null {
  const port = /EADDRINUSE.*?:(\d+)$/m.exec(message)?.[1];
  return port === undefined ? null : `Port ${port} is in use. Choose another one, or leave the choice open.`;
}

/** How a page asks, without an import, for what Framework would fetch; by a part of the address. */
const implicitUses: {packages: string[]; uses: string[]; mend: string}[] = [
  {
    packages: ["isoformat", "@duckdb/duckdb-wasm"],
    uses: ["```sql", "sql`"],
    mend: "Take sql from openPage, as other pages do"
  },
  {
    packages: ["isoformat", "@observablehq/inputs"],
    uses: ["Inputs."],
    mend: 'Write import * as Inputs from "@observablehq/inputs"'
  },
  {
    packages: ["@observablehq/plot"],
    uses: ["Plot."],
    mend: 'Write import * as Plot from "@observablehq/plot"'
  },
  {packages: ["d3"], uses: ["d3."], mend: 'Import the module that is used, such as "d3-scale"'},
  {packages: ["htl"], uses: ["html`", "svg`", "```html", "```svg"], mend: 'Write import {html} from "htl"'},
  {
    packages: ["d3-dsv"],
    uses: [".csv(", ".tsv(", ".dsv("],
    mend: "Read the file in a data loader that makes JSON of it"
  }
];

function explainNetwork(message: string, {root, stdout}: FailedRun): string | null {
  const address = /network is off: (\S+)/.exec(message)?.[1];
  if (address === undefined) return null;
  const page = `src${[...stdout.matchAll(/load (\/\S+)/g)].at(-1)?.[1] ?? ""}.md`;
  const name = /^https:\/\/[^/]+\/(?:npm\/)?((?:@[^/]+\/)?[^/@]+)/.exec(address)?.[1] ?? address;
  const candidates = implicitUses.filter(({packages}) => packages.includes(name));
  for (const {uses, mend} of candidates)
    for (const text of uses) {
      const place = placeOf(root, page, text);
      if (place !== page) return `${place}: ${missing(name)} ${mend}.`;
    }
  return `${page}: ${missing(name)} Import what the page uses, or leave it out.`;
}

function missing(name: string): string {
  return `this needs "${name}", which the page does not import from an installed package.`;
}

function explainLoader(message: string, {stdout, stderr}: FailedRun): string | null {
  if (!/^loader (exited|skipped)/.test(message)) return null;
  const file = [...stdout.matchAll(/load \/(\S+) /g)].at(-1)?.[1] ?? "";
  const reason = stderr.slice(0, stderr.lastIndexOf(unexpected)).trim();
  return isStack(reason) ? `The data loader of src/${file} failed: ${errorOfStack(reason)}` : reason;
}

function explainMissingModule(message: string, {root}: FailedRun): string | null {
  const path = /^import not found: \/(.*)$/.exec(message)?.[1];
  if (path === undefined) return null;
  return `${mentions(root, path)}there is no module src/${path}. Correct the import, or add the file.`;
}

function explainMissingPackage(message: string, {root, stdout}: FailedRun): string | null {
  const name = /^Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
  if (name === undefined) return null;
  const place = placeOf(root, fileInWork(stdout), name);
  return `${place}: the package "${name}" is not installed. Run "npm install ${packageName(name)}", or correct the import.`;
}

function explainMissingFile(message: string, {root}: FailedRun): string | null {
  const path = /^Not found: \/(.*)$/.exec(message)?.[1];
  if (path === undefined) return null;
  return `${mentions(root, path)}there is no file src/${path}, and no data loader that makes it. Correct the name, or add the file.`;
}

function explainTypeScript(message: string): string | null {
  const match = /^(src\/\S+?):(\d+):(\d+): ERROR: (.*)$/m.exec(message);
  return match && `${match[1]} line ${match[2]}, column ${Number(match[3]) + 1}: ${match[4]}.`;
}

function explainModule(message: string, {stdout}: FailedRun): string | null {
  const match = /^(.*) \((\d+):(\d+)\)$/.exec(message);
  return match && `${fileInWork(stdout)} line ${match[2]}, column ${Number(match[3]) + 1}: ${match[1]}.`;
}

/** The message that Framework ends with, without its advice on where to report it, or the error it crashed with. */
function failureMessage(stderr: string): string {
  const start = stderr.lastIndexOf(unexpected);
  if (start < 0) return isStack(stderr) ? errorOfStack(stderr) : stderr.trim();
  const [message = ""] = stderr
    .slice(start + unexpected.length)
    .split(/\n\n(?:Tip|If you think)|\nRequire stack:/);
  return message.trim();
}

const unexpected = "Unexpected error:";

/** The file that Framework was working on when it stopped. */
function fileInWork(stdout: string): string {
  return [...stdout.matchAll(/copy (src\/\S+)/g)].at(-1)?.[1] ?? "src";
}

/** "src/adoption.md line 4: " for the first file that names a path, by its whole name or its last part. */
function mentions(root: string, path: string): string {
  const place = findPlace(root, [path, path.split("/").slice(-2).join("/"), path.split("/").at(-1) ?? path]);
  return place === undefined ? "" : `${place}: `;
}

function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function isStack(text: string): boolean {
  return /^\s+at .*$/m.test(text);
}

function errorOfStack(text: string): string {
  const start = text.search(/^(?:\w*Error)(?: \[\w+\])?: /m);
  return text
    .slice(Math.max(0, start))
    .split(/\n\s+at /)[0]!
    .trim();
}
