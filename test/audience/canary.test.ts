import {existsSync} from "node:fs";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {beforeAll, expect, it} from "vitest";
import {treatmentOf} from "../../loaders/audience/apply.js";
import type {Audience} from "../../loaders/audience/audience.js";
import {sourceKinds} from "../../loaders/sources/index.js";
import {projectCopy, runCommand} from "../project-copy.js";
import {temporaryFolder, workspaceOf, writeWorkspace} from "../workspace-of.js";
import type {SourceKind} from "../../loaders/sources/define.js";
import {canaryWorkspace, findCanaries, forms, type Canary, type Form} from "./canaries.js";

const minutes = 60_000;
let project: string;
let planted: Awaited<ReturnType<typeof canaryWorkspace>>;
let data: string;

beforeAll(async () => {
  project = await projectCopy();
  planted = await canaryWorkspace();
  data = await writeWorkspace(planted.files);
  await writeFile(join(project, "src/names.md"), "---\naudience: enablement\n---\n\n# By name\n");
});

/** Builds the whole site and gives the canaries in it, as "kind.column form". */
async function sightings(audience: Audience, out: string): Promise<string[]> {
  const {code, err} = await runCommand(["build", "--audience", audience, "--data", data, "--out", out], {
    cwd: project
  });
  expect(code, err).toBe(0);
  const found = await findCanaries(out, planted.canaries);
  return planted.canaries
    .filter(({id}) => found.has(id))
    .map(described)
    .sort();
}

function described({kind, column, form}: Canary): string {
  return `${kind}.${column} ${form}`;
}

it(
  "every column of every kind holds canaries, and no kind is empty",
  async () => {
    const kinds = [...(await sourceKinds()).values()];
    const columns = kinds.flatMap((kind) =>
      Object.entries(kind.columns).flatMap(([name, {derived}]) => (derived ? [] : [`${kind.name}.${name}`]))
    );
    expect(new Set(planted.canaries.map(({kind, column}) => `${kind}.${column}`))).toEqual(new Set(columns));
    const {rows} = await workspaceOf(planted.files);
    const files = await rows("SELECT source, accepted FROM files() ORDER BY accepted");
    for (const {accepted} of files) expect(Number(accepted)).toBeGreaterThanOrEqual(12);
  },
  3 * minutes
);

it(
  "the report for leadership holds none of them, whatever the column",
  async () => {
    const out = join(await temporaryFolder(), "site");
    expect(await sightings("leadership", out)).toEqual([]);
    expect(existsSync(join(out, "names.html"))).toBe(false);
    expect(await readFile(join(out, "index.html"), "utf8")).not.toContain("By name");
  },
  5 * minutes
);

it(
  "the report for enablement holds what sellers are called and wrote, faulty cells, and words where a label belongs",
  async () => {
    const kinds = await sourceKinds();
    const out = join(await temporaryFolder(), "site");
    const found = await sightings("enablement", out);
    expect(await readFile(join(out, "index.html"), "utf8")).toContain("By name");
    expect(existsSync(join(out, "names.html"))).toBe(true);
    expect(found).toContain("sellers.name name");
    expect(found).toContain("contributions.verbatim message");
    expect(found).toContain("ssi.ssi name");
    const mayStand = planted.canaries.filter((canary) =>
      formsShown(kinds.get(canary.kind)!, canary.column).includes(canary.form)
    );
    expect(found.filter((each) => !mayStand.map(described).includes(each))).toEqual([]);
  },
  5 * minutes
);

/** Which canaries of a column enablement may see. */
function formsShown(kind: SourceKind, name: string): readonly Form[] {
  const column = kind.columns[name]!;
  if (column.dropped || kind.personal) return column.references === "sellers" ? ["name"] : [];
  if (kind.name === "sellers" && name !== "role" && column.type === "text") return forms;
  const textual = column.type === "text" || column.type === "category";
  const treatment = treatmentOf(kind, name, column);
  if (treatment === "prose") return ["name", "profile", "message"];
  if (treatment === "label" || treatment === "fixed") return ["name"];
  return "lead_id" in kind.columns || (textual && column.reader !== "inner" && column.reader !== undefined)
    ? []
    : ["name"];
}

it("a canary is found in plain, in small letters, as base64 at any place, URL-encoded, in a name and in a database", async () => {
  const canary: Canary = {id: "abc", kind: "k", column: "c", form: "name", text: "Zoé Quorraxabc"};
  const hidden = {
    plain: "x Quorraxabc y",
    small: "quorraxabc",
    base64: Buffer.from(`12${canary.text}`).toString("base64"),
    shifted: Buffer.from(`1${canary.text} and more`).toString("base64"),
    url: encodeURIComponent(canary.text)
  };
  for (const [name, text] of Object.entries(hidden)) {
    const dir = await temporaryFolder();
    await writeFile(join(dir, name), text);
    expect([name, ...(await findCanaries(dir, [canary]))]).toEqual([name, "abc"]);
  }
});
