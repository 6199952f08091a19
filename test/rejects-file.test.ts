import {readFile, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {utils, write} from "@e965/xlsx";
import Papa from "papaparse";
import {describe, expect, it} from "vitest";
import {refuseOtherFile, writeRejects} from "../loaders/commands/rejects-file.js";
import {startEngine} from "../loaders/engine.js";
import {hiddenRow} from "../loaders/stage/originals.js";
import {runCommand} from "./project-copy.js";
import {
  problemsOf,
  reportOf,
  temporaryFolder,
  workspaceOf,
  writeWorkspace,
  type Made
} from "./workspace-of.js";

type Listed = Record<"file" | "line" | "column" | "value" | "rule" | "message" | "row", string>;

/** The rejected rows of a report as the file for the owner holds them. */
async function listOf({workspace, rows}: Made): Promise<Listed[]> {
  const path = join(await temporaryFolder(), "rejected.csv");
  await writeRejects(path, await rows("FROM rejects()"), workspace);
  return Papa.parse<Listed>((await readFile(path, "utf8")).slice(1), {header: true, skipEmptyLines: true})
    .data;
}

const settings = (sources: string): string => `title: T\nas_of: 2026-09-30\nsources:\n  deals: ${sources}\n`;

describe("the file of rejected rows holds each row as it stands", () => {
  const plain = "deal_id,created_on,stage,amount,note\nd1,2026-01-01,Won,5,a\nd2,2026-01-01,Won,five,b\n";

  it("in a plain file, a packed one and one with a byte order mark, with its place and its fault", async () => {
    for (const [name, content] of [
      ["deals.csv", plain],
      ["deals.csv", plain.replaceAll("\n", "\r\n")],
      ["deals.csv", plain.replaceAll("\n", "\r")],
      ["deals.csv", `\ufeff${plain}`],
      ["deals.csv.gz", gzipSync(plain)]
    ] as const) {
      const dir = await writeWorkspace({"report.yaml": settings(`{file: ${name}}`), [name]: content});
      expect(await listOf(await reportOf(dir))).toEqual([
        {
          file: name,
          line: "3",
          column: "amount",
          value: "five",
          rule: "not_a_number",
          message: '"five" is not a number. Write it like 1234.50.',
          row: "d2,2026-01-01,Won,five,b"
        }
      ]);
    }
  });

  it("with cells over several lines, doubled quotes, lines above the header and a footer", async () => {
    const deals = `Deals of the year

deal_id,created_on,stage,amount,note
d1,2026-01-01,Won,5,"one
two ""three"""
d2,2026-01-01,Won,"fi
ve","four
five"
d3,2026-01-01,"Won ",x,
Grand total,,,5,
`;
    const list = await listOf(await workspaceOf({"deals.csv": deals}));
    expect(list.map(({line, row}) => [line, row])).toEqual([
      ["6", 'd2,2026-01-01,Won,"fi\nve","four\nfive"'],
      ["9", 'd3,2026-01-01,"Won ",x,']
    ]);
  });

  it("separated by semicolons, in UTF-16 with tabs, and in Latin-1", async () => {
    const semicolons =
      'deal_id;created_on;stage;amount\nd1;01.02.2026;Won;1.200,50\nd2;01.02.2026;Won;"viel; sehr viel"\n';
    const [one] = await listOf(await workspaceOf({"deals.csv": semicolons}));
    expect(one?.row).toBe('d2;01.02.2026;Won;"viel; sehr viel"');
    const tabs =
      "\ufeffdeal_id\tcreated_on\tstage\tamount\nd1\t2026-02-01\tWon\t5\nd2\t2026-02-01\tWon\tfünf\n";
    const [two] = await listOf(await workspaceOf({"deals.csv": Buffer.from(tabs, "utf16le")}));
    expect(two).toMatchObject({line: "3", row: "d2\t2026-02-01\tWon\tfünf"});
    const latin = Buffer.from("deal_id,created_on,stage,amount\nd1,2026-02-01,Gagné,zéro\n", "latin1");
    const [three] = await listOf(await workspaceOf({"deals.csv": latin}));
    expect(three?.row).toBe("d1,2026-02-01,Gagné,zéro");
  });

  it("in a sheet, in JSON and in Parquet, as a line of CSV", async () => {
    const cells = [
      ["deal_id", "created_on", "stage", "amount", "note"],
      ["d1", "2026-01-01", "Won", 5, ""],
      ["d2", "2026-01-01", "Won", "five", 'so, "so"']
    ];
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([["Deals"], [], ...cells]), "Deals");
    const folder = await temporaryFolder();
    const engine = await startEngine({folders: [folder]});
    await engine.run(`COPY (SELECT * FROM (VALUES ('d1', DATE '2026-01-01', 'Won', '5', ''),
      ('d2', DATE '2026-01-01', 'Won', 'five', 'so, "so"')) t(deal_id, created_on, stage, amount, note))
      TO '${folder}/deals.parquet' (FORMAT parquet)`);
    engine.close();
    const [names = [], ...items] = cells;
    const json = items.map((item) =>
      JSON.stringify(Object.fromEntries(names.map((name, at) => [name, item[at]])))
    );
    for (const [name, content, line] of [
      ["deals.xlsx", write(book, {type: "buffer", bookType: "xlsx"}) as Buffer, "5"],
      ["deals.jsonl", `${json.join("\n")}\n`, "2"],
      ["deals.json", `[${json.join(",")}]`, "2"],
      ["deals.parquet", await readFile(join(folder, "deals.parquet")), "2"]
    ] as const) {
      const dir = await writeWorkspace({"report.yaml": settings(`{file: ${name}}`), [name]: content});
      const list = await listOf(await reportOf(dir));
      expect(list.map((row) => [row.file, row.line, row.row])).toEqual([
        [name, line, 'd2,2026-01-01,Won,five,"so, ""so"""']
      ]);
    }
  });

  it("made harmless where a spreadsheet would take a text for a formula", async () => {
    const deals =
      'deal_id,created_on,stage,amount\n=1+1,2026-01-01,Won,=cmd\n"=HYPERLINK(""x"")",2026-13-01,Won,1\n';
    const list = await listOf(await workspaceOf({"deals.csv": deals}));
    expect(list[0]).toMatchObject({value: "'=cmd", row: "'=1+1,2026-01-01,Won,=cmd"});
    expect(list[1]?.row).toBe('"=HYPERLINK(""x"")",2026-13-01,Won,1');
  });

  it("but not of a source that is read by SQL, whose rows stand in no file", async () => {
    const dir = await writeWorkspace({
      "deals.csv": plain,
      "report.yaml": settings("{files: {d: deals.csv}, sql: select * from d}")
    });
    expect((await listOf(await reportOf(dir))).map(({line, row}) => [line, row])).toEqual([["2", ""]]);
  });
});

