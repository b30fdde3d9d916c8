import { territoryRef } from "../../isochrones/accessibility/territories.ts";
import type { TerritoryCurve } from "../../isochrones/model/report.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { TerritoryKind } from "../../isochrones/model/territory.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CurvesAnswer, TerritoryCurveRow } from "../schemas/figure-answers.ts";
import { hundredths, tenths } from "./rounding.ts";

export interface CurvesQuestion {
  readonly territory: string;
  readonly kind: TerritoryKind;
  readonly selection: StructureSelection;
}

/** The people within each minute of the territories of a kind inside one, as JSON. O(cells + rows × minutes). */
export function answerCurves(study: Study, { territory, kind, selection }: CurvesQuestion): string {
  const rows = study.curves({ territory, kind, selection });
  const { territory: parent, warnings, provenance } = study.coverage({ territory, selection });
  return JSON.stringify({
    territory: parent,
    kind,
    territories: rows.map(curveRow),
    warnings,
    provenance,
  } satisfies CurvesAnswer);
}

function curveRow({ territory, structures, ...curve }: TerritoryCurve): TerritoryCurveRow {
  return {
    ref: territoryRef(territory),
    name: territory.name,
    population: tenths(curve.population),
    covered: Array.from(curve.covered, tenths),
    meanMinutes: hundredths(curve.meanMinutes),
    p95Minutes: hundredths(curve.p95Minutes),
    structures,
  };
}
