/** When a service may be called: not while it asks for patience, nor for a while after it has failed again and again. */
export class Circuit {
  readonly #failuresBeforePause: number;
  readonly #pauseMilliseconds: number;
  readonly #now: () => number;
  #failures = 0;
  #pausedUntil = -Infinity;

  /**
   * @param failuresBeforePause failures in a row after which it is left alone; from then on after each, until it answers
   * @param pauseMilliseconds for how long
   * @param now milliseconds of a clock that only advances
   */
  constructor(failuresBeforePause: number, pauseMilliseconds: number, now: () => number) {
    this.#failuresBeforePause = failuresBeforePause;
    this.#pauseMilliseconds = pauseMilliseconds;
    this.#now = now;
  }

  /** How long it must still be left alone, milliseconds; 0 where it may be called. */
  get waitMilliseconds(): number {
    return Math.max(0, this.#pausedUntil - this.#now());
  }

  succeed(): void {
    this.#failures = 0;
  }

  fail(): void {
    this.#failures++;
    if (this.#failures >= this.#failuresBeforePause) this.pause(this.#pauseMilliseconds);
  }

  /** Leaves it alone for so long, or longer where that was agreed before. */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + milliseconds);
  }
}
