import { Type } from "typebox";

import { isInRectangle } from "../../../isochrones/geo/rectangle.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import type { IsochroneBand } from "../../../isochrones/model/report.ts";
import type { Structure } from "../../../isochrones/model/structure.ts";
import type { Bbox, BoxFilter, FeatureCollectionSource, FeaturePage, FeatureQuery } from "../source.ts";
import type { SourceFeature } from "../source.ts";
import { FeatureTable } from "./feature-table.ts";
import {
  CommuneCode,
  DepartementCode,
  StructureFormatWord,
  StructureTypeWord,
  withoutNoise,
} from "./properties.ts";

/** The area around a structure from which it is reached within 30 minutes. */
export type DrawIsochrone = (structureId: string) => Promise<Pick<IsochroneBand, "area" | "people">>;

export const ISOCHRONE_MINUTES = 30;

const PAGE_MAX = 50;
/** Areas drawn for one page at most, before a box has met the first of them. */
const DRAWN_MAX = 50;
/** Degrees: areas are drawn on a grid of 200 m, a little beyond the roads. */
const ROADS_MARGIN = 0.01;
/** No way of half an hour leads farther: 150 km/h on a straight road, faster than any profile. */
const REACH_KM = 75;
const KM_PER_DEGREE = 111.1;

const PROPERTIES = {
  name: Type.String({ title: "Structure", description: "le nom de la structure" }),
  minutes: Type.Integer({ title: "Minutes", description: "le temps de trajet, en minutes" }),
  people: Type.Number({ title: "Habitants", description: "les habitants de cette aire" }),
  communeCode: CommuneCode,
  communeName: Type.String({ title: "Commune", description: "le nom d’une commune" }),
  departementCode: DepartementCode,
  type: StructureTypeWord,
  format: StructureFormatWord,
};

/**
 * One area for each structure, drawn when its page is asked for. A box needs the areas of all structures around it, so
 * that pages of one are not counted beforehand.
 */
export function isochronesSource(dataset: Dataset, draw: DrawIsochrone): FeatureCollectionSource {
  const table = new FeatureTable(dataset.structures.map(structureRow));
  const [west, south, east, north] = dataset.bbox;
  const extent: Bbox = [west - ROADS_MARGIN, south - ROADS_MARGIN, east + ROADS_MARGIN, north + ROADS_MARGIN];
  return {
    id: "isochrones",
    title: `Isochrones des structures à ${ISOCHRONE_MINUTES} minutes`,
    description: `Pour chaque structure France services, l’aire d’où on la joint en ${ISOCHRONE_MINUTES} minutes ou moins en voiture.`,
    geometryType: "MultiPolygon",
    properties: PROPERTIES,
    filters: ["communeCode", "communeName", "departementCode", "type", "format"],
    pageSize: { default: 10, max: PAGE_MAX },
    extent: () => (dataset.structures.length === 0 ? null : extent),
    days: () => null,
    list: async (query) =>
      query.bbox === null ? listAll(table, query, draw) : listInBox(table, query, query.bbox, draw),
    get: async (id) => {
      const row = table.get(id);
      return row === null ? null : drawn(row, draw);
    },
  };
}

async function listAll(table: FeatureTable, query: FeatureQuery, draw: DrawIsochrone): Promise<FeaturePage> {
  const page = table.list(query);
  const features: SourceFeature[] = [];
  for (const row of page.features) features.push(await drawn(row, draw));
  return { ...page, features };
}

async function listInBox(
  table: FeatureTable,
  query: FeatureQuery,
  bbox: BoxFilter,
  draw: DrawIsochrone,
): Promise<FeaturePage> {
  const candidates = table.match({ ...query, bbox: withinReach(bbox) });
  const features: SourceFeature[] = [];
  let at = query.offset;
  // Clients stop at an empty page, so one that has a next one is never empty.
  const mayGoOn = (): boolean => features.length === 0 || at - query.offset < DRAWN_MAX;
  while (at < candidates.length && features.length < query.limit && mayGoOn()) {
    const feature = await drawn(candidates[at++], draw);
    if (feature.geometry !== null && bbox.meets(feature.geometry)) features.push(feature);
  }
  return { features, numberMatched: null, nextOffset: at < candidates.length ? at : null };
}

async function drawn(row: SourceFeature, draw: DrawIsochrone): Promise<SourceFeature> {
  const { area, people } = await draw(row.id);
  return { ...row, geometry: area, properties: { ...row.properties, people: withoutNoise(people) } };
}

function structureRow({ id, lon, lat, ...structure }: Structure): SourceFeature {
  const { name, communeCode, communeName, departementCode, type, format } = structure;
  return {
    type: "Feature",
    id,
    geometry: { type: "Point", coordinates: [lon, lat] },
    properties: {
      name,
      minutes: ISOCHRONE_MINUTES,
      people: null,
      communeCode,
      communeName,
      departementCode,
      type,
      format,
    },
  };
}

/** The structures whose areas may meet a box. */
function withinReach({ envelopes }: BoxFilter): BoxFilter {
  const wide = envelopes.map(widen);
  return {
    envelopes: wide,
    meets: (geometry) =>
      geometry.type === "Point" && wide.some((envelope) => isInRectangle(geometry.coordinates, envelope)),
  };
}

function widen([west, south, east, north]: Bbox): Bbox {
  const latMargin = REACH_KM / KM_PER_DEGREE;
  const farthest = Math.min(Math.max(Math.abs(south), Math.abs(north)) + latMargin, 89);
  const lonMargin = latMargin / Math.cos((farthest * Math.PI) / 180);
  return [west - lonMargin, south - latMargin, east + lonMargin, north + latMargin];
}
