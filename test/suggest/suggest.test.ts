import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {parse} from "yaml";
import {describe, expect, it} from "vitest";
import {suggestSection} from "../../loaders/commands/suggest.js";
import {problemsOf, reportOf, writeWorkspace} from "../workspace-of.js";

/** Ten columns of a system that nobody knows, named in its own way. */
const odd = `Vorgangsnr.;Kundenbetreuer;Firma;Bezeichnung;Verkaufsphase;Umsatz netto;Eingang;Entscheidung am;Kam über;Sparte
V-101;Lind, Ada;Holm;Neue Linie;5 - Gewonnen;18.400,00 €;09.12.2025;14.03.2026;LinkedIn (Sales Nav.);Lebensmittel
V-102;Lind, Ada;Tarn;Ersatzpumpen;6 - Verloren;7.250,00 €;11.12.2025;20.02.2026;Kaltakquise;Papier
V-103;Weir, Tom;Crag;Keller;5 - Gewonnen;31.900,00 €;12.01.2026;28.06.2026;Empfehlung;Lebensmittel
V-104;Weir, Tom;Fell;Reinigung;3 - Angebot;12.000,00 €;02.06.2026;30.10.2026;LinkedIn (Sales Nav.);Lebensmittel
V-105;Berg, Ida;Sound;Sole;6 - Verloren;980,50 €;23.02.2026;11.05.2026;Messe Hannover;Fisch
V-106;Berg, Ida;Kvarn;Silo;2 - Kontakt;9.860,50 €;03.03.2026;;Webinar;Papier
`;

/** Writes what is suggested for a folder as its report.yaml. */
async function written(files: Readonly<Record<string, string>>): Promise<{dir: string; yaml: string}> {
  const dir = await writeWorkspace(files);
  const yaml = await suggestSection(dir);
  await writeFile(join(dir, "report.yaml"), yaml);
  return {dir, yaml};
}

