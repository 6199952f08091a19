import type {Connection, Database} from "../components/engine.js";
import type {Session} from "../components/session.js";
import {ask, type Parameter} from "./ask.js";
import {catalogueSql, tablesOf, type Table} from "./catalogue.js";
import {compile} from "./compile.js";
import type {Cell} from "./document.js";
import {parameterOf} from "./inputs.js";
import type {Result} from "./result.js";

/** What runs the cells of a notebook: one connection of its own to the report. */
export interface Desk {
  /** The rows of a SQL cell, or of the one that a chart or an input takes its own from; null for others. */
  execute(cell: Cell, cells: readonly Cell[], options: DeskOptions): Promise<Result | null>;
  /** The tables that can be asked, those of files that were brought among them. */
  tables(): Promise<Table[]>;
  connection(): Promise<Connection>;
}

export interface DeskOptions {
  readonly signal: AbortSignal;
  readonly resultOf: (name: string) => Result | null;
}

/** A desk on a session. The connection is opened on first use and again after a failure. */
export function createDesk(session: Session<Database>): Desk {
  let opened: Promise<Connection> | null = null;
  const connection = (): Promise<Connection> => {
    opened ??= session
      .database()
      .then((database) => database.connect())
      .catch((error: unknown) => {
        opened = null;
        throw error;
      });
    return opened;
  };

  return {
    connection,
    async execute(cell, cells, {signal, resultOf}) {
      if (cell.kind === "chart") return cell.of === "" ? null : resultOf(cell.of);
      if (cell.kind !== "sql") return null;
      const compiled = compile(cell, cells);
      const open = await connection();
      const start = performance.now();
      const result = await ask(open, compiled, {signal, values: valuesIn(cells)});
      performance.measure("cell-query", {start});
      return result;
    },
    async tables() {
      await connection();
      return tablesOf((await session.query(catalogueSql)).rows);
    }
  };
}

function valuesIn(cells: readonly Cell[]): Map<string, Parameter> {
  const inputs = cells.filter((cell) => cell.kind === "input");
  return new Map(inputs.map(({name, input}) => [name, parameterOf(input)]));
}
