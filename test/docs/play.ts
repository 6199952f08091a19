import {execFile} from "node:child_process";
import {appendFile, mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {readFences} from "../../loaders/site/fences.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** What stands in documents for the folder that holds both the project and the exports. */
const home = "/home/you";
const tsx = new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;

/**
 * Follows a document as a reader would: a fence with a file's name writes that file into `folder` (with a `+` behind
 * it, to the file's end), and each command of a `console` fence is run by the product in `project` from the folder
 * `project` beside the first one. Returns the document with the outputs that the commands really gave.
 */
export async function play(
  markdown: string,
  folder: string,
  {project = root}: {project?: string} = {}
): Promise<string> {
  const beside = join(folder, "../project");
  await mkdir(beside, {recursive: true});
  const outputs: {line: number; count: number; text: string}[] = [];
  for (const {tag, info, line, code} of readFences(markdown)) {
    if (tag === "console") {
      const count = code.split("\n").length - 1;
      outputs.push({line, count, text: await runAll(code, beside, project)});
    } else if (info !== "") await writeInto(folder, info, code);
  }
  const lines = markdown.split("\n");
  for (const {line, count, text} of outputs.reverse()) lines.splice(line - 1, count, ...text.split("\n"));
  return lines.join("\n");
}

async function writeInto(folder: string, info: string, text: string): Promise<void> {
  const [name = "", add] = info.split(" ");
  const path = join(folder, name);
  await mkdir(dirname(path), {recursive: true});
  await (add === "+" ? appendFile : writeFile)(path, text);
}

/** Every command of a fence, each followed by its output. */
async function runAll(code: string, cwd: string, project: string): Promise<string> {
  const texts: string[] = [];
  for (const command of code.split("\n").filter((line) => line.startsWith("$ ")))
    texts.push(command, ...(await run(command, cwd, project)).trimEnd().split("\n"));
  return texts.join("\n");
}

/** What `npm run NAME -- …` prints, without the lines in which npm repeats the command. */
function run(command: string, cwd: string, project: string): Promise<string> {
  const [, name = "", rest = ""] = /^\$ npm run (\w+)(?: -- (.*))?$/.exec(command) ?? [];
  const args = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  return new Promise((done) => {
    execFile(
      process.execPath,
      ["--import", tsx, join(project, "loaders/cli.ts"), name, ...args],
      {cwd},
      (_, out, err) => done((err + out).replaceAll(dirname(cwd), home))
    );
  });
}
