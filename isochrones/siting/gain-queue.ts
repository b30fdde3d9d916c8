/**
 * Sites by what they would bring, most first, of several the one of the lowest number: a binary heap in typed arrays.
 * Push and pop are O(log n).
 */
export class GainQueue {
  readonly #sites: Uint32Array;
  readonly #gains: Float64Array;
  #size = 0;

  /** @param capacity most sites at once */
  constructor(capacity: number) {
    this.#sites = new Uint32Array(capacity);
    this.#gains = new Float64Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  push(gain: number, site: number): void {
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#isBehind(parent, gain, site)) break;
      this.#move(parent, place);
      place = parent;
    }
    this.#put(place, gain, site);
  }

  /** The first site; the queue must not be empty. */
  pop(): number {
    const top = this.#sites[0];
    const size = --this.#size;
    const gain = this.#gains[size];
    const site = this.#sites[size];
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= size) break;
      const other = child + 1;
      if (other < size && this.#isBehind(child, this.#gains[other], this.#sites[other])) child = other;
      if (this.#isBehind(child, gain, site)) break;
      this.#move(child, place);
      place = child;
    }
    this.#put(place, gain, site);
    return top;
  }

  /** Does it come before all that is in the queue? */
  isFirst(gain: number, site: number): boolean {
    return this.#size === 0 || this.#isBehind(0, gain, site);
  }

  #isBehind(place: number, gain: number, site: number): boolean {
    const known = this.#gains[place];
    return known < gain || (known === gain && this.#sites[place] > site);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#gains[from], this.#sites[from]);
  }

  #put(place: number, gain: number, site: number): void {
    this.#gains[place] = gain;
    this.#sites[place] = site;
  }
}
