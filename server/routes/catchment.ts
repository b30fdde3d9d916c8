import { Type } from "typebox";

import type { Description } from "../openapi/description.ts";
import { CatchmentGeoJsonSchema, CatchmentSchema } from "../schemas/catchment-schemas.ts";
import { text } from "../schemas/parts.ts";
import { MinutesList, SELECTION, oneOf, parameters } from "../schemas/parameters.ts";
import { readMinutesList, readSelection } from "../selection.ts";
import { attachment } from "./attachment.ts";
import { CSV_TYPE, GEOJSON_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";
import { StructurePath, findStructure } from "./structures.ts";

const CatchmentQuery = parameters({
  minutes: MinutesList,
  ...SELECTION,
  f: Type.Optional(oneOf(["json", "geojson", "csv"], "le format de la réponse")),
});

const describe: Description = {
  operationId: "lireBassin",
  summary: "Le bassin d’une structure : les habitants dont elle est la plus proche",
  description:
    "Les carreaux dont cette structure est la plus proche par la route, parmi celles qui comptent, par seuil de temps, avec leurs communes. En GeoJSON, leurs contours ; en CSV, les carreaux eux-mêmes.",
  tag: "Structures",
  answers: {
    200: {
      description: "Le bassin.",
      content: {
        [JSON_TYPE]: CatchmentSchema,
        [GEOJSON_TYPE]: CatchmentGeoJsonSchema,
        [CSV_TYPE]: text("Une ligne par carreau, en UTF-8 avec BOM (RFC 4180)."),
      },
    },
  },
  problems: ["structure.unknown", "structure.not_counted", "population.absent"],
  examples: ({ structureId: id }) =>
    id === null ? [] : [{ summary: "À 10 et 20 minutes", path: { id }, query: { minutes: "10,20" } }],
};

const TYPES = { json: JSON_TYPE, geojson: GEOJSON_TYPE, csv: CSV_TYPE } as const;

/**
 * `GET /api/v1/structures/:id/bassin`: the people for whom a structure is the nearest, as JSON; the outlines of their
 * cells as GeoJSON; the cells as CSV.
 */
export function catchmentRoutes(app: App, { study, asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/structures/:id/bassin",
    {
      schema: { params: StructurePath, querystring: CatchmentQuery },
      config: { describe },
      preHandler: revalidate,
    },
    async (request, reply) => {
      const { f: format = "json" } = request.query;
      const { id: structureId } = findStructure(study, request.params.id);
      const minutes = readMinutesList(request.query.minutes);
      const selection = readSelection(request.query);
      if (format === "csv")
        void reply.header("content-disposition", attachment(["bassin", structureId], "csv"));
      return sendKept(request, reply, TYPES[format], async () =>
        asker.ask("catchment", { structureId, selection, minutes, format }),
      );
    },
  );
}
