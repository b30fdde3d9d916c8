import { selectionKey, selectStructures } from "../../isochrones/accessibility/selection.ts";
import type { Structure, StructureSelection } from "../../isochrones/model/structure.ts";
import { TileProjection } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";
import { isNearTile } from "./place-tiles.ts";
import { TileGeometry, VectorLayer } from "./vector-layer.ts";
import type { PropertyValue } from "./vector-layer.ts";

/** Below this level a tile holds too many structures to name them. */
const NAMES_MIN_ZOOM = 7;
/** Choices of structures whose lists are kept. */
const KEPT_CHOICES = 100;

/**
 * Layer `structures`: a point for each counted structure, with `id`, `type` and `format`, and from level 7 its `name`
 * and its commune (`communeCode`, `communeName`). Properties are named one by one: nothing personal leaves by accident.
 */
export class StructureTiles {
  readonly #structures: readonly Structure[];
  readonly #choices = new Map<string, readonly number[]>();

  constructor(structures: readonly Structure[]) {
    this.#structures = structures;
  }

  tile(address: TileAddress, selection: StructureSelection): Uint8Array {
    const layer = new VectorLayer("structures");
    const projection = new TileProjection(address);
    for (const index of this.#counted(selection)) {
      const structure = this.#structures[index];
      const x = Math.round(projection.x(structure.lon));
      const y = Math.round(projection.y(structure.lat));
      if (!isNearTile(x) || !isNearTile(y)) continue;
      layer.add("point", new TileGeometry().point(x, y), propertiesOf(structure, address.z));
    }
    return layer.finish();
  }

  #counted(selection: StructureSelection): readonly number[] {
    const key = selectionKey(selection);
    const known = this.#choices.get(key);
    if (known !== undefined) return known;
    const { counted } = selectStructures(this.#structures, selection);
    if (this.#choices.size >= KEPT_CHOICES) this.#choices.clear();
    this.#choices.set(key, counted);
    return counted;
  }
}

function propertiesOf(structure: Structure, zoom: number): Record<string, PropertyValue> {
  const { id, type, format, name, communeCode, communeName } = structure;
  if (zoom < NAMES_MIN_ZOOM) return { id, type, format };
  return { id, type, format, name, communeCode, communeName };
}
