import Flatbush from "flatbush";

import type { FlatOutlines } from "../../../isochrones/model/dataset.ts";
import type { Commune } from "../../../isochrones/model/territory.ts";
import type { LineSet } from "../lines/line-set.ts";
import { indexLines, type LineLevel, lineLevels, STEP_TOLERANCE_UNITS } from "../lines/line-levels.ts";
import { simplifyLines } from "../lines/simplify-lines.ts";
import { MAX_ZOOM } from "../mercator.ts";
import { type BorderArcs, findBorderArcs } from "./border-arcs.ts";
import { borderKindAt } from "./border-kinds.ts";
import { type LandLevel, landLevels } from "./land.ts";

/** Below this level commune outlines would be a grey cloud. */
export const COMMUNES_MIN_ZOOM = 7;

/** All that tiles of borders and areas are drawn from, in memory that threads share. */
export interface BorderGround extends Omit<BorderArcs, "arcs"> {
  /** By zoom from `COMMUNES_MIN_ZOOM`: the same arcs, by the same numbers. */
  readonly arcLevels: readonly LineLevel[];
  /** By zoom from 0 to `COMMUNES_MIN_ZOOM`: the borders that are seen there, joined. */
  readonly borderLevels: readonly LineLevel[];
  /** By zoom from 0 to `COMMUNES_MIN_ZOOM - 1`. */
  readonly landLevels: readonly LandLevel[];
  /** Boxes of communes in world units, of flatbush; those without an outline have an empty box. */
  readonly communeBoxes: SharedArrayBuffer;
}

/** @returns null for outlines of which none is known. O(positions). */
export function makeBorderGround(
  outlines: FlatOutlines,
  communes: readonly Commune[],
): BorderGround | null {
  if (!outlines.known.includes(1)) return null;
  const { arcs, ...rings } = findBorderArcs(outlines, communes);
  const arcLevels = simplifiedArcs(arcs);
  const borderLevels = lineLevels(arcLevels[0].lines, COMMUNES_MIN_ZOOM, 0, borderKindAt);
  return {
    ...rings,
    arcLevels,
    borderLevels: borderLevels.reverse(),
    landLevels: landLevels(arcs, COMMUNES_MIN_ZOOM - 1).reverse(),
    communeBoxes: indexCommunes({ arcs, ...rings }),
  };
}

/** From the coarsest level to the finest, whose arcs are those given. */
function simplifiedArcs(arcs: LineSet): LineLevel[] {
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

function indexCommunes({ arcs, communeRings, ringOffsets, ringArcs }: BorderArcs): SharedArrayBuffer {
  const index = new Flatbush(communeRings.length - 1, 16, Uint32Array, SharedArrayBuffer);
  for (let commune = 0; commune + 1 < communeRings.length; commune++) {
    const box: [number, number, number, number] = [0xffffffff, 0xffffffff, 0, 0];
    for (let i = ringOffsets[communeRings[commune]]; i < ringOffsets[communeRings[commune + 1]]; i++) {
      const arc = ringArcs[i] < 0 ? ~ringArcs[i] : ringArcs[i];
      for (let point = arcs.offsets[arc]; point < arcs.offsets[arc + 1]; point++) {
        box[0] = Math.min(box[0], arcs.xs[point]);
        box[1] = Math.min(box[1], arcs.ys[point]);
        box[2] = Math.max(box[2], arcs.xs[point]);
        box[3] = Math.max(box[3], arcs.ys[point]);
      }
    }
    index.add(...box);
  }
  index.finish();
  return index.data as SharedArrayBuffer;
}

/** What tiles of one level need of it: little enough to be handed over with each. */
export interface BordersAt extends Omit<BorderArcs, "arcs"> {
  /** null below `COMMUNES_MIN_ZOOM`. */
  readonly arcs: LineSet | null;
  readonly borders: LineLevel;
  /** null from `COMMUNES_MIN_ZOOM` on. */
  readonly land: LineSet | null;
  readonly communeBoxes: SharedArrayBuffer;
}

export function bordersAt(ground: BorderGround, zoom: number): BordersAt {
  const { arcLevels, borderLevels, landLevels: lands, ...rings } = ground;
  const arcLevel = zoom < COMMUNES_MIN_ZOOM ? null : arcLevels[zoom - COMMUNES_MIN_ZOOM];
  return {
    ...rings,
    arcs: arcLevel?.lines ?? null,
    borders: zoom < borderLevels.length ? borderLevels[zoom] : (arcLevel ?? borderLevels[COMMUNES_MIN_ZOOM]),
    land: zoom < COMMUNES_MIN_ZOOM ? lands[zoom].rings : null,
  };
}
