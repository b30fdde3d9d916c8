import type { FastifyReply } from "fastify";

import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { App } from "../routes/context.ts";
import { OsrmRoads } from "./drivable.ts";
import { answerNearest } from "./nearest.ts";
import { OsrmRefusal } from "./refusal.ts";
import { type OsrmRequest, readRequest } from "./request.ts";
import { answerRoute } from "./route.ts";
import { answerTable } from "./table.ts";

const PREFIX = "/osrm";
const OSRM_TYPE = "application/json; charset=UTF-8";

/** As osrm-routed's `--max-table-size`. */
export const DEFAULT_MAX_TABLE_SIZE = 100;

/** `GET /osrm/{route,table,nearest}/v1/...`: OSRM's own protocol, so that its clients work by another address. */
export function osrmRoutes(app: App, dataset: Dataset, maxTableSize: number): void {
  // Most who serve a map never ask.
  let made: OsrmRoads | null = null;
  const roads = (): OsrmRoads => (made ??= new OsrmRoads(dataset));
  app.get(`${PREFIX}/*`, async (request, reply) => {
    try {
      const answer = await answerRequest(
        roads(),
        readRequest(addressOf(request.raw.url ?? "")),
        maxTableSize,
      );
      return await send(reply, answer);
    } catch (error) {
      if (!(error instanceof OsrmRefusal)) throw error;
      return send(reply.code(400), { message: error.message, code: error.code });
    }
  });
  app.route({
    method: ["POST", "PUT", "PATCH", "DELETE"],
    url: `${PREFIX}/*`,
    handler: (_, reply) =>
      send(reply.code(405).header("allow", "GET, HEAD"), {
        message: "Only GET is supported.",
        code: "InvalidUrl",
      }),
  });
}

async function answerRequest(roads: OsrmRoads, request: OsrmRequest, maxTableSize: number): Promise<unknown> {
  if (request.service === "nearest") return answerNearest(roads, request);
  if (request.service === "table") return answerTable(roads, request, maxTableSize);
  return answerRoute(roads, request);
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
  return reply
    .type(OSRM_TYPE)
    .header("content-disposition", 'inline; filename="response.json"')
    .serializer(JSON.stringify)
    .send(body);
}
