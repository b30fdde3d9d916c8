import { fromEnd } from "./lookup.ts";
import { degrees, splitWays, wayLength } from "./road-map.ts";
import type { MapWay, RoadMap } from "./road-map.ts";
import type { Random } from "./random.ts";

const CITY_STREETS = new Set(["residential", "living_street"]);
const CLOSED_TO_CARS = new Set(["pedestrian"]);

/**
 * Makes one-way streets in the places that `isCity` holds, then takes back those that would trap somebody:
 * afterwards whoever reaches a place can leave it.
 */
export function addOneWays(
  map: RoadMap,
  isCity: (vertex: number) => boolean,
  root: number,
  random: Random,
): void {
  const counts = degrees(map);
  splitWays(map, (vertex) => counts[vertex] >= 4 && isCity(vertex) && random.chance(0.5));
  for (const way of map.ways) {
    const [first, last] = [way.vertices[0], fromEnd(way.vertices)];
    if (!CITY_STREETS.has(way.highway) || !isCity(first) || counts[first] < 3 || counts[last] < 3) continue;
    if (wayLength(map, way) < 60 || !random.chance(0.36)) continue;
    way.tags["oneway"] = random.pick(["yes", "yes", "yes", "-1", "1", "true"]);
  }
  for (let round = 0; round < 12 && freeTrapped(map, root) > 0; round++);
}

/** Opens one-way streets in both directions where they touch a vertex that cannot be reached, or left. */
function freeTrapped(map: RoadMap, root: number): number {
  const forth = reach(map, root, 1);
  const home = reach(map, root, -1);
  let freed = 0;
  for (const way of map.ways) {
    const trapped = way.vertices.some((vertex) => forth[vertex] !== 1 || home[vertex] !== 1);
    if (!trapped || way.tags["oneway"] === undefined || way.highway.startsWith("motorway")) continue;
    delete way.tags["oneway"];
    freed++;
  }
  return freed;
}

/** 1 along the way only, -1 against it only, 0 both. */
export function directionOf({ tags, highway }: MapWay): number {
  if (tags["oneway"] === "-1") return -1;
  if (["yes", "1", "true"].includes(tags["oneway"] ?? "")) return 1;
  return tags["junction"] === "roundabout" || highway === "motorway" ? 1 : 0;
}

/** Vertices that one drives to from the root (`sense` 1), or from which one drives to it (-1): 1 for each. */
function reach(map: RoadMap, root: number, sense: 1 | -1): Uint8Array {
  const { starts, neighbours } = listNeighbours(map, sense);
  const reached = new Uint8Array(map.points.length);
  const queue = new Uint32Array(map.points.length);
  reached[root] = 1;
  queue[0] = root;
  let length = 1;
  for (let i = 0; i < length; i++) {
    for (let entry = starts[queue[i]]; entry < starts[queue[i] + 1]; entry++) {
      const next = neighbours[entry];
      if (reached[next] === 1) continue;
      reached[next] = 1;
      queue[length++] = next;
    }
  }
  return reached;
}

/** The next vertices in each direction that cars may take; with `sense` -1, those that lead there. */
function listNeighbours(
  map: RoadMap,
  sense: 1 | -1,
): { readonly starts: Uint32Array; readonly neighbours: Uint32Array } {
  const starts = new Uint32Array(map.points.length + 1);
  forEachPassage(map, sense, (from) => starts[from + 1]++);
  for (let vertex = 0; vertex < map.points.length; vertex++) starts[vertex + 1] += starts[vertex];
  const neighbours = new Uint32Array(starts[map.points.length]);
  const next = starts.slice();
  forEachPassage(map, sense, (from, to) => {
    neighbours[next[from]++] = to;
  });
  return { starts, neighbours };
}

function forEachPassage(map: RoadMap, sense: 1 | -1, visit: (from: number, to: number) => void): void {
  for (const way of map.ways) {
    if (CLOSED_TO_CARS.has(way.highway)) continue;
    const direction = directionOf(way) * sense;
    for (let i = 1; i < way.vertices.length; i++) {
      const [a, b] = [way.vertices[i - 1], way.vertices[i]];
      if (direction !== -1) visit(a, b);
      if (direction !== 1) visit(b, a);
    }
  }
}
