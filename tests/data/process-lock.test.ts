import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { ProcessLock } from "../../data/process-lock.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

/** Takes no byte, as a full disk does. */
const FULL = "/dev/full";

test.skipIf(!existsSync(FULL))(
  "a lock that the disk has no room for says so of its file, and leaves nothing",
  () => {
    const folder = tempFolder();
    const file = join(folder, "verrou");
    symlinkSync(FULL, `${file}.${process.pid}`);
    expect(() => ProcessLock.take(file)).toThrow(
      expect.objectContaining({ code: "ENOSPC", path: file }) as Error,
    );
    expect(readdirSync(folder)).toEqual([]);
  },
);
