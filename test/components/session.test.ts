import {describe, expect, it} from "vitest";
import {createSession, EngineUnavailable, type Database} from "../../src/components/session.js";

const empty = {columns: [], rows: []};
const database: Database = {query: () => Promise.resolve(empty)};

describe("a session", () => {
  it("opens the engine once, however many ask", async () => {
    let opened = 0;
    const session = createSession(() => {
      opened += 1;
      return Promise.resolve(database);
    });
    expect(session.state.is).toBe("idle");
    session.prepare();
    await Promise.all([session.query("SELECT 1"), session.query("SELECT 2")]);
    expect(opened).toBe(1);
    expect(session.state.is).toBe("ready");
  });

  it("tells what it is doing, in words", async () => {
    const said: string[] = [];
    const session = createSession((report) => {
      report("Opening the report");
      return Promise.resolve(database);
    });
    session.watch((state) => said.push("message" in state ? state.message : state.is));
    await session.query("SELECT 1");
    expect(said).toEqual(["Fetching the query engine", "Opening the report", "ready"]);
  });

  it("says why it failed, and opens again when asked again", async () => {
    let tries = 0;
    const session = createSession(() =>
      ++tries === 1 ? Promise.reject(new Error("no network")) : Promise.resolve(database)
    );
    await expect(session.query("SELECT 1")).rejects.toThrow(EngineUnavailable);
    expect(session.state).toEqual({is: "failed", message: "no network"});
    await expect(session.query("SELECT 1")).resolves.toBe(empty);
    expect(session.state.is).toBe("ready");
  });

  it("keeps a failing query apart from a failing engine", async () => {
    const session = createSession(() =>
      Promise.resolve({query: () => Promise.reject(new Error("no such column"))})
    );
    await expect(session.query("SELECT x")).rejects.toThrow("no such column");
    expect(session.state.is).toBe("ready");
  });

  it("a failure to prepare shows in the state only", async () => {
    const session = createSession(() => Promise.reject(new Error("blocked")));
    session.prepare();
    await new Promise((resolve) => setTimeout(resolve));
    expect(session.state).toEqual({is: "failed", message: "blocked"});
  });
});
