import { SiteTrouble } from "./site-errors.ts";

/** Bytes a second, on average over what a silence may last: a site that brings less brings nothing. */
const LEAST_RATE = 256;

/** Gives up a site whose answer comes in drops, which the silence between them does not tell. */
export class RateWatch {
  readonly #stretchMilliseconds: number;
  #since = performance.now();
  #bytes = 0;

  /** @param stretchMilliseconds over which the average is taken, from now on */
  constructor(stretchMilliseconds: number) {
    this.#stretchMilliseconds = stretchMilliseconds;
  }

  /** @throws SiteTrouble where too little has come over the last stretch */
  received(bytes: number): void {
    this.#bytes += bytes;
    const seconds = (performance.now() - this.#since) / 1000;
    if (seconds * 1000 < this.#stretchMilliseconds) return;
    const rate = this.#bytes / seconds;
    if (rate < LEAST_RATE) throw new SiteTrouble(`il ne vient que ${Math.round(rate)} octets par seconde`);
    this.#since = performance.now();
    this.#bytes = 0;
  }
}
