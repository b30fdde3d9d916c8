import { setTimeout as sleep } from "node:timers/promises";

import { Turnstile } from "../../isochrones/engines/osrm/turnstile.ts";
import { readRetryAfter } from "../../isochrones/engines/retry-after.ts";
import type { AddressMatch } from "../schemas/answers.ts";
import { Circuit } from "./circuit.ts";
import { type Geocoder, GeocoderUnavailable } from "./geocoder.ts";
import { readAnswer } from "./geoplateforme/answer.ts";
import { searchUrl } from "./geoplateforme/base-url.ts";
import { type FetchedText, fetchText, reasonOf } from "./geoplateforme/fetch-text.ts";
import { RecentCache } from "./recent-cache.ts";
import { TokenBucket } from "./token-bucket.ts";

export interface GeoplateformeOptions {
  /** For one question, from asking to the last byte, waiting included. Default 2 s. */
  readonly timeoutMilliseconds?: number;
  /** With `burst`, at most 45 a second by default: the service allows 50 an address. */
  readonly requestsPerSecond?: number;
  readonly burst?: number;
  /** Requests under way at a time. Default 8. */
  readonly concurrency?: number;
  /** Answers kept, for a day. Default 1 000. */
  readonly keptAnswers?: number;
  /** How long it is left alone after three failures in a row, milliseconds. Default 30 s. */
  readonly pauseMilliseconds?: number;
  /** Milliseconds of a clock that only advances. */
  readonly now?: () => number;
}

const DEFAULTS: Required<GeoplateformeOptions> = {
  timeoutMilliseconds: 2000,
  requestsPerSecond: 35,
  burst: 10,
  concurrency: 8,
  keptAnswers: 1000,
  pauseMilliseconds: 30_000,
  now: () => performance.now(),
};

const DAY_MILLISECONDS = 24 * 3600 * 1000;
const FAILURES_BEFORE_PAUSE = 3;
/** Questions in hand for each request under way: more could not be answered in time. */
const PENDING_PER_REQUEST = 8;
/** The service gives no more, whatever is asked. */
const MOST_RESULTS = 20;
/** Twenty results take 12 kB. */
const MOST_BYTES = 1024 * 1024;
/** What the service says to wait where it does not say it. */
const USUAL_RETRY_MILLISECONDS = 5000;

/** The service answers 400 to texts that are shorter, longer, or begin with another sign. */
const LEAST_LETTERS = 3;
const MOST_LETTERS = 200;

const OK = 200;
const BAD_REQUEST = 400;
const TOO_MANY_REQUESTS = 429;
const UNAVAILABLE = 503;

/**
 * The State's geocoder on the Géoplateforme, over the Base adresse nationale: `GET {base}/search?q&limit&index=address`.
 *
 * A good neighbour: requests are spaced out below the service's limit, none is sent while it asks for patience
 * (`Retry-After`) or has failed three times in a row, equal questions are asked once. Whoever waits does so for the time
 * limit at most. Nothing in an answer is believed unseen.
 */
export class GeoplateformeGeocoder implements Geocoder {
  readonly #searchUrl: URL;
  /** The address as errors show it. */
  readonly #where: string;
  readonly #options: Required<GeoplateformeOptions>;
  readonly #turnstile: Turnstile;
  readonly #bucket: TokenBucket;
  readonly #circuit: Circuit;
  readonly #answers: RecentCache<Promise<readonly AddressMatch[]>>;
  #pending = 0;

  /**
   * @param baseUrl `https://data.geopf.fr/geocodage`
   * @throws InputError where it is no such address
   */
  constructor(baseUrl: string, options: GeoplateformeOptions = {}) {
    this.#searchUrl = searchUrl(baseUrl);
    this.#where = this.#searchUrl.href;
    this.#options = { ...DEFAULTS, ...options };
    const { concurrency, requestsPerSecond, burst, pauseMilliseconds, keptAnswers, now } = this.#options;
    this.#turnstile = new Turnstile(concurrency);
    this.#bucket = new TokenBucket(requestsPerSecond, burst, now);
    this.#circuit = new Circuit(FAILURES_BEFORE_PAUSE, pauseMilliseconds, now);
    this.#answers = new RecentCache(keptAnswers, DAY_MILLISECONDS, now);
  }

