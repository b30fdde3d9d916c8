import { basename } from "node:path";

import { readCsv } from "../csv.ts";
import { kindName, readFileStart } from "../file-kind.ts";
import { readGeojsonFeatures, type RawFeature } from "../geojson-features.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import { plainKey } from "../plain-key.ts";

/** Fields of a structure, each with the names of its column through the vintages, as plain keys. */
const COLUMNS = {
  id: ["id_fs", "matricule"],
  departement: ["insee_dep", "departement"],
  name: ["lib_fs", "lib_france_services"],
  address: ["adresse"],
  addressComplement: ["complement_adresse", "complement_d_adresse"],
  communeCode: ["insee_com", "code_insee"],
  postcode: ["code_postal"],
  communeName: ["lib_com"],
  latitude: ["latitude", "lat"],
  longitude: ["longitude", "lon", "lng"],
  email: ["mail", "contact_mail", "email"],
  phone: ["telephone"],
  monday: ["h_lundi"],
  tuesday: ["h_mardi"],
  wednesday: ["h_mercredi"],
  thursday: ["h_jeudi"],
  friday: ["h_vendredi"],
  saturday: ["h_samedi"],
  appointment: ["prise_rdv"],
  comment: ["commentaire", "commentaire_horaires"],
  type: ["type_fs"],
  format: ["format_fs"],
  formatAnct: ["format_fs_anct"],
  category: ["categorie"],
  itinerance: ["itinerance"],
  group: ["groupe_fs", "groupe"],
  label: ["labellisation_fs", "labellisation"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type StructureField = keyof typeof COLUMNS;

const FIELDS = Object.keys(COLUMNS) as StructureField[];
const REQUIRED: readonly StructureField[] = ["id", "name", "communeCode", "latitude", "longitude"];

/** One row of a list: its place, and the text of each field, empty where the list has no such column. */
export interface StructureRecord {
  /** `liste.csv:12`, or the feature of a GeoJSON. */
  readonly where: string;
  readonly text: Readonly<Record<StructureField, string>>;
}

export interface RecordOptions {
  readonly issues: DataIssues;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Streams the rows of a list of structures, CSV or GeoJSON, by the names of its columns: their order and
 * further ones do not matter.
 *
 * @throws InputError `structures.foreign` (another format), `structures.columns` (a needed column is absent),
 * and those of `readCsv` and `readGeojsonFeatures`
 */
export async function* readRecords(file: string, options: RecordOptions): AsyncGenerator<StructureRecord> {
  const { kind } = await readFileStart(file);
  if (kind === "json") {
    for await (const feature of readGeojsonFeatures(file, options.signal)) yield featureRecord(feature);
    return;
  }
  if (kind !== "text") {
    const what = `${kindName(kind)}, expected the list of structures as CSV (or GeoJSON)`;
    throw new InputError("structures.foreign", basename(file), what);
  }
  let columns: ReadonlyMap<StructureField, number> | null = null;
  for await (const { line, fields } of readCsv(file, options)) {
    const where = `${basename(file)}:${line}`;
    if (columns === null) {
      columns = findColumns(fields, where);
      continue;
    }
    yield { where, text: pick(columns, (column) => fields[column] ?? "") };
  }
}

/** Numbers and nulls of GeoJSON properties become the text that a CSV would hold. */
function featureRecord(feature: RawFeature): StructureRecord {
  const { where, geometry } = feature;
  const [lon, lat] = pointOf(geometry);
  const values = { latitude: lat, longitude: lon, ...feature.properties };
  const names = Object.keys(values);
  const columns = findColumns(names, where);
  const texts = Object.values(values).map((value) =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "",
  );
  return { where, text: pick(columns, (column) => texts[column]) };
}

function pointOf(geometry: RawFeature["geometry"]): readonly unknown[] {
  const coordinates = geometry?.["type"] === "Point" ? geometry["coordinates"] : null;
  return Array.isArray(coordinates) ? coordinates : [];
}

function pick(
  columns: ReadonlyMap<StructureField, number>,
  textOf: (column: number) => string,
): Record<StructureField, string> {
  const entries = FIELDS.map((field) => {
    const column = columns.get(field);
    return [field, column === undefined ? "" : textOf(column).trim()] as const;
  });
  return Object.fromEntries(entries) as Record<StructureField, string>;
}

/** Column of each field that the list has; the last one where a name stands twice. */
function findColumns(header: readonly string[], where: string): Map<StructureField, number> {
  const byKey = new Map(header.map((name, column) => [plainKey(name), column]));
  const columns = new Map<StructureField, number>();
  for (const field of FIELDS) {
    const key = COLUMNS[field].find((name) => byKey.has(name));
    if (key !== undefined) columns.set(field, byKey.get(key) ?? 0);
  }
  const missing = REQUIRED.filter((field) => !columns.has(field));
  if (missing.length === 0) return columns;
  const expected = missing.map((field) => COLUMNS[field].join(" or ")).join(", ");
  const found = header
    .map((name) => name.trim().slice(0, 40))
    .join(", ")
    .slice(0, 600);
  throw new InputError("structures.columns", where, `columns found: ${found}; expected also: ${expected}`);
}
