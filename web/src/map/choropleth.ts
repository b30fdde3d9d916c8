import type { Map as MapLibreMap } from "maplibre-gl";

import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import { figureKey, EVERYWHERE, onMap } from "../app/state.ts";
import type { AppContext } from "../app/context.ts";
import { shareAt } from "../coverage/curves.ts";
import { levelAt } from "./levels.ts";
import type { TerritoryLevel } from "./levels.ts";

/** What a territory without people is marked with. */
const NOBODY = -1;

/**
 * Colours territories by their share at the minutes of the slider: their curves are asked for once, level by level as the
 * map comes to them, communes by the départements in sight. A move of the slider then only sets feature states.
 */
export class Choropleth {
  readonly #map: MapLibreMap;
  readonly #context: AppContext;
  /** Rows that are marked, by the layer of their tiles and by their code, for one choice of structures. */
  readonly #rows = new Map<string, Map<string, TerritoryCurveRow>>();
  #counted = "";

  constructor(map: MapLibreMap, context: AppContext) {
    this.#map = map;
    this.#context = context;
  }

  /** The territory of a feature, with its curve where it is known. */
  rowOf(level: TerritoryLevel, code: string): TerritoryCurveRow | null {
    return this.#rows.get(level.sourceLayer)?.get(code) ?? null;
  }

  /** Asks for the curves of what is in sight, where they are not there yet, and marks it. Rejects with `ApiError`. */
  async show(): Promise<void> {
    const { state, curves, navigation } = this.#context;
    const level = levelAt(this.#map.getZoom());
    if (state.get().shading !== "territories" || level === null) return;
    const figured = onMap(state.get());
    const counted = figureKey(figured);
    if (counted !== this.#counted) {
      this.#rows.clear();
      this.#counted = counted;
    }
    await Promise.all(
      this.#territoriesInSight(level).map(async (territory) => {
        const rows = await curves.inside(territory, level.kind, figured);
        if (counted !== this.#counted) return;
        navigation.learn(rows);
        this.#add(level, rows);
      }),
    );
  }

  /** Marks what is known at the minutes of now: all of a level in a few milliseconds. */
  recolor(): void {
    const level = levelAt(this.#map.getZoom());
    if (level === null || this.#context.state.get().shading !== "territories") return;
    for (const [code, row] of this.#rows.get(level.sourceLayer) ?? []) this.#mark(level, code, row);
  }

  /** Whole territories whose parts are asked for together: a country has too many communes for one answer. */
  #territoriesInSight(level: TerritoryLevel): string[] {
    if (level.kind !== "commune") return [EVERYWHERE];
    const features = this.#map.querySourceFeatures("territoires", { sourceLayer: level.sourceLayer });
    const codes = new Set(features.map(({ properties }) => String(properties["departement"])));
    return [...codes].map((code) => `dep:${code}`);
  }

  #add(level: TerritoryLevel, rows: readonly TerritoryCurveRow[]): void {
    const known = this.#rows.get(level.sourceLayer) ?? new Map<string, TerritoryCurveRow>();
    this.#rows.set(level.sourceLayer, known);
    for (const row of rows) {
      const code = row.ref.slice(row.ref.indexOf(":") + 1);
      known.set(code, row);
      this.#mark(level, code, row);
    }
  }

  #mark({ sourceLayer }: TerritoryLevel, code: string, row: TerritoryCurveRow): void {
    const share = shareAt(row, this.#context.state.get().minutes) ?? NOBODY;
    this.#map.setFeatureState({ source: "territoires", sourceLayer, id: code }, { share });
  }
}
