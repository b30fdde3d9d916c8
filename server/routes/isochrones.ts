import { Type } from "typebox";

import { RequestError } from "../../isochrones/errors.ts";
import type { IsochroneBand } from "../../isochrones/model/report.ts";
import type { Study } from "../../isochrones/study.ts";
import { datasetStamp } from "../public-data.ts";
import type { IsochronesAnswer } from "../schemas/answers.ts";
import { MinutesList, parameters } from "../schemas/parameters.ts";
import { readMinutesList } from "../selection.ts";
import { GEOJSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";
import { StructurePath, findStructure } from "./structures.ts";

const PointQuery = parameters({
  lat: Type.Number({ minimum: -90, maximum: 90, description: "une latitude en degrés, de -90 à 90" }),
  lon: Type.Number({ minimum: -180, maximum: 180, description: "une longitude en degrés, de -180 à 180" }),
  minutes: MinutesList,
});

/** About ten kilometres: no road of the dataset is nearer to what lies beyond. */
const MARGIN_DEGREES = 0.1;

/** `GET /api/v1/structures/:id/isochrone` and `/api/v1/isochrone`, as GeoJSON, one feature per band. */
export function isochroneRoutes(app: App, { study, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/structures/:id/isochrone",
    {
      schema: { params: StructurePath, querystring: parameters({ minutes: MinutesList }) },
      preHandler: revalidate,
    },
    (request, reply) => {
      const minutes = readMinutesList(request.query.minutes);
      const { id } = findStructure(study, request.params.id);
      return sendKept(request, reply, GEOJSON_TYPE, () =>
        isochronesAnswer(study, study.isochrones({ structureId: id }, minutes)),
      );
    },
  );

  app.get(
    "/api/v1/isochrone",
    { schema: { querystring: PointQuery }, preHandler: revalidate },
    (request, reply) => {
      const { lat, lon } = request.query;
      const minutes = readMinutesList(request.query.minutes);
      checkPoint(study.dataset.bbox, lon, lat);
      return sendKept(request, reply, GEOJSON_TYPE, () =>
        isochronesAnswer(study, study.isochrones({ lon, lat }, minutes)),
      );
    },
  );
}

function isochronesAnswer(study: Study, bands: readonly IsochroneBand[]): IsochronesAnswer {
  const features = bands
    .toSorted((a, b) => b.minutes - a.minutes)
    .map(({ minutes, area, people }) => ({
      type: "Feature" as const,
      geometry: area,
      properties: { minutes, people },
    }));
  return { type: "FeatureCollection", features, dataset: datasetStamp(study.dataset) };
}

type Bbox = Study["dataset"]["bbox"];

function checkPoint(bbox: Bbox, lon: number, lat: number): void {
  if (isNear(bbox, lon, lat)) return;
  if (isNear(bbox, lat, lon)) {
    const detail = `Les coordonnées lat=${lat} et lon=${lon} semblent inversées : essayez lat=${lon}&lon=${lat}.`;
    throw new RequestError("point.swapped", "lat", detail);
  }
  const [west, south, east, north] = bbox.map((degrees) => Number(degrees.toFixed(3)));
  const detail =
    `Le point lat=${lat}, lon=${lon} est hors du jeu de données, ` +
    `qui va de ${south} à ${north} en latitude et de ${west} à ${east} en longitude.`;
  throw new RequestError("point.outside", "lat", detail);
}

function isNear([west, south, east, north]: Bbox, lon: number, lat: number): boolean {
  return (
    lon >= west - MARGIN_DEGREES &&
    lon <= east + MARGIN_DEGREES &&
    lat >= south - MARGIN_DEGREES &&
    lat <= north + MARGIN_DEGREES
  );
}
