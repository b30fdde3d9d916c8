import type { Edges } from "./edges.ts";

/** Turns out of every edge, as CSR, with the classes of their costs. */
export interface Turns {
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
  readonly classes: Uint16Array;
  readonly classDurations: Uint32Array;
  readonly classWeights: Uint32Array;
}

const MAX_TURN_CLASSES = 65536;

/** Collects turns edge by edge in any order of the edges, all turns from one edge in a row. */
export class TurnList {
  readonly #table = new TurnClasses();
  readonly #targets: Uint32Array;
  readonly #classes: Uint16Array;
  /** Where the turns from each edge begin, and how many they are. */
  readonly #starts: Uint32Array;
  readonly #counts: Uint32Array;
  #length = 0;
  #from = 0;

  constructor({ edgeCount, nodeCount, outOffsets, inOffsets }: Edges) {
    let most = 0;
    for (let node = 0; node < nodeCount; node++) {
      most += (inOffsets[node + 1] - inOffsets[node]) * (outOffsets[node + 1] - outOffsets[node]);
    }
    // What is not used of it is never taken from the system.
    this.#targets = new Uint32Array(most);
    this.#classes = new Uint16Array(most);
    this.#starts = new Uint32Array(edgeCount);
    this.#counts = new Uint32Array(edgeCount);
  }

  /** The turns that are added next are those from this edge. */
  begin(from: number): void {
    this.#from = from;
    this.#starts[from] = this.#length;
  }

  /** @param duration deciseconds, as the weight */
  add(to: number, duration: number, weight: number): void {
    this.#targets[this.#length] = to;
    this.#classes[this.#length++] = this.#table.classOf(duration, weight);
    this.#counts[this.#from]++;
  }

  /** All of them, in the order of the edges that they leave. O(edges + turns). */
  inOrder(): Turns {
    const edgeCount = this.#counts.length;
    const offsets = new Uint32Array(edgeCount + 1);
    const targets = new Uint32Array(this.#length);
    const classes = new Uint16Array(this.#length);
    for (let edge = 0, slot = 0; edge < edgeCount; edge++) {
      const end = this.#starts[edge] + this.#counts[edge];
      for (let turn = this.#starts[edge]; turn < end; turn++) {
        targets[slot] = this.#targets[turn];
        classes[slot++] = this.#classes[turn];
      }
      offsets[edge + 1] = slot;
    }
    return {
      offsets,
      targets,
      classes,
      classDurations: Uint32Array.from(this.#table.durations),
      classWeights: Uint32Array.from(this.#table.weights),
    };
  }
}

/** The distinct pairs of time and weight that turns have: a few hundred, so that a turn needs 16 bits. */
class TurnClasses {
  readonly durations: number[] = [];
  readonly weights: number[] = [];
  /** By duration, those that weigh as much as they last, which nearly all do; and by the pair as one number. */
  readonly #plain: number[] = [];
  readonly #byPair = new Map<number, number>();

  classOf(duration: number, weight: number): number {
    return weight === duration
      ? (this.#plain[duration] ??= this.#add(duration, weight))
      : this.#other(duration, weight);
  }

  #other(duration: number, weight: number): number {
    const pair = duration * 2 ** 24 + weight;
    const known = this.#byPair.get(pair);
    if (known !== undefined) return known;
    const index = this.#add(duration, weight);
    this.#byPair.set(pair, index);
    return index;
  }

  #add(duration: number, weight: number): number {
    const index = this.durations.length;
    if (index === MAX_TURN_CLASSES) throw new Error(`more than ${MAX_TURN_CLASSES} distinct turn costs`);
    this.durations.push(duration);
    this.weights.push(weight);
    return index;
  }
}
