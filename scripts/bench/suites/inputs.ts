import { basename } from "node:path";

import { hashFile } from "../../../data/hash-file.ts";
import type { SuiteFiles } from "./suites.ts";

/** A file that went into a measurement. Names no folder. */
export interface Input {
  readonly role: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Identifies the files of a suite. */
export function describeInputs({ osm, structures, population, communes }: SuiteFiles): Input[] {
  const roles: readonly (readonly [role: string, path: string])[] = [
    ["osm", osm],
    ["structures", structures],
    ["population", population],
    ...communes.map((path) => ["communes", path] as const),
  ];
  return roles.map(([role, path]) => ({ role, name: basename(path), ...hashFile(path) }));
}

/** The options of `trente build` for the files. */
export function buildArguments({ osm, structures, population, communes }: SuiteFiles): string[] {
  return [
    "--osm",
    osm,
    "--structures",
    structures,
    "--population",
    population,
    ...communes.flatMap((path) => ["--communes", path]),
  ];
}
