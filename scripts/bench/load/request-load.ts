import { Agent, get } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** What many requests came to. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Answers by status; 0 is no answer. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Milliseconds, ascending. */
  readonly latencies: Float64Array;
}

export interface LoadOptions {
  /** Of the server, without a slash at the end. */
  readonly url: string;
  /** Asked in turn, over and over. */
  readonly paths: readonly string[];
  readonly requests: number;
  /** Connections that are kept open; each has one request under way at most. */
  readonly connections: number;
  readonly signal: AbortSignal;
}

/** As fast as the server answers: each connection asks again once it has its answer. */
export async function askInTurn(options: LoadOptions): Promise<LoadResult> {
  const client = new Client(options);
  let next = 0;
  const begun = performance.now();
  const worker = async (): Promise<void> => {
    while (next < options.requests) {
      options.signal.throwIfAborted();
      const index = next++;
      await client.ask(index, performance.now());
    }
  };
  await Promise.all(Array.from({ length: options.connections }, worker));
  return client.end(performance.now() - begun);
}

/**
 * So many a second, whether or not the server keeps up: a request's latency counts from when it was due, so that a pause of
 * the server shows in all that were due meanwhile (what Gil Tene calls coordinated omission is not left out).
 */
export async function askAtRate(options: LoadOptions, perSecond: number): Promise<LoadResult> {
  const client = new Client(options);
  const begun = performance.now();
  const underWay: Promise<void>[] = [];
  for (let index = 0; index < options.requests;) {
    options.signal.throwIfAborted();
    const due = Math.min(options.requests, Math.floor(((performance.now() - begun) / 1000) * perSecond) + 1);
    for (; index < due; index++) {
      underWay.push(client.ask(index, begun + (index / perSecond) * 1000));
    }
    await wait(1);
  }
  await Promise.all(underWay);
  return client.end(performance.now() - begun);
}

class Client {
  readonly #url: string;
  readonly #paths: readonly string[];
  readonly #agent: Agent;
  readonly #latencies: Float64Array;
  readonly #statuses = new Map<number, number>();

  constructor({ url, paths, requests, connections }: LoadOptions) {
    this.#url = url;
    this.#paths = paths;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.#latencies = new Float64Array(requests);
  }

  /** @param due when it should have been asked, as `performance.now` tells */
  async ask(index: number, due: number): Promise<void> {
    const status = await this.#get(this.#paths[index % this.#paths.length]);
    this.#latencies[index] = performance.now() - due;
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
  }

  end(milliseconds: number): LoadResult {
    this.#agent.destroy();
    return {
      requests: this.#latencies.length,
      seconds: milliseconds / 1000,
      statuses: this.#statuses,
      latencies: this.#latencies.sort(),
    };
  }

  async #get(path: string): Promise<number> {
    return new Promise((resolve) => {
      get(this.#url + path, { agent: this.#agent }, (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode ?? 0));
        response.once("error", () => resolve(0));
      }).once("error", () => resolve(0));
    });
  }
}

/** The latency that a share of the requests do not exceed, milliseconds. */
export function latencyOf({ latencies }: LoadResult, share: number): number {
  return latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))];
}
