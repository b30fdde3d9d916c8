import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";

/** Above data/build, in the sources as among what is compiled of them. */
const ROOT = dirname(dirname(import.meta.dirname));

/** The layers that make a dataset. */
const LAYERS = ["isochrones", "workers", "data"];

/**
 * Hash of the code that makes datasets, of the packages that package.json names and of Node's version: a number that
 * someone raises by hand would be forgotten the day it matters. Reads some 300 small files.
 */
export function programHash(): string {
  const hash = createHash("sha256").update(process.version);
  hash.update(readFileSync(join(folderOfPackage(), "package.json")));
  const extension = extname(import.meta.filename);
  for (const layer of LAYERS) {
    const files = readdirSync(join(ROOT, layer), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => name.endsWith(extension)).sort()) {
      hash.update(`\0${layer}/${file}\0`).update(readFileSync(join(ROOT, layer, file)));
    }
  }
  return hash.digest("hex");
}

/** Compiled code lies one folder deeper than sources. */
function folderOfPackage(): string {
  return existsSync(join(ROOT, "package.json")) ? ROOT : dirname(ROOT);
}
