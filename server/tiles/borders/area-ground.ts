import type { Commune, Territory } from "../../../isochrones/model/territory.ts";
import { groupCommunes } from "../../territory-groups.ts";
import type { LineLevel } from "../lines/line-levels.ts";
import { type LineSet, lineCount, shared } from "../lines/line-set.ts";
import { type AreaRings, findAreaRings, ringsAlong } from "./area-rings.ts";
import { type BorderGround, COMMUNES_MIN_ZOOM } from "./border-ground.ts";
import { indexAreas } from "./draw-areas.ts";
import { labelPoints } from "./label-points.ts";

/** Kinds of territories that are drawn as areas. */
export type AreaKind = "region" | "departement" | "epci" | "commune";

/** Levels at which each kind is drawn, so that a map can change from one to the next and a tile stays small. */
export const AREA_ZOOMS: Readonly<Record<AreaKind, { readonly from: number; readonly to: number }>> = {
  region: { from: 0, to: 8 },
  departement: { from: 3, to: 9 },
  epci: { from: 5, to: 11 },
  commune: { from: 8, to: 14 },
};

/** Kinds whose rings have to be found: those of communes are there. */
const JOINED_KINDS = ["region", "departement", "epci"] as const;
type JoinedKind = (typeof JOINED_KINDS)[number];

/** What the areas of wider territories are drawn from, in memory that threads share. */
export type AreaGround = Readonly<Record<JoinedKind, JoinedAreas>>;

interface JoinedAreas {
  /** Along the arcs. */
  readonly near: AreaRings;
  /** Along the lines of levels from the first of the kind to `COMMUNES_MIN_ZOOM`, in this order. */
  readonly far: readonly AreaRings[];
  readonly boxes: SharedArrayBuffer;
  /** x and y of each area in turn, in world units; `NO_LABEL` twice for one without an extent. */
  readonly labels: Uint32Array;
}

/** Beyond the world, so in no tile. */
const NO_LABEL = 0xffffffff;

/** Levels from which territories are named: there are more than a thousand EPCI, for which there is no room farther out. */
const NAMED_FROM: Readonly<Record<JoinedKind, number>> = { region: 0, departement: 3, epci: 7 };

/**
 * Territories are numbered as `groupCommunes` does.
 *
 * @param territories régions, départements and EPCI of the communes. O(points)
 */
export function makeAreaGround(
  borders: BorderGround,
  communes: readonly Commune[],
  territories: readonly Territory[],
): AreaGround {
  const make = (kind: JoinedKind): JoinedAreas => {
    const { groups, territories: found } = groupCommunes(communes, territories, kind);
    const near = findAreaRings(borders, groups, found.length);
    const count = lineCount(borders.arcs);
    const far = borders.borderLevels
      .slice(AREA_ZOOMS[kind].from)
      .map(({ lines }) => ringsAlong(near, count, lines));
    const places = labelPoints(near, borders.arcs).flatMap((place) => place ?? [NO_LABEL, NO_LABEL]);
    const labels = shared(Uint32Array, places);
    return { near, far, boxes: indexAreas(near, borders.arcs), labels };
  };
  return { region: make("region"), departement: make("departement"), epci: make("epci") };
}

/** What the areas of one kind are drawn from at one level. */
export interface AreasAt {
  readonly kind: AreaKind;
  readonly rings: AreaRings;
  /** In the units of the level's tiles. */
  readonly lines: LineSet;
  readonly boxes: SharedArrayBuffer;
  /** As in the ground; null where the kind is not named. */
  readonly labels: Uint32Array | null;
}

/**
 * The kinds that are drawn at a level, the widest first.
 *
 * @param arcLevels null up to `COMMUNES_MIN_ZOOM`, where they are not needed
 */
export function areasAt(
  borders: BorderGround,
  areas: AreaGround,
  arcLevels: readonly LineLevel[] | null,
  zoom: number,
): AreasAt[] {
  const found: AreasAt[] = [];
  const arcs = arcLevels?.[zoom - COMMUNES_MIN_ZOOM]?.lines;
  for (const kind of JOINED_KINDS) {
    const { from, to } = AREA_ZOOMS[kind];
    if (zoom < from || zoom > to) continue;
    const { near, far, boxes } = areas[kind];
    const labels = zoom < NAMED_FROM[kind] ? null : areas[kind].labels;
    if (arcs !== undefined) found.push({ kind, rings: near, lines: arcs, boxes, labels });
    else
      found.push({ kind, rings: far[zoom - from], lines: borders.borderLevels[zoom].lines, boxes, labels });
  }
  if (arcs !== undefined && zoom >= AREA_ZOOMS.commune.from) {
    const { communeRings: areaRings, ringIsHole, ringOffsets, ringArcs, communeBoxes: boxes } = borders;
    const rings = { areaRings, ringIsHole, ringOffsets, ringArcs };
    found.push({ kind: "commune", rings, lines: arcs, boxes, labels: null });
  }
  return found;
}
