import Flatbush from "flatbush";

import type { Network } from "../../isochrones/model/network.ts";
import { clipLine, roundLine, simplifyLine } from "./line-drawing.ts";
import { MAX_ZOOM, TILE_BUFFER, TILE_EXTENT, TileProjection, tileBounds } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";
import { TileGeometry, VectorLayer } from "./vector-layer.ts";

const MICRODEGREES = 1e6;
/** Three quarters of a pixel on a tile drawn 512 pixels wide. */
const TOLERANCE_UNITS = 6;

/** Road classes of the map, most important first, each with the level from which it is drawn. */
const ROAD_CLASSES = [
  { name: "motorway", minZoom: 0 },
  { name: "trunk", minZoom: 0 },
  { name: "primary", minZoom: 6 },
  { name: "ferry", minZoom: 6 },
  { name: "secondary", minZoom: 8 },
  { name: "tertiary", minZoom: 10 },
  { name: "minor", minZoom: 12 },
  { name: "service", minZoom: 14 },
] as const;

export type RoadClass = (typeof ROAD_CLASSES)[number]["name"];

const CLASS_OF_HIGHWAY: Readonly<Record<string, RoadClass>> = {
  motorway: "motorway",
  motorway_link: "motorway",
  trunk: "trunk",
  trunk_link: "trunk",
  primary: "primary",
  primary_link: "primary",
  secondary: "secondary",
  secondary_link: "secondary",
  tertiary: "tertiary",
  tertiary_link: "tertiary",
  ferry: "ferry",
  shuttle_train: "ferry",
  service: "service",
  track: "service",
};

interface ShapeIndex {
  readonly shapes: Uint32Array;
  readonly boxes: Flatbush;
}

/**
 * Layer `routes` of the base map: the network's own chains, one feature with many lines for each class
 * (property `classe`), fewer classes and simpler lines at low zoom.
 */
export class RoadTiles {
  readonly #network: Network;
  readonly #shapesByClass: ReadonlyMap<RoadClass, Uint32Array>;
  readonly #indices = new Map<RoadClass, ShapeIndex>();

  constructor(network: Network) {
    this.#network = network;
    this.#shapesByClass = shapesByClass(network);
  }

  layer(address: TileAddress): Uint8Array {
    const layer = new VectorLayer("routes");
    for (const { name, minZoom } of ROAD_CLASSES) {
      if (address.z < minZoom) continue;
      const geometry = this.#lines(name, address);
      if (geometry.commands.length > 0) layer.add("line", geometry, { classe: name });
    }
    return layer.finish();
  }

  #lines(roadClass: RoadClass, address: TileAddress): TileGeometry {
    const geometry = new TileGeometry();
    const index = this.#index(roadClass);
    if (index === null) return geometry;
    const projection = new TileProjection(address);
    const tolerance = address.z < MAX_ZOOM ? TOLERANCE_UNITS : 0;
    const { west, south, east, north } = tileBounds(address);
    const near = index.boxes
      .search(west * MICRODEGREES, south * MICRODEGREES, east * MICRODEGREES, north * MICRODEGREES)
      .sort((a, b) => a - b);
    for (const i of near) {
      const line = simplifyLine(this.#project(index.shapes[i], projection), tolerance);
      for (const part of clipLine(line, -TILE_BUFFER, TILE_EXTENT + TILE_BUFFER)) {
        const rounded = roundLine(part);
        if (rounded !== null) geometry.line(rounded);
      }
    }
    return geometry;
  }

  #project(shape: number, projection: TileProjection): number[] {
    const { shapeOffsets, shapeLons, shapeLats } = this.#network;
    const line: number[] = [];
    for (let i = shapeOffsets[shape]; i < shapeOffsets[shape + 1]; i++) {
      line.push(projection.x(shapeLons[i] / MICRODEGREES), projection.y(shapeLats[i] / MICRODEGREES));
    }
    return line;
  }

  #index(roadClass: RoadClass): ShapeIndex | null {
    const made = this.#indices.get(roadClass);
    if (made !== undefined) return made;
    const shapes = this.#shapesByClass.get(roadClass);
    if (shapes === undefined) return null;
    const index = { shapes, boxes: indexShapes(this.#network, shapes) };
    this.#indices.set(roadClass, index);
    return index;
  }
}

function shapesByClass(network: Network): Map<RoadClass, Uint32Array> {
  const classOfProfile = network.profiles.map(({ highway }) => CLASS_OF_HIGHWAY[highway] ?? "minor");
  const seen = new Uint8Array(network.shapeOffsets.length - 1);
  const lists = new Map<RoadClass, number[]>();
  for (let edge = 0; edge < network.firstCopy; edge++) {
    const shape = network.edgeShapes[edge] >>> 1;
    if (seen[shape] === 1) continue;
    seen[shape] = 1;
    const roadClass = classOfProfile[network.edgeProfiles[edge]];
    const list = lists.get(roadClass);
    if (list === undefined) lists.set(roadClass, [shape]);
    else list.push(shape);
  }
  return new Map([...lists].map(([roadClass, shapes]) => [roadClass, Uint32Array.from(shapes)]));
}

function indexShapes({ shapeOffsets, shapeLons, shapeLats }: Network, shapes: Uint32Array): Flatbush {
  const boxes = new Flatbush(shapes.length, 16, Int32Array);
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
  return boxes;
}
