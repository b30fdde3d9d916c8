import type { FastifyReply, FastifyRequest } from "fastify";

import { ByteCache } from "./byte-cache.ts";

/** Sends what `make` returns (a text as it is, anything else as JSON), made once for each address. */
export type SendKept = (
  request: FastifyRequest,
  reply: FastifyReply,
  contentType: string,
  make: () => unknown,
) => FastifyReply;

/**
 * Keeps answers that take long to compute, as bytes by address, up to a total size. The dataset does not
 * change while a server runs, so an answer never grows old.
 */
export function keepAnswers(limitBytes: number): SendKept {
  const cache = new ByteCache(limitBytes);
  return (request, reply, contentType, make) => {
    const bytes = cache.getOrMake(request.url, () => {
      const answer = make();
      return Buffer.from(typeof answer === "string" ? answer : JSON.stringify(answer));
    });
    return reply.type(contentType).send(bytes);
  };
}
