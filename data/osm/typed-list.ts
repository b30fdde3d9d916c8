// Two classes alike on purpose: one for both would make every push in the decoding loop see two kinds of array.

/** A growing Float64Array. `values` may be longer than `length`; it is replaced when the list grows. */
export class Float64List {
  values: Float64Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1024) {
    this.values = new Float64Array(capacity);
  }

  /** Makes room for `extra` more values and counts them in: the caller fills them. Returns where they start. */
  extend(extra: number): number {
    const start = this.length;
    this.length += extra;
    if (this.length > this.values.length) {
      const grown = new Float64Array(grownCapacity(this.values.length, this.length));
      grown.set(this.values.subarray(0, start));
      this.values = grown;
    }
    return start;
  }

  push(value: number): void {
    const at = this.extend(1);
    this.values[at] = value;
  }

  /** The values alone, without spare room. */
  toArray(): Float64Array<ArrayBuffer> {
    return this.values.slice(0, this.length);
  }

  /** The values alone, in the list's own memory: for a list that grows no more. */
  view(): Float64Array<ArrayBuffer> {
    return this.values.subarray(0, this.length);
  }
}

/** A growing Uint32Array. `values` may be longer than `length`; it is replaced when the list grows. */
export class Uint32List {
  values: Uint32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1024) {
    this.values = new Uint32Array(capacity);
  }

  /** Makes room for `extra` more values and counts them in: the caller fills them. Returns where they start. */
  extend(extra: number): number {
    const start = this.length;
    this.length += extra;
    if (this.length > this.values.length) {
      const grown = new Uint32Array(grownCapacity(this.values.length, this.length));
      grown.set(this.values.subarray(0, start));
      this.values = grown;
    }
    return start;
  }

  push(value: number): void {
    const at = this.extend(1);
    this.values[at] = value;
  }

  /** The values alone, without spare room. */
  toArray(): Uint32Array<ArrayBuffer> {
    return this.values.slice(0, this.length);
  }

  /** The values alone, in the list's own memory: for a list that grows no more. */
  view(): Uint32Array<ArrayBuffer> {
    return this.values.subarray(0, this.length);
  }
}

function grownCapacity(capacity: number, needed: number): number {
  return Math.max(needed, Math.ceil(capacity * 1.5), 16);
}
