import type { Gap } from "../../isochrones/model/report.ts";
import { AreaTiles } from "./area-tiles.ts";
import { TileProjection } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";
import { isNearTile } from "./place-tiles.ts";
import { TileGeometry, VectorLayer, joinLayers } from "./vector-layer.ts";
import type { PropertyValue } from "./vector-layer.ts";

/** With at most as many bytes of centres, a tile stays below half a megabyte. */
const MOST_AREA_BYTES = 350_000;
/** Centres of a tile: those of the most people. */
const CENTERS_PER_TILE = 500;

/**
 * Tiles of gaps: layer `zones-blanches`, their outlines, and layer `centres`, a point for each, which is seen where an
 * outline is too small. Both go by people, most first, and say `id`, `people`, `cellCount`, `worstMinutes` (absent where
 * a cell reaches no structure), `meanMinutes` and the nearest structure (`nearestId`, `nearestName`).
 */
export class GapTiles {
  readonly #gaps: readonly Gap[];
  readonly #properties: readonly Record<string, PropertyValue>[];
  readonly #areas: AreaTiles;

  /** @param gaps by people, most first */
  constructor(gaps: readonly Gap[]) {
    this.#gaps = gaps;
    this.#properties = gaps.map(propertiesOf);
    const areas = gaps.map(({ outline }, i) => ({ area: outline, properties: this.#properties[i] }));
    this.#areas = new AreaTiles(areas, MOST_AREA_BYTES);
  }

  tile(address: TileAddress): Uint8Array {
    return joinLayers([this.#areas.layer("zones-blanches", address), this.#centers(address)]);
  }

  #centers(address: TileAddress): Uint8Array {
    const layer = new VectorLayer("centres");
    const projection = new TileProjection(address);
    for (const [i, { center }] of this.#gaps.entries()) {
      if (layer.count === CENTERS_PER_TILE) break;
      const x = Math.round(projection.x(center[0]));
      const y = Math.round(projection.y(center[1]));
      if (isNearTile(x) && isNearTile(y))
        layer.add("point", new TileGeometry().point(x, y), this.#properties[i]);
    }
    return layer.finish();
  }
}

function propertiesOf({
  id,
  people,
  cellCount,
  worstMinutes,
  meanMinutes,
  nearest,
}: Gap): Record<string, PropertyValue> {
  return {
    id,
    people: toTenth(people),
    cellCount,
    ...(worstMinutes !== null && { worstMinutes: toTenth(worstMinutes) }),
    ...(meanMinutes !== null && { meanMinutes: toTenth(meanMinutes) }),
    ...(nearest !== null && { nearestId: nearest.id, nearestName: nearest.name }),
  };
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
