/** An array of 32-bit numbers that grows by doubling, for results whose length is not known beforehand. */
export class GrowableUint32 {
  #values: Uint32Array;
  #length = 0;

  constructor(capacity = 1024) {
    this.#values = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  clear(): void {
    this.#length = 0;
  }

  /** Takes off the last values. @param length not more than there are */
  truncate(length: number): void {
    this.#length = length;
  }

  at(index: number): number {
    return this.#values[index];
  }

  /** The values so far, without a copy: valid until the next push. */
  view(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }

  /** The values in an array of their own. */
  toArray(): Uint32Array {
    return this.#values.slice(0, this.#length);
  }
}
