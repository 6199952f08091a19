// Writes docs/sources.md from the declarations of the kinds of source: npm run docs:sources
import {writeFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {print} from "../loaders/console.js";
import {presets} from "../loaders/presets/index.js";
import type {Preset} from "../loaders/presets/define.js";
import type {Column, Rule, SourceKind} from "../loaders/sources/define.js";
import {sourceKinds} from "../loaders/sources/index.js";
import {blocks, cell, code, table} from "./markdown.js";

const target = new URL("./sources.md", import.meta.url);

/** The whole of docs/sources.md. */
export async function sourcesPage(): Promise<string> {
  const kinds = [...(await sourceKinds()).values()];
  const known = await presets();
  return blocks([
    "<!-- Made by `npm run docs:sources` from loaders/sources. Do not edit. -->",
    "# Kinds of source",
    introduction,
    table(
      ["kind", "what", "one row"],
      kinds.map(({name, title, grain}) => [`[${code(name)}](#${name})`, cell(title), cell(grain)])
    ),
    commonRules(kinds),
    ...kinds.flatMap((kind) => section(kind, known)),
    ...presetsSection(known)
  ]);
}

const introduction = `What the report can read, and under which headers it finds it. Name what you have; a part of the report whose kind is
absent says so. This list is made from the files in \`loaders/sources\`, one a kind.

A header is recognised by the column's own name or one of the texts listed beside it, whatever their case, accents and
punctuation. Anything else is named under [\`columns\`](settings.md#columns). A column that is not there is simply not
shown, unless it is **required**. Columns marked _never read_ are known, so that nobody wonders about them, and
left where they are; those marked _never kept_ are looked at to compute another column, and then forgotten.

What of a row reaches the site is listed in [loaders/models/publish.sql](../loaders/models/publish.sql): a column that is
not named there is not in the report. Who may read its texts follows from the declaration:
[\`audiences\`](settings.md#audiences).`;

const commonRules = (kinds: readonly SourceKind[]): string => `## Rules of every kind

A row that breaks one of these rules is rejected: it is in no figure, and stands with file, line and column on the
Quality page and in [\`rejects\`](metrics.md#rejects). Each rejected row has one reason, the first one found.

| rule | rejected |
| --- | --- |
| \`missing\` | a required value is blank |
| \`not_a_number\`, \`not_a_date\`, \`not_yes_or_no\` | a text is no value of the column's type |
| \`too_many_fields\` | the row has more cells than the header |
| \`out_of_range\` | a number is below or above what the column allows |
${unknownRules(kinds)}
| \`duplicate_key\` | the same key stands more than once; the last row read is kept |

A text of a category that nothing maps counts as the category's last resort and is noted: rule
\`unmapped_value\`.

| type | is read from |
| --- | --- |
| text | anything |
| number, whole number | \`1234.5\`, \`1,234.50\`, \`1.234,50\`, \`1 234,50\`, \`€ 1,234\`; which mark is the decimal one is found per column, or set with [\`decimal\`](settings.md#decimal) |
| date | \`2026-01-29\`, \`29/01/2026\`, \`01/29/2026\`, \`29.1.2026\`, \`29 Jan 2026\`, \`Jan 29, 2026\`, with or without a time; whether day or month comes first is found per column, or set with [\`date_order\`](settings.md#date_order) |
| yes or no | \`true\`, \`yes\`, \`y\`, \`x\`, \`1\`, \`oui\`, \`ja\` … and \`false\`, \`no\`, \`n\`, \`0\`, \`non\`, \`nej\`, \`nein\` … |
| category | one of the listed values, or a text that means it |`;

/** What is said of a row that names what another kind does not hold. */
function unknownRules(kinds: readonly SourceKind[]): string {
  return kinds
    .flatMap(({name, unknown}) =>
      unknown
        ? [
            `| ${code(unknown.rule)} | the row names something that ${code(name)}, where given, does not hold |`
          ]
        : []
    )
    .join("\n");
}

function section(kind: SourceKind, known: readonly Preset[]): string[] {
  const columns = Object.entries(kind.columns);
  return [
    `## ${kind.name}`,
    `**${cell(kind.title)}.** ${cell(kind.grain)}${keySentence(kind)}${personalSentence(kind)} Declared in [loaders/sources/${kind.name}.ts](../loaders/sources/${kind.name}.ts).`,
    table(
      ["column", "type", "what", "recognised headers"],
      columns.map((column) => columnRow(kind, column))
    ),
    exampleSection(kind),
    ...columns.flatMap(([name, column]) => categorySection(name, column)),
    exportsSentence(kind, known),
    rulesSection("Rejected besides", [...(kind.rejects ?? []), ...(kind.lateRejects ?? [])]),
    rulesSection("Kept and noted", kind.notes)
  ];
}

function exampleSection({example = []}: SourceKind): string {
  return example.length === 0 ? "" : ["For example:", "", "```csv", ...example, "```"].join("\n");
}

/** Which known systems write such files, and whether their headers were ever seen in a real one. */
function exportsSentence({name}: SourceKind, known: readonly Preset[]): string {
  const written = known.flatMap(({system, exports}) =>
    exports
      .filter(({kind}) => kind === name)
      .map(
        ({title, verified}) =>
          `${cell(system)} ${cell(title)} (${verified ? "verified" : "**not verified**"})`
      )
  );
  return written.length === 0
    ? "No system's own export of this kind is known: its headers are aliases, verified by no file."
    : `Read as they are exported: ${written.join(", ")}. See [Known exports](#known-exports).`;
}

function presetsSection(known: readonly Preset[]): string[] {
  const rows = known.flatMap(({name, system, exports}) =>
    exports.map(({title, kind, verified, basis, caveat = ""}) => [
      code(name),
      cell(`${system}: ${title}`),
      `[${code(kind)}](#${kind})`,
      cell(`${verified ? "verified: " : "**not verified**: "}${basis}`),
      cell(caveat)
    ])
  );
  return [presetsIntroduction, table(["preset", "export", "kind", "known from", "mind"], rows)];
}

const presetsIntroduction = `## Known exports

Exports of these systems are recognised by their headers; \`npm run check\` says which file was taken for what, and how
sure that is. A recognised file is read by its system's own headers and words, before those listed above. An export is
**verified** where its header was seen in a real file, a parser's test data or an official page, and **not verified** where
it is written down from memory: look at what check says of such a file before you trust it.

How sure it is: each header found counts as evidence, 0.6 for one that hardly any other system writes and 0.2 for any other,
together 1 − (1 − 0.6)ᵗ × (1 − 0.2)ᵘ for t and u of them; a header that is the export's and nothing else counts at least
0.9. From 0.8 on an export is taken for what it looks like, unless another system comes within 0.02 of it.
[\`preset\`](settings.md#preset) names one, or turns this off. Made from \`loaders/presets\`.`;

function keySentence({key = []}: SourceKind): string {
  if (key.length === 0) return "";
  return ` A row is identified by ${key.map((part) => code(part)).join(" and ")}.`;
}

function personalSentence({personal}: SourceKind): string {
  return personal
    ? " It holds data of people outside the company, so the text of a faulty cell is not shown anywhere."
    : "";
}

function columnRow(kind: SourceKind, [name, column]: [string, Column]): string[] {
  const head = column.required ? `${code(name)} **required**` : code(name);
  const headers = column.derived === undefined ? (column.aliases ?? []).map(cell).join(", ") : "_computed_";
  return [head, readAs(kind, name, column), cell(column.description), headers];
}

function readAs(kind: SourceKind, name: string, column: Column): string {
  if (!column.dropped) return typeName(column);
  const used = Object.values(kind.columns).some(({derived}) => derived?.includes(`{${name}}`));
  return used ? "_never kept_" : "_never read_";
}

/** The type in words, with the range that it may lie in. */
function typeName({type, min, max}: Column): string {
  const names = {integer: "whole number", boolean: "yes or no"} as const;
  const name = type in names ? names[type as keyof typeof names] : type;
  if (min === undefined && max === undefined) return name;
  return max === undefined ? `${name}, at least ${min}` : `${name}, ${min ?? ""} to ${max}`;
}

function categorySection(name: string, {type, values, otherwise, from}: Column): string[] {
  if (type !== "category" || values === undefined) return [];
  const origin =
    from === undefined ? "" : ` Where the file has no such column, ${code(from)} is read instead.`;
  const last =
    otherwise === undefined ? "" : ` Any other text, and a blank one, counts as ${code(otherwise)}.`;
  return [
    `Values of ${code(name)}, and the texts that mean them.${origin}${last}`,
    table(
      ["value", "texts"],
      Object.entries(values).map(([value, texts]) => [code(value), texts.map(cell).join(", ")])
    )
  ];
}

function rulesSection(title: string, rules: readonly Rule[] = []): string {
  if (rules.length === 0) return "";
  const rows = rules.map(({rule, column, message}) => [
    code(rule),
    code(column),
    cell(message.replaceAll("{value}", "“…”"))
  ]);
  return `${title}:\n\n${table(["rule", "column", "message"], rows)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(target, await sourcesPage());
  print(`${fileURLToPath(target)} is up to date`);
}
