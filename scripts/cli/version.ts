import { readFileSync } from "node:fs";
import { join } from "node:path";

import { projectRoot } from "./project-root.ts";

/** The version in the project's package.json. */
export function trenteVersion(): string {
  const manifest = readFileSync(join(projectRoot(), "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  return version;
}
