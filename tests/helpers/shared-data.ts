import { existsSync } from "node:fs";
import { resolve } from "node:path";

/**
 * The path of a file of real data kept outside the project, or null where it is absent: tests that need it
 * then skip and say so. Looked for in `$TRENTE_SHARED_DATA`, else in `../shared/data` beside the checkout.
 *
 * @param relativePath inside that folder, `corse/corse_1km_2021.csv`
 */
export function sharedData(relativePath: string): string | null {
  const root = process.env["TRENTE_SHARED_DATA"] || resolve(import.meta.dirname, "../../../shared/data");
  const path = resolve(root, relativePath);
  return existsSync(path) ? path : null;
}
