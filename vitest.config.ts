import { defineConfig } from "vitest/config";

const EXCLUDE = ["node_modules/**", "dist/**", "jeux/**"];
/** What it tests keeps nothing outside its objects. */
const CORE = ["tests/isochrones/**/*.test.ts", "tests/workers/**/*.test.ts"];
/** Milliseconds. Ten times what the slowest takes: on a shared machine it may get a tenth of a core. */
const PATIENCE = { testTimeout: 90_000, hookTimeout: 180_000 };

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
          name: "core",
          include: CORE,
          exclude: EXCLUDE,
          // Files share what they import: a third of their processor time was loading it again.
          isolate: false,
          ...PATIENCE,
        },
      },
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: [...EXCLUDE, ...CORE, "**/*.e2e.test.ts"],
          ...PATIENCE,
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
