import type {Engine} from "../engine.js";
import {associations} from "./associations.js";
import {trainingEffects} from "./training-effects.js";

/** Figures that SQL cannot say: worked out from the marts when the report is made, into tables of the schema `computed`. */
export type Computation = (engine: Engine) => Promise<void>;

const computations: readonly Computation[] = [trainingEffects, associations];

/** Makes all computed tables. */
export async function compute(engine: Engine): Promise<void> {
  await engine.run("CREATE SCHEMA computed");
  for (const computation of computations) await computation(engine);
}
