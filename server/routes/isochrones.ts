import { Type } from "typebox";

import { checkPoint } from "../points.ts";
import { MinutesList, oneOf, parameters, POINT } from "../schemas/parameters.ts";
import { readMinutesList } from "../selection.ts";
import { GEOJSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";
import { StructurePath, findStructure } from "./structures.ts";

const BANDS = { minutes: MinutesList, direction: Type.Optional(oneOf(["arrivee", "depart"])) };
const StructureQuery = parameters(BANDS);
const PointQuery = parameters({ ...POINT, ...BANDS });

const DIRECTIONS = { arrivee: "arrival", depart: "departure" } as const;

/**
 * `GET /api/v1/structures/:id/isochrone` and `/api/v1/isochrone`, as GeoJSON, one feature per band: from where one gets
 * there in time, or with `direction=depart` where one gets from there.
 */
export function isochroneRoutes(app: App, { study, asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/structures/:id/isochrone",
    {
      schema: { params: StructurePath, querystring: StructureQuery },
      preHandler: revalidate,
    },
    async (request, reply) => {
      const minutes = readMinutesList(request.query.minutes);
      const direction = DIRECTIONS[request.query.direction ?? "arrivee"];
      const { id: structureId } = findStructure(study, request.params.id);
      return sendKept(request, reply, GEOJSON_TYPE, async () =>
        asker.ask("isochrones", { around: { structureId }, minutes, direction }),
      );
    },
  );

  app.get(
    "/api/v1/isochrone",
    { schema: { querystring: PointQuery }, preHandler: revalidate },
    async (request, reply) => {
      const { lat, lon } = request.query;
      const minutes = readMinutesList(request.query.minutes);
      const direction = DIRECTIONS[request.query.direction ?? "arrivee"];
      checkPoint(study.dataset.bbox, lon, lat);
      return sendKept(request, reply, GEOJSON_TYPE, async () =>
        asker.ask("isochrones", { around: { lon, lat }, minutes, direction }),
      );
    },
  );
}
