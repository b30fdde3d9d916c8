import { accessSync, constants, statSync } from "node:fs";

import { InputError } from "./input-error.ts";

/**
 * Checks that files are there to be read, before long work that would fail on the last of them.
 *
 * @throws InputError `file.absent`, `file.not_regular` or `file.unreadable`
 */
export function checkFiles(paths: readonly string[]): void {
  for (const path of paths) {
    const what = statSync(path, { throwIfNoEntry: false });
    if (what === undefined) throw new InputError("file.absent", path, "no such file");
    // A pipe can be read once only; each file is read to be hashed too.
    if (!what.isFile()) {
      const got = what.isDirectory() ? "a directory" : "a pipe or a device";
      throw new InputError("file.not_regular", path, `got ${got}, expected a file`);
    }
    try {
      accessSync(path, constants.R_OK);
    } catch (cause) {
      throw new InputError("file.unreadable", path, "this user may not read it", { cause });
    }
  }
}
