import { describeColumns } from "../population/layouts.ts";
import { InputError } from "../input-error.ts";

/** Which columns of a file of INSEE's access data hold what, by number from 0; null for those that are not there. */
export interface AccessColumns {
  readonly type: number;
  readonly duration: number;
  /** An identifier of the cell, of the official form or some other. */
  readonly id: number | null;
  readonly x: number | null;
  readonly y: number | null;
  readonly road: number | null;
  readonly crow: number | null;
  readonly people: number | null;
}

/**
 * Names in lower case, the likeliest first. `X`, `Y`, `idSrc`, `typeeq_id`, `distance`, `deuclidienne`, `duree` and
 * `pop` are those of the files of 2024; the others are INSEE's own in the facilities base (BPE) and in its grids.
 */
const NAMES = {
  type: ["typeeq_id", "typeeq", "typequ", "typeequ", "typeqp"],
  duration: ["duree", "durée", "duration", "duree_min"],
  id: ["idcar_200m", "idcar", "idinspire", "id_car2010", "idsrc", "id_src", "idcar_1km"],
  x: ["x", "x_3035"],
  y: ["y", "y_3035"],
  road: ["distance", "dist"],
  crow: ["deuclidienne", "d_euclidienne", "dist_euclidienne"],
  people: ["pop", "population", "ind"],
} as const satisfies Record<keyof AccessColumns, readonly string[]>;

const EXPECTED =
  "expected those of INSEE's access to facilities: typeeq_id, duree, and X and Y or a cell identifier";

/**
 * Finds the columns by their names, whatever their case and order.
 *
 * @param where the header stands, for the error
 * @throws InputError `insee.header.unknown` where the type, the time or the place has no column
 */
export function recogniseAccess(header: readonly string[], where: string): AccessColumns {
  const lower = header.map((name) => name.trim().toLowerCase());
  const find = (names: readonly string[]): number | null => {
    const found = names.map((name) => lower.indexOf(name)).find((column) => column >= 0);
    return found ?? null;
  };
  const type = find(NAMES.type);
  const duration = find(NAMES.duration);
  const id = find(NAMES.id);
  const x = find(NAMES.x);
  const y = find(NAMES.y);
  const hasPlace = id !== null || (x !== null && y !== null);
  if (type === null || duration === null || !hasPlace) {
    throw new InputError(
      "insee.header.unknown",
      where,
      `got the columns ${describeColumns(header)}, ${EXPECTED}`,
    );
  }
  return {
    type,
    duration,
    id,
    x,
    y,
    road: find(NAMES.road),
    crow: find(NAMES.crow),
    people: find(NAMES.people),
  };
}
