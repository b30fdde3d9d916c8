import { UNREACHED } from "../model/network.ts";
import type { AskRoute, Trip } from "./compare.ts";
import type { ComparedCells } from "./compare-cells.ts";
import { type Cause, causeOf, type LengthTolerance, speedKmh, type TripFacts } from "./explain.ts";
import type { CellJoin } from "./join-cells.ts";
import type { ReferenceCells } from "./reference-cells.ts";
import { crowMeters, type MatchedTimes, STRUCTURE_MATCHES, type StructureMatch } from "./structure-match.ts";
import { worstPairs } from "./worst-pairs.ts";

/**
 * Why the times of a cell probably differ: a reference that names no structure and draws no route leaves it at that.
 * It drives to another structure that we count (`other-structure`) or to one that we do not have where it has it
 * (`missing-structure`); else as in `Cause`.
 */
export type CellCause = Cause | "other-structure" | "missing-structure";

/** Lengths without their off-road ends, in kilometres of one decimal: no difference of ways below that. */
const SAME_LENGTH: LengthTolerance = { share: 0.03, meters: 250 };

/** A cell on whose time two disagree, and what is known of it in each. */
export interface ExplainedCell {
  /** Index into the pairs of the join. */
  readonly pair: number;
  readonly cause: CellCause;
  readonly match: StructureMatch;
  readonly measured: CellTrip;
  readonly reference: CellTrip;
}

export interface CellTrip extends Trip {
  /** From the cell to the structure as the crow flies; null where it is not known. */
  readonly crowMeters: number | null;
}

/** The cells that differ most, worst first. Only their routes are asked for. */
export async function explainWorstCells(
  ours: MatchedTimes & { readonly cellSnapMeters: ArrayLike<number>; readonly route: AskRoute },
  reference: ReferenceCells,
  join: CellJoin,
  pairs: ComparedCells,
  most: number,
): Promise<ExplainedCell[]> {
  const explained: ExplainedCell[] = [];
  for (const { origin: pair } of worstPairs(pairs, join.cells.length, most)) {
    const measured = await ourTrip(ours, join.cells[pair]);
    const theirs = theirTrip(reference, join.rows[pair]);
    const match = STRUCTURE_MATCHES[pairs.matches[pair]];
    explained.push({ pair, cause: cellCause(match, measured, theirs), match, measured, reference: theirs });
  }
  return explained;
}

/** The first cause that fits. */
export function cellCause(match: StructureMatch, measured: TripFacts, reference: TripFacts): CellCause {
  if (measured.seconds === null || reference.seconds === null) return "reach";
  if (match === "other") return "other-structure";
  if (match === "missing") return "missing-structure";
  return causeOf(measured, reference, SAME_LENGTH);
}

async function ourTrip(
  ours: MatchedTimes & { readonly cellSnapMeters: ArrayLike<number>; readonly route: AskRoute },
  cell: number,
): Promise<CellTrip> {
  const { cells, structures, times } = ours;
  const deciseconds = times.deciseconds[cell];
  const snap = { originSnapMeters: ours.cellSnapMeters[cell], destinationSnapMeters: null };
  if (deciseconds === UNREACHED) {
    return { seconds: null, ...snap, route: null, speedKmh: null, crowMeters: null };
  }
  const structure = times.nearest[cell];
  const { lon, lat } = structures[structure];
  const route = await ours.route([cells.lons[cell], cells.lats[cell]], [lon, lat]);
  const facts: TripFacts = { seconds: deciseconds / 10, ...snap, route };
  return { ...facts, speedKmh: speedKmh(facts), crowMeters: crowMeters(ours, cell, structure) };
}

function theirTrip(reference: ReferenceCells, row: number): CellTrip {
  const deciseconds = reference.deciseconds[row];
  const meters = reference.roadMeters[row];
  const crow = reference.crowMeters[row];
  const facts: TripFacts = {
    seconds: deciseconds === UNREACHED ? null : deciseconds / 10,
    originSnapMeters: null,
    destinationSnapMeters: null,
    route: Number.isNaN(meters) || deciseconds === UNREACHED ? null : { meters, line: [] },
  };
  return { ...facts, speedKmh: speedKmh(facts), crowMeters: Number.isNaN(crow) ? null : crow };
}