  async find(text: string, limit: number): Promise<readonly AddressMatch[]> {
    const sought = askable(text);
    if (sought === null) return [];
    const count = Math.min(limit, MOST_RESULTS);
    const key = `${count} ${sought}`;
    const kept = this.#answers.get(key);
    if (kept !== undefined) return kept;
    this.#refuseWhilePaused();
    this.#refuseWhileBusy();
    const asked = this.#ask(sought, count);
    this.#answers.set(key, asked);
    try {
      return await asked;
    } catch (error) {
      this.#answers.forget(key, asked);
      throw error;
    }
  }

  async #ask(sought: string, limit: number): Promise<readonly AddressMatch[]> {
    const { timeoutMilliseconds } = this.#options;
    this.#pending++;
    const deadline = AbortSignal.timeout(timeoutMilliseconds);
    try {
      const answer = this.#turnstile.pass(deadline, async () => this.#askInTurn(sought, limit, deadline));
      return await Promise.race([answer, rejectAt(deadline)]);
    } catch (error) {
      if (error instanceof GeocoderUnavailable || !deadline.aborted) throw error;
      throw this.#trouble("timeout", `no answer within ${timeoutMilliseconds / 1000} s`, error);
    } finally {
      this.#pending--;
    }
  }

  async #askInTurn(sought: string, limit: number, deadline: AbortSignal): Promise<readonly AddressMatch[]> {
    const wait = this.#bucket.take();
    if (wait > 0) await sleep(wait, undefined, { signal: deadline });
    // Another question may have been answered with a request for patience meanwhile.
    this.#refuseWhilePaused();
    const url = new URL(this.#searchUrl);
    url.search = new URLSearchParams({ q: sought, limit: String(limit), index: "address" }).toString();
    const { now, timeoutMilliseconds } = this.#options;
    const sentAt = now();
    let fetched: FetchedText;
    try {
      fetched = await fetchText(url, MOST_BYTES, deadline);
    } catch (error) {
      // One that was sent late has said nothing about the service.
      if (!deadline.aborted || now() - sentAt > timeoutMilliseconds / 2) this.#circuit.fail();
      if (deadline.aborted) throw error;
      throw this.#trouble("connection", `no connection (${reasonOf(error)})`, error);
    }
    return this.#read(fetched);
  }

  #read({ status, text, retryAfter }: FetchedText): readonly AddressMatch[] {
    if (status === TOO_MANY_REQUESTS || (status === UNAVAILABLE && retryAfter !== null)) {
      const wait = readRetryAfter(retryAfter, Date.now()) ?? USUAL_RETRY_MILLISECONDS;
      this.#circuit.pause(Math.min(wait, DAY_MILLISECONDS));
      throw this.#trouble("patience", `got HTTP ${status}, to be asked again in ${Math.ceil(wait / 1000)} s`);
    }
    // To a question that it understands to be none: an answer as well.
    const isRefused = status === BAD_REQUEST;
    const isRead = status === OK && text !== null;
    const matches = isRefused ? [] : isRead ? readAnswer(parseJson(text)) : null;
    if (matches === null) {
      this.#circuit.fail();
      const got = text === null ? `more than ${MOST_BYTES} bytes` : `${text.length} letters`;
      throw this.#trouble("answer", `got HTTP ${status} with ${got}, expected a GeoJSON of addresses`);
    }
    this.#circuit.succeed();
    return matches;
  }

  #refuseWhilePaused(): void {
    const wait = this.#circuit.waitMilliseconds;
    if (wait > 0) throw this.#trouble("paused", `not asked for another ${Math.ceil(wait / 1000)} s`);
  }

  #refuseWhileBusy(): void {
    if (this.#pending < this.#options.concurrency * PENDING_PER_REQUEST) return;
    throw this.#trouble("busy", `${this.#pending} questions wait already`);
  }

  #trouble(kind: string, what: string, cause?: unknown): GeocoderUnavailable {
    return new GeocoderUnavailable(`geocoder.${kind}`, this.#where, what, { cause });
  }
}

/** The text as the service takes it, null for what it would refuse. */
function askable(text: string): string | null {
  const sought = text
    .replaceAll(/\s+/gu, " ")
    .replace(/^[^\p{L}\p{N}]+/u, "")
    .slice(0, MOST_LETTERS)
    .trim();
  return sought.length < LEAST_LETTERS ? null : sought;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function rejectAt(deadline: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    deadline.addEventListener("abort", () => reject(deadline.reason as Error), { once: true });
  });
}
