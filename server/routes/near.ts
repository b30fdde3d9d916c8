import { Type } from "typebox";

import { NearWriter } from "../near/near-text.ts";
import { checkPoint } from "../points.ts";
import { KINDS, MINUTES_MAX, parameters, POINT, SELECTION } from "../schemas/parameters.ts";
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
    description: `un nombre entier de structures, de 1 à ${LIMIT_MAX}`,
  }),
  minutes_max: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MINUTES_MAX,
      description: `un nombre entier de minutes, de 1 à ${MINUTES_MAX}`,
    }),
  ),
  ...SELECTION,
  ...KINDS,
  itineraire: Type.Boolean({ default: false, description: "true ou false" }),
});

/** `GET /api/v1/proche`: the structures nearest by road, as GeoJSON, nearest first. */
export function nearRoutes(app: App, { study, near, revalidate }: RouteContext): void {
  const { dataset } = study;
  let made: NearWriter | null = null;
  app.get(
    "/api/v1/proche",
    { schema: { querystring: NearQuery }, preHandler: revalidate },
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
