import { cellRow, rowSource } from "../../data/export/cell-rows.ts";
import { CELL_CSV_HEADER, cellCsvLine } from "../../data/export/write-cells.ts";
import {
  type Catchment,
  findCatchment,
  outlineOfCatchment,
} from "../../isochrones/accessibility/catchment.ts";
import { shareOf } from "../../isochrones/accessibility/coverage.ts";
import type { Cells } from "../../isochrones/model/cells.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import { structureFeature, structureRecord } from "../public-data.ts";
import type { CatchmentAnswer, CatchmentGeoJson } from "../schemas/answers.ts";
import { countedStructure } from "./counted-structure.ts";
import type { StructureChoice } from "./counted-structure.ts";

export interface CatchmentQuestion extends StructureChoice {
  /** Ascending. */
  readonly minutes: readonly number[];
  readonly format: "json" | "geojson" | "csv";
}

/**
 * The catchment of a structure: its figures as JSON, its outlines as GeoJSON, its cells as CSV. Throws `RequestError` for a
 * structure that the selection does not count.
 */
export function answerCatchment(study: Study, question: CatchmentQuestion): string {
  const { selection, minutes, format } = question;
  const structure = countedStructure(study, question);
  // Also refuses a dataset without a population.
  const times = study.cellTimes(selection);
  const { cells, communes } = study.dataset;
  if (cells === null) throw new Error("got cell times without cells");
  const catchment = findCatchment({ cells, communes, ...times }, structure, minutes);
  if (format === "csv") return catchmentCsv(study, selection, catchment);
  const { cells: cellCount, bands, ...context } = describeCatchment(study, selection, structure, catchment);
  if (format === "json") {
    return JSON.stringify({ ...context, cells: cellCount, bands } satisfies CatchmentAnswer);
  }
  const features = catchmentFeatures(cells, catchment);
  return JSON.stringify({ type: "FeatureCollection", features, ...context } satisfies CatchmentGeoJson);
}

function describeCatchment(
  study: Study,
  selection: StructureSelection,
  structure: number,
  { people, meanMinutes, medianMinutes, p95Minutes, ...catchment }: Catchment,
): CatchmentAnswer {
  const { population, warnings, provenance } = study.coverage({ selection });
  return {
    structure: structureRecord(structureFeature(study.dataset.structures[structure])),
    people,
    share: shareOf(people, population),
    cells: catchment.cells.length,
    meanMinutes,
    medianMinutes,
    p95Minutes,
    bands: catchment.bands.map((band) => ({ ...band, cells: band.cells.length })),
    communes: catchment.communes,
    warnings,
    provenance,
  };
}

function catchmentFeatures(cells: Cells, catchment: Catchment): CatchmentGeoJson["features"] {
  return [{ ...catchment, minutes: null }, ...catchment.bands.toReversed()].map(
    ({ minutes, people, cells: members }) => ({
      type: "Feature",
      geometry: outlineOfCatchment(cells, members),
      properties: { minutes, people, cells: members.length },
    }),
  );
}

function catchmentCsv(study: Study, selection: StructureSelection, catchment: Catchment): string {
  const source = rowSource(study.dataset);
  if (source === null) return CELL_CSV_HEADER;
  const times = study.cellTimes(selection);
  const lines = Array.from(catchment.cells, (cell) => cellCsvLine(cellRow(source, times, cell)));
  return `${CELL_CSV_HEADER}${lines.join("")}`;
}
