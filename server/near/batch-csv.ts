import type { NearQuery } from "../../isochrones/accessibility/near-structures.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { NearAnswer } from "../../isochrones/study.ts";
import { BYTE_ORDER_MARK, csvLine, type CsvValue } from "../../data/export/csv-text.ts";
import { setImmediate } from "node:timers/promises";

import { checkPoint } from "../points.ts";
import { BusyError } from "../questions/busy-error.ts";
import type { BatchPoint, BatchPoints } from "./batch-points.ts";
import type { NearFinder } from "./near-finder.ts";

const RESULT_COLUMNS = [
  "fs_etat",
  "fs_rang",
  "fs_id",
  "fs_nom",
  "fs_commune",
  "fs_minutes",
  "fs_kilometres",
  "fs_rattachement_m",
] as const;

/** Searches under way at once for one request: where the table does not reach. */
const AT_ONCE = 8;
/** Others are answered after so long. */
const SLICE_MS = 5;
/** A request is not worked on for longer; what is left is said to be so. */
const LIMIT_MS = 120_000;

export interface BatchOptions {
  readonly near: NearFinder;
  readonly dataset: Dataset;
  readonly query: NearQuery;
  readonly maxMinutes: number;
}

/**
 * What is near each of many points, as CSV: their own columns, then `fs_*`, a line for each structure, or one that says
 * why there is none. Made as it is read.
 */
export async function* batchCsv(
  { columns, points }: BatchPoints,
  options: BatchOptions,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine([...columns, ...RESULT_COLUMNS]);
  const end = performance.now() + LIMIT_MS;
  let sliceEnd = performance.now() + SLICE_MS;
  for (let first = 0; first < points.length; first += AT_ONCE) {
    const part = points.slice(first, first + AT_ONCE);
    const isLate = performance.now() > end;
    const found = await Promise.all(part.map(async (point) => (isLate ? UNDONE : resultsOf(point, options))));
    yield part
      .flatMap(({ fields }, index) => {
        const missing = Array<null>(columns.length - fields.length).fill(null);
        return found[index].map((results) => csvLine([...fields, ...missing, ...results]));
      })
      .join("");
    if (performance.now() < sliceEnd) continue;
    await setImmediate();
    sliceEnd = performance.now() + SLICE_MS;
  }
}

type Results = readonly CsvValue[];

const UNDONE: readonly Results[] = [without("non calculé : temps dépassé")];

async function resultsOf({ lat, lon }: BatchPoint, options: BatchOptions): Promise<readonly Results[]> {
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return [without("coordonnées illisibles")];
  try {
    checkPoint(options.dataset.bbox, lon, lat);
    return rowsOf(await options.near.find({ lon, lat }, options.query), options);
  } catch (error) {
    if (error instanceof BusyError) return [without("non calculé : réessayez")];
    if (error instanceof RequestError) return [without(STATES[error.code] ?? "refusé")];
    throw error;
  }
}

const STATES: Readonly<Record<string, string>> = {
  "point.far_from_road": "loin de toute route",
  "point.outside": "hors du jeu de données",
  "point.swapped": "latitude et longitude inversées",
};

function rowsOf({ snapMeters, structures }: NearAnswer, { dataset, maxMinutes }: BatchOptions): Results[] {
  const within = structures.filter(({ deciseconds }) => deciseconds / 600 <= maxMinutes);
  if (within.length === 0) return [without("aucune structure")];
  return within.map(({ structure, deciseconds, meters }, index) => {
    const { id, name, communeName } = dataset.structures[structure];
    const minutes = Math.round(deciseconds / 6) / 100;
    return [
      "ok",
      index + 1,
      id,
      name,
      communeName,
      minutes,
      Math.round(meters / 100) / 10,
      Math.round(snapMeters),
    ];
  });
}

function without(state: string): Results {
  return RESULT_COLUMNS.map((_, column) => (column === 0 ? state : null));
}
