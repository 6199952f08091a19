import type {Database} from "./engine.js";
import type {Vault} from "./vault.js";

/** Fetches the engine and opens the report in it, with the key of the vault where the report is protected. */
export async function openEngine(
  report: (message: string) => void,
  {isLocked, contents}: Vault
): Promise<Database> {
  const {openReport} = await import("./engine.js");
  return openReport(report, isLocked() ? contents : undefined);
}
