import { IdSet } from "./id-set.ts";

/**
 * Tells ids that come for the first time. As long as they ascend, as in every usual file, a comparison does: the
 * hash set is made for the first one that does not.
 */
export class SeenIds {
  readonly #earlier: () => Iterable<Float64Array>;
  #last = -Infinity;
  #set: IdSet | null = null;

  /** @param earlier all ids that were added before, asked once at most */
  constructor(earlier: () => Iterable<Float64Array>) {
    this.#earlier = earlier;
  }

  /** Adds ids and marks with 1 each that came for the first time; null where all did. */
  add(ids: Float64Array): Uint8Array | null {
    if (this.#set === null && this.#follow(ids)) return null;
    this.#set ??= setOf(this.#earlier());
    const set = this.#set;
    return Uint8Array.from(ids, (id) => Number(set.add(id)));
  }

  /** Do all of these ascend from the last one? */
  #follow(ids: Float64Array): boolean {
    let last = this.#last;
    for (let at = 0; at < ids.length; at++) {
      if (!(ids[at] > last)) return false;
      last = ids[at];
    }
    this.#last = last;
    return true;
  }
}

function setOf(lists: Iterable<Float64Array>): IdSet {
  const set = new IdSet();
  for (const ids of lists) for (const id of ids) set.add(id);
  return set;
}
