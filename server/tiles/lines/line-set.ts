import { GrowableUint32 } from "../../../isochrones/graph/growable.ts";

/**
 * Many lines as flat arrays in memory that threads share. A closed ring has its first point again as its last.
 * Coordinates are whole units of some zoom level, not negative: x to the right, y downward, from the north-west corner
 * of the web Mercator square.
 */
export interface LineSet {
  /** What each line is, in the words of who made the set. */
  readonly kinds: Uint8Array;
  /**
   * For each line the one that it begins with of the set that all was made of by joining and simplifying; `~line` where
   * it runs against it. A set made point by point begins with itself.
   */
  readonly origins: Int32Array;
  /** Points of line i: `offsets[i]` up to `offsets[i + 1]`. */
  readonly offsets: Uint32Array;
  readonly xs: Uint32Array;
  readonly ys: Uint32Array;
}

export function lineCount({ kinds }: LineSet): number {
  return kinds.length;
}

/** Collects lines point by point. */
export class LineSetBuilder {
  readonly #kinds = new GrowableUint32();
  readonly #origins: number[] = [];
  readonly #offsets = new GrowableUint32();
  readonly #xs = new GrowableUint32();
  readonly #ys = new GrowableUint32();
  #start = 0;

  constructor() {
    this.#offsets.push(0);
  }

  /** Points of the line that is being drawn. */
  get pointCount(): number {
    return this.#xs.length - this.#start;
  }

  get lineCount(): number {
    return this.#kinds.length;
  }

  point(x: number, y: number): void {
    this.#xs.push(x);
    this.#ys.push(y);
  }

  /** The same, unless it is the point before. */
  pointIfNew(x: number, y: number): void {
    const last = this.#xs.length - 1;
    if (last >= this.#start && this.#xs.at(last) === x && this.#ys.at(last) === y) return;
    this.point(x, y);
  }

  /** Ends the line that is being drawn. @param origin its own number if not given */
  endLine(kind: number, origin: number = this.lineCount): void {
    this.#kinds.push(kind);
    this.#origins.push(origin);
    this.#start = this.#xs.length;
    this.#offsets.push(this.#start);
  }

  /** Forgets the line that is being drawn. */
  dropLine(): void {
    this.#xs.truncate(this.#start);
    this.#ys.truncate(this.#start);
  }

  finish(): LineSet {
    return {
      kinds: shared(Uint8Array, this.#kinds.view()),
      origins: shared(Int32Array, this.#origins),
      offsets: shared(Uint32Array, this.#offsets.view()),
      xs: shared(Uint32Array, this.#xs.view()),
      ys: shared(Uint32Array, this.#ys.view()),
    };
  }
}

interface ArrayClass<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): T;
}

/** A copy in memory that threads share. */
export function shared<T extends { set(values: ArrayLike<number>): void }>(
  kind: ArrayClass<T>,
  values: ArrayLike<number>,
): T {
  const copy = new kind(new SharedArrayBuffer(values.length * kind.BYTES_PER_ELEMENT));
  copy.set(values);
  return copy;
}
