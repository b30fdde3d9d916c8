import type { FlatOutlines } from "../../../isochrones/model/dataset.ts";
import type { Commune } from "../../../isochrones/model/territory.ts";
import type { LineSet } from "../lines/line-set.ts";
import { indexLines, type LineLevel, lineLevels, STEP_TOLERANCE_UNITS } from "../lines/line-levels.ts";
import { simplifyLines } from "../lines/simplify-lines.ts";
import { MAX_ZOOM, worldUnitsPerTileUnit } from "../mercator.ts";
import { type BorderArcs, findBorderArcs } from "./border-arcs.ts";
import { linedKindAt } from "./border-kinds.ts";
import { indexAreas } from "./draw-areas.ts";
import { type LandLevel, landLevels } from "./land.ts";

/** Below this level commune outlines would be a grey cloud. */
export const COMMUNES_MIN_ZOOM = 7;
/** Up to this level the land is drawn as one: for a tile of a thousand communes, that is half of its bytes. */
const LAND_MAX_ZOOM = 8;

/** All that tiles far out are drawn from, and what tells which arcs are whose, in memory that threads share. */
export interface BorderGround extends BorderArcs {
  /** By zoom from 0 to `COMMUNES_MIN_ZOOM`: the borders that lines or areas of it are drawn of, joined. */
  readonly borderLevels: readonly LineLevel[];
  /** By zoom from 0 to `LAND_MAX_ZOOM`. */
  readonly landLevels: readonly LandLevel[];
  /** Boxes of communes in world units, of flatbush; those without an outline have an empty box. */
  readonly communeBoxes: SharedArrayBuffer;
}

/** @returns null for outlines of which none is known. O(positions). */
export function makeBorderGround(outlines: FlatOutlines, communes: readonly Commune[]): BorderGround | null {
  if (!outlines.known.includes(1)) return null;
  const found = findBorderArcs(outlines, communes);
  const far = simplifyLines(found.arcs, {
    tolerance: STEP_TOLERANCE_UNITS,
    shrink: worldUnitsPerTileUnit(COMMUNES_MIN_ZOOM),
    keepsAll: true,
  });
  return {
    ...found,
    borderLevels: lineLevels(far, COMMUNES_MIN_ZOOM, 0, linedKindAt).reverse(),
    landLevels: landLevels(found.arcs, LAND_MAX_ZOOM).reverse(),
    communeBoxes: indexAreas({ ...found, areaRings: found.communeRings }, found.arcs),
  };
}

/** The arcs by zoom from `COMMUNES_MIN_ZOOM` to the deepest, whose are those given; each keeps its number. O(points). */
export function makeArcLevels(arcs: LineSet): LineLevel[] {
  const levels: LineLevel[] = [];
  let lines = arcs;
  for (let zoom = MAX_ZOOM; zoom >= COMMUNES_MIN_ZOOM; zoom--) {
    if (zoom < MAX_ZOOM) {
      lines = simplifyLines(lines, { tolerance: STEP_TOLERANCE_UNITS, shrink: 2, keepsAll: true });
    }
    levels.push({ zoom, lines, boxes: indexLines(lines) });
  }
  return levels.reverse();
}

/** What tiles of one level need of it: little enough to be handed over with each. */
export interface BordersAt extends Omit<BorderArcs, "arcs"> {
  /** null below `COMMUNES_MIN_ZOOM`. */
  readonly arcs: LineSet | null;
  readonly borders: LineLevel;
  /** null where the land is drawn commune by commune. */
  readonly land: LineSet | null;
  readonly communeBoxes: SharedArrayBuffer;
}

/** @param arcLevels null below `COMMUNES_MIN_ZOOM`, where nobody has to wait for them */
export function bordersAt(
  { borderLevels, landLevels: lands, ...rest }: BorderGround,
  arcLevels: readonly LineLevel[] | null,
  zoom: number,
): BordersAt {
  const arcLevel = arcLevels?.[zoom - COMMUNES_MIN_ZOOM] ?? null;
  return {
    ...rest,
    arcs: arcLevel?.lines ?? null,
    borders: arcLevel === null || zoom < borderLevels.length ? borderLevels[zoom] : arcLevel,
    land: zoom < lands.length ? lands[zoom].rings : null,
  };
}
