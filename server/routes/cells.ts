import { Readable } from "node:stream";
import { Type } from "typebox";

import { CellStreams } from "../cells/cell-stream.ts";
import type { Description } from "../openapi/description.ts";
import { originOf } from "../public-data.ts";
import { CellsSchema } from "../schemas/cell-schemas.ts";
import { text } from "../schemas/parts.ts";
import { MINUTES_MAX, SELECTION, TerritoryParameter, oneOf, parameters } from "../schemas/parameters.ts";
import { readSelection } from "../selection.ts";
import { invalidParameter } from "../validation.ts";
import { attachment } from "./attachment.ts";
import { CSV_TYPE, GEOJSON_TYPE, PARQUET_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const ABOVE_EXPECTED = `un nombre entier de minutes, de 0 à ${MINUTES_MAX}, que les carreaux dépassent`;
const UP_TO_EXPECTED = `un nombre entier de minutes, de 0 à ${MINUTES_MAX}, que les carreaux ne dépassent pas, plus grand que minutes_min`;

const CellsQuery = parameters({
  territoire: TerritoryParameter,
  minutes_min: Type.Optional(Type.Integer({ minimum: 0, maximum: MINUTES_MAX, description: ABOVE_EXPECTED })),
  minutes_max: Type.Optional(Type.Integer({ minimum: 0, maximum: MINUTES_MAX, description: UP_TO_EXPECTED })),
  ...SELECTION,
  f: Type.Optional(oneOf(["csv", "geojson", "parquet"], "le format du fichier")),
});

const describe: Description = {
  operationId: "exporterCarreaux",
  summary: "Les carreaux d’un territoire, avec leur temps",
  description:
    "Un fichier, aussi long qu’il faut, envoyé à mesure : chaque carreau habité avec ses habitants, sa commune, son temps jusqu’à la structure comptée la plus proche et la distance à la route. En CSV, GeoJSON ou Parquet.",
  tag: "Couverture",
  answers: {
    200: {
      description: "Les carreaux.",
      content: {
        [CSV_TYPE]: text("Une ligne par carreau, en UTF-8 avec BOM, séparée par des virgules (RFC 4180)."),
        [GEOJSON_TYPE]: CellsSchema,
        [PARQUET_TYPE]: null,
      },
    },
  },
  problems: ["territory.unknown", "population.absent"],
  examples: ({ commune }) => [
    {
      summary: "Ceux d’une commune, au-delà de 20 minutes",
      query: { territoire: commune.ref, minutes_min: 20 },
    },
  ],
};

const TYPES = { csv: CSV_TYPE, geojson: GEOJSON_TYPE, parquet: PARQUET_TYPE } as const;

/**
 * `GET /api/v1/carreaux`: the cells of a territory with their times, as a file of any length. `minutes_min` is left out
 * and `minutes_max` is in, so that the two halves of a cut are disjoint; cells without a way are beyond any time.
 */
export function cellRoutes(app: App, { study, asker, revalidate }: RouteContext): void {
  const streams = new CellStreams(asker, originOf(study.dataset));
  app.get(
    "/api/v1/carreaux",
    { schema: { querystring: CellsQuery }, config: { describe }, preHandler: revalidate },
    async (request, reply) => {
      const { territoire, f: format = "csv", minutes_min, minutes_max } = request.query;
      if (minutes_min !== undefined && minutes_max !== undefined && minutes_min >= minutes_max) {
        throw invalidParameter("minutes_max", minutes_max, UP_TO_EXPECTED);
      }
      study.territory(territoire);
      const choice = {
        territory: territoire,
        selection: readSelection(request.query),
        aboveMinutes: minutes_min ?? null,
        upToMinutes: minutes_max ?? null,
        format,
      };
      // Of a HEAD the framework would read the stream to its end.
      const file = request.method === "HEAD" ? Readable.from([]) : await streams.open(choice);
      return reply
        .type(TYPES[format])
        .header("content-disposition", attachment(["carreaux", territoire], format))
        .send(file);
    },
  );
}
