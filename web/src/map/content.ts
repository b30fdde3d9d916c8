import type { FeatureCollection } from "geojson";

import type { IsochronesAnswer } from "../../../server/schemas/answers.ts";
import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import { countedParameters, figureParameters, onMap } from "../app/state.ts";
import type { AppState, Ground, Selection, Shading } from "../app/state.ts";

/** What the map shows, kept aside so that a change of theme loses nothing. */
export interface MapContent {
  readonly minutes: number;
  /** For which gaps are drawn: those of a slider that has come to rest. */
  readonly gapMinutes: number;
  /** Parameters of the tiles of structures. */
  readonly counted: Readonly<Record<string, string>>;
  /** Those of cells and gaps, with the scenario shown. */
  readonly figured: Readonly<Record<string, string>>;
  readonly territory: TerritoryRef;
  readonly shading: Shading;
  readonly ground: Ground;
  /** IGN's map was asked for and does not come. */
  readonly isGroundMissing: boolean;
  readonly isochrones: Pick<IsochronesAnswer, "type" | "features">;
  /** Where one asks from, and the way from there: points and lines. */
  readonly trip: FeatureCollection;
  /** New sites that are sought: points with their rank. */
  readonly sites: FeatureCollection;
  readonly selection: Selection | null;
}

export const NO_FEATURES = { type: "FeatureCollection", features: [] } satisfies FeatureCollection;

/** What is known before anything was answered. */
export function initialContent(state: AppState): MapContent {
  return {
    minutes: state.minutes,
    gapMinutes: state.minutes,
    counted: countedParameters(state),
    figured: figureParameters(onMap(state)),
    territory: state.territory,
    shading: state.shading,
    ground: state.ground,
    isGroundMissing: false,
    isochrones: NO_FEATURES,
    trip: NO_FEATURES,
    sites: NO_FEATURES,
    selection: state.selection,
  };
}
