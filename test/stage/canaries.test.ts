import {readFile, readdir, stat} from "node:fs/promises";
import {join} from "node:path";
import {afterEach, expect, it} from "vitest";
import {writeRejects} from "../../loaders/commands/rejects-file.js";
import {suggestSection} from "../../loaders/commands/suggest.js";
import {cacheRoot, ensureSnapshot} from "../../loaders/project.js";
import {openDatabase} from "../../loaders/snapshot.js";
import {readWorkspace} from "../../loaders/workspace.js";
import {temporaryFolder, writeWorkspace} from "../workspace-of.js";

/** Texts that stand nowhere else: whoever finds one has found somebody's data. */
const canaries = [
  "Zebulonia",
  "Quirkfieldson",
  "zq7@canary.example",
  "canary.example/in/zq7",
  "Marzipan Works 77",
  "Chief Canary Officer",
  "meet me at 14:30",
  "call 0700 900 461",
  "Dear Zebby 2026",
  "Oh Zebby 31"
];

const [first, last, mail, link, company, title, message, phone, greeting, comment] = canaries;
const person = `${first},${last},https://${link},${mail},${company},${title}`;

const files = {
  "report.yaml": `title: T
as_of: 2026-09-30
persona: [canary officer]
sources:
  sellers: {file: sellers.csv}
  connections: {file: "a/*Connections.csv", seller_from: file_name}
  invitations: {file: a/Invitations.csv, set: {seller_id: s1}}
  engagement:
    - {file: a/messages.csv, set: {seller_id: s1}}
    - {file: a/Comments.csv, set: {seller_id: s1}}
    - {file: a/by-hand.csv, preset: none, set: {seller_id: s1, kind: message}, columns: {happened_on: When, sender: Who}}
  leads: {file: leads.csv}
`,
  "sellers.csv": "seller_id,name\ns1,Ann Lee\n",
  "a/s1 Connections.csv": `Notes:
"When exporting your connection data, some addresses may be missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
${person},08 Feb 2026
${person},${message}
${person},08 Feb 2026,${phone}
${person},08 Feb 2027
${last},https://${link},${mail},${company},${title},08 Feb 2026,${first}
`,
  "a/s9 Connections.csv": `First Name,Last Name,URL,Email Address,Company,Position,Connected On\n${person},08 Feb 2026\n`,
  "a/Invitations.csv": `From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl
Ann Lee,${first} ${last},"1/29/26, 2:37 PM","${message}, ${greeting}",OUTGOING,https://x.example/ann,https://${link}
${first} ${last},Ann Lee,${greeting},${message},${phone},https://${link},x
`,
  "a/messages.csv": `CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER
1,${greeting},${first} ${last},https://${link},Ann Lee,,2026-06-01 14:03:22 UTC,${greeting},"${message}
${phone}",INBOX
2,x,Ann Lee,,${first} ${last},https://${link},${greeting},,${message},INBOX
3,x,"Ann Lee,,${first} ${last},https://${link},2026-06-01 14:03:22 UTC,,${message},INBOX
`,
  "a/Comments.csv": `Date,Link,Message
2026-06-01 14:03:22,https://l.example/1,"Well \\"said\\" ${comment}"
${comment},https://l.example/2,${message}
`,
  "a/by-hand.csv": `When,Who\n2026-06-01,${first} ${last}\n${greeting},${first}\n`,
  "leads.csv": `lead_id,name,company,created_on\nl1,${first} ${last},${company},2026-01-01\nl2,${first},${company},${mail}\n`
};

const tmpdir = process.env.TMPDIR;
afterEach(() => {
  if (tmpdir === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = tmpdir;
});

/** Every file below a folder that was written since. */
async function writtenSince(folder: string, since: number): Promise<string[]> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true}).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs));
  return paths.filter((_, index) => (times[index] ?? 0) >= since);
}

/** All that the tables of a report hold, as text: stored texts may be packed. */
async function everyCell(snapshot: string): Promise<string> {
  const engine = await openDatabase(snapshot);
  try {
    const tables = await engine.rows("SELECT table_name AS name FROM duckdb_tables() WHERE NOT internal");
    const texts: string[] = [];
    for (const {name} of tables)
      texts.push(JSON.stringify(await engine.rows(`SELECT COLUMNS(*)::VARCHAR FROM "${String(name)}"`)));
    return texts.join("\n");
  } finally {
    engine.close();
  }
}

it.each(["enablement", "leadership"] as const)(
  "other people's data are in nothing that is written for %s: report, rejects, caches, temporary files",
  async (audience) => {
    const dir = await writeWorkspace(files);
    const scratch = await temporaryFolder();
    process.env.TMPDIR = scratch;
    const since = Date.now() - 2000;
    const workspace = await readWorkspace(dir);
    const told: string[] = [];
    const {dir: snapshot, manifest} = await ensureSnapshot(workspace, {
      audience,
      onStep: (sentence) => told.push(sentence)
    });
    expect(manifest.accounting.rejected).toBeGreaterThan(7);
    expect(await readdir(scratch)).toEqual([]);
    const written = [...(await writtenSince(cacheRoot, since)), ...(await writtenSince(snapshot, 0))];
    expect(written.some((path) => path.endsWith("report.duckdb"))).toBe(true);
    for (const path of new Set(written)) {
      const bytes = await readFile(path);
      const found = canaries.filter(
        (text) => bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le"))
      );
      expect(found, path).toEqual([]);
    }
    const cells = await everyCell(snapshot);
    expect(cells).toContain("2026");
    for (const text of canaries) expect(cells).not.toContain(text);
    for (const text of canaries) expect(told.join()).not.toContain(text);
  }
);

it("other people's data are not in the file of rejected rows either, nor left behind by it", async () => {
  const workspace = await readWorkspace(await writeWorkspace(files));
  const {dir: snapshot} = await ensureSnapshot(workspace, {audience: "enablement"});
  const engine = await openDatabase(snapshot);
  const rejects = await engine.rows("FROM rejects()");
  engine.close();
  const [path, scratch] = [join(await temporaryFolder(), "rejected.csv"), await temporaryFolder()];
  process.env.TMPDIR = scratch;
  await writeRejects(path, rejects, workspace);
  const text = await readFile(path, "utf8");
  expect(text.match(/not shown/g)?.length).toBeGreaterThan(7);
  expect(text).toContain("l2,[not shown],[not shown],[not shown]");
  for (const canary of canaries) expect(text).not.toContain(canary);
  expect(await readdir(scratch)).toEqual([]);
});

it("a suggestion names headers of such files, and nothing that stands below them", async () => {
  const {"report.yaml": _, ...exports} = files;
  const yaml = await suggestSection(await writeWorkspace(exports));
  for (const text of canaries) expect(yaml).not.toContain(text);
  expect(yaml).toContain("connections:");
});
