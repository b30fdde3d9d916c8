/** Since when something is so, look after look; what is not so at a look begins anew. */
export class Overdue {
  #before = new Map<string, number>();
  #since = new Map<string, number>();

  /** Begins a look. */
  next(): void {
    this.#before = this.#since;
    this.#since = new Map();
  }

  /** Notes that something is so. @returns whether it has been for so many milliseconds */
  has(key: string, milliseconds: number): boolean {
    const now = performance.now();
    const since = this.#before.get(key) ?? now;
    this.#since.set(key, since);
    return now - since >= milliseconds;
  }

  clear(): void {
    this.#since.clear();
  }
}
