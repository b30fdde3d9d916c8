/** A set of OSM ids (integers) by open addressing in one typed array, at most half full: 16 to 32 bytes an id. */
export class IdSet {
  size = 0;
  #slots: Float64Array;

  constructor(capacity = 1024) {
    this.#slots = emptySlots(capacity);
  }

  has(id: number): boolean {
    return this.#slots[findSlot(this.#slots, id)] === id;
  }

  /** False where the id was there already. */
  add(id: number): boolean {
    const slot = findSlot(this.#slots, id);
    if (this.#slots[slot] === id) return false;
    this.#slots[slot] = id;
    this.size++;
    if (this.size * 2 > this.#slots.length) this.#grow();
    return true;
  }

  #grow(): void {
    const grown = emptySlots(this.#slots.length * 2);
    for (const id of this.#slots) {
      if (!Number.isNaN(id)) grown[findSlot(grown, id)] = id;
    }
    this.#slots = grown;
  }
}

/** Slots are a power of two; NaN marks a free one. */
function emptySlots(capacity: number): Float64Array {
  return new Float64Array(2 ** Math.ceil(Math.log2(Math.max(capacity, 16)))).fill(Number.NaN);
}

function findSlot(slots: Float64Array, id: number): number {
  const mask = slots.length - 1;
  const folded = (id | 0) ^ Math.floor(id / 0x100000000);
  // Multiplicative hashing (Knuth): the high bits are the well-mixed ones.
  let slot = Math.imul(folded, 0x9e3779b1) >>> Math.clz32(mask);
  while (slots[slot] !== id && !Number.isNaN(slots[slot])) slot = (slot + 1) & mask;
  return slot;
}
