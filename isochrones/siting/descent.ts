/** Steps without a better bound after which steps become half as long. */
const PATIENCE = 12;
const LEAST_SCALE = 1e-3;
/** A bound that is this share above a choice cannot be told from it: sums differ by their rounding. */
const ROUNDING = 1e-12;

/** How far bounds have come down towards what is known to be reached, and how long the next step is (Polyak 1969). */
export class Descent {
  readonly #reached: number;
  #best: number;
  #scale = 1;
  #stale = 0;

  /**
   * @param reached what some choice reaches
   * @param bound one that is known already
   */
  constructor(reached: number, bound: number) {
    this.#reached = reached;
    this.#best = bound;
  }

  /** The least bound heard of. */
  get best(): number {
    return this.#best;
  }

  /** Nothing is to be gained from another step. */
  get isOver(): boolean {
    return this.#scale <= LEAST_SCALE || this.#best - this.#reached <= ROUNDING * this.#reached;
  }

  /** Hears of a bound. @returns the length of the next step, times the square of its direction */
  hear(bound: number): number {
    if (bound < this.#best) {
      this.#best = bound;
      this.#stale = 0;
    } else if (++this.#stale > PATIENCE) {
      this.#scale /= 2;
      this.#stale = 0;
    }
    return this.#scale * (bound - this.#reached);
  }
}
