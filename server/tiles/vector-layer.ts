import { PbfWriter } from "pbf";

import { TILE_EXTENT } from "./mercator.ts";

const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 7;

const GEOMETRY_TYPES = { point: 1, line: 2, polygon: 3 } as const;

export type PropertyValue = string | number | boolean;

/**
 * Drawing commands of one feature, in whole tile units (Mapbox Vector Tile specification 2.1, chapter 4.3).
 * Coordinates are flat `x, y` lists.
 */
export class TileGeometry {
  readonly commands: number[] = [];
  #x = 0;
  #y = 0;

  point(x: number, y: number): this {
    this.commands.push(command(MOVE_TO, 1));
    this.#step(x, y);
    return this;
  }

  /** A line of at least two points. */
  line(coordinates: readonly number[]): this {
    this.#path(coordinates);
    return this;
  }

  /** The same of the points from `first` up to `end` of two arrays, in units of which the tile begins at `west`, `north`. */
  lineOf(xs: Uint32Array, ys: Uint32Array, first: number, end: number, west: number, north: number): this {
    this.commands.push(command(MOVE_TO, 1));
    this.#step(xs[first] - west, ys[first] - north);
    this.commands.push(command(LINE_TO, end - first - 1));
    for (let i = first + 1; i < end; i++) this.#step(xs[i] - west, ys[i] - north);
    return this;
  }

  /** A ring without its closing point; clockwise on the screen for an outer ring. */
  ring(coordinates: readonly number[]): this {
    this.#path(coordinates);
    this.commands.push(command(CLOSE_PATH, 1));
    return this;
  }

  #path(coordinates: readonly number[]): void {
    this.commands.push(command(MOVE_TO, 1));
    this.#step(coordinates[0], coordinates[1]);
    this.commands.push(command(LINE_TO, coordinates.length / 2 - 1));
    for (let i = 2; i < coordinates.length; i += 2) this.#step(coordinates[i], coordinates[i + 1]);
  }

  #step(x: number, y: number): void {
    this.commands.push(zigzag(x - this.#x), zigzag(y - this.#y));
    this.#x = x;
    this.#y = y;
  }
}

/**
 * One layer of a vector tile, written feature by feature without an object for each. Keys and values are
 * stored once. A tile is its layers' bytes one after the other.
 */
export class VectorLayer {
  readonly #name: string;
  readonly #features = new PbfWriter();
  readonly #keys = new Map<string, number>();
  readonly #values = new Map<PropertyValue, number>();
  #count = 0;

  constructor(name: string) {
    this.#name = name;
  }

  get count(): number {
    return this.#count;
  }

  /** Bytes of the features so far. */
  get byteLength(): number {
    return this.#features.pos;
  }

  add(
    type: keyof typeof GEOMETRY_TYPES,
    geometry: TileGeometry,
    properties: Readonly<Record<string, PropertyValue>>,
  ): void {
    const tags: number[] = [];
    for (const key in properties) {
      tags.push(indexOf(this.#keys, key), indexOf(this.#values, properties[key]));
    }
    this.#features.writeMessage(2, writeFeature, {
      type: GEOMETRY_TYPES[type],
      tags,
      commands: geometry.commands,
    });
    this.#count++;
  }

  /** Bytes of the layer as a field of a tile; empty without features. */
  finish(): Uint8Array {
    if (this.#count === 0) return new Uint8Array(0);
    const tile = new PbfWriter();
    tile.writeMessage(3, (_, layer) => this.#write(layer), null);
    return tile.finish();
  }

  #write(layer: PbfWriter): void {
    layer.writeVarintField(15, 2);
    layer.writeStringField(1, this.#name);
    const features = this.#features.finish();
    layer.realloc(features.length);
    layer.buf.set(features, layer.pos);
    layer.pos += features.length;
    for (const key of this.#keys.keys()) layer.writeStringField(3, key);
    for (const value of this.#values.keys()) layer.writeMessage(4, writeValue, value);
    layer.writeVarintField(5, TILE_EXTENT);
  }
}

/** Joins encoded layers into one tile; empty when all are. */
export function joinLayers(layers: readonly Uint8Array[]): Uint8Array {
  const length = layers.reduce((sum, layer) => sum + layer.length, 0);
  const tile = new Uint8Array(length);
  let offset = 0;
  for (const layer of layers) {
    tile.set(layer, offset);
    offset += layer.length;
  }
  return tile;
}

interface EncodedFeature {
  readonly type: number;
  readonly tags: number[];
  readonly commands: number[];
}

function writeFeature(feature: EncodedFeature, pbf: PbfWriter): void {
  pbf.writePackedVarint(2, feature.tags);
  pbf.writeVarintField(3, feature.type);
  pbf.writePackedVarint(4, feature.commands);
}

function writeValue(value: PropertyValue, pbf: PbfWriter): void {
  if (typeof value === "string") pbf.writeStringField(1, value);
  else if (typeof value === "boolean") pbf.writeBooleanField(7, value);
  else if (!Number.isInteger(value)) pbf.writeDoubleField(3, value);
  else if (value < 0) pbf.writeSVarintField(6, value);
  else pbf.writeVarintField(5, value);
}

function indexOf<T>(known: Map<T, number>, item: T): number {
  const index = known.get(item) ?? known.size;
  if (index === known.size) known.set(item, index);
  return index;
}

function command(id: number, count: number): number {
  return (id & 7) | (count << 3);
}

function zigzag(value: number): number {
  return (value << 1) ^ (value >> 31);
}
