import {describe, expect, it} from "vitest";
import {readWorkspace} from "../../loaders/workspace.js";
import {problemsOf, workspaceOf, writeWorkspace} from "../workspace-of.js";

const header = "deal_id,created_on,closed_on,stage,amount,currency\n";

function settings(rates: string): string {
  return `title: A\nas_of: 2026-09-30\ncurrency: EUR\n${rates}sources: {deals: {file: deals.csv}}\n`;
}

describe("amounts in another currency", () => {
  it("are converted at the rate of the day the deal was closed, or created where it is open", async () => {
    const {rows} = await workspaceOf({
      "deals.csv": `${header}d1,2026-01-01,2026-03-31,Won,100,USD
d2,2026-01-01,2026-04-01,Won,100,usd
d3,2026-05-01,2026-12-31,Open,100,USD
d4,2026-02-01,2026-10-15,Won,100,USD
d5,2026-01-01,2026-04-01,Lost,10.01,GBP
d6,2026-01-01,2026-04-01,Won,7,EUR
d7,2026-01-01,2026-04-01,Won,8,
d8,2025-01-01,2025-04-01,Won,,USD
`,
      "report.yaml": settings("rates: {USD: {2026-04-01: 0.8, 2026-01-01: 0.9}, GBP: 1.25}\n")
    });
    expect(await rows("SELECT deal_id, amount FROM deals ORDER BY 1")).toEqual([
      {deal_id: "d1", amount: 90},
      {deal_id: "d2", amount: 80},
      {deal_id: "d3", amount: 80},
      {deal_id: "d4", amount: 90},
      {deal_id: "d5", amount: 12.51},
      {deal_id: "d6", amount: 7},
      {deal_id: "d7", amount: 8},
      {deal_id: "d8", amount: null}
    ]);
    expect(await rows("FROM rejects()")).toEqual([]);
    expect(await rows("FROM conversions()")).toEqual([
      {currency: "GBP", deals: 1, original: 10.01, converted: 12.51, lowest_rate: 1.25, highest_rate: 1.25},
      {currency: "USD", deals: 4, original: 400, converted: 340, lowest_rate: 0.8, highest_rate: 0.9}
    ]);
  });

  it("without a rate on that day, or at all, get the row rejected with the mend", async () => {
    const {rows} = await workspaceOf({
      "deals.csv": `${header}d1,2025-12-01,2025-12-31,Won,100,USD\nd2,2026-01-01,,Open,100,SEK\n`,
      "report.yaml": settings("rates: {USD: {2026-01-01: 0.9}}\n")
    });
    expect(await rows('SELECT line, "column", rule, message FROM rejects()')).toEqual([
      {
        line: 2,
        column: "currency",
        rule: "no_rate",
        message:
          'There is no rate for "USD" on the deal\'s day. Add one from an earlier day on under rates in report.yaml.'
      },
      {
        line: 3,
        column: "currency",
        rule: "other_currency",
        message:
          'The amount is in "SEK", not in the report\'s currency. Give its rates in report.yaml, e.g. rates: {USD: {2026-01-01: 0.92}}, or convert it in the export.'
      }
    ]);
  });

  it("have rates that are numbers above 0, from days that exist", async () => {
    const problems = async (rates: string): Promise<string[]> =>
      problemsOf(
        writeWorkspace({"report.yaml": settings(rates), "deals.csv": header}).then((dir) =>
          readWorkspace(dir)
        )
      );
    const expected =
      "expected currencies with what one unit is worth in the report's, e.g. {USD: {2026-01-01: 0.92}, GBP: 1.17}";
    expect(await problems("rates: {USD: 0}\n")).toEqual([
      `report.yaml line 4, rates.USD: ${expected}, found 0.`
    ]);
    expect(await problems("rates:\n  USD: {2026-02-30: 1}\n")).toEqual([
      `report.yaml line 5, rates.USD.2026-02-30: ${expected}, found 1.`
    ]);
    expect(await problems("rates: {dollar: 1}\n")).toEqual([
      `report.yaml line 4, rates.dollar: ${expected}, found 1.`
    ]);
  });
});

describe("aliases", () => {
  it("are one thing in every source, whatever their case; what a source itself says comes first", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": "seller_id,region\ns1,Emea\n",
      "deals.csv": `deal_id,seller_id,created_on,product,segment\nd1,s1,2026-01-01,GTXPro,SMB\nd2,s1,2026-01-01,gtxpro,smb\nd3,s1,2026-01-01,GTX Pro,Small business\n`,
      "leads.csv": "lead_id,seller_id,created_on,segment\nl1,s1,2026-01-01,SMB\n",
      "report.yaml": `title: A
as_of: 2026-09-30
aliases:
  product: {GTXPro: GTX Pro}
  segment: {SMB: Small business}
  region: {Emea: EMEA}
sources:
  sellers: {file: sellers.csv}
  deals: {file: deals.csv}
  leads: {file: leads.csv, values: {segment: {SMB: Small}}}
`
    });
    expect(await rows("SELECT DISTINCT region, segment FROM deals")).toEqual([
      {region: "EMEA", segment: "Small business"}
    ]);
    expect(await rows("SELECT segment FROM leads")).toEqual([{segment: "Small"}]);
  });

  it("of accounts count a company once, and publish none", async () => {
    const {rows, snapshot} = await workspaceOf({
      "connections.csv":
        "First Name,Last Name,Company,Connected On,seller_id\nA,B,Acme Corp.,2026-02-02,s1\nC,D,Acme,2026-02-03,s1\n",
      "report.yaml":
        "title: A\nas_of: 2026-09-30\naliases: {account: {Acme Corp.: Acme}}\nsources: {connections: {file: connections.csv}}\n"
    });
    expect(await rows("SELECT added, companies FROM connections")).toEqual([{added: 2, companies: 1}]);
    expect(await rows("FROM texts_read()")).toEqual([]);
    expect(JSON.stringify(snapshot.files)).not.toContain("Acme");
  });

  it("are known by what they name", async () => {
    const dir = await writeWorkspace({
      "report.yaml":
        "title: A\nas_of: 2026-09-30\naliases: {products: {a: b}}\nsources: {deals: {file: deals.csv}}\n",
      "deals.csv": header
    });
    expect(await problemsOf(readWorkspace(dir))).toEqual([
      'report.yaml line 3, aliases.products: there is no setting "products". Did you mean "product"?'
    ]);
  });
});

