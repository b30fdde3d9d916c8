import { snapLimitOf } from "../engines/embedded-engine.ts";
import { topMetersPerSecond } from "../engines/top-speed.ts";
import { CellReader } from "../isoline/reached-cells.ts";
import { EdgeSearch } from "../routing/edge-search.ts";
import { searchNear } from "../routing/near-search.ts";
import { placesOfPoint } from "../routing/places.ts";
import { Reach } from "../routing/reach.ts";
import { makeSeeds, type Seeds } from "../routing/seeds.ts";
import type { Inhabited } from "./inhabited.ts";

/** The structures within a bound of each of some cells, in the order in which a search would take them. */
export interface StructuresOfCells {
  /** Those of the i-th cell begin at `offsets[i]`. */
  readonly offsets: Uint32Array;
  /** Indices of structures. */
  readonly structures: Uint32Array;
  /** Deciseconds. Beyond the bound too, where such a structure comes before one that is within it. */
  readonly durations: Uint32Array;
  /** How many structures were searched from. */
  readonly searchedCount: number;
}

/**
 * Parts of an edge are rounded by weight and by time on their own; but for that no way weighs less than it takes, as in
 * OSRM's car profile.
 */
const ROUNDING_DECISECONDS = 10;
const METERS_PER_DEGREE = 110_000;
/**
 * Searches go so much farther than asked: most heavy ways weigh a few minutes more than the bound, and what may rule over
 * them is then at hand.
 */
const FARTHER_SHARE = 0.15;

interface Entry {
  readonly structure: number;
  readonly duration: number;
  readonly weight: number;
}

/** Finds structures around cells, by one bounded search from each. 8 bytes an edge, 28 once a heavy cell is met. */
export class StructuresAround {
  readonly #dataset: Inhabited;
  readonly #reach: Reach;
  readonly #reader: CellReader;
  /** From cells; made when first needed. */
  #away: EdgeSearch | null = null;

  constructor(dataset: Inhabited) {
    this.#dataset = dataset;
    this.#reach = new Reach(dataset.network, "arrival");
    this.#reader = new CellReader(this.#reach, dataset.cellSnaps, dataset.cellsByRoad);
  }

  /**
   * For any choice of the structures given, the first of a cell's that is chosen is the one that is nearest among those
   * chosen, as `NearestField` finds it, if that one is within the bound; else there is none, or one beyond the bound.
   *
   * A structure counts by its way of least weight. Where such a way is heavy (a road for residents), a lighter way to
   * another may take longer than the bound and still rule: those cells are searched from.
   *
   * @param counted ascending
   * @param bound deciseconds
   */
  find(members: Uint32Array, counted: readonly number[], bound: number): StructuresOfCells {
    const { network, structureSnaps, cells } = this.#dataset;
    const placeOf = new Int32Array(cells.count).fill(-1);
    members.forEach((cell, place) => (placeOf[cell] = place));
    const entries: Entry[][] = Array.from({ length: members.length }, () => []);
    const farther = Math.ceil(bound * (1 + FARTHER_SHARE));
    const searched = this.#within(members, counted, farther);
    for (const structure of searched) {
      const seeds = makeSeeds(network, structureSnaps, [structure]);
      this.#reach.run(seeds, farther);
      const { cells: reached, deciseconds, weights } = this.#reader.read(seeds, farther);
      reached.forEach((cell, i) => {
        if (placeOf[cell] >= 0)
          entries[placeOf[cell]].push({ structure, duration: deciseconds[i], weight: weights[i] });
      });
    }
    const allSeeds = makeSeeds(network, structureSnaps, counted);
    entries.forEach((list, place) => {
      const heaviest = list.reduce(
        (most, { duration, weight }) => (duration <= bound ? Math.max(most, weight) : most),
        0,
      );
      const isKnown = heaviest + ROUNDING_DECISECONDS <= farther;
      const ruling = isKnown ? list : this.#lighterThan(heaviest, members[place], allSeeds);
      entries[place] = ruling.filter(({ weight }) => weight <= heaviest).sort(compareEntries);
    });
    return { ...flat(entries), searchedCount: searched.length };
  }

  /** Structures that a car as fast as any might reach a cell from within the bound. */
  #within(members: Uint32Array, counted: readonly number[], bound: number): readonly number[] {
    const { cells, network, structures } = this.#dataset;
    const [west, south, east, north] = boxOfCells(cells, members);
    const meters = topMetersPerSecond(network) * (bound / 10) + 2 * snapLimitOf(this.#dataset);
    const degrees = meters / METERS_PER_DEGREE;
    const widest = Math.min(89, Math.max(Math.abs(south), Math.abs(north)) + degrees);
    const eastDegrees = degrees / Math.cos((widest * Math.PI) / 180);
    return counted.filter((index) => {
      const { lon, lat } = structures[index];
      return (
        lon >= west - eastDegrees &&
        lon <= east + eastDegrees &&
        lat >= south - degrees &&
        lat <= north + degrees
      );
    });
  }

  /** All structures of a cell up to a weight, whatever time they take, in order. */
  #lighterThan(heaviest: number, cell: number, seeds: Seeds): Entry[] {
    const { network, structureSnaps, cellSnaps } = this.#dataset;
    this.#away ??= new EdgeSearch(network, "departure");
    const ways = searchNear(
      this.#away,
      seeds,
      placesOfPoint(network, cellSnaps, cell),
      Infinity,
      (structure) => placesOfPoint(network, structureSnaps, structure),
      null,
      heaviest,
    );
    return ways
      .filter(({ weight }) => weight <= heaviest)
      .map(({ point, duration, weight }) => ({ structure: point, duration, weight }))
      .sort(compareEntries);
  }
}

function compareEntries(a: Entry, b: Entry): number {
  return a.weight - b.weight || a.duration - b.duration || a.structure - b.structure;
}

function flat(entries: readonly (readonly Entry[])[]): Omit<StructuresOfCells, "searchedCount"> {
  const offsets = new Uint32Array(entries.length + 1);
  entries.forEach((list, place) => (offsets[place + 1] = offsets[place] + list.length));
  const structures = new Uint32Array(offsets[entries.length]);
  const durations = new Uint32Array(offsets[entries.length]);
  let at = 0;
  for (const list of entries) {
    for (const { structure, duration } of list) {
      structures[at] = structure;
      durations[at++] = duration;
    }
  }
  return { offsets, structures, durations };
}

function boxOfCells(
  { lons, lats }: Inhabited["cells"],
  members: Uint32Array,
): [west: number, south: number, east: number, north: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const cell of members) {
    box[0] = Math.min(box[0], lons[cell]);
    box[1] = Math.min(box[1], lats[cell]);
    box[2] = Math.max(box[2], lons[cell]);
    box[3] = Math.max(box[3], lats[cell]);
  }
  return box;
}
