import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll } from "vitest";

import { trenteOk } from "./fake-terminal.ts";
import { buildArgs, type WorldFiles, writeWorld } from "./small-world.ts";

export interface SharedDataset {
  /** Files of the small world, not to be changed. */
  readonly files: WorldFiles;
  /** Its dataset, not to be changed. */
  readonly dataset: string;
}

/** Builds the small world once for the tests of a file; what it returns is filled in before they run. */
export function useSharedDataset(): SharedDataset {
  const folder = mkdtempSync(join(tmpdir(), "trente-commands-"));
  const dataset = join(folder, "jeu");
  const files = { osm: "", structures: "", population: "" };
  beforeAll(async () => {
    Object.assign(files, await writeWorld(folder));
    await trenteOk(buildArgs(files, dataset));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { files, dataset };
}
