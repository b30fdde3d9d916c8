import type { FastifyReply, FastifyRequest } from "fastify";

import type { KeptBytes } from "./kept-bytes.ts";

/** Sends what `make` comes to, made once for each address. */
export type SendKept = (
  request: FastifyRequest,
  reply: FastifyReply,
  contentType: string,
  make: () => Promise<Uint8Array>,
) => Promise<FastifyReply>;

/**
 * Keeps answers that take long to compute, as bytes by address. The dataset of an app does not change, so an answer
 * never grows old.
 */
export function keepAnswers(kept: KeptBytes): SendKept {
  return async (request, reply, contentType, make) => {
    request.kept = kept.stateOf(request.url);
    const bytes = await kept.getOrMake(request.url, make);
    return reply.type(contentType).send(asBuffer(bytes));
  };
}

/** The same bytes, as Fastify sends them. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
