import Flatbush from "flatbush";

import type { SnapIndexData } from "../../../isochrones/model/dataset.ts";
import type { Network } from "../../../isochrones/model/network.ts";
import { type LineLevel, lineLevels } from "../lines/line-levels.ts";
import { type LineSet, LineSetBuilder, shared } from "../lines/line-set.ts";
import { worldUnitsPerTileUnit, worldX, worldY } from "../mercator.ts";
import { isRoadDrawn, roadClassOf } from "./road-classes.ts";

export const MICRODEGREES = 1e6;

/** The finest level of those that few roads are drawn at; it is made first, for it is what visitors see first. */
const LAST_FAR_ZOOM = 7;
/** The finest level that is made beforehand: nearer, a tile has few enough roads to draw them from the network. */
export const LAST_MIDDLE_ZOOM = 11;

/** Which class each chain of the network has, and the chains that the snap index does not hold. */
export interface NearRoads {
  /** By shape, as `roadClassOf`; `NO_CLASS` for a shape without an edge. */
  readonly classes: Uint8Array;
  readonly restShapes: Uint32Array;
  /** Of flatbush, microdegrees, over `restShapes`; null without any. */
  readonly restBoxes: SharedArrayBuffer | null;
}

const NO_CLASS = 255;

/** By zoom from 0: main roads alone. O(shapes + points of main roads). */
export function makeFarRoads(network: Network): LineLevel[] {
  return levelsFrom(network, LAST_FAR_ZOOM, 0).reverse();
}

/** By zoom from `LAST_FAR_ZOOM + 1` to `LAST_MIDDLE_ZOOM`. */
export function makeMiddleRoads(network: Network): LineLevel[] {
  return levelsFrom(network, LAST_MIDDLE_ZOOM, LAST_FAR_ZOOM + 1).reverse();
}

function levelsFrom(network: Network, finest: number, coarsest: number): LineLevel[] {
  const lines = projectRoads(network, classesOfShapes(network), finest);
  return lineLevels(lines, finest, coarsest, (kind, zoom) => (isRoadDrawn(kind, zoom) ? kind : null));
}

/** The chains that a level draws, in its units. */
function projectRoads(
  { shapeOffsets, shapeLons, shapeLats }: Network,
  classes: Uint8Array,
  zoom: number,
): LineSet {
  const unit = worldUnitsPerTileUnit(zoom);
  const lines = new LineSetBuilder();
  for (let shape = 0; shape < classes.length; shape++) {
    if (classes[shape] === NO_CLASS || !isRoadDrawn(classes[shape], zoom)) continue;
    for (let i = shapeOffsets[shape]; i < shapeOffsets[shape + 1]; i++) {
      lines.pointIfNew(
        Math.round(worldX(shapeLons[i] / MICRODEGREES) / unit),
        Math.round(worldY(shapeLats[i] / MICRODEGREES) / unit),
      );
    }
    if (lines.pointCount > 1) lines.endLine(classes[shape]);
    else lines.dropLine();
  }
  return lines.finish();
}

function classesOfShapes(network: Network): Uint8Array {
  const classOfProfile = Uint8Array.from(network.profiles, ({ highway }) => roadClassOf(highway));
  const classes = new Uint8Array(network.shapeOffsets.length - 1).fill(NO_CLASS);
  for (let edge = network.firstCopy - 1; edge >= 0; edge--) {
    classes[network.edgeShapes[edge] >>> 1] = classOfProfile[network.edgeProfiles[edge]];
  }
  return classes;
}

export function makeNearRoads(network: Network, { boxShapes }: SnapIndexData): NearRoads {
  const classes = shared(Uint8Array, classesOfShapes(network));
  const isIndexed = new Uint8Array(classes.length);
  for (const shape of boxShapes) isIndexed[shape] = 1;
  const rest: number[] = [];
  for (let shape = 0; shape < classes.length; shape++) {
    if (isIndexed[shape] === 0 && classes[shape] !== NO_CLASS) rest.push(shape);
  }
  const restShapes = shared(Uint32Array, rest);
  return { classes, restShapes, restBoxes: indexShapes(network, restShapes) };
}

function indexShapes(
  { shapeOffsets, shapeLons, shapeLats }: Network,
  shapes: Uint32Array,
): SharedArrayBuffer | null {
  if (shapes.length === 0) return null;
  const boxes = new Flatbush(shapes.length, 16, Int32Array, SharedArrayBuffer);
  for (const shape of shapes) {
    let west = Infinity;
    let south = Infinity;
    let east = -Infinity;
    let north = -Infinity;
    for (let i = shapeOffsets[shape]; i < shapeOffsets[shape + 1]; i++) {
      west = Math.min(west, shapeLons[i]);
      east = Math.max(east, shapeLons[i]);
      south = Math.min(south, shapeLats[i]);
      north = Math.max(north, shapeLats[i]);
    }
    boxes.add(west, south, east, north);
  }
  boxes.finish();
  return boxes.data as SharedArrayBuffer;
}
