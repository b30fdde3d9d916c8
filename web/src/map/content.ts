import type { Feature, FeatureCollection, MultiPolygon, Point } from "geojson";

import type { BandCollection, GapSummary, StructureCollection } from "../api/wire.ts";
import { isCounted } from "../state.ts";
import type { ExclusionId, Selection } from "../state.ts";
import { signOf } from "./images.ts";

/** What the map shows over its tiles, kept aside so that a change of theme loses nothing. */
export interface MapContent {
  readonly minutes: number;
  /** Kinds of structure that the cell tiles leave out. */
  readonly excludedWords: readonly string[];
  readonly structures: FeatureCollection<Point>;
  readonly gaps: FeatureCollection<MultiPolygon>;
  readonly isochrones: BandCollection;
  readonly selection: Selection | null;
}

export const NO_BANDS: BandCollection = { type: "FeatureCollection", features: [] };

/** Structures with the sign that each is drawn with, and whether it counts. */
export function structureFeatures(
  structures: StructureCollection,
  excluded: readonly ExclusionId[],
): FeatureCollection<Point> {
  const features = structures.features.map(({ geometry, properties }): Feature<Point> => {
    const { id, name } = properties;
    const counted = isCounted(properties, excluded);
    return { type: "Feature", geometry, properties: { id, name, counted, sign: signOf(properties) } };
  });
  return { type: "FeatureCollection", features };
}

export function gapFeatures(gaps: readonly GapSummary[]): FeatureCollection<MultiPolygon> {
  const features = gaps.map((gap): Feature<MultiPolygon> => ({
    type: "Feature",
    geometry: gap.outline,
    properties: { id: gap.id },
  }));
  return { type: "FeatureCollection", features };
}
