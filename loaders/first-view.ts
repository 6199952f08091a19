import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {parse, type Expression, type Node, type Property, type SpreadElement} from "acorn";
import {full} from "acorn-walk";
import {glob} from "tinyglobby";
import {callKey, callSql, fenceKey, type MetricArgs} from "../src/components/calls.js";
import {isShownTo} from "./audience/audience.js";
import type {Cell, Engine} from "./engine.js";
import {listed, messageOf, nearest} from "./errors.js";
import type {Manifest} from "./manifest.js";
import {metricMarks, type Metric} from "./metrics.js";
import {readFences} from "./site/fences.js";
import {readFrontMatter} from "./site/pages.js";

/** A page's figures at the default filters, by call. */
export interface FirstView {
  readonly page: string;
  readonly calls: Readonly<
    Record<
      string,
      {readonly columns: readonly {name: string; type: string}[]; readonly rows: readonly (readonly Cell[])[]}
    >
  >;
  /** What is wrong in the page, so that a preview can say it in its place. A site is not built with any. */
  readonly faults?: readonly PageFault[];
}

/** A fault of a page: in its calls of a metric, or in a SQL fence, which is known by `fenceKey`. */
export interface PageFault {
  readonly metric?: string;
  readonly fence?: string;
  /** With page and line. */
  readonly words: string;
}

/** A `metric(…)` call found in a page; `args` is missing where it depends on more than the filters. */
export interface PageCall {
  readonly line: number;
  readonly name: string;
  readonly args?: MetricArgs;
  /** Names of the arguments that can be read, also where their values cannot. */
  readonly given: readonly string[];
}

/** What was found in the pages: first views by page, and every fault with page and line. */
export interface PageViews {
  readonly views: readonly FirstView[];
  readonly problems: readonly string[];
}

export interface FirstViewOptions {
  readonly src: string;
  readonly manifest: Manifest;
  readonly metrics: readonly Metric[];
  /** Answers on these rows that are known already, by their SQL and the metric's mark; new ones are added. */
  readonly known?: Map<string, FirstView["calls"][string]>;
}

/** Computes the first view of every page below `src`, checking each metric call and SQL fence against the database. */
export async function firstViews(
  engine: Engine,
  {src, manifest, metrics, known = new Map()}: FirstViewOptions
): Promise<PageViews> {
  const files = (await glob("**/*.md", {cwd: src, ignore: ["**/.*/**"], expandDirectories: false})).sort();
  const marks = metricMarks(metrics);
  const filters = defaultFilters(manifest);
  const texts = await Promise.all(
    files.map(async (file) => ({file, markdown: await readFile(join(src, file), "utf8")}))
  );
  const shown = texts.filter(({file, markdown}) =>
    isShownTo(manifest.audience, readFrontMatter(markdown, file).front)
  );
  const calls = shown.flatMap(({markdown}) => findCalls(markdown, filters));
  await askAhead(engine, calls, {metrics, marks, known});
  const views: FirstView[] = [];
  const problems: string[] = [];
  for (const {file, markdown} of shown) {
    const found = await viewPage(engine, markdown, {
      page: file.replace(/\.md$/, ""),
      at: `src/${file}`,
      filters,
      metrics,
      marks,
      known
    });
    views.push(found.view);
    problems.push(...found.problems);
  }
  return {views, problems};
}

/** The filters that a page opens with, as the page's code sees them. */
export function defaultFilters(manifest: Manifest): Record<string, unknown> {
  const period = manifest.periods.find(({key}) => key === manifest.default_period);
  return {
    region: null,
    team: null,
    since: period?.since ?? null,
    until: period?.until ?? null,
    place: {region: null, team: null}
  };
}

interface ViewContext {
  readonly page: string;
  readonly at: string;
  readonly filters: Record<string, unknown>;
  readonly metrics: readonly Metric[];
  readonly marks: ReadonlyMap<string, string>;
  readonly known: Map<string, FirstView["calls"][string]>;
}

