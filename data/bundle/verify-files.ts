import { existsSync } from "node:fs";
import { join } from "node:path";

import { hashFile, hashLargeFile } from "../hash-file.ts";
import { type BundleFile, readManifest } from "./manifest.ts";
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

/**
 * The files of a bundle that are missing or not those that its manifest names, with pauses in which the process hears what
 * comes. Throws `InputError` like `readManifest`.
 */
export async function findAltered(directory: string): Promise<BundleFile[]> {
  const altered: BundleFile[] = [];
  for (const file of Object.values(readManifest(directory).files)) {
    const path = join(directory, file.file);
    const isGood = existsSync(path) && (await hashLargeFile(path, () => {})).sha256 === file.sha256;
    if (!isGood) altered.push(file);
  }
  return altered;
}
