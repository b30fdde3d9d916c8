import { distanceMeters, MICRODEGREES } from "../geo/distance.ts";
import { UNREACHED } from "../model/network.ts";
import { NO_STRUCTURE } from "../study.ts";
import type { NearestTimes, Places, TravelTable } from "./engine.ts";

/** Structures asked for in a first round, unless told; twice as many in each that follows. */
const FIRST_STRUCTURES = 32;
/** By how much an engine that rounds to deciseconds may be off. */
const ROUNDING_DECISECONDS = 1;

/** What the search needs to know of an engine. */
export interface NearestSource {
  /** Times from some of the cells to some of the structures, by their indices, in that order. */
  table(cells: readonly number[], structures: readonly number[]): Promise<TravelTable>;
  /** No road of the engine is faster, over any length. */
  readonly topMetersPerSecond: number;
  /**
   * How far each structure was moved to its road, metres; `Infinity` for those that cannot be reached. Farther moves
   * seen on the way are noted here.
   */
  readonly structureSnapMeters: Float32Array;
  /** By how much rounding may shorten or lengthen a time; a decisecond by default. */
  readonly roundingDeciseconds?: number;
  /** Structures asked for in a first round; fewer where a far one costs much. */
  readonly firstStructures?: number;
}

/**
 * Times of neighbouring cells to the nearest structure, exact and with few questions: the structures around them are
 * asked for first, by crow-fly distance, then more until none that is left could be nearer even straight along the
 * fastest road. The off-road legs of both ends cost nothing, so they are taken off the distance.
 *
 * @param block indices of cells; the nearer they lie together, the fewer the questions
 * @returns parallel to `block`; of several structures at the same time the first
 */
export async function nearestOfBlock(
  source: NearestSource,
  cells: Places,
  structures: Places,
  block: readonly number[],
): Promise<NearestTimes> {
  const state = new BlockState(source, cells, structures, block);
  const { firstStructures = FIRST_STRUCTURES } = source;
  const waiting = structuresByDistance(cells, structures, block, source.structureSnapMeters);
  for (let round = 0; ; round++) {
    const open = state.openQuestions(waiting);
    if (open.structures.length === 0) return state.times;
    const { rows } = open;
    const asked = open.structures.slice(0, firstStructures * 2 ** round);
    const table = await source.table(
      rows.map((row) => block[row]),
      asked,
    );
    state.note(rows, asked, table);
    for (const structure of asked) waiting.delete(structure);
  }
}

class BlockState {
  readonly times: NearestTimes;
  readonly #source: NearestSource;
  readonly #roundingDeciseconds: number;
  readonly #cells: Places;
  readonly #structures: Places;
  readonly #block: readonly number[];
  /** How far each cell was moved to its road; known after the first round, in which all are asked for. */
  readonly #snapMeters: Float32Array;
  #isFirstRound = true;
  /** From each cell to the one in the middle of the list. */
  readonly #middleMeters: readonly number[];

  constructor(source: NearestSource, cells: Places, structures: Places, block: readonly number[]) {
    this.#source = source;
    this.#roundingDeciseconds = source.roundingDeciseconds ?? ROUNDING_DECISECONDS;
    this.#cells = cells;
    this.#structures = structures;
    this.#block = block;
    this.#snapMeters = new Float32Array(block.length);
    const middle = block[block.length >> 1];
    this.#middleMeters = block.map((cell) => crowMeters(cells, middle, cells, cell));
    this.times = {
      deciseconds: new Uint32Array(block.length).fill(UNREACHED),
      nearest: new Uint32Array(block.length).fill(NO_STRUCTURE),
    };
  }

  /** Cells that are not certain yet, and the waiting structures that could be nearer to one of them. */
  openQuestions(waiting: ReadonlyMap<number, number>): { rows: number[]; structures: number[] } {
    if (this.#isFirstRound) return { rows: [...this.#block.keys()], structures: [...waiting.keys()] };
    const rows = new Set<number>();
    const structures: number[] = [];
    const reachMeters = this.#reachMeters();
    for (const [structure, middleMeters] of waiting) {
      // All cells at once: most structures of a country are far from all of them.
      if (middleMeters - this.#source.structureSnapMeters[structure] > reachMeters) continue;
      let isOpen = false;
      for (let row = 0; row < this.#block.length; row++) {
        if (!this.#couldBeNearer(row, structure)) continue;
        rows.add(row);
        isOpen = true;
      }
      if (isOpen) structures.push(structure);
    }
    return { rows: [...rows].sort((a, b) => a - b), structures };
  }

  note(rows: readonly number[], structures: readonly number[], table: TravelTable): void {
    this.#isFirstRound = false;
    const { structureSnapMeters } = this.#source;
    const { deciseconds, nearest } = this.times;
    structures.forEach((structure, column) => {
      const meters = table.destinationSnapMeters[column];
      structureSnapMeters[structure] = Math.max(structureSnapMeters[structure], meters);
    });
    rows.forEach((row, index) => {
      this.#snapMeters[row] = Math.max(this.#snapMeters[row], table.sourceSnapMeters[index]);
      structures.forEach((structure, column) => {
        const time = table.deciseconds[index * structures.length + column];
        if (time > deciseconds[row]) return;
        if (time === UNREACHED || (time === deciseconds[row] && structure > nearest[row])) return;
        deciseconds[row] = time;
        nearest[row] = structure;
      });
    });
  }

  /** How far from the middle of the block a road may lie that still matters to one of its cells. */
  #reachMeters(): number {
    let reach = 0;
    for (let row = 0; row < this.#block.length; row++) {
      const snapMeters = this.#snapMeters[row];
      const best = this.times.deciseconds[row];
      if (snapMeters === Infinity) continue;
      if (best === UNREACHED) return Infinity;
      const driven = ((best + this.#roundingDeciseconds) / 10) * this.#source.topMetersPerSecond;
      reach = Math.max(reach, this.#middleMeters[row] + snapMeters + driven);
    }
    return reach;
  }

  #couldBeNearer(row: number, structure: number): boolean {
    const snapMeters = this.#snapMeters[row];
    if (snapMeters === Infinity) return false;
    const best = this.times.deciseconds[row];
    if (best === UNREACHED) return true;
    const crow = crowMeters(this.#cells, this.#block[row], this.#structures, structure);
    const onRoad = crow - snapMeters - this.#source.structureSnapMeters[structure];
    return (onRoad / this.#source.topMetersPerSecond) * 10 - this.#roundingDeciseconds <= best;
  }
}

/** Structures that can be reached at all, with their distance from the middle of the block, nearest first. */
function structuresByDistance(
  cells: Places,
  structures: Places,
  block: readonly number[],
  structureSnapMeters: Float32Array,
): Map<number, number> {
  const middle = block[block.length >> 1];
  return new Map(
    Array.from(structureSnapMeters.keys())
      .filter((structure) => structureSnapMeters[structure] !== Infinity)
      .map((structure) => ({ structure, meters: crowMeters(cells, middle, structures, structure) }))
      .sort((a, b) => a.meters - b.meters || a.structure - b.structure)
      .map(({ structure, meters }) => [structure, meters]),
  );
}

function crowMeters(a: Places, i: number, b: Places, j: number): number {
  return distanceMeters(
    a.lons[i] * MICRODEGREES,
    a.lats[i] * MICRODEGREES,
    b.lons[j] * MICRODEGREES,
    b.lats[j] * MICRODEGREES,
  );
}
