import {defineConfig} from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    env: {TZ: "Europe/Stockholm"},
    // One less than the cores, which is vitest's own choice, leaves half of a small machine idle.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 300_000
  }
});
