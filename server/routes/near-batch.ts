import type { FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import { Type } from "typebox";

import { RequestError } from "../../isochrones/errors.ts";
import { batchCsv } from "../near/batch-csv.ts";
import {
  type BatchPoints,
  checkPlainNumbers,
  MOST_BATCH_POINTS,
  pointsOfCsv,
  pointsOfJson,
  textOfCsv,
} from "../near/batch-points.ts";
import { KINDS, MINUTES_MAX, parameters, SELECTION } from "../schemas/parameters.ts";
import { readLeftOut, readSelection } from "../selection.ts";
import { CSV_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const LIMIT_MAX = 5;
const MOST_BODY_BYTES = 4 * 1024 * 1024;

const BatchQuery = parameters({
  limite: Type.Integer({
    minimum: 1,
    maximum: LIMIT_MAX,
    default: 1,
    description: `un nombre entier de structures par point, de 1 à ${LIMIT_MAX}`,
  }),
  minutes_max: Type.Integer({
    minimum: 1,
    maximum: MINUTES_MAX,
    default: MINUTES_MAX,
    description: `un nombre entier de minutes, de 1 à ${MINUTES_MAX}`,
  }),
  ...SELECTION,
  ...KINDS,
});

const BatchPoint = Type.Object(
  {
    id: Type.Optional(
      Type.Union([Type.String({ maxLength: 200 }), Type.Number()], {
        description: "un identifiant, texte ou nombre",
      }),
    ),
    lat: Type.Number({ description: "une latitude en degrés" }),
    lon: Type.Number({ description: "une longitude en degrés" }),
  },
  { additionalProperties: false, description: "un point : lat, lon et, si l’on veut, id" },
);

/** A CSV comes as text. */
const BatchBody = Type.Union([
  Type.Array(BatchPoint, {
    maxItems: MOST_BATCH_POINTS,
    description: `une liste d’au plus ${MOST_BATCH_POINTS} points`,
  }),
  Type.String({ description: "un CSV avec les colonnes lat et lon" }),
]);

/** `POST /api/v1/proche/lot`: what is near each of many points, JSON or CSV in, CSV out, as it is found. */
export function nearBatchRoutes(app: App, { study, near }: RouteContext): void {
  const { dataset } = study;
  void app.register(async (batch) => {
    batch.addContentTypeParser(
      ["text/csv", "text/plain"],
      { parseAs: "buffer", bodyLimit: MOST_BODY_BYTES },
      async (request: FastifyRequest, body: Buffer) => textOfCsv(body, charsetOf(request)),
    );
    (batch as App).post(
      "/api/v1/proche/lot",
      {
        schema: { querystring: BatchQuery, body: BatchBody },
        bodyLimit: MOST_BODY_BYTES,
        // Before what is no number is made one: null would be taken for 0.
        preValidation: async (request) => checkPlainNumbers(request.body),
      },
      async (request, reply) => {
        const { limite, minutes_max: maxMinutes } = request.query;
        const selection = readSelection(request.query, readLeftOut(request.query));
        const points = await readPoints(request.body);
        const lines = batchCsv(points, { near, dataset, query: { limit: limite, selection }, maxMinutes });
        return reply
          .type(CSV_TYPE)
          .header("cache-control", "no-store")
          .header("content-disposition", 'attachment; filename="proche.csv"')
          .send(Readable.from(lines));
      },
    );
  });
}

function charsetOf({ headers }: FastifyRequest): string | null {
  return /charset="?([^";\s]+)/i.exec(headers["content-type"] ?? "")?.[1] ?? null;
}

async function readPoints(
  body: string | Parameters<typeof pointsOfJson>[0] | undefined,
): Promise<BatchPoints> {
  if (body === undefined || body === null) {
    throw new RequestError("batch.invalid", "points", "Aucun point : la demande n’a pas de corps.");
  }
  return typeof body === "string" ? pointsOfCsv(body) : pointsOfJson(body);
}
