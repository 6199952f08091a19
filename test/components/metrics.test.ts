import {describe, expect, it} from "vitest";
import {callKey} from "../../src/components/calls.js";
import {createMetrics} from "../../src/components/metrics.js";

function engine(rows: unknown[][] = [[1]]) {
  const asked: string[] = [];
  const query = (sql: string) => {
    asked.push(sql);
    return sql.includes("broken")
      ? Promise.reject(new Error("no"))
      : Promise.resolve({columns: [{name: "n", type: "INTEGER"}], rows});
  };
  return {asked, query};
}

const first = {[callKey("m", {since: "2026-01-01"})]: {columns: [{name: "n", type: "INTEGER"}], rows: [[7]]}};

describe("metrics", () => {
  it("are answered by the first view without the engine", async () => {
    const session = engine();
    const {metric} = createMetrics(first, session);
    expect(await metric("m", {since: "2026-01-01", region: null})).toEqual([{n: 7}]);
    expect(session.asked).toEqual([]);
  });

  it("are asked of the engine otherwise, each call once", async () => {
    const session = engine();
    const {metric} = createMetrics(first, session);
    const [a, b] = await Promise.all([metric("m", {region: "EMEA"}), metric("m", {region: "EMEA"})]);
    expect(a).toBe(b);
    expect(session.asked).toEqual(["SELECT * FROM m(region := 'EMEA')"]);
    expect(a.sql).toBe("SELECT * FROM m(region := 'EMEA')");
  });

  it("are asked again after a failure", async () => {
    const session = engine();
    const {metric} = createMetrics({}, session);
    await expect(metric("broken")).rejects.toThrow("no");
    await expect(metric("broken")).rejects.toThrow("no");
    expect(session.asked).toHaveLength(2);
  });

  it("remember the calls of the page, not those asked ahead", async () => {
    const {metric, answer, calls, forgetCalls} = createMetrics({}, engine());
    await metric("m", {region: "EMEA"});
    await answer("m", {region: "APAC"});
    expect(calls()).toEqual([{name: "m", args: {region: "EMEA"}}]);
    forgetCalls();
    expect(calls()).toEqual([]);
  });
});

describe("sql", () => {
  it("writes values as literals", async () => {
    const session = engine();
    const {sql} = createMetrics({}, session);
    await sql`SELECT * FROM deals WHERE account = ${"O'Hara"} AND n > ${3} AND x IS ${null}`;
    expect(session.asked).toEqual(["SELECT * FROM deals WHERE account = 'O''Hara' AND n > 3 AND x IS NULL"]);
  });

  it("takes a query without values, as fences write it", async () => {
    const session = engine();
    const rows = await createMetrics({}, session).sql`SELECT 1 AS n`;
    expect([rows.name, rows.columns]).toEqual(["query", ["n"]]);
  });
});

describe("what has a fault", () => {
  const faults = [
    {metric: "gone", words: "a.md line 3: no gone"},
    {fence: "SELECT ${} AS n", words: "a.md line 9: no n"}
  ];

  it("is refused in its words, and asks nothing", async () => {
    const session = engine();
    const {metric, sql} = createMetrics({}, session, faults);
    await expect(metric("gone")).rejects.toThrow("a.md line 3: no gone");
    await expect(sql`SELECT ${1} AS n`).rejects.toThrow("a.md line 9: no n");
    await sql`SELECT 2 AS n`;
    expect(session.asked).toEqual(["SELECT 2 AS n"]);
  });
});
