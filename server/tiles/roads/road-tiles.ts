import Flatbush from "flatbush";

import type { SnapIndexData } from "../../../isochrones/model/dataset.ts";
import type { Network } from "../../../isochrones/model/network.ts";
import { simplifyLine } from "../line-drawing.ts";
import { drawLine, drawLines } from "../lines/draw-lines.ts";
import type { LineLevel } from "../lines/line-levels.ts";
import { MAX_ZOOM, type TileAddress, TileProjection, tileBounds } from "../mercator.ts";
import { TileGeometry, VectorLayer } from "../vector-layer.ts";
import { isRoadDrawn, roadClassName } from "./road-classes.ts";
import { MICRODEGREES, type NearRoads } from "./road-ground.ts";

/** Three quarters of a pixel on a tile drawn 512 pixels wide. */
const TOLERANCE_UNITS = 6;

/** A network with what tiles need to find its roads. */
export interface RoadNetwork {
  readonly network: Network;
  readonly snapIndex: SnapIndexData;
}

/** Layer `routes`, one feature with many lines for each class (property `classe`), from a level made beforehand. */
export function roadLayer(level: LineLevel, address: TileAddress): Uint8Array {
  return classLayer(drawLines(level, address));
}

/** The same from the network's own chains, all of them at the deepest level. */
export function nearRoadLayer(roads: RoadNetwork, near: NearRoads, address: TileAddress): Uint8Array {
  const projection = new TileProjection(address);
  const tolerance = address.z < MAX_ZOOM ? TOLERANCE_UNITS : 0;
  const byClass = new Map<number, TileGeometry>();
  const drawn = shapesNear(roads, near, address)
    .filter((shape) => isRoadDrawn(near.classes[shape], address.z))
    .sort((a, b) => near.classes[a] - near.classes[b] || a - b);
  for (const shape of drawn) {
    const roadClass = near.classes[shape];
    const geometry = byClass.get(roadClass) ?? new TileGeometry();
    byClass.set(roadClass, geometry);
    const line = projectShape(roads.network, shape, projection);
    drawLine(tolerance > 0 ? simplifyLine(line, tolerance) : line, geometry);
  }
  return classLayer(byClass);
}

function classLayer(byClass: ReadonlyMap<number, TileGeometry>): Uint8Array {
  const layer = new VectorLayer("routes");
  for (const [roadClass, geometry] of byClass) {
    if (geometry.commands.length > 0) layer.add("line", geometry, { classe: roadClassName(roadClass) });
  }
  return layer.finish();
}

function shapesNear(
  { snapIndex }: RoadNetwork,
  { restBoxes, restShapes }: NearRoads,
  address: TileAddress,
): number[] {
  const { west, south, east, north } = tileBounds(address);
  const box = [west, south, east, north].map((degrees) => degrees * MICRODEGREES) as [
    number,
    number,
    number,
    number,
  ];
  const shapes = new Set<number>();
  // A dataset whose roads take no snaps has an empty index.
  if (snapIndex.boxShapes.length > 0) {
    for (const i of Flatbush.from(snapIndex.index).search(...box)) shapes.add(snapIndex.boxShapes[i]);
  }
  if (restBoxes !== null) {
    for (const i of Flatbush.from(restBoxes).search(...box)) shapes.add(restShapes[i]);
  }
  return [...shapes];
}

function projectShape(
  { shapeOffsets, shapeLons, shapeLats }: Network,
  shape: number,
  projection: TileProjection,
): number[] {
  const line: number[] = [];
  for (let i = shapeOffsets[shape]; i < shapeOffsets[shape + 1]; i++) {
    line.push(projection.x(shapeLons[i] / MICRODEGREES), projection.y(shapeLats[i] / MICRODEGREES));
  }
  return line;
}
