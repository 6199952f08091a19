import {createReadStream} from "node:fs";
import {isAudience} from "../../loaders/audience/audience.js";
import {environment} from "../../loaders/site/environment.js";

const made = process.env[environment.archive];

if (made !== undefined) {
  createReadStream(made).pipe(process.stdout);
} else {
  // Framework was started without our commands.
  const {archiveOf} = await import("../../loaders/archive.js");
  const {readWorkspace} = await import("../../loaders/workspace.js");
  const {workspaceReport} = await import("../../loaders/report-source.js");
  const workspace = await readWorkspace(
    process.env[environment.data] ?? "data",
    process.env[environment.config]
  );
  const named = process.env[environment.audience];
  const audience = isAudience(named) ? named : "leadership";
  process.stdout.write((await archiveOf(workspaceReport(workspace, audience))).bytes);
}
