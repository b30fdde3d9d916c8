import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const SKIPPED = new Set(["node_modules", "dist"]);

/**
 * A hash that changes when a file is added, removed, renamed or saved: of names, sizes and times, not of
 * contents, so that hundreds of files take milliseconds. Absent paths count as nothing.
 *
 * @param {string} root
 * @param {readonly string[]} paths files and folders, from the root
 */
export function fingerprintOf(root, paths) {
  const hash = createHash("sha256");
  for (const name of paths) addPath(hash, root, name);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} root
 * @param {string} name
 */
function addPath(hash, root, name) {
  const stat = fs.statSync(path.join(root, name), { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    hash.update(`${name}\0${stat.size}\0${stat.mtimeMs}\n`);
    return;
  }
  const entries = fs.readdirSync(path.join(root, name)).filter((entry) => !SKIPPED.has(entry));
  for (const entry of entries.sort()) addPath(hash, root, path.join(name, entry));
}

/**
 * @param {string} file
 * @returns {string} SHA-256 of its contents, hexadecimal
 */
export function hashOfFile(file) {
  return createHash("sha256").update(fs.readFileSync(file)).digest("hex");
}
