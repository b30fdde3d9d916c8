import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findImports } from "../../../scripts/imports/find-imports.ts";
import { maskSource } from "../../../scripts/imports/mask-source.ts";

/** Short form of what was found: `type ./a.ts:3`. */
function listed(source: string): string[] {
  return findImports(source).map(
    ({ specifier, line, typeOnly }) => `${typeOnly ? "type " : ""}${specifier}:${line}`,
  );
}

describe("imports that are found", () => {
  test.each([
    ['import a from "./a.ts";', "./a.ts:1"],
    ["import a from './a.ts'", "./a.ts:1"],
    ['import { b } from "./a.ts";', "./a.ts:1"],
    ['import { "odd name" as b } from "./a.ts";', "./a.ts:1"],
    ['import {b} from"./a.ts";', "./a.ts:1"],
    ['import a, { b as c } from "./a.ts";', "./a.ts:1"],
    ['import * as a from "./a.ts";', "./a.ts:1"],
    ['import a, * as b from "./a.ts";', "./a.ts:1"],
    ['import {\n  b,\n  c,\n} from "./a.ts";', "./a.ts:1"],
    ['import "./a.css";', "./a.css:1"],
    ['import type { A } from "./a.ts";', "type ./a.ts:1"],
    ['import type A from "./a.ts";', "type ./a.ts:1"],
    ['export { b } from "./a.ts";', "./a.ts:1"],
    ['export * from "./a.ts";', "./a.ts:1"],
    ['export * as a from "./a.ts";', "./a.ts:1"],
    ['export type { A } from "./a.ts";', "type ./a.ts:1"],
    ['import a from "./a.json" with { type: "json" };', "./a.json:1"],
    ['const a = await import("./a.ts");', "./a.ts:1"],
    ['new Worker(new URL("./a.ts", import.meta.url));', "./a.ts:1"],
    ['\n\n  import a from "./a.ts";', "./a.ts:3"],
  ])("%s", (source, expected) => {
    expect(listed(source)).toEqual([expected]);
  });

  test("a default import named `type` is a value", () => {
    expect(listed('import type from "./a.ts";')).toEqual(["./a.ts:1"]);
  });

  test("a type named inside the braces leaves an import after compiling, so it counts as a value", () => {
    expect(listed('import { type A } from "./a.ts";')).toEqual(["./a.ts:1"]);
  });

  test("an interface before a re-export of types is not taken for its clause", () => {
    expect(listed('export interface A {}\nexport type { B } from "./b.ts";')).toEqual(["type ./b.ts:2"]);
  });

  test("several on one page come in the order of the text", () => {
    const source = 'import "./c.ts";\nimport type { A } from "./a.ts";\nexport * from "./b.ts";\n';
    expect(listed(source)).toEqual(["./c.ts:1", "type ./a.ts:2", "./b.ts:3"]);
  });
});

describe("what only looks like an import", () => {
  test.each([
    ["a line comment", '// import a from "./a.ts";'],
    ["a block comment", '/* import a from "./a.ts";\n import "./b.ts"; */'],
    ["an unfinished block comment", '/* import a from "./a.ts";'],
    ["a string", `const text = 'import a from "./a.ts"';`],
    ["a string with an escaped quote", String.raw`const text = "\" import './a.ts'";`],
    ["a template", 'const text = `import a from "./a.ts"`;'],
    ["a template after a hole", 'const text = `${a}import "./a.ts"`;'],
    ["a template within a template", 'const text = `${`import "./a.ts"`} import "./b.ts"`;'],
    ["a template behind braces in a hole", 'const text = `${f({ a: {} })} import "./b.ts"`;'],
    ["a regular expression", String.raw`const pattern = /import "a\/[/"]"/u;`],
    ["a method", 'loader.import("./a.ts");'],
    ["a longer name", 'reimport("./a.ts"); import2("./b.ts"); $import("./c.ts");'],
    ["a computed name", "await import(path);"],
    ["a folder or a data file", 'new URL(".", import.meta.url); new URL("./a.csv", import.meta.url);'],
    ["an export of its own", 'export const a = "./a.ts";\nexport { b };\nconst from = "./c.ts";'],
  ])("%s", (_, source) => {
    expect(listed(source)).toEqual([]);
  });

  test.each([
    ["a comment that opens in a string", 'const a = "/*"; import "./a.ts"; const b = "*/";'],
    ["a quote in a comment", '/* don\'t */ import "./a.ts";'],
    ["a quote in a regular expression", 'const a = /"/u; import "./a.ts";'],
    ["a quote in a class of a regular expression", 'const a = b.replace(/[/"]/u, c); import "./a.ts";'],
    ["a regular expression after two comments", 'const a = /* b */ /* c */ /"/u; import "./a.ts";'],
    ["two divisions", 'const a = b / c / d; import "./a.ts";'],
    ["a division after a bracket", 'const a = b[0] / (c) / 2; import "./a.ts";'],
    ["a hole in a template", 'const a = `${await import("./a.ts")}`;'],
    ["a backquote escaped in a template", 'const a = `\\`${b}`; import "./a.ts";'],
  ])("hides no import behind %s", (_, source) => {
    expect(listed(source)).toEqual(["./a.ts:1"]);
  });
});

test("masking keeps every offset and line end, whatever the text", () => {
  const piece = fc.constantFrom(
    "/",
    "*",
    '"',
    "'",
    "`",
    "${",
    "}",
    "{",
    "\\",
    "\n",
    "import",
    " ",
    "a",
    "é",
    "🚗",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const source = pieces.join("");
      const masked = maskSource(source);
      expect(masked).toHaveLength(source.length);
      for (let at = 0; at < source.length; at++) {
        const allowed = source[at] === "\n" ? ["\n"] : [source[at], " "];
        expect(allowed).toContain(masked[at]);
      }
    }),
  );
});
