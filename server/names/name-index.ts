/** Names that match a phrase, by how well, each as ascending indices; no name is in two of the lists. */
export interface NameMatches {
  /** The phrase is the name. */
  readonly exact: Uint32Array;
  /** The name begins with it. */
  readonly beginning: Uint32Array;
  /** A later word of the name begins it. */
  readonly word: Uint32Array;
}

/**
 * Finds names by a phrase in them. All names and phrases are plain (`plainName`); names are known by their place in the
 * list that is given. The words of all names are sorted once, each with the rest of its name after it, so that a phrase
 * is a range of them.
 */
export class NameIndex {
  readonly #names: readonly string[];
  /** From each word of a name to the name's end, sorted. */
  readonly #tails: readonly string[];
  /** The name that each tail ends. */
  readonly #tailNames: Uint32Array;
  /** All names in lines, to look into words: one native search over it takes less than asking each name. */
  readonly #lines: string;
  readonly #lineStarts: Uint32Array;

  /** O(words × log words). */
  constructor(names: readonly string[]) {
    this.#names = names;
    const tails: string[] = [];
    const tailNames: number[] = [];
    for (const [name, text] of names.entries()) {
      for (let at = 0; ;) {
        tails.push(text.slice(at));
        tailNames.push(name);
        const space = text.indexOf(" ", at);
        if (space < 0) break;
        at = space + 1;
      }
    }
    const order = Uint32Array.from(tails.keys());
    order.sort((a, b) => (tails[a] < tails[b] ? -1 : tails[a] > tails[b] ? 1 : a - b));
    this.#tails = Array.from(order, (tail) => tails[tail]);
    this.#tailNames = order.map((tail) => tailNames[tail]);
    this.#lines = names.join("\n");
    this.#lineStarts = new Uint32Array(names.length);
    for (let name = 1; name < names.length; name++) {
      this.#lineStarts[name] = this.#lineStarts[name - 1] + names[name - 1].length + 1;
    }
  }

  /**
   * Names with a word at which the phrase begins; its last word may be unfinished. O(log words + matches × log matches).
   *
   * @param phrase not empty
   */
  find(phrase: string): NameMatches {
    const exact: number[] = [];
    const beginning: number[] = [];
    const word: number[] = [];
    for (let at = this.#firstTailFrom(phrase); at < this.#tails.length; at++) {
      const tail = this.#tails[at];
      if (!tail.startsWith(phrase)) break;
      const name = this.#tailNames[at];
      const text = this.#names[name];
      if (tail.length === text.length) (tail === phrase ? exact : beginning).push(name);
      else if (!text.startsWith(phrase)) word.push(name);
    }
    return {
      exact: ascending(exact),
      beginning: ascending(beginning),
      word: withoutRepeats(ascending(word)),
    };
  }

  /**
   * Names that hold the phrase in the middle of words only: those that `find` leaves out. Ascending.
   * O(letters of all names).
   *
   * @param phrase not empty
   */
  findInside(phrase: string): number[] {
    const found: number[] = [];
    for (let at = this.#lines.indexOf(phrase); at >= 0;) {
      const name = this.#nameAt(at);
      const text = this.#names[name];
      if (!text.startsWith(phrase) && !text.includes(` ${phrase}`)) found.push(name);
      at = this.#lines.indexOf(phrase, this.#lineStarts[name] + text.length);
    }
    return found;
  }

  #firstTailFrom(phrase: string): number {
    let low = 0;
    let high = this.#tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#tails[middle] < phrase) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The name in whose line a place of the text is. */
  #nameAt(place: number): number {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#lineStarts[middle] <= place) low = middle;
      else high = middle;
    }
    return low;
  }
}

function ascending(names: readonly number[]): Uint32Array {
  return Uint32Array.from(names).sort();
}

function withoutRepeats(sorted: Uint32Array): Uint32Array {
  return sorted.filter((name, i) => i === 0 || name !== sorted[i - 1]);
}
