/** The next power of two that leaves at least half of the slots free. */
function slotsFor(count: number): number {
  let slots = 16;
  while (slots < 2 * count) slots *= 2;
  return slots;
}

const FREE = 0xffffffff;

/**
 * Numbers pairs of whole numbers (places, or ends of a segment) from 0 in the order in which they come. Open addressing
 * in flat arrays: a Map of strings for the points of a country would take seconds and a gigabyte.
 */
export class PairTable {
  readonly #slots: Uint32Array;
  readonly #firsts: Uint32Array;
  readonly #seconds: Uint32Array;
  readonly #mask: number;
  readonly #hash: PairHash;
  #count = 0;

  /**
   * @param most pairs that will ever be added
   * @param hash one that puts pairs which come after each other near each other saves waiting for memory
   */
  constructor(most: number, hash: PairHash = mixPair) {
    this.#hash = hash;
    const slots = slotsFor(most);
    this.#slots = new Uint32Array(slots).fill(FREE);
    this.#mask = slots - 1;
    this.#firsts = new Uint32Array(most);
    this.#seconds = new Uint32Array(most);
  }

  get count(): number {
    return this.#count;
  }

  /** The first of the pair with that number. */
  first(number: number): number {
    return this.#firsts[number];
  }

  second(number: number): number {
    return this.#seconds[number];
  }

  /** The number of a pair, a new one where it has none yet. */
  add(first: number, second: number): number {
    let slot = this.#hash(first, second) & this.#mask;
    for (; this.#slots[slot] !== FREE; slot = (slot + 1) & this.#mask) {
      const known = this.#slots[slot];
      if (this.#firsts[known] === first && this.#seconds[known] === second) return known;
    }
    const number = this.#count++;
    this.#slots[slot] = number;
    this.#firsts[number] = first;
    this.#seconds[number] = second;
    return number;
  }
}

/** A number for a pair, of which the low bits choose a slot. */
export type PairHash = (first: number, second: number) => number;

/** For numbers of places along rings: neighbours have numbers near each other. */
export function hashNeighbours(first: number, second: number): number {
  return 2 * first + (second & 1);
}

/** Bits of a coordinate in world units inside a block of some 2 km, in which a few dozen points of borders lie. */
const BLOCK_BITS = 12;

/** For points of borders in world units: those of one block share a stretch of 256 slots. */
export function hashBorderPoint(x: number, y: number): number {
  const inside = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b);
  return (mixPair(x >>> BLOCK_BITS, y >>> BLOCK_BITS) << 8) | ((inside ^ (inside >>> 15)) & 0xff);
}

/** Multiplicative mixing of two words (Knuth 1973, chapter 6.4), finished as in MurmurHash3. */
function mixPair(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
