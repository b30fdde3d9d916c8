import type { MultiPolygon, Position } from "geojson";

import { territoryCsv } from "../../data/export/territory-csv.ts";
import { readTerritoryOutlines } from "../../isochrones/accessibility/territory-outlines.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { CommuneShape } from "../../isochrones/model/dataset.ts";
import type { CoverageQuery, SubTerritory } from "../../isochrones/model/report.ts";
import type { TerritoryKind } from "../../isochrones/model/territory.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CoverageGeoJson } from "../schemas/figure-answers.ts";
import { listTerritory } from "../territories.ts";

export interface CoverageTableQuestion extends CoverageQuery {
  /** Of the rows. */
  readonly kind: TerritoryKind;
  readonly format: "csv" | "geojson";
}

/** Some thirty megabytes of text, more than which nobody reads at once. */
const MOST_POSITIONS = 1_500_000;

/**
 * The territories inside one with their figures, as CSV, or as GeoJSON with their outlines. Throws `RequestError`
 * (`parameter.invalid`) for outlines of too many positions.
 */
export function answerCoverageTable(study: Study, { kind, format, ...query }: CoverageTableQuestion): string {
  const rows = study.subTerritories({ ...query, kind });
  if (format === "csv") return territoryCsv(rows);
  const { territory, minutes, warnings, provenance } = study.coverage(query);
  const features = featuresOf(study, kind, rows);
  return JSON.stringify({
    type: "FeatureCollection",
    features,
    territory,
    minutes,
    warnings,
    provenance,
  } satisfies CoverageGeoJson);
}

function featuresOf(
  { dataset }: Study,
  kind: TerritoryKind,
  rows: readonly SubTerritory[],
): CoverageGeoJson["features"] {
  const readOutline = readTerritoryOutlines(dataset, kind);
  let positions = 0;
  return rows.map(({ territory, ...figures }) => {
    const outline = readOutline(territory);
    positions += positionsOf(outline);
    if (positions > MOST_POSITIONS) throw tooManyPositions();
    const listed = listTerritory(territory);
    return {
      type: "Feature",
      id: listed.ref,
      geometry: geometryOf(outline),
      properties: { ...listed, ...figures },
    };
  });
}

function positionsOf(outline: CommuneShape | null): number {
  return (outline ?? []).flat().reduce((sum, ring) => sum + ring.length, 0);
}

function geometryOf(outline: CommuneShape | null): MultiPolygon | null {
  if (outline === null) return null;
  // GeoJSON's types know no readonly arrays, and nothing here writes into them.
  return { type: "MultiPolygon", coordinates: outline as unknown as Position[][][] };
}

function tooManyPositions(): RequestError {
  return new RequestError(
    "parameter.invalid",
    "f",
    `Paramètre « f » : les contours de tous ces territoires ont plus de ${MOST_POSITIONS} points. Demandez-les par région ou par département, ou en CSV.`,
  );
}
