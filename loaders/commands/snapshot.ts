import {audiences} from "../audience/audience.js";
import {print, secondsSince, tell} from "../console.js";
import {ReportError} from "../errors.js";
import {shortPath} from "../project.js";
import {freezeQuarter} from "../quarters/freeze.js";
import {givenAudience, givenWorkspace, workspaceOptions, type Command} from "./options.js";

export const snapshot: Command = {
  name: "snapshot",
  summary: "Freezes the quarter: its report with the fingerprints of its inputs.",
  usage: "QUARTER",
  options: {
    ...workspaceOptions,
    audience: {
      type: "string",
      value: "NAME",
      help: "freeze for leadership or enablement only (default: both, each in a folder of its own)"
    },
    force: {type: "boolean", help: "replace a quarter that is frozen already"}
  },
  notes:
    "Writes snapshots/QUARTER in the folder of the exports: the report for leadership, and the one with names in enablement/ there.\nnpm run build -- --snapshot QUARTER makes its site again, without the exports.",
  async run(given) {
    const start = performance.now();
    const [name, ...rest] = given.positionals;
    if (name === undefined)
      throw new ReportError("snapshot: no quarter is named. Write npm run snapshot -- 2026-Q3.");
    if (rest.length > 0)
      throw new ReportError(`snapshot ${name}: "${rest[0]}" was not expected. Freeze one quarter at a time.`);
    const chosen = given.options.audience === undefined ? audiences : [givenAudience(given, "leadership")];
    const workspace = await givenWorkspace(given);
    const out = await freezeQuarter(workspace, name, {
      audiences: chosen,
      force: given.options.force === true,
      onStep: (step) => tell(`  ${step} … ${secondsSince(start)}`)
    });
    print(`${name} is frozen in ${shortPath(out)} (${secondsSince(start)})`);
    return 0;
  }
};
