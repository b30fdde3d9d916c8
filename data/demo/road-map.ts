import type { SharedNode } from "./highway.ts";
import { distance, squaredDistance } from "./plane.ts";
import type { Point } from "./plane.ts";

/** Roads joined where they meet: ways over shared vertices. Grows as the map is furnished. */
export interface RoadMap {
  /** Metres on the plane. */
  readonly points: Point[];
  ways: MapWay[];
  /** OSM tags of vertices: signals, gates ... */
  readonly vertexTags: Map<number, Record<string, string>>;
  readonly restrictions: MapRestriction[];
  /** Vertices that a neighbour's map has as well. */
  readonly shared: Map<number, SharedNode>;
}

export interface MapWay {
  /** Indices of points, at least two, no two equal in a row. */
  vertices: number[];
  readonly highway: string;
  tags: Record<string, string>;
}

/** A turn restriction between ways that all end at its via. */
export interface MapRestriction {
  readonly from: MapWay;
  readonly via: { readonly vertex: number } | { readonly way: MapWay };
  readonly to: MapWay;
  readonly tags: Readonly<Record<string, string>>;
}

/** A way seen from one of its vertices. */
export interface Incidence {
  readonly way: MapWay;
  readonly index: number;
}

/** Which ways pass each vertex, in the order of the ways; a closed way is there twice at its end. */
export class Incidences {
  readonly #ways: readonly MapWay[];
  /** Where each vertex's entries begin, and end with the next one's. */
  readonly #starts: Uint32Array;
  /** Way and place in it, one after the other. */
  readonly #entries: Uint32Array;

  constructor({ points, ways }: RoadMap) {
    this.#ways = ways.slice();
    const starts = new Uint32Array(points.length + 1);
    for (const { vertices } of ways) for (const vertex of vertices) starts[vertex + 1]++;
    for (let vertex = 0; vertex < points.length; vertex++) starts[vertex + 1] += starts[vertex];
    const next = starts.slice();
    this.#entries = new Uint32Array(2 * starts[points.length]);
    for (const [way, { vertices }] of ways.entries()) {
      for (let index = 0; index < vertices.length; index++) {
        const entry = 2 * next[vertices[index]]++;
        this.#entries[entry] = way;
        this.#entries[entry + 1] = index;
      }
    }
    this.#starts = starts;
  }

  countAt(vertex: number): number {
    return this.#starts[vertex + 1] - this.#starts[vertex];
  }

  at(vertex: number): Incidence[] {
    const found: Incidence[] = [];
    for (let entry = this.#starts[vertex]; entry < this.#starts[vertex + 1]; entry++)
      found.push({ way: this.#ways[this.#entries[2 * entry]], index: this.#entries[2 * entry + 1] });
    return found;
  }
}

/** Road segments at each vertex. */
export function degrees(map: RoadMap): Uint16Array {
  const counts = new Uint16Array(map.points.length);
  for (const { vertices } of map.ways) {
    for (let i = 1; i < vertices.length; i++) {
      counts[vertices[i - 1]] += 1;
      counts[vertices[i]] += 1;
    }
  }
  return counts;
}

export function addVertex(map: RoadMap, point: Point): number {
  return map.points.push(point) - 1;
}

export function addWay(
  map: RoadMap,
  vertices: number[],
  highway: string,
  tags: Record<string, string>,
): MapWay {
  const way: MapWay = { vertices, highway, tags };
  map.ways.push(way);
  return way;
}

/** The vertex of a way nearest to a point, of those that fit. */
export function nearestVertex(
  map: RoadMap,
  point: Point,
  fits: (vertex: number) => boolean = () => true,
): number {
  const used = degrees(map);
  let best = -1;
  let bestSquared = Infinity;
  for (let vertex = 0; vertex < map.points.length; vertex++) {
    const squared = squaredDistance(map.points[vertex], point);
    if (squared >= bestSquared || used[vertex] === 0 || !fits(vertex)) continue;
    best = vertex;
    bestSquared = squared;
  }
  return best;
}

export function wayLength(map: RoadMap, { vertices }: MapWay): number {
  let meters = 0;
  for (let i = 1; i < vertices.length; i++)
    meters += distance(map.points[vertices[i - 1]], map.points[vertices[i]]);
  return meters;
}

/** Cuts ways wherever `key` changes from one segment to the next, or a vertex is a stop. Roundabouts stay whole. */
export function splitWays(
  map: RoadMap,
  isStop: (vertex: number) => boolean,
  key: (way: MapWay, a: number, b: number) => number = () => 0,
): void {
  const split: MapWay[] = [];
  for (const way of map.ways) {
    const { vertices } = way;
    if (way.tags["junction"] === "roundabout") {
      split.push(way);
      continue;
    }
    let first = 0;
    let keyBefore = key(way, vertices[0], vertices[1]);
    for (let i = 1; i < vertices.length - 1; i++) {
      const keyAfter = key(way, vertices[i], vertices[i + 1]);
      if (keyAfter === keyBefore && !isStop(vertices[i])) continue;
      split.push({ ...way, vertices: vertices.slice(first, i + 1), tags: { ...way.tags } });
      first = i;
      keyBefore = keyAfter;
    }
    way.vertices = vertices.slice(first);
    split.push(way);
  }
  map.ways = split;
}

/**
 * Leaves out what is joined to none of the roots: scraps of street that no road reaches.
 * @returns how many ways were left out
 */
export function dropFragments(map: RoadMap, roots: readonly number[]): number {
  const near = new Incidences(map);
  const reached = new Uint8Array(map.points.length);
  const queue: number[] = [];
  const reach = (vertex: number) => {
    if (reached[vertex] === 1) return;
    reached[vertex] = 1;
    queue.push(vertex);
  };
  roots.forEach(reach);
  const done = new Set<MapWay>();
  for (const vertex of queue) {
    for (const { way } of near.at(vertex)) {
      if (done.has(way)) continue;
      done.add(way);
      way.vertices.forEach(reach);
    }
  }
  const before = map.ways.length;
  map.ways = map.ways.filter((way) => reached[way.vertices[0]] === 1);
  return before - map.ways.length;
}
