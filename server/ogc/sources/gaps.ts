import { setImmediate } from "node:timers/promises";
import { Type } from "typebox";

import type { Cells } from "../../../isochrones/model/cells.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import type { Gap } from "../../../isochrones/model/report.ts";
import type { Bbox, FeatureCollectionSource, SourceFeature } from "../source.ts";
import { FeatureTable } from "./feature-table.ts";
import { once } from "./once.ts";
import { DepartementCode, minutesSchema, withoutNoise } from "./properties.ts";

/** Degrees: more than half the diagonal of a square of 1 km, from the equator to 60° north. */
const CELL_MARGIN = 0.02;
/** Cells that are looked at before others are answered. */
const SLICE_CELLS = 100_000;

const PROPERTIES = {
  people: Type.Number({ title: "Habitants", description: "ses habitants" }),
  cellCount: Type.Integer({ title: "Carreaux", description: "le nombre de ses carreaux habités" }),
  worstMinutes: minutesSchema(
    "Temps le plus long",
    "le temps le plus long, en minutes ; absent si un carreau est sans accès",
  ),
  meanMinutes: minutesSchema("Temps moyen", "le temps moyen de ceux qui joignent une structure, en minutes"),
  communeCode: Type.String({
    title: "Code de la commune principale",
    description: "le code INSEE de la commune qui y compte le plus d’habitants, comme 2A004",
  }),
  communeName: Type.String({
    title: "Commune principale",
    description: "le nom de la commune qui y compte le plus d’habitants",
  }),
  departementCode: DepartementCode,
  communeCodes: Type.Array(Type.String(), {
    title: "Communes",
    description: "les codes INSEE de ses communes, de la plus peuplée à la moins peuplée",
  }),
  nearestId: Type.String({
    title: "Structure la plus proche",
    description: "l’identifiant de la structure la plus proche par la route de la plupart de ses habitants",
  }),
  nearestName: Type.String({ title: "Son nom", description: "le nom de cette structure" }),
  nearestMinutes: minutesSchema("Temps vers elle", "le temps vers cette structure, en minutes"),
};

/**
 * Gaps at 30 minutes, most people first.
 *
 * @param cells the population of the dataset
 * @param gaps asked for once
 */
export function gapsSource(
  dataset: Dataset,
  cells: Cells,
  gaps: () => Promise<readonly Gap[]>,
): FeatureCollectionSource {
  const departements = new Map(dataset.communes.map(({ code, departementCode }) => [code, departementCode]));
  const table = once(
    async () => new FeatureTable((await gaps()).map((gap) => gapFeature(gap, departements))),
  );
  let extent: Bbox | null = null;
  return {
    id: "zones-blanches",
    title: "Zones blanches à 30 minutes",
    description:
      "Ensembles de carreaux habités voisins, tous à plus de 30 minutes, en voiture, de toute structure France services.",
    geometryType: "MultiPolygon",
    properties: PROPERTIES,
    filters: ["communeCode", "departementCode", "nearestId"],
    pageSize: { default: 100, max: 1000 },
    prepare: async () => {
      extent = await cellsExtent(cells);
    },
    extent: () => extent,
    days: () => null,
    list: async (query) => (await table()).list(query),
    get: async (id) => (await table()).get(id),
  };
}

function gapFeature(gap: Gap, departements: ReadonlyMap<string, string>): SourceFeature {
  const { id, outline, people, cellCount, worstMinutes, meanMinutes, communes, nearest } = gap;
  const main = communes.length > 0 ? communes[0] : null;
  return {
    type: "Feature",
    id,
    geometry: outline,
    properties: {
      people: withoutNoise(people),
      cellCount,
      worstMinutes: withoutNoise(worstMinutes),
      meanMinutes: withoutNoise(meanMinutes),
      communeCode: main?.code ?? null,
      communeName: main?.name ?? null,
      departementCode: departements.get(main?.code ?? "") ?? null,
      communeCodes: communes.map(({ code }) => code),
      nearestId: nearest?.id ?? null,
      nearestName: nearest?.name ?? null,
      nearestMinutes: withoutNoise(nearest?.minutes ?? null),
    },
  };
}

/** Around all cells, so around all gaps, without a search. The cells are looked at little by little. */
async function cellsExtent(cells: Cells): Promise<Bbox | null> {
  let box: Bbox = [Infinity, Infinity, -Infinity, -Infinity];
  for (let first = 0; first < cells.count; first += SLICE_CELLS) {
    box = boxWith(box, cells, first, Math.min(cells.count, first + SLICE_CELLS));
    await setImmediate();
  }
  const [west, south, east, north] = box;
  if (west === Infinity) return null;
  return [west - CELL_MARGIN, south - CELL_MARGIN, east + CELL_MARGIN, north + CELL_MARGIN];
}

/** A box that holds some cells too. */
function boxWith(
  [west, south, east, north]: Bbox,
  { lons, lats }: Pick<Cells, "lons" | "lats">,
  first: number,
  end: number,
): Bbox {
  for (let cell = first; cell < end; cell++) {
    const lon = lons[cell];
    const lat = lats[cell];
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return [west, south, east, north];
}
