import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { checkImports } from "../../scripts/check-imports.ts";

const PACKAGES = {
  dependencies: { flatbush: "1", "@a/b": "1" },
  devDependencies: { vite: "1", "@types/geojson": "1" },
};

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "trente-imports-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Writes a small project and lists what is wrong with it, `file:line message`. */
function check(files: Record<string, string>): string[] {
  for (const [path, content] of Object.entries({ "package.json": JSON.stringify(PACKAGES), ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return checkImports(root).map(({ file, line, message }) => `${file}:${line} ${message}`);
}

/** Writes a file that imports another one, each at its place, and checks them. */
function checkLink(from: string, to: string, keyword = "import"): string[] {
  const up = "../".repeat(from.split("/").length - 1);
  return check({ [from]: `${keyword} { a } from "${up}${to}";`, [to]: "export const a = 1;" });
}

describe("between layers", () => {
  test.each([
    ["isochrones/a.ts", "isochrones/model/b.ts"],
    ["workers/a.ts", "isochrones/b.ts"],
    ["data/a.ts", "workers/b.ts"],
    ["data/a.ts", "isochrones/b.ts"],
    ["server/a.ts", "data/b.ts"],
    ["server/a.ts", "isochrones/model/b.ts"],
    ["scripts/a.ts", "server/b.ts"],
    ["tests/a.test.ts", "server/b.ts"],
    ["tests/a.test.ts", "web/src/b.ts"],
    ["tests/a.test.ts", "bin/b.mjs"],
    ["tests/a.test.ts", "tests/helpers/b.ts"],
    ["bin/a.mjs", "bin/b.mjs"],
    ["web/src/a.ts", "web/src/map/b.ts"],
  ])("%s may import %s", (from, to) => {
    expect(checkLink(from, to)).toEqual([]);
  });

  test.each([
    ["isochrones/model/a.ts", "isochrones/b.ts", "isochrones/model is below isochrones"],
    ["isochrones/a.ts", "workers/b.ts", "isochrones is below workers"],
    ["workers/a.ts", "data/b.ts", "workers is below data"],
    ["isochrones/a.ts", "data/b.ts", "isochrones is below data"],
    ["data/a.ts", "server/b.ts", "data is below server"],
    ["server/a.ts", "scripts/b.ts", "server is below scripts"],
    ["scripts/a.ts", "tests/b.ts", "nothing but tests imports tests"],
    ["web/src/a.ts", "tests/b.ts", "nothing but tests imports tests"],
    ["server/a.ts", "web/src/b.ts", "server does not import web/src/b.ts"],
    ["scripts/a.ts", "bin/b.mjs", "scripts does not import bin/b.mjs"],
    ["scripts/a.ts", "vitest.config.ts", "scripts does not import vitest.config.ts"],
    ["bin/a.mjs", "scripts/b.ts", "bin runs before anything is installed or built"],
    ["web/src/a.ts", "isochrones/b.ts", "web imports from isochrones/model/ and server/schemas/ only"],
    ["web/src/a.ts", "server/schemas/b.ts", "web takes types only"],
  ])("%s may not import %s", (from, to, why) => {
    const found = checkLink(from, to);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${from}:1 `);
    expect(found[0]).toContain(why);
  });

  test("a type goes no more upwards than a value", () => {
    expect(checkLink("isochrones/a.ts", "data/b.ts", "import type")).toHaveLength(1);
  });

  test.each(["isochrones/model/b.ts", "server/schemas/b.ts"])("web may take types from %s", (to) => {
    expect(checkLink("web/src/a.ts", to, "import type")).toEqual([]);
  });

  test("web may not take types from the rest of the server", () => {
    expect(checkLink("web/src/a.ts", "server/app.ts", "import type")).toHaveLength(1);
  });
});

describe("packages", () => {
  test.each([
    ["isochrones/a.ts", 'import Flatbush from "flatbush";'],
    ["isochrones/engines/a.ts", 'import "node:child_process"; import "@a/b";'],
    ["isochrones/model/a.ts", 'import type { MultiPolygon } from "geojson";'],
    ["data/a.ts", 'import "node:fs"; import "@a/b/deep.js";'],
    ["web/src/a.ts", 'import "vite";'],
    ["web/vite.config.ts", 'import "node:path"; import { defineConfig } from "vite";'],
    ["tests/a.test.ts", 'import "vite"; import "node:fs";'],
    ["bin/a.mjs", 'import "node:fs"; import "fs/promises";'],
  ])("%s may write %s", (file, source) => {
    expect(check({ [file]: source })).toEqual([]);
  });

  test.each([
    ["isochrones/a.ts", "node:fs", "isochrones knows no file"],
    ["isochrones/model/a.ts", "fs", "isochrones knows no file"],
    ["isochrones/a.ts", "@a/b", "isochrones uses flatbush"],
    ["isochrones/model/a.ts", "flatbush", "it uses no package"],
    ["data/a.ts", "vite", "vite is a devDependency"],
    ["server/a.ts", "@a/c/deep.js", "@a/c is not in package.json"],
    ["server/a.ts", "virtual:made", "only the map is bundled"],
    ["tests/a.test.ts", "left-pad", "left-pad is not in package.json"],
    ["web/src/a.ts", "node:fs", "web runs in a browser"],
    ["bin/a.mjs", "flatbush", "it uses Node alone"],
  ])("%s may not import %s", (file, specifier, why) => {
    const found = check({ [file]: `\nimport "${specifier}";` });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${file}:2 ${specifier}: `);
    expect(found[0]).toContain(why);
  });

  test("types of a package that is not declared are refused", () => {
    expect(check({ "data/a.ts": 'import type { A } from "unknown";' })).toHaveLength(1);
  });
});

test("a circle of imports is shown where it begins", () => {
  const found = check({
    "data/a.ts": '\nimport "./b.ts";',
    "data/b.ts": 'import "./deep/c.ts";',
    "data/deep/c.ts": 'import type { A } from "../a.ts";\nimport "../a.ts";',
  });
  expect(found).toEqual([
    "data/a.ts:2 imports in a circle, be it of types: data/a.ts → data/b.ts → data/deep/c.ts → data/a.ts",
  ]);
});

test("everything wrong is listed, ordered by file and line", () => {
  const found = check({
    "isochrones/b.ts": 'import "node:fs";\nimport "../data/a.ts";',
    "isochrones/a.ts": 'import "node:fs";',
    "data/a.ts": "",
  });
  expect(found.map((line) => line.split(" ", 1)[0])).toEqual([
    "isochrones/a.ts:1",
    "isochrones/b.ts:1",
    "isochrones/b.ts:2",
  ]);
});

test("fixtures, built files and styles are left alone", () => {
  const files = {
    "tests/fixtures/a.ts": 'import "x";',
    "web/dist/a.js": 'import "x";',
    "web/src/a.css": '@import "x";',
  };
  expect(check(files)).toEqual([]);
});
