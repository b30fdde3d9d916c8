import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

/** A folder of the test that calls this, removed when the test ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "trente-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file with these contents, in a folder of its own, removed when the test ends. */
export function tempFile(name: string, contents: string | Uint8Array): string {
  const path = join(tempFolder(), name);
  writeFileSync(path, contents);
  return path;
}
