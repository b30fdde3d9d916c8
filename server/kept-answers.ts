import type { FastifyReply, FastifyRequest } from "fastify";

import type { KeptBytes } from "./kept-bytes.ts";
import { BusyError } from "./questions/busy-error.ts";

/** Before a connection on which nothing moves is cut: by the front after 75 s, by nginx after 80 (deploy/nginx.conf). */
const PATIENCE_MILLISECONDS = 60_000;
const RETRY_SECONDS = 15;

/** Sends what `make` comes to, made once for each address. */
export type SendKept = (
  request: FastifyRequest,
  reply: FastifyReply,
  contentType: string,
  make: () => Promise<Uint8Array>,
) => Promise<FastifyReply>;

/**
 * Keeps answers that take long to compute, as bytes by address. The dataset of an app does not change, so an answer
 * never grows old. Who has waited for a minute is told to come again (`BusyError`): what is being made goes on, and is
 * at hand then.
 */
export function keepAnswers(kept: KeptBytes): SendKept {
  return async (request, reply, contentType, make) => {
    request.kept = kept.stateOf(request.url);
    const bytes = await withPatience(kept.getOrMake(request.url, make));
    return reply.type(contentType).send(asBuffer(bytes));
  };
}

async function withPatience<T>(made: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BusyError("time", RETRY_SECONDS)), PATIENCE_MILLISECONDS);
  });
  try {
    return await Promise.race([made, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same bytes, as Fastify sends them. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
