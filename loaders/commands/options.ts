import {join} from "node:path";
import {parseArgs, type ParseArgsConfig} from "node:util";
import {audiences, isAudience, type Audience} from "../audience/audience.js";
import {ReportError, listed, messageOf, nearest} from "../errors.js";
import {projectRoot} from "../project.js";
import {readWorkspace, type Workspace} from "../workspace.js";

/** An option of a command, as `--help` lists it. */
export interface OptionHelp {
  readonly type: "string" | "boolean";
  /** What stands after the option, e.g. DIR. */
  readonly value?: string;
  readonly help: string;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Positional arguments, for the usage line. */
  readonly usage?: string;
  readonly options: Readonly<Record<string, OptionHelp>>;
  /** More lines for `--help`. */
  readonly notes?: string;
  /** True where options besides the listed ones are taken. */
  readonly open?: boolean;
  /** Resolves to the exit code. */
  run(given: Given): Promise<number>;
}

/** The arguments of a command as given. */
export interface Given {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

export const workspaceOptions = {
  data: {type: "string", value: "DIR", help: "folder that holds the exports (default: data)"},
  config: {type: "string", value: "FILE", help: "settings file (default: report.yaml in that folder)"}
} as const satisfies Record<string, OptionHelp>;

const everywhere: Record<string, OptionHelp> = {
  help: {type: "boolean", help: "show this text"},
  debug: {type: "boolean", help: "show where in the program an error arose"}
};

/** The audience option of a command that makes a report for `fallback` unless told otherwise. */
export function audienceOption(fallback: Audience) {
  return {
    audience: {
      type: "string",
      value: "NAME",
      help: `who it is for: ${listed(audiences, "or")} (default: ${fallback})`
    }
  } as const satisfies Record<string, OptionHelp>;
}

/** The audience that the options name, or the command's own. */
export function givenAudience(given: Given, fallback: Audience): Audience {
  const name = textOption(given, "audience", fallback);
  if (isAudience(name)) return name;
  throw new ReportError(`--audience: expected ${listed(audiences, "or")}, found "${name}".`);
}

/** Parses the arguments of a command; unknown options are errors with a hint. */
export function parseGiven(command: Command, args: readonly string[]): Given {
  const known: Record<string, OptionHelp> = {...command.options, ...everywhere};
  const config: NonNullable<ParseArgsConfig["options"]> = Object.fromEntries(
    Object.entries(known).map(([name, {type}]) => [name, {type}])
  );
  const unlisted = command.open ? unlistedOptions(args, known) : {};
  try {
    const {values, positionals} = parseArgs({
      args: [...args],
      options: {...config, ...unlisted},
      allowPositionals: true,
      strict: true
    });
    if (positionals.length > 0 && command.usage === undefined)
      throw new ReportError(
        `${command.name}: "${positionals[0]}" was not expected. See npm run ${command.name} -- --help.`
      );
    return {options: values as Given["options"], positionals};
  } catch (error) {
    if (error instanceof ReportError) throw error;
    throw new ReportError(optionSentence(messageOf(error), command, Object.keys(known)));
  }
}

function unlistedOptions(
  args: readonly string[],
  known: Record<string, OptionHelp>
): NonNullable<ParseArgsConfig["options"]> {
  const names = args.flatMap((arg) => /^--([A-Za-z_][\w-]*)/.exec(arg)?.[1] ?? []);
  return Object.fromEntries(
    names.filter((name) => !(name in known)).map((name) => [name, {type: "string" as const}])
  );
}

function optionSentence(message: string, command: Command, known: readonly string[]): string {
  const name = /'(-+[^' ]+)/.exec(message)?.[1] ?? "";
  if (message.includes("argument is ambiguous"))
    return `${command.name} ${name}: a value that begins with - is not taken. Write a value without it.`;
  if (!message.startsWith("Unknown option")) return `${command.name} ${name}: ${message.split(".")[0]}.`;
  const near = nearest(name.replace(/^-+/, ""), known);
  return `${command.name}: there is no option ${name}. ${near ? `Did you mean --${near}?` : `See npm run ${command.name} -- --help.`}`;
}

/** The help of a command. */
export function helpText(command: Command): string {
  const options = Object.entries({...command.options, ...everywhere});
  const left = options.map(([name, {value}]) => `  --${name}${value ? ` ${value}` : ""}`);
  const width = Math.max(...left.map((text) => text.length));
  const lines = options.map(([, {help}], index) => `${(left[index] ?? "").padEnd(width)}  ${help}`);
  const usage = `npm ${command.name === "start" ? "start" : `run ${command.name}`} -- ${command.usage ? `${command.usage} ` : ""}[options]`;
  return [command.summary, "", usage, "", ...lines, ...(command.notes ? ["", command.notes] : [])].join("\n");
}

/** A text option, or its default. */
export function textOption(given: Given, name: string, fallback: string): string {
  const value = given.options[name];
  return typeof value === "string" ? value : fallback;
}

/** A number option, or its default; throws with the option's name when it is none. */
export function numberOption(given: Given, name: string, fallback: number): number {
  const text = given.options[name];
  if (typeof text !== "string") return fallback;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new ReportError(`--${name}: expected a number, found "${text}".`);
  return value;
}

/** The folder and settings file that the options name. */
export function workspacePaths(given: Given): {data: string; config: string | undefined} {
  const config = given.options.config;
  return {
    data: textOption(given, "data", join(projectRoot, "data")),
    config: typeof config === "string" ? config : undefined
  };
}

/** Reads the workspace that the options name. */
export function givenWorkspace(given: Given): Promise<Workspace> {
  const {data, config} = workspacePaths(given);
  return readWorkspace(data, config);
}
