/** Bits a side of the curve: 65 536 steps across the box, some 15 m over a France. */
const ORDER = 16;
const SIDE = 1 << ORDER;

/**
 * Ranks points along a Hilbert curve over their bounding box, so that neighbours on the map are neighbours in
 * memory. Points on the same step of the curve keep their order.
 *
 * @returns the indices of the points in curve order. O(n): two counting passes over 16 bits each.
 */
export function hilbertOrder(lons: Int32Array, lats: Int32Array): Uint32Array {
  const count = lons.length;
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (let i = 0; i < count; i++) {
    if (lons[i] < west) west = lons[i];
    if (lons[i] > east) east = lons[i];
    if (lats[i] < south) south = lats[i];
    if (lats[i] > north) north = lats[i];
  }
  const scale = (SIDE - 1) / Math.max(1, east - west, north - south);
  const keys = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    keys[i] = hilbertValue(Math.floor((lons[i] - west) * scale), Math.floor((lats[i] - south) * scale));
  }
  return sortedIndices(keys);
}

/**
 * Indices that put 32-bit keys in ascending order, stable. LSD radix sort, O(n).
 *
 * @param order the indices in the order that equal keys keep, which is used up; that of the numbers if not given
 */
export function sortedIndices(keys: Uint32Array, order = upTo(keys.length)): Uint32Array {
  let from: Uint32Array = order;
  let to: Uint32Array = new Uint32Array(keys.length);
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(65537);
    for (let i = 0; i < keys.length; i++) starts[((keys[i] >>> shift) & 0xffff) + 1]++;
    for (let digit = 0; digit < 65536; digit++) starts[digit + 1] += starts[digit];
    for (let i = 0; i < from.length; i++) {
      const index = from[i];
      to[starts[(keys[index] >>> shift) & 0xffff]++] = index;
    }
    [from, to] = [to, from];
  }
  return from;
}

function upTo(count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  return numbers;
}

/** Distance along the curve of a cell of the SIDE x SIDE grid, 0 to 2^32 - 1. */
export function hilbertValue(x: number, y: number): number {
  let value = 0;
  for (let s = SIDE >> 1; s > 0; s >>= 1) {
    const right = (x & s) > 0 ? 1 : 0;
    const up = (y & s) > 0 ? 1 : 0;
    value = value * 4 + ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) {
        x = SIDE - 1 - x;
        y = SIDE - 1 - y;
      }
      const swap = x;
      x = y;
      y = swap;
    }
  }
  return value;
}
