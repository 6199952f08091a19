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
  explainLoader,
  explainMissingModule,
  explainMissingPackage,
  explainMissingFile,
  explainTypeScript,
  explainModule
];

function explainLoader(message: string, {stdout, stderr}: FailedRun): string | null {
  if (!/^loader (exited|skipped)/.test(message)) return null;
  const file = [...stdout.matchAll(/load \/(\S+) /g)].at(-1)?.[1] ?? "";
  const reason = stderr.slice(0, stderr.lastIndexOf("Unexpected error:")).trim();
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

/** The message that Framework ends with, without its advice on where to report it. */
function failureMessage(stderr: string): string {
  const text = stderr.slice(Math.max(0, stderr.lastIndexOf("Unexpected error:")));
  return text
    .replace(/^Unexpected error: /, "")
    .split(/\n\n(?:Tip|If you think)|\nRequire stack:/)[0]!
    .trim();
}

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
