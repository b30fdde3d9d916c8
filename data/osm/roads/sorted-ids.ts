/** Not among the ids. */
export const NO_INDEX = -1;

/**
 * Positions of ids in a sorted array. Each search starts where the one before ended and doubles its steps from
 * there: nearly constant for ids that come in order, as in most files, and logarithmic for the others.
 */
export class SortedIds {
  readonly ids: Float64Array;
  #cursor = 0;

  /** @param ids ascending, without doubles */
  constructor(ids: Float64Array) {
    this.ids = ids;
  }

  /** Index of `id`, or `NO_INDEX`. */
  find(id: number): number {
    const { ids } = this;
    if (ids.length === 0) return NO_INDEX;
    let low = 0;
    let high = ids.length - 1;
    let step = 1;
    if (ids[this.#cursor] <= id) {
      low = this.#cursor;
      while (low + step <= high && ids[low + step] <= id) {
        low += step;
        step *= 2;
      }
      high = Math.min(high, low + step);
    } else {
      high = this.#cursor;
      while (high - step >= 0 && ids[high - step] > id) {
        high -= step;
        step *= 2;
      }
      low = Math.max(0, high - step);
    }
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (ids[middle] <= id) low = middle;
      else high = middle - 1;
    }
    this.#cursor = low;
    return ids[low] === id ? low : NO_INDEX;
  }
}
