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
  const onward: number[][] = map.points.map(() => []);
  const back: number[][] = map.points.map(() => []);
  for (const way of map.ways) {
    if (CLOSED_TO_CARS.has(way.highway)) continue;
    const direction = directionOf(way);
    for (let i = 1; i < way.vertices.length; i++) {
      const [a, b] = [way.vertices[i - 1], way.vertices[i]];
      if (direction !== -1) link(onward, back, a, b);
      if (direction !== 1) link(onward, back, b, a);
    }
  }
  const forth = reach(onward, root);
  const home = reach(back, root);
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

function link(onward: number[][], back: number[][], from: number, to: number): void {
  onward[from].push(to);
  back[to].push(from);
}

function reach(neighbours: readonly number[][], root: number): Uint8Array {
  const reached = new Uint8Array(neighbours.length);
  reached[root] = 1;
  const queue = [root];
  for (const vertex of queue) {
    for (const next of neighbours[vertex]) {
      if (reached[next] === 1) continue;
      reached[next] = 1;
      queue.push(next);
    }
  }
  return reached;
}
