const NONE = -1;

/** Lists of numbers by the squares of a rectangle, each in the order in which its items came. */
export class Raster {
  readonly #columns: number;
  readonly #rows: number;
  readonly #west: number;
  readonly #south: number;
  readonly #sideMeters: number;
  readonly #firsts: Int32Array;
  readonly #lasts: Int32Array;
  #items = new Int32Array(1 << 16);
  #nexts = new Int32Array(1 << 16);
  #length = 0;

  /** @param margin metres beyond the box that are asked for */
  constructor(
    [west, south, east, north]: readonly [number, number, number, number],
    sideMeters: number,
    margin: number,
  ) {
    this.#sideMeters = sideMeters;
    this.#west = west - margin;
    this.#south = south - margin;
    this.#columns = Math.max(1, Math.ceil((east - west + 2 * margin) / sideMeters) + 1);
    this.#rows = Math.max(1, Math.ceil((north - south + 2 * margin) / sideMeters) + 1);
    this.#firsts = new Int32Array(this.#columns * this.#rows).fill(NONE);
    this.#lasts = new Int32Array(this.#columns * this.#rows).fill(NONE);
  }

  column(x: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((x - this.#west) / this.#sideMeters)));
  }

  row(y: number): number {
    return Math.min(this.#rows - 1, Math.max(0, Math.floor((y - this.#south) / this.#sideMeters)));
  }

  /** First entry of a square's list, -1 where it is empty. */
  first(column: number, row: number): number {
    return this.#firsts[row * this.#columns + column];
  }

  /** The entry after one, -1 after the last. */
  next(entry: number): number {
    return this.#nexts[entry];
  }

  item(entry: number): number {
    return this.#items[entry];
  }

  append(column: number, row: number, item: number): void {
    if (this.#length === this.#items.length) this.#grow();
    const entry = this.#length++;
    this.#items[entry] = item;
    this.#nexts[entry] = NONE;
    const square = row * this.#columns + column;
    const last = this.#lasts[square];
    if (last === NONE) this.#firsts[square] = entry;
    else this.#nexts[last] = entry;
    this.#lasts[square] = entry;
  }

  #grow(): void {
    const items = new Int32Array(2 * this.#items.length);
    const nexts = new Int32Array(2 * this.#items.length);
    items.set(this.#items);
    nexts.set(this.#nexts);
    this.#items = items;
    this.#nexts = nexts;
  }
}
