import { join } from "node:path";

/** The command line of a checkout, which compiles what has changed. */
export function commandLineOf(root: string): string {
  return join(root, "bin", "trente.mjs");
}
