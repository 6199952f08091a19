import {readFile} from "node:fs/promises";
import {describe, expect, it} from "vitest";
import {workspaceOf, type Made} from "../workspace-of.js";

const roster = `seller_id;name;email;crm_id;other_ids;region
s1;Åsa Öberg;asa.oberg@lark.example|asa@lark.example;005A00000012345;901;North
s2;Jean-Luc Le Gall;jl@lark.example;005A0000001234a;;South
s3;Ann Lee;ann.lee@lark.example;;;South
s4;ANN LEE;ann.lee2@lark.example;;;North
S5;Bo Ek;bo@lark.example;;;North
`;

/** The sellers of deals that name them so, in their order; null where the deal was rejected. */
async function sellersOf(texts: readonly string[], more = roster): Promise<{made: Made; sellers: unknown[]}> {
  const deals = texts.map((text, index) => `d${index};"${text}";2026-01-0${(index % 9) + 1}`).join("\n");
  const made = await workspaceOf({
    "sellers.csv": more,
    "deals.csv": `deal_id;seller_id;created_on\n${deals}\n`
  });
  const rows = await made.rows("SELECT deal_id, seller_id FROM deals");
  const found = new Map(rows.map((row) => [row.deal_id, row.seller_id]));
  return {made, sellers: texts.map((_, index) => found.get(`d${index}`) ?? null)};
}

describe("a seller is found", () => {
  it("by id, by further ids, by e-mail and by name, whatever their case, accents and order", async () => {
    const texts: [string, string][] = [
      ["s1", "s1"],
      ["S1", "s1"],
      ["s5", "S5"],
      ["901", "s1"],
      ["asa.oberg@lark.example", "s1"],
      ["ASA@Lark.Example", "s1"],
      ["Åsa Öberg <asa@lark.example>", "s1"],
      ["Åsa Öberg", "s1"],
      ["asa  oberg", "s1"],
      ["Öberg, Åsa", "s1"],
      ["ÖBERG Åsa", "s1"],
      ["LE GALL Jean-Luc", "s2"],
      ["Le Gall, Jean Luc", "s2"],
      ["EK Bo", "S5"]
    ];
    const {sellers} = await sellersOf(texts.map(([text]) => text));
    expect(sellers).toEqual(texts.map(([, seller]) => seller));
  });

  it("by an identifier of 15 signs with its three guards, in which case makes a difference", async () => {
    const {sellers, made} = await sellersOf([
      "005A00000012345",
      "005A00000012345QAB",
      "005A0000001234aIAA",
      "005A0000001234A",
      "005a00000012345"
    ]);
    expect(sellers).toEqual(["s1", "s1", "s2", null, null]);
    expect(await made.rows("SELECT DISTINCT rule FROM rejects()")).toEqual([{rule: "unknown_seller"}]);
  });

  it("never by a guess: initials, nicknames and parts of a name name nobody", async () => {
    const texts = ["A. Öberg", "Asa", "Öberg", "oberg.a", "Jean Le Gall", "Bo Eks", "bo@lark.exampl"];
    const {sellers} = await sellersOf(texts);
    expect(sellers).toEqual(texts.map(() => null));
  });

  it("or several are, and the row is rejected with all of them named", async () => {
    const {sellers, made} = await sellersOf(["Lee, Ann", "ann.lee@lark.example"]);
    expect(sellers).toEqual([null, "s3"]);
    expect(await made.rows('SELECT line, "column", value, rule, message FROM rejects()')).toEqual([
      {
        line: 2,
        column: "seller_id",
        value: "Lee, Ann",
        rule: "ambiguous_seller",
        message:
          '"Lee, Ann" could be any of s3, s4. Write the seller\'s id, or give the roster an email or crm_id that tells them apart.'
      }
    ]);
  });

  it("by a name that stands in two columns of the roster", async () => {
    const {sellers} = await sellersOf(["Lee, Ann"], "Seller ID;First name;Last name\n7;Ann;Lee\n8;Bo;Lee\n");
    expect(sellers).toEqual(["7"]);
  });
});

describe("named in several ways", () => {
  it("a seller has one row a week, and the last one read counts", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "ssi.csv":
        "week,seller_id,ssi\n2026-01-05,Åsa Öberg,40\n2026-01-06,s1,41\n2026-01-07,asa@lark.example,42\n"
    });
    expect(await rows("SELECT seller_id, ssi FROM seller_weeks")).toEqual([{seller_id: "s1", ssi: 42}]);
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([
      {line: 2, rule: "duplicate_key"},
      {line: 3, rule: "duplicate_key"}
    ]);
  });

  it("a seller is one in every kind, a file's name among the ways", async () => {
    const {rows} = await workspaceOf({
      "report.yaml":
        'title: A\nas_of: 2026-09-30\nsources:\n  sellers: {file: sellers.csv}\n  surveys: {file: surveys.txt}\n  connections: {file: "archive/*.csv", seller_from: file_name}\n',
      "sellers.csv": roster,
      "surveys.txt": "week,Email,meetings\n2026-01-05,jl@lark.example,2\n",
      "archive/jean-luc le gall Connections.csv": "First Name,Last Name,Connected On\nAda,Quill,08 Feb 2026\n"
    });
    expect(await rows("SELECT seller_id FROM surveys UNION ALL SELECT seller_id FROM connections")).toEqual([
      {seller_id: "s2"},
      {seller_id: "s2"}
    ]);
  });
});

it("what sellers are found by is not published", async () => {
  const {made} = await sellersOf(["901", "Öberg, Åsa"]);
  const bytes = (await readFile(made.snapshot.database)).toString("utf8");
  for (const text of ["lark.example", "005A0000", "901"]) expect(bytes).not.toContain(text);
});
