import {readFile} from "node:fs/promises";

/** The baseline's statements for the sample workspace in a folder; see baseline.sql. They fill a database `report`. */
export async function baselineSql(dir: string): Promise<string> {
  const text = await readFile(new URL("baseline.sql", import.meta.url), "utf8");
  return text.replaceAll("{dir}", dir.replaceAll("'", "''"));
}
