import fastifyRateLimit from "@fastify/rate-limit";

import type { App } from "./routes/context.ts";

const MINUTE_MILLISECONDS = 60_000;

/** Clients that are remembered, those seen last: some hundred bytes each. */
const MOST_CLIENTS = 20_000;

/** One client asked too often. A 429 on the wire. */
export class RateError extends Error {
  override readonly name = "RateError";
  /** Until the client may ask again. */
  readonly retrySeconds: number;

  constructor(retrySeconds: number) {
    super("too many requests of one client");
    this.retrySeconds = retrySeconds;
  }
}

/**
 * Lets each client ask so many times a minute, and tells it how many are left (`RateLimit-Limit`, `-Remaining`, `-Reset`).
 * A client is an IPv4 address or the first 64 bits of an IPv6 one, which are one household's or machine's. To be registered
 * before the routes. Counts begin anew with another dataset.
 *
 * @param perMinute 0 for as often as it likes: only routes that say so themselves are limited
 */
export async function limitRate(app: App, perMinute: number): Promise<void> {
  await app.register(fastifyRateLimit, {
    global: perMinute > 0,
    max: perMinute > 0 ? perMinute : Number.MAX_SAFE_INTEGER,
    timeWindow: MINUTE_MILLISECONDS,
    cache: MOST_CLIENTS,
    enableDraftSpec: true,
    ipv6Subnet: 64,
    errorResponseBuilder: (_, { ttl }) => new RateError(Math.max(1, Math.ceil(ttl / 1000))),
  });
}
