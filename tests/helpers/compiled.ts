import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

import { beforeAll } from "vitest";

const TRENTE = resolve(import.meta.dirname, "../../bin/trente.mjs");

/** Compiles what has changed before the tests of a file: processes of their own run no TypeScript. */
export function useCompiled(): void {
  beforeAll(() => {
    const { status, stderr } = spawnSync(process.execPath, [TRENTE, "--version"], { encoding: "utf8" });
    if (status !== 0) throw new Error(`the command line could not be compiled: ${stderr}`);
  }, 120_000);
}
