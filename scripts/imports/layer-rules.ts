import { isBuiltin } from "node:module";

import type { FoundImport } from "./find-imports.ts";

/** From low to high: a lower layer never imports a higher one. */
const ORDER = ["isochrones/model", "isochrones", "workers", "data", "server", "scripts"] as const;

/** Outside the order, each with rules of its own. */
const APART = ["web", "bin", "tests"] as const;

/** A layer of ARCHITECTURE.md. */
export type Layer = (typeof ORDER)[number] | (typeof APART)[number];

/** What web may take from the other side, as types only. */
const SHOWN_TO_WEB = ["isochrones/model/", "server/schemas/"];

/** Packages that computing may use: each works on numbers in memory, none reads files. */
const COMPUTING_PACKAGES = new Set(["flatbush", "proj4", "highs"]);

/** Where remote and native routing engines live, behind the interface of ours: free in what they call. */
const ENGINES = "isochrones/engines/";

/**
 * The layer of a file, null for files outside all layers (configuration at the root).
 *
 * @param path from the project's root, with slashes
 */
export function layerOf(path: string): Layer | null {
  return [...ORDER, ...APART].find((layer) => path.startsWith(`${layer}/`)) ?? null;
}

/** Why one project file may not import another, or null where it may. */
export function whyNotFile(from: string, to: string, typeOnly: boolean): string | null {
  const fromLayer = layerOf(from);
  const toLayer = layerOf(to);
  if (fromLayer === null || fromLayer === "tests") return null;
  if (toLayer === "tests") return "nothing but tests imports tests";
  if (fromLayer === toLayer) return null;
  if (fromLayer === "web") return whyNotFromWeb(to, typeOnly);
  if (fromLayer === "bin") return "bin runs before anything is installed or built: it imports bin only";
  if (toLayer === null || toLayer === "web" || toLayer === "bin") return `${fromLayer} does not import ${to}`;
  if (ORDER.indexOf(toLayer) < ORDER.indexOf(fromLayer)) return null;
  return `${fromLayer} is below ${toLayer} and does not import it`;
}

function whyNotFromWeb(to: string, typeOnly: boolean): string | null {
  if (!SHOWN_TO_WEB.some((folder) => to.startsWith(folder))) {
    return `web imports from ${SHOWN_TO_WEB.join(" and ")} only`;
  }
  return typeOnly ? null : "web takes types only from the other side: write `import type`";
}

/** Which packages package.json names. */
export interface DeclaredPackages {
  /** `dependencies`. */
  readonly runtime: ReadonlySet<string>;
  /** `dependencies` and `devDependencies`. */
  readonly all: ReadonlySet<string>;
}

/** Modules that the plugins of web/vite.config.ts make. */
const MADE_BY_BUILD = "virtual:";

/** Why a file may not import a package or a part of Node, or null where it may. */
export function whyNotPackage(from: string, found: FoundImport, declared: DeclaredPackages): string | null {
  const layer = layerOf(from);
  if (layer === null) return null;
  if (isBuiltin(found.specifier)) return whyNotNode(from, layer);
  if (layer === "bin") return "bin runs before anything is installed: it uses Node alone";
  if (found.specifier.startsWith(MADE_BY_BUILD)) {
    return layer === "web" ? null : "only the map is bundled: its build makes such modules";
  }
  const name = packageName(found.specifier);
  if (found.typeOnly) return isTypeDeclared(name, declared) ? null : `${name} is not in package.json`;
  if (!declared.all.has(name)) return `${name} is not in package.json`;
  if (layer === "tests" || layer === "web") return null;
  if (!declared.runtime.has(name)) return `${name} is a devDependency, absent from an installed Trente`;
  if (layer === "isochrones/model") return "the model is types and plain functions: it uses no package";
  if (layer === "isochrones" && !from.startsWith(ENGINES) && !COMPUTING_PACKAGES.has(name)) {
    return `isochrones uses ${[...COMPUTING_PACKAGES].join(", ")} only`;
  }
  return null;
}

function whyNotNode(from: string, layer: Layer): string | null {
  if (layer.startsWith("isochrones") && !from.startsWith(ENGINES))
    return "isochrones knows no file, clock or environment";
  if (layer === "web" && from.startsWith("web/src/")) return "web runs in a browser";
  return null;
}

function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function isTypeDeclared(name: string, { all }: DeclaredPackages): boolean {
  return all.has(name) || all.has(`@types/${name.replace(/^@(.+)\//u, "$1__")}`);
}
