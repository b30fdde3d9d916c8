import type { Inhabited } from "../accessibility/inhabited.ts";
import { NO_EDGE, type Network } from "../model/network.ts";
import { OFFSETS, type PointsByRoad, type Snaps } from "../model/points.ts";
import { NearestField } from "../routing/nearest-field.ts";
import { timesAtPoints } from "../routing/point-times.ts";
import { sortByRoad } from "../routing/points-by-road.ts";
import { type SeedPoint, seedsAt } from "../routing/seeds.ts";
import { placesOfPoint } from "../routing/places.ts";

/** The cells that structures leave uncovered, and what it takes to do better: parallel arrays, one entry a demand. */
export interface Demand {
  /** Indices into the dataset's cells, ascending. */
  readonly cells: Uint32Array;
  readonly snaps: Snaps;
  readonly byRoad: PointsByRoad;
  /** Deciseconds to the structure that serves the cell now, `UNREACHED` without one: by weight and by duration. */
  readonly weights: Uint32Array;
  readonly durations: Uint32Array;
}

/** Of what demand is made. */
export interface DemandQuery {
  /** Indices of the structures that count. */
  readonly counted: Iterable<number>;
  /** Others that do not stand where the dataset has them. */
  readonly opened?: readonly SeedPoint[];
  /** Cells in question, ascending. */
  readonly members: Uint32Array;
  /** Deciseconds: who takes longer is a demand. */
  readonly limit: number;
}

/**
 * Finds the cells that have a road and are not within the limit of a structure: one search, as that of `Study.cellTimes`.
 * O((edges + cells) log edges).
 */
export function findDemand(
  { network, structureSnaps, cellSnaps }: Pick<Inhabited, "network" | "structureSnaps" | "cellSnaps">,
  { counted, opened = [], members, limit }: DemandQuery,
): Demand {
  const own = Array.from(counted, (point) => ({
    point,
    places: placesOfPoint(network, structureSnaps, point),
  }));
  const seeds = seedsAt([...own, ...opened]);
  const field = new NearestField(network);
  field.compute(seeds);
  const { durations, weights } = timesAtPoints(field, seeds, cellSnaps);
  const cells = members.filter((cell) => durations[cell] > limit && cellSnaps.edges[cell] !== NO_EDGE);
  return demandOf(network, cellSnaps, cells, {
    weights: takeNumbers(weights, cells),
    durations: takeNumbers(durations, cells),
  });
}

function demandOf(
  network: Network,
  cellSnaps: Snaps,
  cells: Uint32Array,
  times: Pick<Demand, "weights" | "durations">,
): Demand {
  const snaps = takeSnaps(cellSnaps, cells);
  return { cells, snaps, byRoad: sortByRoad(network, snaps), ...times };
}

function takeNumbers(numbers: Uint32Array, indices: Uint32Array): Uint32Array {
  return indices.map((index) => numbers[index]);
}

/** The snaps of some points, in their order. */
export function takeSnaps(snaps: Snaps, points: Uint32Array): Snaps {
  const offsets = new Uint32Array(points.length * OFFSETS);
  points.forEach((point, i) => {
    offsets.set(snaps.offsets.subarray(point * OFFSETS, (point + 1) * OFFSETS), i * OFFSETS);
  });
  return {
    edges: takeNumbers(snaps.edges, points),
    nodes: takeNumbers(snaps.nodes, points),
    fractions: Float32Array.from(points, (point) => snaps.fractions[point]),
    distancesMeters: Float32Array.from(points, (point) => snaps.distancesMeters[point]),
    offsets,
  };
}
