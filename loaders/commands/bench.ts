import {print} from "../console.js";
import {type Command} from "./options.js";

export const bench: Command = {
  name: "bench",
  summary: "Measures speed and memory against named baselines.",
  options: {},
  run() {
    print("");
    return Promise.resolve(0);
  }
};
