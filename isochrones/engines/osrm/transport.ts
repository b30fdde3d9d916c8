import { setTimeout as sleep } from "node:timers/promises";

import { EngineError, OsrmError } from "../engine-error.ts";
import { readRetryAfter } from "../retry-after.ts";
import { Answered } from "./checks.ts";
import { Turnstile } from "./turnstile.ts";

/** How requests are sent. */
export interface TransportOptions {
  /** Requests under way at a time. */
  readonly concurrency: number;
  /** For one attempt, from connecting to the last byte. */
  readonly timeoutMilliseconds: number;
  /** Attempts after the first. */
  readonly retries: number;
  /** Wait before the second attempt; twice that before the third, and so on, each by half at random. */
  readonly backoffMilliseconds: number;
}

/** A server that asks for more patience than this is given up: whoever waits should know why. */
const MOST_PATIENCE_MILLISECONDS = 60_000;
/** A table of 46 340 by 46 340 pairs is far beyond what a URL can ask for; a larger body is no answer. */
const MOST_BYTES = 256 * 1024 * 1024;

const TOO_MANY_REQUESTS = 429;
const SERVER_FAULT = 500;

/** An attempt that may go better another time. */
interface Fault {
  readonly error: EngineError;
  /** The connection broke before any answer: a server closes idle connections without a word. */
  readonly wasCut: boolean;
  /** What the server asked to wait, null where it did not. */
  readonly waitMilliseconds: number | null;
}

interface Body {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

/**
 * GETs JSON from an OSRM server. Broken connections, time-outs, 5xx and 429 are tried again; any other 4xx is final.
 *
 * Over plain HTTP each request has its connection: on a kept-alive one OSRM 6.0.0 sends small answers 44 ms late, and
 * closes it after 512 requests or 5 s without warning. Over TLS connections are kept: opening them costs more.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #turnstile: Turnstile;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#turnstile = new Turnstile(options.concurrency);
  }

  /**
   * @param where the address as errors show it, without coordinates and options
   * @throws OsrmError where OSRM refuses, EngineError for any other trouble, the signal's reason when aborted
   */
  async get(url: string, where: string, signal?: AbortSignal): Promise<Answered> {
    return this.#turnstile.pass(signal, async () => this.#insist(url, where, signal));
  }

  async #insist(url: string, where: string, signal?: AbortSignal): Promise<Answered> {
    for (let attempt = 0; ; attempt++) {
      const result = await this.#attempt(url, where, signal);
      if (result instanceof Answered) return result;
      if (attempt >= this.#options.retries) throw afterAttempts(result.error, attempt + 1);
      const wait = this.#waitBefore(attempt, result);
      if (wait > MOST_PATIENCE_MILLISECONDS) throw result.error;
      if (wait > 0) await sleep(wait, undefined, signal === undefined ? {} : { signal });
      signal?.throwIfAborted();
    }
  }

  #waitBefore(attempt: number, { wasCut, waitMilliseconds }: Fault): number {
    if (waitMilliseconds !== null) return waitMilliseconds;
    if (wasCut && attempt === 0) return 0;
    return this.#options.backoffMilliseconds * 2 ** attempt * (0.5 + Math.random() / 2);
  }

  async #attempt(url: string, where: string, signal?: AbortSignal): Promise<Answered | Fault> {
    const timeout = AbortSignal.timeout(this.#options.timeoutMilliseconds);
    const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    let body: Body;
    try {
      body = await fetchBody(url, where, either);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof EngineError) throw error;
      return connectionFault(error, where, timeout.aborted ? this.#options.timeoutMilliseconds : null);
    }
    return readBody(body, where);
  }
}

async function fetchBody(url: string, where: string, signal: AbortSignal): Promise<Body> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (url.startsWith("http:")) headers["connection"] = "close";
  const response = await fetch(url, { headers, signal });
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.byteLength;
    if (bytes > MOST_BYTES) {
      throw new EngineError(
        "engine.answer.too_long",
        where,
        `got more than ${MOST_BYTES} bytes, expected a table or route`,
      );
    }
    pieces.push(piece);
  }
  return {
    status: response.status,
    text: Buffer.concat(pieces).toString("utf8"),
    retryAfter: response.headers.get("retry-after"),
  };
}

/** @param timedOutAfter milliseconds, null where the connection failed by itself */
function connectionFault(error: unknown, where: string, timedOutAfter: number | null): Fault {
  if (timedOutAfter !== null) {
    const what = `no answer within ${timedOutAfter / 1000} s`;
    return {
      error: new EngineError("engine.timeout", where, what, { cause: error }),
      wasCut: false,
      waitMilliseconds: null,
    };
  }
  const reason = reasonOf(error);
  const what = `no connection (${reason}), expected an OSRM server there`;
  return {
    error: new EngineError("engine.connection", where, what, { cause: error }),
    wasCut: reason === "ECONNRESET" || reason === "UND_ERR_SOCKET",
    waitMilliseconds: null,
  };
}

/** `ECONNREFUSED` and the like: fetch hides what happened in its causes. */
function reasonOf(error: unknown): string {
  let reason = "failed";
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    reason = "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  }
  return reason;
}

function readBody({ status, text, retryAfter }: Body, where: string): Answered | Fault {
  const isFault = status >= SERVER_FAULT || status === TOO_MANY_REQUESTS;
  if (isFault) {
    const error = new EngineError("engine.http_status", where, `got HTTP ${status}, expected an answer`);
    return { error, wasCut: false, waitMilliseconds: readRetryAfter(retryAfter, Date.now()) };
  }
  const body = new Answered(parseJson(text, status, where), where);
  if (status >= 400 && typeof body.field("code").value !== "string") {
    throw new EngineError("engine.http_status", where, `got HTTP ${status}, expected an answer of OSRM`);
  }
  const code = body.field("code").text();
  if (code === "Ok" && status < 300) return body;
  const message = body.field("message");
  throw new OsrmError(where, code, status, message.isAbsent ? "" : message.text());
}

function parseJson(text: string, status: number, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const start = JSON.stringify(text.slice(0, 40));
    const what = `got HTTP ${status} with ${start} of ${text.length} letters, expected JSON`;
    throw new EngineError("engine.answer.malformed", where, what, { cause });
  }
}

function afterAttempts(error: EngineError, attempts: number): EngineError {
  if (attempts > 1) error.message += ` (${attempts} attempts)`;
  return error;
}
