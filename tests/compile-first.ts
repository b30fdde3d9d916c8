import type { TestProject } from "vitest/node";

import { ensureBuilt } from "../bin/compile.mjs";

/** Compiles what has changed before the first test and, while watching, before each new run. */
export async function setup(project: TestProject): Promise<void> {
  const compile = async (): Promise<void> => ensureBuilt(console.log, ["code", "database"]);
  await compile();
  project.onTestsRerun(compile);
}