async function viewPage(
  engine: Engine,
  markdown: string,
  {page, at, filters, metrics, marks, known}: ViewContext
): Promise<{view: FirstView; problems: string[]}> {
  const faults: PageFault[] = [];
  const calls: Record<string, FirstView["calls"][string]> = {};
  for (const call of findCalls(markdown, filters)) {
    const place = `${at} line ${call.line}`;
    const wrong = checkCall(call, metrics);
    faults.push(...wrong.map((sentence) => ({metric: call.name, words: `${place}: ${sentence}`})));
    if (wrong.length > 0 || call.args === undefined || lacksInput(call.args, call.name, metrics)) continue;
    const key = callKey(call.name, call.args);
    if (calls[key]) continue;
    try {
      calls[key] = await answerOnce(engine, {
        sql: callSql(call.name, call.args),
        mark: marks.get(call.name) ?? "",
        known
      });
    } catch (error) {
      faults.push({metric: call.name, words: `${place}: ${call.name}: ${messageOf(error).split("\n")[0]}`});
    }
  }
  for (const fence of readFences(markdown).filter(({tag}) => tag === "sql"))
    for (const words of await checkSql(engine, fence.code, `${at} line ${fence.line}`))
      faults.push({fence: fenceKey(fence.code.split(/\$\{[^}]*\}/)), words});
  const view = {page, calls, ...(faults.length > 0 ? {faults} : {})};
  return {view, problems: faults.map(({words}) => words)};
}

/**
 * Asks what pages call, some questions side by side: most of a short query is planning, which keeps one core busy. What is
 * wrong with a call is said when its page is viewed.
 */
async function askAhead(
  engine: Engine,
  calls: readonly PageCall[],
  {metrics, marks, known}: Pick<ViewContext, "metrics" | "marks" | "known">
): Promise<void> {
  const sound = calls.flatMap((call) =>
    call.args === undefined ||
    checkCall(call, metrics).length > 0 ||
    lacksInput(call.args, call.name, metrics)
      ? []
      : [{sql: callSql(call.name, call.args), mark: marks.get(call.name) ?? "", known}]
  );
  const waiting = sound.values();
  const engines = [engine, await engine.beside()];
  await Promise.all(
    engines.map(async (each) => {
      for (const question of waiting) await answerOnce(each, question).catch(() => undefined);
    })
  );
}

async function answerOnce(
  engine: Engine,
  {sql, mark, known}: {sql: string; mark: string} & Pick<ViewContext, "known">
): Promise<FirstView["calls"][string]> {
  const key = `${mark} ${sql}`;
  const answer = known.get(key) ?? (await engine.table(sql));
  known.set(key, answer);
  return answer;
}

/** Whether a call waits for the reader to fill in an argument that it must have. */
function lacksInput(args: MetricArgs, name: string, metrics: readonly Metric[]): boolean {
  const metric = metrics.find((each) => each.name === name);
  return metric?.parameters.some((each) => each.default === null && args[each.name] === null) ?? false;
}

function checkCall(call: PageCall, metrics: readonly Metric[]): string[] {
  const metric = metrics.find(({name}) => name === call.name);
  if (!metric) {
    const names = metrics.map(({name}) => name);
    const near = nearest(call.name, names);
    return [
      `there is no metric "${call.name}". ${near ? `Did you mean "${near}"?` : `Known: ${listed(names)}.`}`
    ];
  }
  const known = metric.parameters.map(({name}) => name);
  const unknown = call.given
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        `${call.name} has no parameter "${name}". It has: ${known.length > 0 ? listed(known) : "none"}.`
    );
  const missing = metric.parameters
    .filter((parameter) => parameter.default === null && call.args && !(parameter.name in call.args))
    .map(
      (parameter) => `${call.name} needs ${parameter.name}: ${listed(parameter.values ?? ["a value"], "or")}.`
    );
  return [...unknown, ...missing];
}

/** Asks the database to plan the query of a fence; values that a page fills in stand as NULL. */
async function checkSql(engine: Engine, code: string, place: string): Promise<string[]> {
  try {
    await engine.run(`EXPLAIN ${code.replace(/\$\{[^}]*\}/g, "NULL")}`);
    return [];
  } catch (error) {
    const [first = "", ...rest] = messageOf(error).split("\n");
    const hint = rest.find((line) => line.startsWith("Did you mean") || line.startsWith("Candidate"));
    return [`${place}: ${[first, hint].filter(Boolean).join(" ")}`];
  }
}

