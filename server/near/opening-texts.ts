import { openingAt } from "../../isochrones/opening-hours/opening.ts";
import type { Structure } from "../../isochrones/model/structure.ts";

const MINUTE_MS = 60_000;

/** What is open now, as JSON, found once a minute for each structure that is asked for. */
export class OpeningTexts {
  readonly #structures: readonly Structure[];
  readonly #now: () => number;
  readonly #texts: (string | undefined)[];
  #minute = -1;

  /** @param now milliseconds since 1970 */
  constructor(structures: readonly Structure[], now: () => number) {
    this.#structures = structures;
    this.#now = now;
    this.#texts = Array.from({ length: structures.length });
  }

  /** The `Opening` of a structure, by its index. */
  of(structure: number): string {
    const minute = Math.floor(this.#now() / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#texts.fill(undefined);
    }
    return (this.#texts[structure] ??= JSON.stringify(
      openingAt(this.#structures[structure], minute * MINUTE_MS),
    ));
  }
}