describe("a suggestion", () => {
  it("turns an export with ten columns that nobody knows into a report", async () => {
    const {dir, yaml} = await written({"kundenprojekte.csv": odd});
    expect(parse(yaml)).toMatchObject({
      as_of: "2026-06-28",
      sources: {
        deals: {
          file: "kundenprojekte.csv",
          columns: {deal_id: "Vorgangsnr.", created_on: "Eingang", amount: "Umsatz netto"},
          values: {outcome: {"5 - Gewonnen": "won", "6 - Verloren": "lost"}}
        }
      }
    });
    const {rows} = await reportOf(dir);
    expect(
      await rows(
        "SELECT deal_id, seller_id, outcome, amount, source, created_on, closed_on FROM deals ORDER BY 1"
      )
    ).toEqual([
      {
        deal_id: "V-101",
        seller_id: "Lind, Ada",
        outcome: "won",
        amount: 18400,
        source: "social",
        created_on: "2025-12-09",
        closed_on: "2026-03-14"
      },
      {
        deal_id: "V-102",
        seller_id: "Lind, Ada",
        outcome: "lost",
        amount: 7250,
        source: "outbound",
        created_on: "2025-12-11",
        closed_on: "2026-02-20"
      },
      {
        deal_id: "V-103",
        seller_id: "Weir, Tom",
        outcome: "won",
        amount: 31900,
        source: "referral",
        created_on: "2026-01-12",
        closed_on: "2026-06-28"
      },
      {
        deal_id: "V-104",
        seller_id: "Weir, Tom",
        outcome: "open",
        amount: 12000,
        source: "social",
        created_on: "2026-06-02",
        closed_on: null
      },
      {
        deal_id: "V-105",
        seller_id: "Berg, Ida",
        outcome: "lost",
        amount: 980.5,
        source: "event",
        created_on: "2026-02-23",
        closed_on: "2026-05-11"
      },
      {
        deal_id: "V-106",
        seller_id: "Berg, Ida",
        outcome: "open",
        amount: 9860.5,
        source: "inbound",
        created_on: "2026-03-03",
        closed_on: null
      }
    ]);
    expect(await rows("FROM rejects()")).toEqual([]);
  });

  it("says what is not read, and what a person still has to decide", async () => {
    const {yaml} = await written({"kundenprojekte.csv": odd});
    expect(yaml).toContain("# Not read: Firma, Bezeichnung.");
    expect(yaml).toContain('in Verkaufsphase, "3 - Angebot" and "2 - Kontakt" will count as open');
    const unclear = await written({
      "deals.csv": "Deal ID,Created Date,Amount,Stage\n1,01/02/2026,10.5,Won\n2,03/04/2026,12.5,Lost\n"
    });
    expect(unclear.yaml).toContain("could be day/month or month/day: add date_order: dmy or date_order: mdy");
  });

  it("tells files of several kinds apart, joins files that are alike, and refuses what is none", async () => {
    const {dir, yaml} = await written({
      "people.csv":
        "Personalnummer;Vorname;Nachname;E-Mail;Team\n7;Ann;Lee;ann@lark.example;A\n8;Bo;Ek;bo@lark.example;A\n",
      "scores/2026-01.csv":
        "Datum;Mitarbeiter E-Mail;SSI-Wert\n2026-01-05;ann@lark.example;40,5\n2026-01-05;bo@lark.example;52,5\n",
      "scores/2026-02.csv":
        "Datum;Mitarbeiter E-Mail;SSI-Wert\n2026-02-02;ann@lark.example;41,5\n2026-02-02;bo@lark.example;53,5\n",
      "menu.csv": "Gericht;Preis\nSuppe;4,50\nBrot;2,10\n"
    });
    expect(parse(yaml)).toMatchObject({
      as_of: "2026-02-02",
      sources: {sellers: {file: "people.csv"}, ssi: {file: "scores/2026-*.csv"}}
    });
    expect(yaml).toMatch(/# menu\.csv: no kind of source fits\. Nearest is \w+, but no column fits its /);
    const {rows} = await reportOf(dir);
    expect(
      await rows("SELECT seller_id, ssi FROM seller_weeks WHERE week = '2026-02-02' ORDER BY 1")
    ).toEqual([
      {seller_id: "7", ssi: 41.5},
      {seller_id: "8", ssi: 53.5}
    ]);
  });

  it("looks only at what report.yaml leaves open: files it does not name, and columns it does not find", async () => {
    const dir = await writeWorkspace({
      "report.yaml":
        "title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: deals.csv}\n  leads: {file: leads.csv}\n",
      "deals.csv": "Nr,Opened,Value\nA-1,2026-01-29,10.50\nA-2,2026-01-30,11.50\n",
      "leads.csv": "lead_id,created_on\n1,2026-01-01\n",
      "more.csv": "Lead ID,Created Date,Lead Status\n9,2026-02-01,New\n8,2026-02-01,New\n"
    });
    const yaml = await suggestSection(dir);
    expect(parse(yaml)).toEqual({
      sources: {
        deals: {file: "deals.csv", columns: {deal_id: "Nr", created_on: "Opened"}},
        leads: {file: "more.csv"}
      }
    });
    expect(yaml).toContain("# report.yaml has leads already: make it a list, and add this to it.");
    await writeFile(join(dir, "report.yaml"), "titel: A\n");
    expect((await problemsOf(suggestSection(dir))).join()).toContain("titel");
  });

  it("takes a known system's export for what it is", async () => {
    const file = await readFile(new URL("../fixtures/land/hubspot-deals.csv", import.meta.url), "utf8");
    const {yaml} = await written({"all-deals.csv": file});
    expect(yaml).toMatch(/taken for HubSpot deals, \d+ % sure/);
    expect((parse(yaml) as {sources: unknown}).sources).toHaveProperty("deals.file", "all-deals.csv");
  });

  it("has nothing to say of an empty folder", async () => {
    expect(await suggestSection(await writeWorkspace({"notes.md": "x"}))).toContain("holds no data file");
  });
});
