import { fromEnd, valueOf } from "./lookup.ts";
import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";
import { addVertex, degrees, Incidences } from "./road-map.ts";
import type { Incidence, MapWay, RoadMap } from "./road-map.ts";

const SIDES = 10;

/**
 * Turns crossroads into roundabouts, driven anticlockwise. Roads that met at the vertex now end on the circle.
 * A vertex with a neighbour nearer than twice the radius stays as it is.
 *
 * @returns how many were built
 */
export function buildRoundabouts(map: RoadMap, vertices: readonly number[], radiusMeters: number): number {
  const near = new Incidences(map);
  const taken = new Set<MapWay>();
  let built = 0;
  for (const vertex of vertices) {
    const arms = near.at(vertex);
    // A way cut for one roundabout has other indices: it waits for the next call.
    if (arms.length === 0 || arms.some(({ way }) => taken.has(way))) continue;
    if (!hasRoom(map, vertex, arms, radiusMeters)) continue;
    for (const { way } of arms) taken.add(way);
    buildOne(map, vertex, arms, radiusMeters);
    built++;
  }
  return built;
}

/** Crossroads that fit: at least three arms, one of them of a class that deserves it. */
export function crossroads(
  map: RoadMap,
  fits: (vertex: number, classes: ReadonlySet<string>) => boolean,
): number[] {
  const counts = degrees(map);
  const near = new Incidences(map);
  const seen = new Uint8Array(map.points.length);
  const found: number[] = [];
  for (const { vertices } of map.ways) {
    for (const vertex of vertices) {
      if (counts[vertex] < 3 || seen[vertex] === 1) continue;
      seen[vertex] = 1;
      if (fits(vertex, new Set(near.at(vertex).map(({ way }) => way.highway)))) found.push(vertex);
    }
  }
  return found.sort((a, b) => a - b);
}

function hasRoom(map: RoadMap, vertex: number, arms: readonly Incidence[], radiusMeters: number): boolean {
  const center = map.points[vertex];
  return arms.every(({ way, index }) =>
    [way.vertices[index - 1], way.vertices[index + 1]].every(
      (next) => next === undefined || distance(map.points[next], center) > 2 * radiusMeters,
    ),
  );
}

function buildOne(map: RoadMap, vertex: number, arms: readonly Incidence[], radiusMeters: number): void {
  const center = map.points[vertex];
  const circle = new Map<number, number>();
  for (let side = 0; side < SIDES; side++) circle.set((side * 2 * Math.PI) / SIDES, -1);
  const entry = (next: number): number => {
    const angle = angleTo(center, map.points[next]);
    const known = [...circle.keys()].find((other) => gap(other, angle) < 0.12);
    const at = known ?? angle;
    const there = circle.get(at) ?? -1;
    if (there !== -1) return there;
    const made = addVertex(map, onCircle(center, at, radiusMeters));
    circle.set(at, made);
    return made;
  };
  const highest = arms.map(({ way }) => way.highway).sort((a, b) => rank(b) - rank(a))[0];
  for (const { way, index } of arms) cutArm(map, way, index, entry);
  const ring: number[] = [];
  for (const angle of [...circle.keys()].sort((a, b) => a - b)) {
    const there = valueOf(circle, angle);
    ring.push(there === -1 ? addVertex(map, onCircle(center, angle, radiusMeters)) : there);
  }
  ring.push(ring[0]);
  map.ways.push({ vertices: ring, highway: highest, tags: { junction: "roundabout" } });
}

/** Ends a way on the circle; one that went straight through becomes two. */
function cutArm(map: RoadMap, way: MapWay, index: number, entry: (next: number) => number): void {
  const { vertices } = way;
  const [before, after] = [vertices.slice(0, index), vertices.slice(index + 1)];
  const cut: number[][] = [];
  if (before.length > 0) cut.push([...before, entry(fromEnd(before))]);
  if (after.length > 0) cut.push([entry(after[0]), ...after]);
  way.vertices = cut[0];
  if (cut.length === 2) map.ways.push({ ...way, vertices: cut[1], tags: { ...way.tags } });
}

const RANKS = ["residential", "unclassified", "tertiary", "secondary", "primary", "trunk"];

function rank(highway: string): number {
  return RANKS.indexOf(highway);
}

/** A place on a circle; radians anticlockwise from east. */
export function onCircle([x, y]: Point, angle: number, radius: number): Point {
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
}

/** Radians anticlockwise from east, 0 to 2π. */
export function angleTo(from: Point, to: Point): number {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  return angle < 0 ? angle + 2 * Math.PI : angle;
}

function gap(a: number, b: number): number {
  const turn = Math.abs(a - b) % (2 * Math.PI);
  return Math.min(turn, 2 * Math.PI - turn);
}
