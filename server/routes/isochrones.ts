import { checkPoint } from "../points.ts";
import { MinutesList, parameters, POINT } from "../schemas/parameters.ts";
import { readMinutesList } from "../selection.ts";
import { GEOJSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";
import { StructurePath, findStructure } from "./structures.ts";

const PointQuery = parameters({ ...POINT, minutes: MinutesList });

/** `GET /api/v1/structures/:id/isochrone` and `/api/v1/isochrone`, as GeoJSON, one feature per band. */
export function isochroneRoutes(app: App, { study, asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/structures/:id/isochrone",
    {
      schema: { params: StructurePath, querystring: parameters({ minutes: MinutesList }) },
      preHandler: revalidate,
    },
    async (request, reply) => {
      const minutes = readMinutesList(request.query.minutes);
      const { id: structureId } = findStructure(study, request.params.id);
      return sendKept(request, reply, GEOJSON_TYPE, async () =>
        asker.ask("isochrones", { to: { structureId }, minutes }),
      );
    },
  );

  app.get(
    "/api/v1/isochrone",
    { schema: { querystring: PointQuery }, preHandler: revalidate },
    async (request, reply) => {
      const { lat, lon } = request.query;
      const minutes = readMinutesList(request.query.minutes);
      checkPoint(study.dataset.bbox, lon, lat);
      return sendKept(request, reply, GEOJSON_TYPE, async () =>
        asker.ask("isochrones", { to: { lon, lat }, minutes }),
      );
    },
  );
}
