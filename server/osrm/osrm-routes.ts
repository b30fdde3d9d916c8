import type { FastifyReply } from "fastify";

import { asBuffer } from "../kept-answers.ts";
import { BusyError } from "../questions/busy-error.ts";
import type { Asker } from "../questions/questions.ts";
import type { App } from "../routes/context.ts";
import { OsrmRefusal } from "./refusal.ts";
import { readRequest } from "./request.ts";

const PREFIX = "/osrm";
const OSRM_TYPE = "application/json; charset=UTF-8";

/** As osrm-routed's `--max-table-size`. */
export const DEFAULT_MAX_TABLE_SIZE = 100;

/**
 * What OSRM says when it fails for no fault of the request; it has no time limit and no full queue. Here they go with 503
 * and Retry-After, not its 500: a client that looks at the status alone comes again.
 */
const FAILED = { code: "InternalError", message: "Internal Server Error" };

/** `GET /osrm/{route,table,nearest}/v1/...`: OSRM's own protocol, so that its clients work by another address. */
export function osrmRoutes(app: App, asker: Asker, maxTableSize: number): void {
  app.get(`${PREFIX}/*`, async (request, reply) => {
    try {
      const read = readRequest(addressOf(request.raw.url ?? ""));
      const answer = await asker.ask("osrm", { request: read, maxTableSize });
      return await dress(reply).send(asBuffer(answer));
    } catch (error) {
      if (error instanceof OsrmRefusal) {
        const { code, message } = error;
        return send(reply.code(400), { message, code });
      }
      if (!(error instanceof BusyError)) throw error;
      return send(reply.code(503).header("retry-after", error.retrySeconds), FAILED);
    }
  });
  app.route({
    method: ["POST", "PUT", "PATCH", "DELETE"],
    url: `${PREFIX}/*`,
    config: { refuses: true },
    // Not by the refusal of other addresses: OSRM's clients read its own form.
    onRequest: async (_, reply) =>
      send(reply.code(405).headers({ allow: "GET, HEAD", connection: "close" }), {
        message: "Only GET is supported.",
        code: "InvalidUrl",
      }),
    handler: () => null,
  });
}

function addressOf(url: string): string {
  const address = url.slice(url.indexOf(PREFIX) + PREFIX.length);
  try {
    return decodeURIComponent(address);
  } catch {
    throw new OsrmRefusal("InvalidUrl", "URL string malformed close to position 0: percent-encoding");
  }
}

function send(reply: FastifyReply, body: unknown): FastifyReply {
  return dress(reply).serializer(JSON.stringify).send(body);
}

function dress(reply: FastifyReply): FastifyReply {
  return reply.type(OSRM_TYPE).header("content-disposition", 'inline; filename="response.json"');
}
