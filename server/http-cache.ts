import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";

declare module "fastify" {
  // An interface alone adds to that of the package.
  interface FastifyContextConfig {
    /**
     * Set where the `Accept` header chooses the encoding and answers say when they were made: their ETags cover that
     * header and are weak, for the same state is told in other bytes each time.
     */
    readonly negotiated?: boolean;
    /**
     * Set where the answer says what is open now: its ETag covers the minute. It is weak, for lengths may be rounded
     * otherwise by the way in which they were found.
     */
    readonly minutely?: boolean;
  }
}

const MINUTE_MS = 60_000;
/** A day: long enough for a visit, short enough to take in a mended server. */
const DATASET_BOUND_SECONDS = 86_400;

export interface CacheOptions {
  readonly datasetId: string;
  /** Changes with the program, which may answer the same address otherwise. */
  readonly release: string;
  /** Milliseconds since 1970; the system's clock if not given. */
  readonly now?: () => number;
}

/**
 * A `preHandler` for answers that depend on the dataset and the address alone: gives them a strong ETag (a weak one
 * where the route is `negotiated`) and answers 304, without computing, to a client that holds them. Clients ask
 * again each time, unless the address names the dataset (`jeu=`): then they keep the answer.
 *
 * The ETag covers the accepted encodings too, because a compressed answer has other bytes (RFC 9110, 8.8.3.3).
 */
export function revalidate({ datasetId, release, now = Date.now }: CacheOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { negotiated: isNegotiated = false, minutely: isMinutely = false } = request.routeOptions.config;
    const accepted = isNegotiated ? ["accept-encoding", "accept"] : ["accept-encoding"];
    const headers = accepted.map((name) => String(request.headers[name] ?? ""));
    if (isMinutely) headers.push(String(Math.floor(now() / MINUTE_MS)));
    const etag = `${isNegotiated || isMinutely ? "W/" : ""}"${digest([datasetId, release, ...headers, request.url])}"`;
    // What is saved may be deleted.
    const isBound = (request.query as { jeu?: string }).jeu === datasetId && request.savedScenario === null;
    reply
      .header("etag", etag)
      .header("cache-control", isBound ? `public, max-age=${DATASET_BOUND_SECONDS}` : "public, no-cache")
      .header("vary", accepted.join(", "));
    if (!holds(request.headers["if-none-match"], etag)) return undefined;
    return reply.code(304).send();
  };
}

/**
 * Sends a text that other things change than the dataset, with a strong ETag of its own contents; 304 to a client that holds
 * it. Clients ask again each time.
 *
 * @param headers of the answer where it is sent
 */
export function revalidateText(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  const etag = `"${digest([request.headers["accept-encoding"] ?? "", text])}"`;
  reply.header("etag", etag).header("cache-control", "public, no-cache").header("vary", "accept-encoding");
  if (holds(request.headers["if-none-match"], etag)) return reply.code(304).send();
  return reply.headers(headers).send(text);
}

/**
 * An `onRoute` hook: a HEAD whose GET may be compressed does not know that answer's length, so it gives none
 * (RFC 9110, 9.3.2) rather than that of the plain one.
 */
export function hideUnknownLength(route: RouteOptions): void {
  if (route.method !== "HEAD") return;
  const hide = async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    if (request.headers["accept-encoding"] !== undefined) reply.removeHeader("content-length");
    return payload;
  };
  route.onSend = [route.onSend ?? [], hide].flat();
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 27);
}

/** Weak comparison, as RFC 9110 asks of If-None-Match. `*` is left alone: it says nothing of what is held. */
function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((held) => opaque(held) === opaque(etag));
}
