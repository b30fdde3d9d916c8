import { basename } from "node:path";

import type { CommuneShape } from "../../isochrones/model/dataset.ts";
import type { Commune } from "../../isochrones/model/territory.ts";
import { readGeojsonFeatures, type RawFeature } from "../geojson-features.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import { plainKey } from "../plain-key.ts";
import type { CommuneDirectory } from "./commune-directory.ts";
import { COMMUNE_CODE_LENGTH, departementOfCommune, padCode } from "./insee-code.ts";
import { readPolygons } from "./polygons.ts";

/** Commune outlines: parallel arrays by code, each commune once. */
export interface CommuneShapes {
  readonly communes: readonly Commune[];
  readonly shapes: readonly CommuneShape[];
  /** Names that the features give to régions, départements and EPCI, by `kind:code`. */
  readonly territoryNames: ReadonlyMap<string, string>;
}

export const NO_COMMUNE_SHAPES: CommuneShapes = { communes: [], shapes: [], territoryNames: new Map() };

export interface CommuneShapeOptions {
  readonly issues: DataIssues;
  readonly directory: CommuneDirectory;
  readonly signal?: AbortSignal | undefined;
}

/** Names of the properties in the files of IGN, INSEE, Etalab and ANCT, as plain keys. */
const PROPERTIES = {
  code: [
    "code",
    "insee_com",
    "code_insee",
    "insee",
    "codgeo",
    "code_commune",
    "insee_code",
    "com_code",
    "com",
  ],
  name: ["nom", "name", "nom_com", "nom_commune", "libgeo", "com_name", "libelle"],
  departement: ["departement", "insee_dep", "code_departement", "dep"],
  region: ["region", "insee_reg", "code_region", "reg"],
  epci: ["epci", "siren_epci", "code_epci"],
  population: ["population", "pop"],
  departementName: ["departement_nom", "nom_departement", "nom_dep", "libelle_departement"],
  regionName: ["region_nom", "nom_region", "nom_reg", "libelle_region"],
  epciName: ["epci_nom", "nom_epci", "libelle_epci"],
} as const;

interface Entry {
  readonly commune: Commune;
  readonly polygons: CommuneShape[number][];
}

/**
 * Reads commune outlines from GeoJSON FeatureCollections in WGS 84. Outlines of an older vintage are joined
 * into the commune of today that they belong to. A code unknown to the official ones is kept under the name
 * and territories that the feature gives.
 *
 * Counts `commune.shape.empty` (no geometry, left out), `commune.shape.duplicate` (first kept),
 * `commune.shape.merged` and `commune.code.unknown`.
 *
 * @throws InputError `communes.code` for a feature without a code, `communes.none` without any outline, and
 * those of `readGeojsonFeatures` and `readPolygons`
 */
export async function readCommuneShapes(
  files: readonly string[],
  options: CommuneShapeOptions,
): Promise<CommuneShapes> {
  const { issues } = options;
  const entries = new Map<string, Entry>();
  const placeOfCode = new Map<string, string>();
  const territoryNames = new Map<string, string>();
  for (const file of files) {
    for await (const raw of readGeojsonFeatures(file, options.signal)) {
      const { where, geometry } = raw;
      const feature = withKeys(raw);
      const code = readCode(feature);
      const first = placeOfCode.get(code);
      if (first !== undefined) {
        issues.count("commune.shape.duplicate", "warning", `${where}: ${code}, first at ${first}`);
        continue;
      }
      if (geometry === null) {
        issues.count("commune.shape.empty", "warning", `${where}: ${code}`);
        continue;
      }
      placeOfCode.set(code, where);
      rememberNames(territoryNames, feature);
      addShape(entries, code, feature, readPolygons(geometry, where), options);
    }
  }
  if (entries.size === 0) {
    const names = files.map((file) => basename(file)).join(", ");
    throw new InputError("communes.none", names, "no commune with an outline, expected at least one");
  }
  const sorted = [...entries.values()].sort((a, b) => (a.commune.code < b.commune.code ? -1 : 1));
  return {
    communes: sorted.map(({ commune }) => commune),
    shapes: sorted.map(({ polygons }) => polygons),
    territoryNames,
  };
}

/** A feature with its properties by their plain keys. */
interface KeyedFeature extends RawFeature {
  readonly byKey: ReadonlyMap<string, unknown>;
}

function withKeys(feature: RawFeature): KeyedFeature {
  const entries = Object.entries(feature.properties);
  return { ...feature, byKey: new Map(entries.map(([key, value]) => [plainKey(key), value])) };
}

function rememberNames(names: Map<string, string>, feature: KeyedFeature): void {
  for (const kind of ["region", "departement", "epci"] as const) {
    const code = property(feature, kind);
    const name = property(feature, `${kind}Name`);
    if (code !== "" && name !== "") names.set(`${kind}:${code}`, name);
  }
}

function addShape(
  entries: Map<string, Entry>,
  code: string,
  feature: KeyedFeature,
  polygons: CommuneShape,
  { issues, directory }: CommuneShapeOptions,
): void {
  const known = directory.get(code);
  if (known === undefined) {
    // A file that says which département the commune is in knows what it does: a fictitious one, say.
    const severity = property(feature, "departement") === "" ? "warning" : "info";
    issues.count("commune.code.unknown", severity, `${feature.where}: ${code}`);
  }
  const commune = known ?? communeOfFeature(code, feature, directory);
  const entry = entries.get(commune.code);
  if (entry === undefined) {
    entries.set(commune.code, { commune, polygons: [...polygons] });
    return;
  }
  issues.count("commune.shape.merged", "info", `${feature.where}: ${code} into ${commune.code}`);
  entry.polygons.push(...polygons);
}

/** INSEE code of a feature's commune. @throws InputError `communes.code` */
export function communeCodeOf(feature: RawFeature): string {
  return readCode(withKeys(feature));
}

function readCode(feature: KeyedFeature): string {
  const code = property(feature, "code");
  if (code !== "") return padCode(code, COMMUNE_CODE_LENGTH);
  const names = Object.keys(feature.properties).join(", ").slice(0, 400);
  const expected = PROPERTIES.code.slice(0, 5).join(", ");
  throw new InputError(
    "communes.code",
    feature.where,
    `properties ${names}, expected a code (${expected} ...)`,
  );
}

function communeOfFeature(code: string, feature: KeyedFeature, directory: CommuneDirectory): Commune {
  const departementCode = property(feature, "departement") || departementOfCommune(code);
  return {
    code,
    name: property(feature, "name") || code,
    departementCode,
    regionCode: property(feature, "region") || (directory.regionOf(departementCode) ?? ""),
    epciCode: property(feature, "epci") || null,
    postcodes: [],
    legalPopulation: Math.max(0, Number(property(feature, "population")) || 0),
  };
}

/** The first property by any of its names, as text; empty where there is none. */
function property(feature: KeyedFeature, name: keyof typeof PROPERTIES): string {
  for (const key of PROPERTIES[name]) {
    const value = feature.byKey.get(key);
    if (typeof value === "number" || (typeof value === "string" && value.trim() !== "")) {
      return String(value).trim();
    }
  }
  return "";
}
