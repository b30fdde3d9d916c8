import { nestRings, type Ring } from "../../../isochrones/geo/rings.ts";
import { type LineSet, LineSetBuilder, lineCount } from "../lines/line-set.ts";
import { STEP_TOLERANCE_UNITS } from "../lines/line-levels.ts";
import { PairTable } from "../../../isochrones/geo/pair-table.ts";
import { simplifyLines } from "../lines/simplify-lines.ts";
import { worldUnitsPerTileUnit } from "../mercator.ts";
import { isOuter } from "./border-kinds.ts";

/** What rings of land are. */
export const LAND_OUTLINE = 0;
export const LAND_HOLE = 1;

/** The land in the units of tiles of one level: closed rings, each outline followed by its holes. */
export interface LandLevel {
  readonly zoom: number;
  readonly rings: LineSet;
}

/**
 * The land of all communes in one, for levels at which single communes are too small to see: levels from `finest` down to
 * 0, finest first. O(points of outer borders).
 */
export function landLevels(arcs: LineSet, finest: number): LandLevel[] {
  const shrink = worldUnitsPerTileUnit(finest);
  const all = simplifyLines(joinOuterArcs(arcs), { tolerance: STEP_TOLERANCE_UNITS, shrink });
  let rings = nested(all);
  const levels: LandLevel[] = [{ zoom: finest, rings }];
  for (let zoom = finest - 1; zoom >= 0; zoom--) {
    rings = simplifyLines(rings, { tolerance: STEP_TOLERANCE_UNITS, shrink: 2, keepsAll: true });
    levels.push({ zoom, rings });
  }
  return levels;
}

/** Walks along outer borders, land on the right, until each ring is closed. */
function joinOuterArcs(arcs: LineSet): LineSet {
  const outer: number[] = [];
  for (let arc = 0; arc < lineCount(arcs); arc++) if (isOuter(arcs.kinds[arc])) outer.push(arc);
  const places = new PairTable(2 * outer.length);
  const placeOf = (point: number): number => places.add(arcs.xs[point], arcs.ys[point]);
  const starting = new Map<number, number[]>();
  for (const arc of outer) {
    const place = placeOf(arcs.offsets[arc]);
    const list = starting.get(place);
    if (list === undefined) starting.set(place, [arc]);
    else list.push(arc);
  }
  const rings = new LineSetBuilder();
  for (const first of outer) {
    const start = placeOf(arcs.offsets[first]);
    let next = takeOut(starting.get(start), first);
    while (next !== undefined) {
      for (let i = arcs.offsets[next]; i < arcs.offsets[next + 1]; i++)
        rings.pointIfNew(arcs.xs[i], arcs.ys[i]);
      const end = placeOf(arcs.offsets[next + 1] - 1);
      next = end === start ? undefined : starting.get(end)?.pop();
    }
    if (rings.pointCount > 3) rings.endLine(LAND_OUTLINE);
    else rings.dropLine();
  }
  return rings.finish();
}

function takeOut(list: number[] | undefined, arc: number): number | undefined {
  const place = list?.indexOf(arc) ?? -1;
  return place < 0 ? undefined : list?.splice(place, 1)[0];
}

function nested(lines: LineSet): LineSet {
  const rings: Ring[] = [];
  for (let line = 0; line < lineCount(lines); line++) {
    const ring: Ring = [];
    for (let i = lines.offsets[line]; i < lines.offsets[line + 1]; i++) ring.push([lines.xs[i], lines.ys[i]]);
    if (ring.length > 3) rings.push(ring);
  }
  const sorted = new LineSetBuilder();
  for (const polygon of nestRings(rings)) {
    for (const [place, ring] of polygon.entries()) {
      for (const [x, y] of ring) sorted.point(x, y);
      sorted.endLine(place === 0 ? LAND_OUTLINE : LAND_HOLE);
    }
  }
  return sorted.finish();
}
