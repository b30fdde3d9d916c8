/**
 * Spaces out calls: a bucket of tokens that fills at a steady rate, one for each call. Within any second there are at
 * most `burst + ratePerSecond` calls.
 */
export class TokenBucket {
  readonly #ratePerSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  /** Below zero, tokens are promised that are still to come. */
  #tokens: number;
  #filledAt: number;

  /** @param burst how many tokens the bucket holds, full at first; @param now milliseconds of a clock that only advances */
  constructor(ratePerSecond: number, burst: number, now: () => number) {
    this.#ratePerSecond = ratePerSecond;
    this.#burst = burst;
    this.#now = now;
    this.#tokens = burst;
    this.#filledAt = now();
  }

  /** Takes a token. @returns milliseconds to wait until it is there */
  take(): number {
    const now = this.#now();
    const filled = this.#tokens + ((now - this.#filledAt) / 1000) * this.#ratePerSecond;
    this.#tokens = Math.min(this.#burst, filled) - 1;
    this.#filledAt = now;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#ratePerSecond) * 1000;
  }
}
