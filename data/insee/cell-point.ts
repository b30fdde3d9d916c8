import { type CellIdProblem, type CellPlace, placeProblem } from "../population/cell-id.ts";

/** Side of the squares whose coordinates INSEE gives without an identifier, metres. */
const SIDE = 200;
/** Coordinates that were reprojected on the way come back to within that, metres. */
const ROUNDING_METERS = 1;
/** Grids of the overseas territories, UTM: eastings below a million, which the European grid has not in France. */
const LEAST_EUROPEAN_EASTING = 1_000_000;
/** Réunion's UTM counts from the south pole upwards, the Antilles' from the equator. */
const LEAST_SOUTHERN_NORTHING = 5_000_000;

/** Which point of its square a pair of coordinates names. */
export type PointKind = "centre" | "corner";

/**
 * Finds the square of 200 m that a point in grid metres stands for: the remainders of both coordinates modulo 200 are
 * 100 for its centre, 0 for its lower-left corner. Nothing else is taken for either.
 *
 * The grid is told by where the point lies, for the file names none: the European one (EPSG:3035), Réunion's (2975),
 * the Antilles' (5490). Their extents do not overlap.
 *
 * @param into receives the square; its contents mean nothing where a problem is returned
 */
export function readCellPoint(x: number, y: number, into: CellPlace): PointKind | CellIdProblem {
  const kind = kindOf(x, y);
  if (kind === null) {
    return {
      code: "insee.place.off_grid",
      what: `got the point ${x} ${y}, expected the centre or the lower-left corner of a square of ${SIDE} m`,
    };
  }
  const shift = kind === "centre" ? SIDE / 2 : 0;
  into.crs = x < LEAST_EUROPEAN_EASTING ? (y < LEAST_SOUTHERN_NORTHING ? 5490 : 2975) : 3035;
  into.sizeMeters = SIDE;
  into.easting = Math.round((x - shift) / SIDE) * SIDE;
  into.northing = Math.round((y - shift) / SIDE) * SIDE;
  return placeProblem(into) ?? kind;
}

function kindOf(x: number, y: number): PointKind | null {
  const isNear = (value: number, remainder: number): boolean => {
    const rest = (((value - remainder) % SIDE) + SIDE) % SIDE;
    return Math.min(rest, SIDE - rest) <= ROUNDING_METERS;
  };
  if (isNear(x, SIDE / 2) && isNear(y, SIDE / 2)) return "centre";
  return isNear(x, 0) && isNear(y, 0) ? "corner" : null;
}
