import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the built web app is, seen from the compiled command line; null before it is built. */
export function webRoot(): string | null {
  const directory = fileURLToPath(new URL("../../web", import.meta.url));
  return existsSync(directory) ? directory : null;
}
