import { Type } from "typebox";

import { NearWriter } from "../near/near-text.ts";
import type { Description } from "../openapi/description.ts";
import { checkPoint } from "../points.ts";
import { KINDS, MINUTES_MAX, parameters, POINT, SELECTION } from "../schemas/parameters.ts";
import { NearestSchema } from "../schemas/structure-schemas.ts";
import { readLeftOut, readSelection } from "../selection.ts";
import { GEOJSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const LIMIT_MAX = 20;

const NearQuery = parameters({
  ...POINT,
  limite: Type.Integer({
    minimum: 1,
    maximum: LIMIT_MAX,
    default: 5,
    title: "combien au plus",
    description: `un nombre entier de structures, de 1 à ${LIMIT_MAX}`,
  }),
  minutes_max: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MINUTES_MAX,
      title: "sans les structures qui sont plus loin",
      description: `un nombre entier de minutes, de 1 à ${MINUTES_MAX}`,
    }),
  ),
  ...SELECTION,
  ...KINDS,
  itineraire: Type.Boolean({
    default: false,
    title: "joindre le tracé du trajet",
    description: "l’un des mots true, false",
  }),
});

const describe: Description = {
  operationId: "trouverProches",
  summary: "Les structures les plus proches d’un lieu, par la route",
  description:
    "La plus proche en temps d’abord, avec le temps et la longueur du trajet en voiture. Le lieu est rattaché à la route la plus proche, à 5 km au plus.",
  tag: "Structures",
  answers: { 200: { description: "Les structures.", content: { [GEOJSON_TYPE]: NearestSchema } } },
  problems: ["point.swapped", "point.outside", "point.far_from_road"],
  examples: ({ point }) => [
    { summary: "Les trois plus proches", query: { ...point, limite: 3 } },
    { summary: "La plus proche, avec le trajet", query: { ...point, limite: 1, itineraire: true } },
  ],
};

/** `GET /api/v1/proche`: the structures nearest by road, as GeoJSON, nearest first. */
export function nearRoutes(app: App, { study, near, revalidate }: RouteContext): void {
  const { dataset } = study;
  let made: NearWriter | null = null;
  app.get(
    "/api/v1/proche",
    { schema: { querystring: NearQuery }, config: { describe }, preHandler: revalidate },
    async (request, reply) => {
      const { lat, lon, limite, minutes_max: maxMinutes, itineraire } = request.query;
      checkPoint(dataset.bbox, lon, lat);
      const selection = readSelection(request.query, readLeftOut(request.query));
      const found = await near.find({ lon, lat }, { limit: limite, selection, withRoutes: itineraire });
      const writer = (made ??= new NearWriter(dataset));
      return reply.type(GEOJSON_TYPE).send(writer.write({ lon, lat }, found, maxMinutes ?? Infinity));
    },
  );
}