describe("a currency beside the digits of an amount", () => {
  const amountsIn = async (
    given: Readonly<Record<string, string>>,
    {currency = "EUR", rates = "", column = false, set = ""} = {}
  ): Promise<Record<string, unknown>[]> => {
    const cells = Object.entries(given).map(
      ([amount, code], index) => `d${index};2026-02-01;;Open;${amount}${column ? `;${code}` : ""}`
    );
    const dir = await workspaceOf({
      "deals.csv": `deal_id;created_on;closed_on;stage;amount${column ? ";currency" : ""}\n${cells.join("\n")}\n`,
      "report.yaml": `title: A\nas_of: 2026-09-30\ncurrency: ${currency}\n${rates}sources: {deals: {file: deals.csv${set}}}\n`
    });
    return dir.rows(
      `SELECT coalesce(d.amount || '', r.rule || ': ' || r.value) AS found FROM range(${cells.length}) n(i)
      LEFT JOIN deals d ON d.deal_id = 'd' || n.i LEFT JOIN rejects() r ON r.line = n.i + 2 ORDER BY n.i`
    );
  };
  const found = async (...asked: Parameters<typeof amountsIn>): Promise<unknown[]> =>
    (await amountsIn(...asked)).map((row) => row.found);

  it("is converted where it is not the report's, however it is written", async () => {
    const rates = "rates: {USD: 0.5, GBP: 2, SEK: 0.1, CHF: 1.5, BRL: 0.2, PLN: 0.25}\n";
    const given = {
      "$1,200": "600.00",
      "-$1,200": "-600.00",
      "US$ 10": "5.00",
      "GBP 300": "600.00",
      "300 gbp": "600.00",
      "£12.50": "25.00",
      "1 200 kr": "120.00",
      "1200 kr.": "120.00",
      "Fr. 1'200.50": "1800.75",
      "R$ 100": "20.00",
      "100 zł": "25.00",
      "$7 USD": "3.50",
      "€ 8": "8.00",
      "9 EUR": "9.00",
      "11": "11.00"
    };
    expect(await found(given, {rates})).toEqual(Object.values(given));
  });

  it("of a decimal comma as well", async () => {
    const given = {"€ 1.200,50": "1200.50", "1.200,50 $": "600.25", "(300,25 £)": "-600.50"};
    expect(await found(given, {rates: "rates: {USD: 0.5, GBP: 2}\n"})).toEqual(Object.values(given));
  });

  it("without a rate gets the row rejected, as one of the currency column is", async () => {
    expect(await found({"£5": "", "5 eur": "", "4 pcs": ""})).toEqual([
      "other_currency: GBP",
      "5.00",
      "other_currency: PCS"
    ]);
  });

  it("that several share is the report's, else the one with rates, else the row is rejected", async () => {
    const given = {$5: "", "5 kr": ""};
    expect(await found(given, {currency: "CAD", rates: "rates: {USD: 2, NOK: 3}\n"})).toEqual([
      "5.00",
      "15.00"
    ]);
    expect(await found(given, {currency: "SEK", rates: "rates: {CAD: 2}\n"})).toEqual(["10.00", "5.00"]);
    expect(await found(given, {rates: "rates: {USD: 2, CAD: 3}\n"})).toEqual([
      "unclear_currency: $",
      "unclear_currency: kr"
    ]);
    expect(
      await found(given, {rates: "rates: {USD: 2, CAD: 3, DKK: 4}\n", set: ", set: {currency: CAD}"})
    ).toEqual(["15.00", "contradicting_currency: kr"]);
  });

  it("gives way to a currency column that it fits, and gets the row rejected where it does not", async () => {
    const given = {
      $5: "CAD",
      $6: "usd",
      "7 kr": "DKK",
      "8.00": "USD",
      "9 EUR": "USD",
      "€ 10": "",
      "£11": "EUR"
    };
    expect(await found(given, {column: true, rates: "rates: {USD: 2, CAD: 3, DKK: 4}\n"})).toEqual([
      "15.00",
      "12.00",
      "28.00",
      "16.00",
      "contradicting_currency: EUR",
      "10.00",
      "contradicting_currency: £"
    ]);
  });

  it("is named in the reason, in the amount's column", async () => {
    const {rows} = await workspaceOf({
      "deals.csv": "deal_id,created_on,stage,Amount\nd1,2026-01-01,Open,$5\n",
      "report.yaml": settings("")
    });
    expect(await rows('SELECT line, "column", message FROM rejects()')).toEqual([
      {
        line: 2,
        column: "Amount",
        message:
          '"$" beside the amount does not say which currency it is. Write three letters such as USD in its place, or say so in report.yaml: currency: USD for the report, set: {currency: USD} for the file.'
      }
    ]);
  });
});
