import {createReadStream} from "node:fs";
import {environment} from "../../loaders/site/environment.js";

const made = process.env[environment.archive];

if (made !== undefined) {
  createReadStream(made).pipe(process.stdout);
} else {
  // Framework was started without our commands.
  const {archiveOf} = await import("../../loaders/archive.js");
  const {readWorkspace} = await import("../../loaders/workspace.js");
  const workspace = await readWorkspace(
    process.env[environment.data] ?? "data",
    process.env[environment.config]
  );
  process.stdout.write((await archiveOf(workspace)).bytes);
}
