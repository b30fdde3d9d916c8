import { Random } from "../../../data/demo/random.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { MAX_ZOOM, mercatorX, mercatorY, type TileAddress } from "../../../server/tiles/mercator.ts";

/** What a visitor sees after each step. */
export interface View {
  /** Row by row from the north-west. */
  readonly tiles: readonly TileAddress[];
  /** The structure that is looked at. */
  readonly structureId: string;
}

const FARTHEST_ZOOM = 4;
/** Tiles of 512 pixels on a window of 1280 by 800. */
const VIEW_WIDTH = 2.5;
const VIEW_HEIGHT = 1.6;

/**
 * A walk on a map, the same for the same seed: in toward some structure, aside, out again, on to another structure.
 *
 * @param dataset with at least one structure
 */
export function walkMap(
  { structures, bbox }: Pick<Dataset, "structures" | "bbox">,
  views: number,
  seed: number,
): View[] {
  const random = new Random(seed);
  let target = random.pick(structures);
  let zoom = FARTHEST_ZOOM;
  let x = mercatorX((bbox[0] + bbox[2]) / 2);
  let y = mercatorY((bbox[1] + bbox[3]) / 2);
  const seen: View[] = [];
  for (let view = 0; view < views; view++) {
    seen.push({ tiles: tilesOfView(zoom, x, y), structureId: target.id });
    const step = random.next();
    if (step < 0.1) target = random.pick(structures);
    if (step < 0.55 && zoom < MAX_ZOOM) {
      zoom++;
      x = mercatorX(target.lon);
      y = mercatorY(target.lat);
    } else if (step < 0.75 && zoom > FARTHEST_ZOOM) {
      zoom--;
    } else {
      // At the deepest level it is time to look elsewhere.
      if (zoom === MAX_ZOOM) zoom = random.integer(FARTHEST_ZOOM, MAX_ZOOM - 2);
      x += random.between(-1, 1) / 2 ** zoom;
      y += random.between(-1, 1) / 2 ** zoom;
    }
  }
  return seen;
}

function tilesOfView(z: number, x: number, y: number): TileAddress[] {
  const side = 2 ** z;
  const clamp = (tile: number): number => Math.min(side - 1, Math.max(0, Math.floor(tile)));
  const tiles: TileAddress[] = [];
  for (let row = clamp(y * side - VIEW_HEIGHT / 2); row <= clamp(y * side + VIEW_HEIGHT / 2); row++) {
    for (
      let column = clamp(x * side - VIEW_WIDTH / 2);
      column <= clamp(x * side + VIEW_WIDTH / 2);
      column++
    ) {
      tiles.push({ z, x: column, y: row });
    }
  }
  return tiles;
}
