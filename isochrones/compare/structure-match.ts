import { MICRODEGREES, planeMeters } from "../geo/distance.ts";
import type { Cells } from "../model/cells.ts";
import { UNREACHED } from "../model/network.ts";
import type { Structure } from "../model/structure.ts";
import { type CellTimes, NO_STRUCTURE } from "../study.ts";
import type { CellJoin } from "./join-cells.ts";
import type { ReferenceCells } from "./reference-cells.ts";

/**
 * What the distance as the crow flies says of the structure that a reference drives to: it may be ours (`same`), it is
 * `other` of the counted ones, or none that we count is at that distance (`missing`); `unknown` where one of the two
 * reaches nothing or the reference gives no distance. A distance is no name: in a city several structures may share it.
 */
export const STRUCTURE_MATCHES = ["same", "other", "missing", "unknown"] as const;
export type StructureMatch = (typeof STRUCTURE_MATCHES)[number];

/** Two lists place one desk by the address or by the commune, and cells' distances are rounded. */
const TOLERANCE_METERS = 300;
/** The metres of a projection are not those on the ground: up to half a per cent in EPSG:3035, more in Lambert-93. */
const TOLERANCE_SHARE = 0.02;
/** Less than the length of a degree of latitude anywhere. */
const LEAST_METERS_PER_DEGREE = 110_000;

/** What is known on our side. */
export interface MatchedTimes {
  readonly cells: Cells;
  readonly structures: readonly Pick<Structure, "lon" | "lat">[];
  /** Indices of the structures that count. */
  readonly counted: readonly number[];
  readonly times: CellTimes;
}

/** For each pair of a join, an index into `STRUCTURE_MATCHES`. O(pairs × structures) where structures differ. */
export function matchStructures(ours: MatchedTimes, reference: ReferenceCells, join: CellJoin): Uint8Array {
  const matches = new Uint8Array(join.cells.length);
  for (let i = 0; i < matches.length; i++) {
    const row = join.rows[i];
    const match =
      reference.deciseconds[row] === UNREACHED
        ? "unknown"
        : matchOf(ours, join.cells[i], reference.crowMeters[row]);
    matches[i] = STRUCTURE_MATCHES.indexOf(match);
  }
  return matches;
}

/** Metres as the crow flies from a cell's centre to a structure. */
export function crowMeters({ cells, structures }: MatchedTimes, cell: number, structure: number): number {
  const { lon, lat } = structures[structure];
  return planeMeters(
    cells.lons[cell] * MICRODEGREES,
    cells.lats[cell] * MICRODEGREES,
    lon * MICRODEGREES,
    lat * MICRODEGREES,
  );
}

function matchOf(ours: MatchedTimes, cell: number, theirMeters: number): StructureMatch {
  const nearest = ours.times.nearest[cell];
  if (nearest === NO_STRUCTURE || Number.isNaN(theirMeters)) return "unknown";
  const tolerance = TOLERANCE_METERS + TOLERANCE_SHARE * theirMeters;
  const isThere = (structure: number): boolean =>
    Math.abs(crowMeters(ours, cell, structure) - theirMeters) <= tolerance;
  if (isThere(nearest)) return "same";
  const mostDegrees = (theirMeters + tolerance) / LEAST_METERS_PER_DEGREE;
  const lat = ours.cells.lats[cell];
  const isOther = ours.counted.some(
    (structure) => Math.abs(ours.structures[structure].lat - lat) <= mostDegrees && isThere(structure),
  );
  return isOther ? "other" : "missing";
}
