import { defineConfig } from "vitest/config";

const EXCLUDE = ["node_modules/**", "dist/**", "jeux/**"];

export default defineConfig({
  test: {
    // Starts in 2.3 s where forks take 2.8 (median of six runs of nine files on two cores).
    pool: "threads",
    maxWorkers: 2,
    // Threads of a WorkerPool run compiled code.
    globalSetup: "tests/compile-first.ts",
    // Compiled code runs as it is.
    server: { deps: { external: [/\/dist\//u] } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: [...EXCLUDE, "**/*.e2e.test.ts"],
          // Ten times what the slowest takes: on a shared machine it may get a tenth of a core.
          testTimeout: 90_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          globalSetup: "tests/demo-first.ts",
          include: ["tests/**/*.e2e.test.ts"],
          exclude: EXCLUDE,
          // After the unit tests: two browsers, each waiting for its frames half of the time, are what two cores feed.
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          // What a page shows follows what it was told a little later, and later still on a shared machine.
          expect: { poll: { timeout: 10_000 } },
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
