import { basename } from "node:path";

import type { ChiefTowns } from "../../isochrones/model/sensitivity.ts";
import { readCsv } from "../csv.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import { plainKey } from "../plain-key.ts";
import { describeColumns } from "../population/layouts.ts";
import { readCoordinates } from "../structures/coordinates.ts";
import type { Extent } from "./french-extent.ts";
import { COMMUNE_CODE_LENGTH, COMMUNE_CODE_PATTERN, padCode } from "./insee-code.ts";

export interface ChiefTownOptions {
  readonly issues: DataIssues;
  /** What is no place of France may be one of a fictitious country, which lies here. */
  readonly fictitiousExtent?: Extent | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Names of each column as plain keys, the likeliest first: those of INSEE, La Poste, IGN and data.gouv.fr. */
const COLUMNS = {
  code: ["code_insee", "insee_com", "code_commune", "code_commune_insee", "insee", "codgeo", "code", "com"],
  lon: ["lon", "longitude", "lng", "long"],
  lat: ["lat", "latitude"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Field = keyof typeof COLUMNS;

const COMMUNE_CODE = new RegExp(`^${COMMUNE_CODE_PATTERN}$`);

/**
 * Reads where the chief town of each commune lies, from a CSV with its INSEE code, longitude and latitude in degrees.
 * Further columns and their order do not matter; communes that a dataset does not have are read all the same.
 *
 * Rejected, and counted as errors: `chief_town.code.missing`, `.unreadable`, `chief_town.coordinate.missing`,
 * `.unreadable`, `.outside`. Counted: `chief_town.duplicate` (the first one stays), `chief_town.coordinate.swapped` (put
 * right), `.decimal_comma`, and what `readCsv` counts.
 *
 * @throws InputError `chief_towns.columns`, `chief_towns.none` without a usable line, and those of `readCsv`
 */
export async function readChiefTowns(file: string, options: ChiefTownOptions): Promise<ChiefTowns> {
  const { issues } = options;
  const name = basename(file);
  const towns = new Map<string, { lon: number; lat: number }>();
  let columns: Record<Field, number> | null = null;
  let rows = 0;
  for await (const { line, fields } of readCsv(file, options)) {
    const where = `${name}:${line}`;
    if (columns === null) {
      columns = findColumns(fields, where);
      continue;
    }
    rows++;
    const code = readCode(fields[columns.code], where, issues);
    const point = code === null ? null : readPoint(fields[columns.lat], fields[columns.lon], where, options);
    if (code === null || point === null) continue;
    if (towns.has(code)) issues.count("chief_town.duplicate", "warning", `${where}: ${code}`);
    else towns.set(code, point);
  }
  if (towns.size > 0) return towns;
  const reasons = issues
    .list()
    .map(({ code, count, examples }) => `${code} ${count}, first ${examples[0]}`)
    .join("; ");
  throw new InputError(
    "chief_towns.none",
    name,
    `${rows} rows, no usable chief town${reasons === "" ? "" : ` (${reasons})`}, expected at least one`,
  );
}

function findColumns(header: readonly string[], where: string): Record<Field, number> {
  const keys = header.map(plainKey);
  const find = (field: Field): number => {
    const column = COLUMNS[field].map((key) => keys.indexOf(key)).find((index) => index >= 0);
    if (column !== undefined) return column;
    throw new InputError(
      "chief_towns.columns",
      where,
      `got the columns ${describeColumns(header)}, expected one named ${COLUMNS[field].join(" or ")}`,
    );
  };
  return { code: find("code"), lon: find("lon"), lat: find("lat") };
}

function readCode(text: string, where: string, issues: DataIssues): string | null {
  const code = padCode(text, COMMUNE_CODE_LENGTH);
  if (COMMUNE_CODE.test(code)) return code;
  if (code === "") issues.count("chief_town.code.missing", "error", where);
  else issues.count("chief_town.code.unreadable", "error", `${where}: "${text}"`);
  return null;
}

function readPoint(
  latText: string,
  lonText: string,
  where: string,
  { issues, fictitiousExtent }: ChiefTownOptions,
): { lon: number; lat: number } | null {
  const reading = readCoordinates(latText, lonText, fictitiousExtent);
  const detail = `${where}: latitude "${latText}", longitude "${lonText}"`;
  if (reading.kind !== "read") {
    issues.count(`chief_town.coordinate.${reading.kind}`, "error", detail);
    return null;
  }
  if (reading.swapped) issues.count("chief_town.coordinate.swapped", "warning", detail);
  if (reading.decimalComma) issues.count("chief_town.coordinate.decimal_comma", "info", detail);
  return { lon: reading.lon, lat: reading.lat };
}
