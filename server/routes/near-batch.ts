import type { FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import { Type } from "typebox";

import { RequestError } from "../../isochrones/errors.ts";
import { batchCsv } from "../near/batch-csv.ts";
import { pointsOfJson } from "../near/batch-json.ts";
import { type BatchPoints, MOST_BATCH_POINTS, pointsOfCsv, textOfCsv } from "../near/batch-points.ts";
import type { Description } from "../openapi/description.ts";
import { KINDS, MINUTES_MAX, parameters, SELECTION } from "../schemas/parameters.ts";
import { text } from "../schemas/parts.ts";
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
    title: "combien par point, au plus",
    description: `un nombre entier de structures par point, de 1 à ${LIMIT_MAX}`,
  }),
  minutes_max: Type.Integer({
    minimum: 1,
    maximum: MINUTES_MAX,
    default: MINUTES_MAX,
    title: "sans les structures qui sont plus loin",
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

const PointList = Type.Array(BatchPoint, {
  maxItems: MOST_BATCH_POINTS,
  description: `une liste d’au plus ${MOST_BATCH_POINTS} points`,
});
const PointTable = Type.String({ description: "un CSV avec les colonnes lat et lon" });

/** Both come as text, and are checked as they are read. */
const BatchBody = Type.Union([PointList, PointTable]);

const describe: Description = {
  operationId: "trouverProchesLot",
  summary: "Les structures les plus proches de beaucoup de points",
  description: `Au plus ${MOST_BATCH_POINTS} points, en JSON ou en CSV ; la réponse est un CSV, envoyé à mesure. Ses premières colonnes sont celles de la demande, les suivantes commencent par \`fs_\` ; \`fs_etat\` dit pourquoi un point reste sans réponse.`,
  tag: "Structures",
  body: { "application/json": PointList, "text/csv": PointTable, "text/plain": PointTable },
  answers: {
    200: {
      description: "Une ligne par point et par structure.",
      content: { [CSV_TYPE]: text("Le CSV, en UTF-8 avec BOM.") },
      headers: { "Content-Disposition": "Le nom sous lequel enregistrer le fichier." },
    },
  },
  problems: ["batch.invalid", "batch.too_many", "request.refused"],
  examples: ({ point }) => [{ summary: "Un point", body: [{ id: "a", ...point }] }],
};

/** `POST /api/v1/proche/lot`: what is near each of many points, JSON or CSV in, CSV out, as it is found. */
export function nearBatchRoutes(app: App, { study, near }: RouteContext): void {
  const { dataset } = study;
  void app.register(async (batch) => {
    batch.addContentTypeParser(
      ["text/csv", "text/plain"],
      { parseAs: "buffer", bodyLimit: MOST_BODY_BYTES },
      async (request: FastifyRequest, body: Buffer) => textOfCsv(body, charsetOf(request)),
    );
    // As text too: a list of points is read little by little.
    batch.addContentTypeParser(
      "application/json",
      { parseAs: "string", bodyLimit: MOST_BODY_BYTES },
      (_, body, done) => done(null, body),
    );
    (batch as App).post(
      "/api/v1/proche/lot",
      {
        schema: { querystring: BatchQuery, body: BatchBody },
        config: { describe },
        bodyLimit: MOST_BODY_BYTES,
      },
      async (request, reply) => {
        const { limite, minutes_max: maxMinutes } = request.query;
        const selection = readSelection(request.query, readLeftOut(request.query));
        const points = await readPoints(request.body, isJson(request.headers["content-type"]));
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

async function readPoints(body: unknown, isJsonText: boolean): Promise<BatchPoints> {
  if (typeof body !== "string") {
    throw new RequestError("batch.invalid", "points", "Aucun point : la demande n’a pas de corps.");
  }
  return isJsonText ? pointsOfJson(body) : pointsOfCsv(body);
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.trim().toLowerCase().startsWith("application/json") === true;
}
