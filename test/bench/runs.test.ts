import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {runChild, type Measured} from "../../loaders/bench/child.js";
import type {AttributionWork} from "../../loaders/bench/run-attribution.js";
import {temporaryFolder} from "../workspace-of.js";

describe("what the benchmark measures", () => {
  it("runs: the marts and metrics of the Revenue page over rows of its own", async () => {
    const {result} = await runChild<Measured & {metrics: Record<string, number>}>("./run-revenue.ts", [
      join(await temporaryFolder(), "revenue"),
      "300"
    ]);
    expect(Object.keys(result.metrics)).toContain("deals_by('source')");
    expect(result.seconds).toBeGreaterThan(0);
  });

  it("runs: attribution over journeys of its own, which credits what was won", async () => {
    const {result} = await runChild<Measured & AttributionWork>("./run-attribution.ts", ["300", "10"]);
    expect(result.cents).toBeGreaterThan(0);
    expect(result.martSeconds).toBeGreaterThan(0);
  });
});
