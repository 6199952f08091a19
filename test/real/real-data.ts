import {fileURLToPath} from "node:url";

/** Folder of real data sets with reference figures; they may not be passed on, so tests use them where they are. */
export const realData =
  process.env.REAL_DATA ?? fileURLToPath(new URL("../../../shared/real", import.meta.url));
