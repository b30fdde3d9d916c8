import type { ObjectInfo } from "../osm/pbf/block-builder.ts";
import type { Random } from "./random.ts";

/** Nodes that are drawn in one go, at least and at most. */
const NODES_IN_A_RUN = [4, 60] as const;
/** Seconds since 1970 from which, and for how long, the map has been edited: from 2008 for 17 years. */
const FIRST_EDIT = 1_199_145_600;
const EDITED_SECONDS = 17 * 365.25 * 86_400;
const LAST_CHANGESET = 170_000_000;
/** Ids that a session of edits may reach over: objects near each other in it have the same changeset. */
const SESSION_IDS = 64;
/** Share of the objects that nobody has touched since they were drawn. */
const UNTOUCHED = 0.68;

/** What years of edits leave behind in the numbers of a map's objects. */
export class EditHistory {
  readonly #random: Random;
  readonly #seed: number;

  constructor(random: Random) {
    this.#random = random;
    this.#seed = random.integer(0, 2 ** 31);
  }

  /** Nodes drawn in one go have ids in a row; each such run came at another time than the roads around it. */
  order(vertices: readonly number[]): number[] {
    const random = this.#random;
    const runs: number[][] = [];
    for (let at = 0; at < vertices.length;) {
      const length = random.integer(...NODES_IN_A_RUN);
      runs.push(vertices.slice(at, at + length));
      at += length;
    }
    for (let i = runs.length - 1; i > 0; i--) {
      const j = random.integer(0, i);
      [runs[i], runs[j]] = [runs[j], runs[i]];
    }
    return runs.flat();
  }

  /** To the next id that is a road's: what else is on the map has ids too. */
  gap(): number {
    const random = this.#random;
    if (random.chance(0.7)) return 1;
    return random.chance(0.8) ? random.integer(2, 6) : random.integer(7, 24);
  }

  /** The last edit of an object, by its id alone or that of a node that it was drawn with. */
  last(id: number): ObjectInfo {
    const isUntouched = this.#scatter(id) < UNTOUCHED;
    const session = isUntouched ? Math.floor(id / SESSION_IDS) : id;
    const moment = this.#scatter(session + 0.5);
    return {
      version: isUntouched ? 1 : 2 + Math.floor(5 * this.#scatter(id + 0.25) ** 2),
      timestamp: Math.floor(FIRST_EDIT + EDITED_SECONDS * moment),
      changeset: Math.floor(LAST_CHANGESET * moment),
    };
  }

  /** 0 to 1, the same for the same number. */
  #scatter(value: number): number {
    let h = Math.imul(((value * 4) % 0x100000000) | 0, 0x27d4eb2d) ^ this.#seed;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return ((h ^ (h >>> 16)) >>> 0) / 0x100000000;
  }
}
