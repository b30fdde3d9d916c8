import type { Position } from "geojson";
import { setImmediate } from "node:timers/promises";
import { Type } from "typebox";

import { readOutlines } from "../../../isochrones/geo/commune-outlines.ts";
import type { CommuneShape, Dataset } from "../../../isochrones/model/dataset.ts";
import type { SubTerritory } from "../../../isochrones/model/report.ts";
import type { Commune } from "../../../isochrones/model/territory.ts";
import type { FeatureCollectionSource, SourceFeature, SourceGeometry } from "../source.ts";
import { FeatureTable, SLICE_ROWS } from "./feature-table.ts";
import { once } from "./once.ts";
import { DepartementCode, minutesSchema, withoutNoise } from "./properties.ts";

const PROPERTIES = {
  name: Type.String({ title: "Nom", description: "le nom d’une commune" }),
  departementCode: DepartementCode,
  regionCode: Type.String({ title: "Région", description: "le code d’une région, comme 94" }),
  epciCode: Type.String({ title: "EPCI", description: "le SIREN d’un EPCI" }),
  legalPopulation: Type.Integer({
    title: "Population légale",
    description: "la population légale, 0 si inconnue",
  }),
  population: Type.Number({ title: "Habitants des carreaux", description: "les habitants de ses carreaux" }),
  covered: Type.Number({
    title: "Habitants couverts",
    description: "ceux qui sont à 30 minutes ou moins, en voiture, d’une structure",
  }),
  share: Type.Number({
    title: "Part couverte",
    description: "leur part, de 0 à 1 ; absente où personne n’habite",
    minimum: 0,
    maximum: 1,
  }),
  meanMinutes: minutesSchema("Temps moyen", "le temps moyen de ceux qui joignent une structure, en minutes"),
  structures: Type.Integer({ title: "Structures", description: "le nombre de ses structures" }),
};

/**
 * Communes with who of them is covered at 30 minutes. Those without an outline have no geometry.
 *
 * @param figures rows of communes, asked for once
 */
export function communesSource(
  dataset: Dataset,
  figures: () => Promise<readonly SubTerritory[]>,
): FeatureCollectionSource {
  const { communes } = dataset;
  const readOutline = readOutlines(dataset);
  const geometryOf = (commune: number): SourceGeometry | null => outlineOf(readOutline(commune));
  // Places are known before figures.
  const places = new FeatureTable(
    communes.map(({ code }, i) => ({
      type: "Feature",
      id: code,
      get geometry() {
        return geometryOf(i);
      },
      properties: {},
    })),
  );
  const table = once(async () => {
    const rows = new Map((await figures()).map((row) => [row.territory.code, row]));
    const features: SourceFeature[] = [];
    for (const [i, commune] of communes.entries()) {
      features.push(communeFeature(commune, () => geometryOf(i), rows.get(commune.code)));
      if (i % SLICE_ROWS === 0) await setImmediate();
    }
    return new FeatureTable(features, null, places);
  });
  return {
    id: "communes",
    title: "Couverture des communes à 30 minutes",
    description:
      "Les communes, avec la part de leurs habitants à 30 minutes ou moins, en voiture, d’une structure France services.",
    geometryType: "MultiPolygon",
    properties: PROPERTIES,
    filters: ["name", "departementCode", "regionCode", "epciCode"],
    pageSize: { default: 50, max: 1000 },
    prepare: async () => places.prepare(),
    extent: () => places.extent(),
    days: () => null,
    list: async (query) => (await table()).list(query),
    get: async (id) => (await table()).get(id),
  };
}

function communeFeature(
  { code, name, departementCode, regionCode, epciCode, legalPopulation }: Commune,
  geometryOf: () => SourceGeometry | null,
  figures: SubTerritory | undefined,
): SourceFeature {
  const { population = 0, covered = 0, share = 0, meanMinutes = null, structures = 0 } = figures ?? {};
  const named = { name, departementCode, regionCode, epciCode, legalPopulation };
  return {
    type: "Feature",
    id: code,
    // Made of flat arrays each time it is asked for.
    get geometry() {
      return geometryOf();
    },
    properties: {
      ...named,
      population: withoutNoise(population),
      covered: withoutNoise(covered),
      share: population === 0 ? null : withoutNoise(share),
      meanMinutes: withoutNoise(meanMinutes),
      structures,
    },
  };
}

function outlineOf(shape: CommuneShape | null): SourceGeometry | null {
  if (shape === null) return null;
  // GeoJSON's types know no readonly arrays, and nothing here writes into them.
  return { type: "MultiPolygon", coordinates: shape as unknown as Position[][][] };
}
