import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { fingerprintOf } from "../../bin/fingerprint.mjs";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "trente-fingerprint-"));
  mkdirSync(join(root, "data/deep"), { recursive: true });
  for (const file of ["data/a.ts", "data/deep/b.ts", "tsconfig.json", "README.md"]) touch(file, "text");
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Writes a file with a time that depends on nothing. */
function touch(file: string, content: string, seconds = 1_000_000): void {
  writeFileSync(join(root, file), content);
  utimesSync(join(root, file), seconds, seconds);
}

function take(): string {
  return fingerprintOf(root, ["data", "tsconfig.json", "absent"]);
}

describe("the fingerprint changes when", () => {
  test.each<[string, () => void]>([
    ["a file is saved again", () => touch("data/deep/b.ts", "text", 1_000_001)],
    ["a file grows within the same second", () => touch("data/a.ts", "text!")],
    ["a file is added", () => touch("data/c.ts", "")],
    ["a file is removed", () => rmSync(join(root, "data/a.ts"))],
    ["a file is renamed", () => renameSync(join(root, "data/a.ts"), join(root, "data/z.ts"))],
    ["a file moves between folders", () => renameSync(join(root, "data/a.ts"), join(root, "data/deep/a.ts"))],
    ["an absent path appears", () => touch("absent", "")],
  ])("%s", (_, change) => {
    const before = take();
    change();
    expect(take()).not.toBe(before);
  });
});

describe("the fingerprint stays when", () => {
  test.each<[string, () => void]>([
    ["nothing happens", () => undefined],
    ["a file outside its paths changes", () => touch("README.md", "other")],
    ["packages or built files change", () => mkdirSync(join(root, "data/node_modules"))],
  ])("%s", (_, change) => {
    const before = take();
    change();
    expect(take()).toBe(before);
  });
});
