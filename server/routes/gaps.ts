import { Type } from "typebox";

import type { Description } from "../openapi/description.ts";
import { GapsGeoJsonSchema, GapsSchema } from "../schemas/gap-schemas.ts";
import {
  Minutes,
  RESULTS_MAX,
  SCENARIO,
  SELECTION,
  TerritoryParameter,
  oneOf,
  parameters,
} from "../schemas/parameters.ts";
import { text } from "../schemas/parts.ts";
import { SCENARIO_PROBLEMS } from "../scenarios/scenario-problems.ts";
import { readScenarioSelection } from "../selection.ts";
import { attachment } from "./attachment.ts";
import { CSV_TYPE, GEOJSON_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const GapsQuery = parameters({
  territoire: TerritoryParameter,
  minutes: Minutes,
  ...SELECTION,
  ...SCENARIO,
  format: Type.Optional(oneOf(["json", "geojson", "csv"], "la forme de la réponse ; json par défaut")),
  limite: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: RESULTS_MAX,
      title: "les plus peuplées seulement",
      description: `un nombre entier de 1 à ${RESULTS_MAX} ; sans lui, toutes`,
    }),
  ),
  contours: Type.Boolean({
    default: true,
    title: "joindre les contours, en json",
    description: "l’un des mots true, false",
  }),
});

const TYPES = { json: JSON_TYPE, geojson: GEOJSON_TYPE, csv: CSV_TYPE } as const;

const describe: Description = {
  operationId: "listerZonesBlanches",
  summary: "Les zones blanches d’un territoire",
  description:
    "Une zone blanche est un ensemble de carreaux habités, qui se touchent, à plus de tant de minutes de toute structure comptée. Chacune dit ses habitants, ses communes, son plus long temps et la structure la plus proche.",
  tag: "Zones blanches",
  answers: {
    200: {
      description: "Les zones blanches, la plus peuplée d’abord.",
      content: {
        [JSON_TYPE]: GapsSchema,
        [GEOJSON_TYPE]: GapsGeoJsonSchema,
        [CSV_TYPE]: text("Une ligne par zone, en UTF-8 avec BOM, séparée par des virgules (RFC 4180)."),
      },
      headers: { "Content-Disposition": "En CSV : le nom sous lequel enregistrer le fichier." },
    },
  },
  problems: ["territory.unknown", "population.absent", ...SCENARIO_PROBLEMS],
  examples: ({ departement }) => {
    const query = { territoire: departement.ref, minutes: 20 };
    return [
      { summary: "Un département, à 20 minutes", query },
      { summary: "Les dix plus peuplées, sans contours", query: { ...query, limite: 10, contours: false } },
      { summary: "Les mêmes en GeoJSON", query: { ...query, format: "geojson" }, type: GEOJSON_TYPE },
      { summary: "Les mêmes en CSV", query: { ...query, format: "csv" }, type: CSV_TYPE },
    ];
  },
};

/** `GET /api/v1/zones-blanches`: the gaps, most people first, as JSON, GeoJSON or CSV. */
export function gapRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/zones-blanches",
    { schema: { querystring: GapsQuery }, config: { describe }, preHandler: revalidate },
    async (request, reply) => {
      const { territoire, minutes, format = "json", limite, contours } = request.query;
      const query = { territory: territoire, minutes, selection: readScenarioSelection(request.query) };
      const name = ["zones-blanches", territoire, minutes, "min"];
      if (format === "csv") void reply.header("content-disposition", attachment(name, "csv"));
      return sendKept(request, reply, TYPES[format], async () =>
        asker.ask("gaps", { query, format, limit: limite, withOutlines: contours }),
      );
    },
  );
}
