/** Ids that are sorted at once: 3 MB, which nearly stay in a core's cache. */
export const BUCKET_LENGTH = 1 << 18;

/** Digits of that many bits make the fewest passes whose counters still fit into the nearest cache. */
const MAX_DIGIT_BITS = 11;

/** Which bucket an id belongs to: found at once by its cell, or among the few buckets of that cell. */
export interface Splitters {
  /** Bucket b holds ids from `bounds[b]` to below `bounds[b + 1]`. */
  readonly bounds: Float64Array;
  /** Times the id's distance from the least one is its cell. A power of two. */
  readonly cellScale: number;
  /** Bucket of the least id of each cell, and one more. */
  readonly firstBuckets: Uint16Array;
}

/** Some of the ids to be ranked. */
export interface Share {
  readonly chunks: readonly Float64Array[];
  /** How many ids stand before them. */
  readonly firstPosition: number;
}

/** A stretch of ids to be sorted where they stand, each with its position among all of them. */
export interface Bucket {
  readonly ids: Float64Array;
  readonly positions: Uint32Array;
  readonly first: number;
  readonly last: number;
  /** No id is less. */
  readonly least: number;
  /** All ids are less. */
  readonly limit: number;
}

/** How many ids of a share go into each bucket. */
function tally({ share, splitters }: { share: Share; splitters: Splitters }): Uint32Array {
  const { bounds, cellScale, firstBuckets } = splitters;
  const counts = new Uint32Array(bounds.length - 1);
  for (const chunk of share.chunks) {
    for (let at = 0; at < chunk.length; at++) counts[bucketOf(chunk[at], bounds, cellScale, firstBuckets)]++;
  }
  return counts;
}

/** Copies the ids of a share, with their positions, to their buckets, from `places` on. */
function distribute(input: {
  share: Share;
  splitters: Splitters;
  places: Uint32Array;
  ids: Float64Array;
  positions: Uint32Array;
}): void {
  const { share, splitters, places, ids, positions } = input;
  const { bounds, cellScale, firstBuckets } = splitters;
  let position = share.firstPosition;
  for (const chunk of share.chunks) {
    for (let at = 0; at < chunk.length; at++) {
      const id = chunk[at];
      const place = places[bucketOf(id, bounds, cellScale, firstBuckets)]++;
      ids[place] = id;
      positions[place] = position++;
    }
  }
}

function bucketOf(id: number, bounds: Float64Array, cellScale: number, firstBuckets: Uint16Array): number {
  const cell = Math.floor((id - bounds[0]) * cellScale);
  let low = firstBuckets[cell];
  let high = firstBuckets[cell + 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (bounds[middle] <= id) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Ids with their positions, side by side. */
interface Column {
  readonly ids: Float64Array;
  readonly positions: Uint32Array;
}

/** Room for the longest bucket that this thread has sorted. */
let room: Column = { ids: new Float64Array(0), positions: new Uint32Array(0) };

/**
 * Sorts a bucket in place by radix, digit after digit from the lowest: linear, and the same for any order of ids.
 * Returns how many different ids there are.
 */
function sortBucket({ ids, positions, first, last, least, limit }: Bucket): number {
  const bits = bitsFor(limit - least);
  const passes = Math.ceil(bits / MAX_DIGIT_BITS);
  const digitBits = Math.ceil(bits / passes);
  if (room.ids.length < last - first) {
    room = { ids: new Float64Array(last - first), positions: new Uint32Array(last - first) };
  }
  const home: Column = { ids: ids.subarray(first, last), positions: positions.subarray(first, last) };
  let from = home;
  let to: Column = {
    ids: room.ids.subarray(0, last - first),
    positions: room.positions.subarray(0, last - first),
  };
  for (let pass = 0; pass < passes; pass++) {
    sortByDigit(from, to, least, pass * digitBits, digitBits);
    [from, to] = [to, from];
  }
  if (from !== home) {
    home.ids.set(from.ids);
    home.positions.set(from.positions);
  }
  return countDifferent(home.ids);
}

/** Bits of the whole numbers below `limit`. */
function bitsFor(limit: number): number {
  let bits = 0;
  // A logarithm would be rounded to a whole one just above a power of two.
  while (2 ** bits < limit) bits++;
  return bits;
}

/** Copies in the order of one digit of `id - least`, those of the same digit in the order that was. */
function sortByDigit(from: Column, to: Column, least: number, shift: number, bits: number): void {
  const { ids, positions } = from;
  const { ids: sortedIds, positions: sortedPositions } = to;
  const scale = 2 ** -shift;
  const mask = 2 ** bits - 1;
  const places = new Uint32Array(mask + 1);
  for (let at = 0; at < ids.length; at++) places[Math.floor((ids[at] - least) * scale) & mask]++;
  let sum = 0;
  for (let digit = 0; digit <= mask; digit++) {
    const before = sum;
    sum += places[digit];
    places[digit] = before;
  }
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at];
    const place = places[Math.floor((id - least) * scale) & mask]++;
    sortedIds[place] = id;
    sortedPositions[place] = positions[at];
  }
}

function countDifferent(sorted: Float64Array): number {
  let count = 0;
  for (let at = 0; at < sorted.length; at++) if (at === 0 || sorted[at] !== sorted[at - 1]) count++;
  return count;
}

/** Gives the ids of a sorted bucket their ranks, from `base` on; the different ones move together at its front. */
function rankBucket(bucket: Bucket & { ranks: Uint32Array; base: number }): void {
  const { ids, positions, first, last, ranks, base } = bucket;
  let different = first;
  for (let at = first; at < last; at++) {
    if (at === first || ids[at] !== ids[different - 1]) ids[different++] = ids[at];
    ranks[positions[at]] = base + different - first - 1;
  }
}

/** Steps of `rankIds`. They write to shared memory where others do not. */
export const rankTasks = { tally, distribute, sortBucket, rankBucket };
export type RankTasks = typeof rankTasks;
