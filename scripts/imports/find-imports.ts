import { maskSource } from "./mask-source.ts";

/** One file named by another. */
export interface FoundImport {
  /** As written: `./cells.ts`, `node:fs`, `flatbush`. */
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
  /** True when nothing is left of it after compiling: `import type`, `export type`. */
  readonly typeOnly: boolean;
}

const NAMES = String.raw`\{[^{}]*\}`;
const STAR = String.raw`\*(?:\s*as\s+[\w$]+)?`;
const DEFAULT = String.raw`[\w$]+(?:\s*,\s*(?:${NAMES}|${STAR}))?`;
const QUOTED = String.raw`(?<quote>["'])(?<specifier>[^"'\n]*)\k<quote>`;

const STATEMENTS = [
  // import a, { b } from "x" and export * from "x"
  new RegExp(
    String.raw`(?<![\w$.])import\s*(?<type>type\b\s*)?(?:${NAMES}|${STAR}|${DEFAULT})\s*from\s*${QUOTED}`,
    "dgu",
  ),
  new RegExp(
    String.raw`(?<![\w$.])export\s*(?<type>type\b\s*)?(?:${NAMES}|${STAR})\s*from\s*${QUOTED}`,
    "dgu",
  ),
  // import "x", import("x"), new URL("x", import.meta.url)
  new RegExp(String.raw`(?<![\w$.])import\s*${QUOTED}`, "dgu"),
  new RegExp(String.raw`(?<![\w$.])import\s*\(\s*${QUOTED}`, "dgu"),
  new RegExp(String.raw`(?<![\w$.])new\s+URL\s*\(\s*${QUOTED}\s*,\s*import\.meta\.url`, "dgu"),
];

/** Other files named by a URL are data, not imports. */
const SOURCE = /\.[cm]?[jt]s$/u;

/**
 * Every file or package that a module names in a literal: static imports and re-exports, dynamic imports, and
 * `new URL("….ts", import.meta.url)` as workers are started. In the order of the text. A computed name is not found.
 *
 * @param source JavaScript or TypeScript without JSX
 */
export function findImports(source: string): FoundImport[] {
  const masked = maskSource(source);
  const found: { at: number; specifier: string; typeOnly: boolean }[] = [];
  for (const statement of STATEMENTS) {
    for (const match of masked.matchAll(statement)) {
      const [from, to] = match.indices?.groups?.["specifier"] ?? [0, 0];
      const specifier = source.slice(from, to);
      if (match[0].startsWith("new") && !SOURCE.test(specifier)) continue;
      found.push({ at: match.index, specifier, typeOnly: match.groups?.["type"] !== undefined });
    }
  }
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ at, specifier, typeOnly }) => ({ specifier, line: lineAt(source, at), typeOnly }));
}

function lineAt(source: string, at: number): number {
  return source.slice(0, at).split("\n").length;
}
