import {availableParallelism} from "node:os";
import {defineConfig} from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    env: {TZ: "Europe/Stockholm"},
    // More than the cores, because tests also wait, for a browser or a disk; vitest's own choice, one less than the cores,
    // leaves half of a small machine idle.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 300_000
  }
});
