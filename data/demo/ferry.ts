import { firstOf } from "./lookup.ts";
import type { Place } from "./places.ts";
import { between, distance } from "./plane.ts";
import type { Point } from "./plane.ts";
import { addVertex, addWay, degrees } from "./road-map.ts";
import type { RoadMap } from "./road-map.ts";
import { cellAt, ISLAND, MAINLAND } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

/** Joins the island to the mainland: a ferry between the two roads that come nearest to each other. */
export function addFerry(map: RoadMap, terrain: Terrain, places: readonly Place[], duration: string): void {
  if (!places.some((place) => place.onIsland)) return;
  const counts = degrees(map);
  const paved = new Set(map.ways.filter((way) => way.highway !== "track").flatMap((way) => way.vertices));
  const island: number[] = [];
  const mainland: number[] = [];
  for (const vertex of paved) {
    if (counts[vertex] === 0) continue;
    const ground = terrain.grounds[cellAt(terrain, map.points[vertex])];
    if (ground === ISLAND) island.push(vertex);
    else if (ground === MAINLAND) mainland.push(vertex);
  }
  const port = nearestOf(map, island, nearestPlace(places));
  const quay = map.points[nearestOf(map, mainland, map.points[port])];
  const islandPort = nearestOf(map, island, quay);
  const mainlandPort = nearestOf(map, mainland, map.points[islandPort]);
  const [a, b] = [map.points[islandPort], map.points[mainlandPort]];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const bow = [0.06, 0.08, 0.05].map((share, index): Point => {
    const [x, y] = between(a, b, (index + 1) / 4);
    return [x - dy * share, y + dx * share];
  });
  const vertices = [islandPort, ...bow.map((point) => addVertex(map, point)), mainlandPort];
  addWay(map, vertices, "", {
    route: "ferry",
    name: "Bac de l’Île",
    duration,
    motor_vehicle: "yes",
    foot: "yes",
  });
}

/** The mainland's seat nearest to the island. */
function nearestPlace(places: readonly Place[]): Point {
  const island = firstOf(places, (place) => place.onIsland).point;
  const mainland = places.filter((place) => !place.onIsland).map((place) => place.point);
  return mainland.reduce((best, point) => (distance(point, island) < distance(best, island) ? point : best));
}

function nearestOf(map: RoadMap, vertices: readonly number[], point: Point): number {
  return vertices.reduce((best, vertex) =>
    distance(map.points[vertex], point) < distance(map.points[best], point) ? vertex : best,
  );
}
