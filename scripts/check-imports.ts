import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { extname, join, posix, relative, resolve, sep } from "node:path";

import { findCycles } from "./imports/find-cycles.ts";
import { findImports } from "./imports/find-imports.ts";
import type { FoundImport } from "./imports/find-imports.ts";
import { whyNotFile, whyNotPackage } from "./imports/layer-rules.ts";
import type { DeclaredPackages } from "./imports/layer-rules.ts";

const FOLDERS = ["isochrones", "workers", "data", "server", "scripts", "web", "bin", "tests"];
const SOURCES = new Set([".ts", ".mts", ".js", ".mjs"]);
const SKIPPED = new Set(["node_modules", "dist", "fixtures"]);

/** An import that the layers of ARCHITECTURE.md do not allow. */
export interface Violation {
  /** From the project's root, with slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/**
 * All imports of a project that go against its layers, name packages it does not declare, or run in a circle.
 * Ordered by file and line.
 *
 * @param root folder that holds package.json and the layers
 */
export function checkImports(root: string): Violation[] {
  const declared = readDeclaredPackages(root);
  const violations: Violation[] = [];
  const links = new Map<string, { readonly to: string; readonly line: number }[]>();
  for (const file of FOLDERS.flatMap((folder) => listSources(root, folder))) {
    const linked: { to: string; line: number }[] = [];
    links.set(file, linked);
    for (const found of findImports(readFileSync(join(root, file), "utf8"))) {
      const to = targetOf(file, found);
      if (to !== null && !linked.some((link) => link.to === to)) linked.push({ to, line: found.line });
      const message =
        to === null ? whyNotPackage(file, found, declared) : whyNotFile(file, to, found.typeOnly);
      if (message !== null)
        violations.push({ file, line: found.line, message: `${found.specifier}: ${message}` });
    }
  }
  const cycles = findCycles(new Map([...links].map(([file, linked]) => [file, linked.map(({ to }) => to)])));
  for (const cycle of cycles) {
    const [file = "", next] = cycle;
    const line = links.get(file)?.find(({ to }) => to === next)?.line ?? 1;
    violations.push({ file, line, message: `imports in a circle, be it of types: ${cycle.join(" → ")}` });
  }
  return violations.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

/** The project file that an import names, null for a package. */
function targetOf(file: string, { specifier }: FoundImport): string | null {
  if (!specifier.startsWith(".")) return null;
  // Vite reads `./map.css?inline` as the file with a wish attached.
  const path = specifier.split("?", 1).join("");
  return posix.normalize(posix.join(posix.dirname(file), path));
}

function listSources(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => SOURCES.has(extname(path)) && !path.split(sep).some((part) => SKIPPED.has(part)))
    .filter((path) => statSync(join(root, path)).isFile())
    .map((path) => path.split(sep).join("/"))
    .sort();
}

function readDeclaredPackages(root: string): DeclaredPackages {
  const content = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
  };
  const runtime = Object.keys(content.dependencies ?? {});
  return {
    runtime: new Set(runtime),
    all: new Set([...runtime, ...Object.keys(content.devDependencies ?? {})]),
  };
}

function main(): void {
  const root = resolve(process.argv[2] ?? ".");
  const violations = checkImports(root);
  for (const { file, line, message } of violations)
    console.error(`${relative(".", join(root, file))}:${line}: ${message}`);
  if (violations.length > 0) process.exitCode = 1;
}

const started = process.argv[1];
if (started !== undefined && existsSync(started) && realpathSync(started) === import.meta.filename) main();
