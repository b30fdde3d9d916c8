import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of package.json, found upwards from here: compiled code lies one folder deeper. */
export function projectRoot(): string {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, "package.json"))) {
    const above = dirname(directory);
    if (above === directory) throw new Error("package.json: not found above the command line");
    directory = above;
  }
  return directory;
}