describe("the file of rejected rows holds nothing of other people", () => {
  it("no row of connections, and of leads only identifiers, dates and numbers", async () => {
    const {dir} = await workspaceOf({
      "report.yaml": `title: T\nas_of: 2026-09-30\nsources:
  sellers: {file: sellers.csv}
  connections: {file: connections.csv, set: {seller_id: s1}}
  leads: {file: leads.csv}
  deals: {file: deals.csv}\n`,
      "sellers.csv": "seller_id,email\ns1,ann@us.example\n",
      "connections.csv":
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nZoe,Quorrax,x,z@q.example,Q,Boss,then\n",
      "leads.csv":
        "lead_id,Full name,created_on,score,channel,E-mail,Note\nL-1,Zoe Quorrax,2026-05-01,high,Web 2,z@q.example,7 calls\nL-2,Zoe Quorrax,Dear Zoe 2026,9.5,0700 900 461,,\n",
      "deals.csv":
        "deal_id,created_on,amount,seller_id,Contact person,Contact: E-mail,Account\nd1,2026-01-01,lots,ann@us.example,Zoe Quorrax,z@q.example,Q Ltd\n"
    });
    const list = await listOf(await reportOf(dir));
    expect(list.map(({file, row}) => `${file}: ${row}`).sort()).toEqual([
      `connections.csv: ${hiddenRow}`,
      "deals.csv: d1,2026-01-01,lots,ann@us.example,[not shown],[not shown],Q Ltd",
      "leads.csv: L-1,[not shown],2026-05-01,[not shown],[not shown],[not shown],[not shown]",
      "leads.csv: L-2,[not shown],[not shown],9.5,[not shown],,"
    ]);
  });
});

describe("check --rejects", () => {
  const files = {
    "report.yaml": settings("{file: deals.csv}"),
    "deals.csv": "deal_id,created_on,stage,amount\nd1,2026-01-01,Won,five\n"
  };

  it("writes the file, which only its owner may read, and may write it again", async () => {
    const dir = await writeWorkspace(files);
    const path = join(dir, "rejected.csv");
    for (const _ of [1, 2]) {
      const {code, err} = await runCommand(["check", "--data", dir, "--rejects", path]);
      expect([code, err]).toEqual([0, `${path}: 1 rejected row with what stands in the files.\n`]);
    }
    expect(await readFile(path, "utf8")).toContain('"d1,2026-01-01,Won,five"');
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it("replaces no other file and makes none for leadership", async () => {
    const dir = await writeWorkspace(files);
    const path = join(dir, "deals.csv");
    expect(await problemsOf(refuseOtherFile(path))).toEqual([
      `--rejects ${path}: the file holds something else, which the rejected rows would replace. Name a new CSV file.`
    ]);
    await writeFile(join(dir, "empty.csv"), "");
    await refuseOtherFile(join(dir, "empty.csv"));
    const other = join(dir, "new.csv");
    const {code, err} = await runCommand([
      "check",
      "--data",
      dir,
      "--rejects",
      other,
      "--audience",
      "leadership"
    ]);
    expect([code, err]).toEqual([
      1,
      "--rejects: rows as they stand in the files hold names, which leadership may not see. Leave out --audience leadership.\n"
    ]);
    await expect(stat(other)).rejects.toThrow("ENOENT");
  });
});
