import { basename } from "node:path";

import type { Candidate } from "../../isochrones/model/siting.ts";
import { type CsvText, readCsv } from "../csv.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import { plainKey } from "../plain-key.ts";
import { describeColumns } from "../population/layouts.ts";
import { readCoordinates } from "../structures/coordinates.ts";
import type { Extent } from "../territories/french-extent.ts";
import { COMMUNE_CODE_LENGTH, COMMUNE_CODE_PATTERN, padCode } from "../territories/insee-code.ts";

export interface CandidateOptions {
  readonly issues: DataIssues;
  /** What is no place of France may be one of a fictitious country, which lies here. */
  readonly fictitiousExtent?: Extent | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Names of each column as plain keys, the likeliest first: those of La Poste, OpenStreetMap exports and data.gouv.fr. */
const COLUMNS = {
  lon: ["lon", "longitude", "lng", "long", "x"],
  lat: ["lat", "latitude", "y"],
  name: ["nom", "name", "libelle", "libelle_du_site", "intitule"],
  id: ["id", "identifiant", "identifiant_a", "code"],
  commune: ["code_insee", "insee_com", "code_commune", "insee", "codgeo", "com"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const COMMUNE_CODE = new RegExp(`^${COMMUNE_CODE_PATTERN}$`);

type Field = keyof typeof COLUMNS;
type Columns = Readonly<Record<Field, number | null>>;

/**
 * Reads candidates from a CSV: longitude and latitude in degrees, and where there are such columns a name, an id (else
 * the name, else the number of the line) and the INSEE code of the commune. Further columns and their order do not matter.
 *
 * Rejected, and counted as errors: `candidate.coordinate.missing`, `.unreadable`, `.outside`. Counted:
 * `candidate.duplicate` (an id that came before: the line gets its number behind it), `candidate.coordinate.swapped` (put right),
 * and what `readCsv` counts.
 *
 * @param input the name of a file, or its text
 * @throws InputError `candidates.columns`, `candidates.none` without a usable line, and those of `readCsv`
 */
export async function readCandidates(
  input: string | CsvText,
  options: CandidateOptions,
): Promise<Candidate[]> {
  const name = typeof input === "string" ? basename(input) : input.name;
  const candidates = new Map<string, Candidate>();
  let columns: Columns | null = null;
  for await (const { line, fields } of readCsv(input, options)) {
    const where = `${name}:${line}`;
    if (columns === null) {
      columns = findColumns(fields, where);
      continue;
    }
    const candidate = readCandidate(columns, fields, { line, where, options });
    if (candidate === null) continue;
    const isKnown = candidates.has(candidate.id);
    if (isKnown) options.issues.count("candidate.duplicate", "warning", `${where}: ${candidate.id}`);
    const id = isKnown ? `${candidate.id}@${line}` : candidate.id;
    candidates.set(id, { ...candidate, id });
  }
  if (candidates.size > 0) return [...candidates.values()];
  const reasons = options.issues
    .list()
    .map(({ code, count, examples }) => `${code} ${count}, first ${examples[0]}`);
  throw new InputError(
    "candidates.none",
    name,
    `got no usable candidate${reasons.length === 0 ? "" : ` (${reasons.join("; ")})`}, expected at least one`,
  );
}

function findColumns(header: readonly string[], where: string): Columns {
  const keys = header.map(plainKey);
  const find = (field: Field): number | null =>
    COLUMNS[field].map((key) => keys.indexOf(key)).find((index) => index >= 0) ?? null;
  const required = (field: Field): number => {
    const column = find(field);
    if (column !== null) return column;
    throw new InputError(
      "candidates.columns",
      where,
      `got the columns ${describeColumns(header)}, expected one named ${COLUMNS[field].join(" or ")}`,
    );
  };
  return {
    lon: required("lon"),
    lat: required("lat"),
    name: find("name"),
    id: find("id"),
    commune: find("commune"),
  };
}

interface LineOf {
  readonly line: number;
  readonly where: string;
  readonly options: CandidateOptions;
}

function readCandidate(
  columns: Columns,
  fields: readonly string[],
  { line, where, options: { issues, fictitiousExtent } }: LineOf,
): Candidate | null {
  const text = (field: Field): string => {
    const column = columns[field];
    return column === null ? "" : fields[column].trim();
  };
  const reading = readCoordinates(text("lat"), text("lon"), fictitiousExtent);
  const detail = `${where}: latitude "${text("lat")}", longitude "${text("lon")}"`;
  if (reading.kind !== "read") {
    issues.count(`candidate.coordinate.${reading.kind}`, "error", detail);
    return null;
  }
  if (reading.swapped) issues.count("candidate.coordinate.swapped", "warning", detail);
  const name = text("name") || text("id") || `ligne ${line}`;
  const code = padCode(text("commune"), COMMUNE_CODE_LENGTH);
  return {
    id: text("id") || text("name") || String(line),
    name,
    lon: reading.lon,
    lat: reading.lat,
    communeCode: COMMUNE_CODE.test(code) ? code : null,
  };
}
