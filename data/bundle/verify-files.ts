import { join } from "node:path";

import { hashFile } from "../hash-file.ts";
import { readManifest } from "./manifest.ts";
import type { Check } from "./verify-dataset.ts";

/**
 * Checks that each file of a bundle is the one that its manifest names, byte for byte. Reading a dataset looks at
 * lengths and checksums only, which is faster. Throws `InputError` like `readManifest`.
 */
export function verifyFiles(directory: string): Check[] {
  return Object.entries(readManifest(directory).files).map(([role, { file, sha256 }]) => ({
    name: `empreinte de ${role}`,
    trouble: hashFile(join(directory, file)).sha256 === sha256 ? null : `${file} a été modifié`,
  }));
}