/** Every `metric(…)` call in the JavaScript fences of a page. */
export function findCalls(markdown: string, filters: Record<string, unknown>): PageCall[] {
  const fences = readFences(markdown).filter(({tag}) => tag === "js" || tag === "javascript");
  const inputs = fences.flatMap(({code}) =>
    [...code.matchAll(/\bconst (\w+) = view\(/g)].map(([, name = ""]) => name)
  );
  const scope = {...Object.fromEntries(inputs.map((name) => [name, untouched])), filters};
  return fences.flatMap(({code, line}) => callsIn(code, line, scope));
}

/** The value of an input of the page that nobody has touched: whatever is asked of it is null. */
const untouched: Readonly<Record<string, null>> = new Proxy({}, {has: () => true, get: () => null});

function callsIn(code: string, firstLine: number, scope: Scope): PageCall[] {
  const program = parseOrNull(code);
  if (!program) return [];
  const calls: PageCall[] = [];
  full(program, (node) => {
    const call = node as Node & {
      callee?: Node & {name?: string; property?: {name?: string}};
      arguments?: (Expression | SpreadElement)[];
    };
    if (call.type !== "CallExpression") return;
    if ((call.callee?.name ?? call.callee?.property?.name) !== "metric") return;
    const [name, args] = call.arguments ?? [];
    if (name?.type !== "Literal" || typeof name.value !== "string") return;
    const line = firstLine + code.slice(0, call.start).split("\n").length - 1;
    calls.push({line, name: name.value, ...readArguments(args, scope)});
  });
  return calls;
}

/** The page's own syntax errors are reported by the build, with their place. */
function parseOrNull(code: string): Node | null {
  try {
    return parse(code, {ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true});
  } catch {
    return null;
  }
}

type Scope = Readonly<Record<string, unknown>>;

const unreadable = Symbol("unreadable");

function readArguments(
  node: Expression | SpreadElement | undefined,
  scope: Scope
): {args?: MetricArgs; given: readonly string[]} {
  if (node === undefined) return {args: {}, given: []};
  const value = evaluate(node, scope);
  if (value !== unreadable) {
    const {place: _place, ...args} = value as Record<string, unknown>;
    return {args: args as MetricArgs, given: Object.keys(args)};
  }
  const given =
    node.type === "ObjectExpression"
      ? node.properties.flatMap((property) => (property.type === "Property" ? keyOf(property) : []))
      : [];
  return {given};
}

/** The value of an expression made of literals, objects and the filters; `unreadable` for anything else. */
function evaluate(node: Node, scope: Scope): unknown {
  const expression = node as Expression;
  switch (expression.type) {
    case "Literal":
      return expression.value;
    case "Identifier":
      if (expression.name === "undefined") return undefined;
      return expression.name in scope ? scope[expression.name] : unreadable;
    case "MemberExpression": {
      const object = evaluate(expression.object, scope);
      const key =
        expression.property.type === "Identifier" && !expression.computed ? expression.property.name : null;
      if (object === unreadable || object === null || typeof object !== "object" || key === null)
        return unreadable;
      return key in object ? (object as Record<string, unknown>)[key] : unreadable;
    }
    case "ObjectExpression":
      return evaluateObject(expression.properties, scope);
    default:
      return unreadable;
  }
}

function evaluateObject(properties: readonly (Property | SpreadElement)[], scope: Scope): unknown {
  const result: Record<string, unknown> = {};
  for (const property of properties) {
    const value = evaluate(property.type === "SpreadElement" ? property.argument : property.value, scope);
    // An input as a whole may be anything at first.
    if (value === unreadable || value === untouched) return unreadable;
    if (property.type === "SpreadElement") {
      const {place: _place, ...spread} = value as Record<string, unknown>;
      Object.assign(result, spread);
    } else for (const key of keyOf(property)) result[key] = value;
  }
  return result;
}

function keyOf({key, computed}: Property): string[] {
  if (key.type === "Identifier" && !computed) return [key.name];
  return key.type === "Literal" && typeof key.value === "string" ? [key.value] : [];
}
