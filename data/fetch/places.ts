import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { DEPARTEMENT_PLACES } from "./departements.ts";

/** Régions and départements by their official names. */
export interface Places {
  readonly regions: readonly { readonly code: string; readonly name: string }[];
  readonly departements: readonly { readonly code: string; readonly name: string; readonly region: string }[];
}

interface Entry {
  readonly code: string;
  readonly nom: string;
  readonly region?: string;
}

let places: Places | undefined;

/** From `@etalab/decoupage-administratif`, without its 13 MB of communes: the 101 départements and their 18 régions. */
export function readPlaces(): Places {
  if (places !== undefined) return places;
  const manifest = createRequire(import.meta.url).resolve("@etalab/decoupage-administratif/package.json");
  const read = (name: string): Entry[] =>
    JSON.parse(readFileSync(join(dirname(manifest), "data", `${name}.json`), "utf8")) as Entry[];
  const departements = read("departements")
    .filter(({ code }) => DEPARTEMENT_PLACES.has(code))
    .map(({ code, nom, region }) => ({ code, name: nom, region: region ?? "" }));
  const codes = new Set(departements.map(({ region }) => region));
  const regions = read("regions")
    .filter(({ code }) => codes.has(code))
    .map(({ code, nom }) => ({ code, name: nom }));
  places = { regions, departements };
  return places;
}
