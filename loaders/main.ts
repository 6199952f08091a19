import {build} from "./commands/build.js";
import {bench} from "./commands/bench.js";
import {check} from "./commands/check.js";
import {dev} from "./commands/dev.js";
import {exportCommand} from "./commands/export.js";
import {create} from "./commands/new.js";
import {helpText, parseGiven, type Command} from "./commands/options.js";
import {query} from "./commands/query.js";
import {snapshot} from "./commands/snapshot.js";
import {sample} from "./commands/sample.js";
import {start} from "./commands/start.js";
import {print, tell} from "./console.js";
import {ReportError, nearest} from "./errors.js";

const commands: readonly Command[] = [
  start,
  dev,
  build,
  check,
  query,
  create,
  exportCommand,
  snapshot,
  sample,
  bench
];

/** Runs a command; resolves to the exit code. */
export async function main([name = "help", ...args]: readonly string[]): Promise<number> {
  try {
    const command = commands.find((each) => each.name === name);
    if (!command) return unknownCommand(name);
    if (args.includes("--help")) {
      print(helpText(command));
      return 0;
    }
    return await command.run(parseGiven(command, args));
  } catch (error) {
    tell(failure(error, args.includes("--debug")));
    return 1;
  }
}

function unknownCommand(name: string): number {
  if (name === "help" || name === "--help") {
    const width = Math.max(...commands.map((command) => command.name.length));
    print(commands.map((command) => `${command.name.padEnd(width)}  ${command.summary}`).join("\n"));
    return 0;
  }
  const near = nearest(
    name,
    commands.map((command) => command.name)
  );
  tell(`There is no command "${name}". ${near ? `Did you mean "${near}"?` : "See --help."}`);
  return 1;
}

function failure(error: unknown, debug: boolean): string {
  if (debug && error instanceof Error) return error.stack ?? error.message;
  if (error instanceof ReportError) return error.problems.join("\n");
  const message = error instanceof Error ? error.message : String(error);
  return `Something went wrong that should not: ${message.split("\n")[0]} Run the command again with --debug to see where.`;
}
