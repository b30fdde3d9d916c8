import type { Snap } from "../graph/snapping.ts";
import type { Dataset } from "../model/dataset.ts";
import type { StructureSelection } from "../model/structure.ts";
import { EdgeSearch } from "../routing/edge-search.ts";
import { searchNear } from "../routing/near-search.ts";
import type { CountedPoints, NearWay } from "../routing/near-ways.ts";
import { placesOf, placesOfPoint } from "../routing/places.ts";
import { findLeg, lineOf } from "../routing/route.ts";
import { makeSeeds, type Seeds } from "../routing/seeds.ts";
import { countedAsListed } from "./selection.ts";

/** Which of the structures around a place are asked for. */
export interface NearQuery {
  /** So many at most, the ones of least weight. */
  readonly limit: number;
  readonly selection?: StructureSelection;
  /** Also the lines of the routes. */
  readonly withRoutes?: boolean;
}

/** A structure, as far away as it is by road. */
export interface NearStructure {
  /** Index into the dataset's structures. */
  readonly structure: number;
  readonly deciseconds: number;
  readonly meters: number;
  /** `[lon, lat]` in degrees, from the place to the structure; null where it was not asked for. */
  readonly line: readonly (readonly [number, number])[] | null;
}

/**
 * The structures nearest to a place by road, by one search from it: for any selection, and as many as are wanted. Takes 21
 * bytes an edge once asked, twice that for routes.
 */
export class NearStructures {
  readonly #dataset: Dataset;
  readonly #seeds: Seeds;
  #fromPlace: EdgeSearch | null = null;
  #toStructure: EdgeSearch | null = null;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    this.#seeds = structureSeeds(dataset);
  }

  /** Nearest first by time. O((m + n) log n) over the turns and edges nearer than the last one, and again for each route. */
  find(from: Snap, { limit, selection, withRoutes = false }: NearQuery): NearStructure[] {
    const { network, structureSnaps } = this.#dataset;
    const counted = countedStructures(this.#dataset, selection);
    const wanted = Math.min(limit, countOf(counted, this.#dataset.structures.length));
    if (wanted === 0) return [];
    this.#fromPlace ??= new EdgeSearch(network, "departure");
    const ways = searchNear(
      this.#fromPlace,
      this.#seeds,
      placesOf(network, from),
      wanted,
      (structure) => placesOfPoint(network, structureSnaps, structure),
      counted,
    );
    return byTime(ways).map(({ point: structure, duration: deciseconds, meters }) => ({
      structure,
      deciseconds,
      meters,
      line: withRoutes ? this.#lineTo(from, structure) : null,
    }));
  }

  #lineTo(from: Snap, structure: number): readonly (readonly [number, number])[] | null {
    const { network, structureSnaps } = this.#dataset;
    this.#toStructure ??= new EdgeSearch(network, "arrival");
    const ends = placesOfPoint(network, structureSnaps, structure);
    const leg = findLeg(this.#toStructure, placesOf(network, from), ends);
    return leg === null ? null : lineOf(network, leg);
  }
}

/** Seeds of all structures, whichever count. */
export function structureSeeds({
  network,
  structures,
  structureSnaps,
}: Pick<Dataset, "network" | "structures" | "structureSnaps">): Seeds {
  return makeSeeds(network, structureSnaps, structures.keys());
}

/** 1 for each structure that counts; null where all do. */
export function countedStructures(
  { structures }: Pick<Dataset, "structures">,
  selection: StructureSelection = {},
): CountedPoints {
  const counted = countedAsListed(structures, selection);
  if (counted.length === structures.length) return null;
  const isCounted = new Uint8Array(structures.length);
  for (const structure of counted) isCounted[structure] = 1;
  return isCounted;
}

/** How many count, of so many. */
export function countOf(counted: CountedPoints, all: number): number {
  if (counted === null) return all;
  let count = 0;
  for (let structure = 0; structure < all; structure++) count += counted[structure];
  return count;
}

/** Ways of least weight in the order in which they are told: by time. */
export function byTime(ways: readonly NearWay[]): NearWay[] {
  return ways.toSorted((a, b) => a.duration - b.duration || a.weight - b.weight || a.point - b.point);
}
