import {once} from "node:events";
import {print, tell} from "../console.js";
import {serveSite} from "../site/server.js";
import {buildGiven, outOption, passphraseOption, snapshotOption} from "./build.js";
import {audienceOption, numberOption, workspaceOptions, type Command} from "./options.js";

export const start: Command = {
  name: "start",
  summary: "Builds the report and serves it on this machine.",
  options: {
    ...workspaceOptions,
    ...audienceOption("leadership"),
    ...snapshotOption,
    ...outOption,
    ...passphraseOption,
    port: {type: "string", value: "N", help: "port to serve on (default: 3000, or the next free one)"}
  },
  async run(given) {
    const port = numberOption(given, "port", 3000);
    const dir = await buildGiven(given);
    const {url, close} = await serveSite({dir, port});
    print(`The report is at ${url}`);
    tell("Stop with Ctrl+C.");
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await close();
    return 0;
  }
};
