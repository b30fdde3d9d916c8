import { NO_EDGE } from "../model/network.ts";

/**
 * Width of a window, deciseconds. Wide windows settle edges more than once (1.41 times at this width, 1.08 at 40 s), narrow
 * ones sweep the bits more often: on 13.1 million edges of a demonstration country, five rounds in alternation, this one
 * took least, half and twice of it a tenth more, a quarter and four times of it a quarter to a half more. A heap took
 * seven times as long.
 */
const WINDOW_DECISECONDS = 1600;

/**
 * Edges that wait for their turn, in one bit each: those of the open window of weights, and those beyond it. A sweep
 * takes what waits in the order of the edges, so that neighbours on the map, which are neighbours in memory, are
 * handled together. That is what a queue by weight gives up when seeds stand all over a country: there its front is
 * everywhere, and every label a cache miss.
 *
 * An edge may come again within a window, when its label has improved since: searches that use it correct labels.
 * Pop is O(1) but for sweeps over what is empty, which cost edges / 1024 each.
 */
export class WindowQueue {
  readonly #weights: Uint32Array;
  readonly #open: BitSet;
  readonly #later: BitSet;
  #end = 0;
  /** Where the sweep stands, and the first word behind it that a push has reached since. */
  #word = 0;
  #behind = Infinity;

  /** @param weights of the edges, as the search writes them; read when a window opens */
  constructor(weights: Uint32Array) {
    this.#weights = weights;
    this.#open = new BitSet(weights.length);
    this.#later = new BitSet(weights.length);
  }

  /** Puts an edge back whose weight has become `weight`. */
  push(edge: number, weight: number): void {
    if (weight >= this.#end) {
      this.#later.add(edge);
      return;
    }
    this.#open.add(edge);
    const word = edge >>> 5;
    if (word < this.#word && word < this.#behind) this.#behind = word;
  }

  /** Takes the next edge, or `NO_EDGE` when none waits. */
  pop(): number {
    for (;;) {
      const word = this.#open.nextWord(this.#word);
      if (word >= 0) {
        this.#word = word;
        return this.#open.takeFrom(word);
      }
      if (this.#behind !== Infinity) {
        this.#word = this.#behind;
        this.#behind = Infinity;
      } else if (!this.#openNext()) {
        this.#end = 0;
        return NO_EDGE;
      }
    }
  }

  /** Opens the next window that has an edge in it; false when nothing waits. */
  #openNext(): boolean {
    const later = this.#later;
    this.#word = 0;
    this.#end += WINDOW_DECISECONDS;
    for (;;) {
      let least = Infinity;
      let isEmpty = true;
      for (let word = later.nextWord(0); word >= 0; word = later.nextWord(word + 1)) {
        for (let bits = later.bitsOf(word); bits !== 0; bits &= bits - 1) {
          const edge = word * 32 + 31 - Math.clz32(bits & -bits);
          const weight = this.#weights[edge];
          if (weight < this.#end) {
            later.remove(edge);
            this.#open.add(edge);
            isEmpty = false;
          } else if (weight < least) least = weight;
        }
      }
      if (!isEmpty) return true;
      if (least === Infinity) return false;
      this.#end = least + WINDOW_DECISECONDS;
    }
  }
}

/** Small whole numbers, a bit each, with a bit for each word that holds some. */
class BitSet {
  readonly #words: Uint32Array;
  readonly #summary: Uint32Array;

  constructor(size: number) {
    this.#words = new Uint32Array(Math.ceil(size / 32));
    this.#summary = new Uint32Array(Math.ceil(this.#words.length / 32));
  }

  add(item: number): void {
    const word = item >>> 5;
    this.#words[word] |= 1 << (item & 31);
    this.#summary[word >>> 5] |= 1 << (word & 31);
  }

  remove(item: number): void {
    const word = item >>> 5;
    this.#words[word] &= ~(1 << (item & 31));
    if (this.#words[word] === 0) this.#summary[word >>> 5] &= ~(1 << (word & 31));
  }

  bitsOf(word: number): number {
    return this.#words[word];
  }

  /** The first word from `start` on that holds something, -1 where none does. */
  nextWord(start: number): number {
    const summary = this.#summary;
    let at = start >>> 5;
    if (at >= summary.length) return -1;
    let bits = summary[at] & (-1 << (start & 31));
    while (bits === 0) {
      if (++at === summary.length) return -1;
      bits = summary[at];
    }
    return at * 32 + 31 - Math.clz32(bits & -bits);
  }

  /** Takes the least item of a word that holds some. */
  takeFrom(word: number): number {
    const bits = this.#words[word];
    const rest = bits & (bits - 1);
    this.#words[word] = rest;
    if (rest === 0) this.#summary[word >>> 5] &= ~(1 << (word & 31));
    return word * 32 + 31 - Math.clz32(bits & -bits);
  }
}
