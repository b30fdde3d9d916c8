import { Type } from "typebox";

import type { Description } from "../openapi/description.ts";
import { checkPoint } from "../points.ts";
import { IsochronesSchema } from "../schemas/isochrone-schemas.ts";
import { MinutesList, oneOf, parameters, POINT } from "../schemas/parameters.ts";
import { readMinutesList } from "../selection.ts";
import { GEOJSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";
import { StructurePath, findStructure } from "./structures.ts";

const BANDS = {
  minutes: MinutesList,
  direction: Type.Optional(oneOf(["arrivee", "depart"], "vers le lieu, ou à partir de lui")),
};
const StructureQuery = parameters(BANDS);
const PointQuery = parameters({ ...POINT, ...BANDS });

const answers: Description["answers"] = {
  200: {
    description: "Une zone par temps, la plus large d’abord.",
    content: { [GEOJSON_TYPE]: IsochronesSchema },
  },
};

const ZONES =
  "Chaque zone est un multipolygone, avec des trous là où vivent des gens qui sont plus loin. Les habitants sont comptés par carreau, pas sur le dessin.";

const describeOfStructure: Description = {
  operationId: "dessinerIsochroneStructure",
  summary: "Les zones d’où l’on rejoint une structure",
  description: `Les lieux d’où l’on rejoint cette structure en voiture en tant de minutes au plus. ${ZONES}`,
  tag: "Isochrones",
  answers,
  problems: ["structure.unknown", "point.far_from_road"],
  examples: ({ structureId: id }) =>
    id === null ? [] : [{ summary: "À 10 minutes", path: { id }, query: { minutes: "10" } }],
};

const describeOfPoint: Description = {
  operationId: "dessinerIsochrone",
  summary: "Les zones d’où l’on rejoint un lieu",
  description: `Comme pour une structure, mais autour d’un lieu quelconque : pour étudier une ouverture. ${ZONES}`,
  tag: "Isochrones",
  answers,
  problems: ["point.swapped", "point.outside", "point.far_from_road"],
  examples: ({ point }) => [{ summary: "À 5 et 10 minutes", query: { ...point, minutes: "5,10" } }],
};

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
      config: { describe: describeOfStructure },
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
    { schema: { querystring: PointQuery }, config: { describe: describeOfPoint }, preHandler: revalidate },
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
