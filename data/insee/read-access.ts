import { basename } from "node:path";

import type { ReferenceCells } from "../../isochrones/compare/reference-cells.ts";
import type { Source } from "../../isochrones/model/provenance.ts";
import { hashFile } from "../hash-file.ts";
import { InputError } from "../input-error.ts";
import { type AccessOptions, readAccessFile } from "./access-files.ts";
import { AccessRows } from "./access-rows.ts";
import { type LengthUnit, readLengthUnit } from "./length-unit.ts";

/** The type of facility that France services are in INSEE's facilities base (BPE): `Implantations France Services`. */
export const FRANCE_SERVICES_TYPE = "A128";

const METERS: Readonly<Record<LengthUnit, number>> = { m: 1, km: 1000 };
const UNKNOWN_VINTAGE = "millésime inconnu";

/** What INSEE found for the cells of some régions: how far each is from the nearest facility of a type. */
export interface InseeAccess {
  readonly type: string;
  readonly cells: ReferenceCells;
  /** One a file, with what the whole file is known by. */
  readonly sources: readonly AccessSource[];
  /** In which unit the files have lengths; null where they have none. */
  readonly units: { readonly road: LengthUnit | null; readonly crow: LengthUnit | null };
  /** Rows read, and how many of them are of the type. */
  readonly rows: number;
  readonly rowsOfType: number;
}

/** A file of the comparison: it is no part of a dataset and has no role there. */
export type AccessSource = Omit<Source, "role">;

/**
 * Reads INSEE's « Données sur la localisation et l'accès de la population aux équipements »: for each inhabited square
 * of 200 m and each type of facility of the BPE, people, road and minutes by car to the nearest one. Parquet files by
 * région, read group by group for the rows of one type; or CSV with the same columns.
 *
 * Times are minutes, as INSEE has them. Lengths are in metres or in kilometres: the speed that comes of it decides.
 *
 * @throws InputError for files that are none of these, without the type, of several vintages, or whose times cannot be
 * minutes. Rows that cannot be used are counted in the issues, with codes `insee.…`.
 */
export async function readInseeAccess(
  files: readonly string[],
  options: AccessOptions,
): Promise<InseeAccess> {
  const vintage = vintageOf(files);
  const rows = new AccessRows(options.issues);
  let all = 0;
  let ofType = 0;
  for (const file of files) {
    options.progress.stage(`Insee, ${basename(file)}`);
    const before = rows.count;
    const reading = await readAccessFile(file, rows, options);
    all += reading.rows;
    ofType += reading.rowsOfType;
    if (rows.count === before) throw unusable(file, reading.rowsOfType, options);
  }
  const kept = rows.eachSquareOnce();
  const { cells, units } = gather(rows, kept, files);
  const sources = files.map((file) => ({
    name: `Insee, accès de la population aux équipements, type ${options.type}`,
    file: basename(file),
    vintage,
    licence: "Licence Ouverte 2.0",
    attribution: "Insee",
    ...hashFile(file),
    fictitious: false,
  }));
  return { type: options.type, cells, sources, units, rows: all, rowsOfType: ofType };
}

/** The year in names such as `donnees-2024-reg52.parquet`, INSEE's own; rows do not say theirs. */
function vintageOf(files: readonly string[]): string {
  const years = new Set(
    files
      .map((file) => /^donnees-(20\d\d)-/iu.exec(basename(file))?.[1])
      .filter((year) => year !== undefined),
  );
  if (years.size <= 1) return [...years][0] ?? UNKNOWN_VINTAGE;
  throw new InputError(
    "insee.vintage.mixed",
    files.map((file) => basename(file)).join(", "),
    `got files of ${[...years].sort().join(" and ")}, expected one vintage`,
  );
}

function unusable(file: string, rowsOfType: number, { type, issues }: AccessOptions): InputError {
  const first = issues.list().find(({ code, severity }) => code.startsWith("insee.") && severity === "error");
  return new InputError(
    "insee.rows.unusable",
    basename(file),
    `got ${rowsOfType} rows of ${type} of which none can be used, expected cells with a place and minutes` +
      (first === undefined ? "" : `; ${first.code}, ${first.examples[0]}`),
  );
}

function gather(
  rows: AccessRows,
  kept: Uint32Array,
  files: readonly string[],
): Pick<InseeAccess, "cells" | "units"> {
  const deciseconds = kept.map((row) => rows.deciseconds[row]);
  const roads = Float64Array.from(kept, (row) => rows.roads[row]);
  const crows = Float64Array.from(kept, (row) => rows.crows[row]);
  const road = readLengthUnit(roads, deciseconds);
  const crow = readLengthUnit(crows, deciseconds);
  if (road.medianKmh !== null && !road.isPlausible) {
    throw new InputError(
      "insee.duration.unit",
      files.map((file) => basename(file)).join(", "),
      `got a median of ${Number(road.medianKmh.toPrecision(2))} km/h from distance and duree, expected minutes by car`,
    );
  }
  const meters = (unit: LengthUnit | null): number => METERS[unit ?? "m"];
  return {
    cells: {
      count: kept.length,
      crs: Uint16Array.from(kept, (row) => rows.crs[row]),
      sizes: Uint16Array.from(kept, (row) => rows.sizes[row]),
      northings: Int32Array.from(kept, (row) => rows.northings[row]),
      eastings: Int32Array.from(kept, (row) => rows.eastings[row]),
      deciseconds,
      roadMeters: roads.map((length) => length * meters(road.unit)),
      crowMeters: crows.map((length) => length * meters(crow.unit)),
      people: Float64Array.from(kept, (row) => rows.people[row]),
    },
    units: { road: road.unit, crow: crow.unit },
  };
}
