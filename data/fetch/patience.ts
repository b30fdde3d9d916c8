import { setTimeout as sleep } from "node:timers/promises";

import { SiteTrouble } from "./site-errors.ts";

/** How often and how long one tries. */
export interface Patience {
  /** Tries in a row that bring next to nothing. */
  readonly tries: number;
  /** Before the second try; doubled before each further one. */
  readonly firstPauseMilliseconds: number;
  readonly longestPauseMilliseconds: number;
  /** What a site may ask to wait; beyond, one comes again another day. */
  readonly longestAskedMilliseconds: number;
  /** Silence after which a connection is given up. */
  readonly stallMilliseconds: number;
}

export const USUAL_PATIENCE: Patience = {
  tries: 5,
  firstPauseMilliseconds: 1_000,
  longestPauseMilliseconds: 60_000,
  longestAskedMilliseconds: 300_000,
  stallMilliseconds: 60_000,
};

/** A try that brought so much has not failed, it was cut. */
const ENOUGH_BYTES = 1 << 16;
/** However much each brings. */
const MOST_TRIES = 1000;

export interface Tries<Result> {
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
  /** Once. */
  readonly attempt: () => Promise<Result>;
  /** How much is there by now, in bytes. */
  readonly bytes: () => number;
  /** Hears why another try follows, and in how long. */
  readonly onRetry: (trouble: SiteTrouble, pauseMilliseconds: number) => void;
}

/**
 * Tries until it succeeds, as long as each try brings something, else a few times: pauses grow, and are drawn at random
 * so that many who were cut at once do not come back at once. A pause that the site asks for is kept.
 *
 * @throws whatever the last try threw; what is no `SiteTrouble` at once
 */
export async function withPatience<Result>(tries: Tries<Result>): Promise<Result> {
  const { patience, signal } = tries;
  let vain = 0;
  for (let count = 1; ; count++) {
    const before = tries.bytes();
    try {
      return await tries.attempt();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof SiteTrouble)) throw error;
      vain = tries.bytes() - before >= ENOUGH_BYTES ? 1 : vain + 1;
      const asked = error.pauseMilliseconds ?? 0;
      if (vain >= patience.tries || count >= MOST_TRIES) throw error;
      if (asked > patience.longestAskedMilliseconds) throw tooLong(error, asked);
      const pause = Math.max(asked, growingPause(patience, vain));
      tries.onRetry(error, pause);
      await sleep(pause, undefined, signal === undefined ? {} : { signal });
    }
  }
}

function growingPause({ firstPauseMilliseconds, longestPauseMilliseconds }: Patience, vain: number): number {
  const full = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (vain - 1));
  return full / 2 + Math.random() * (full / 2);
}

function tooLong(error: SiteTrouble, askedMilliseconds: number): SiteTrouble {
  const minutes = Math.ceil(askedMilliseconds / 60_000);
  return new SiteTrouble(`${error.message}, et demande de revenir dans ${minutes} min`, { cause: error });
}
