import { distance } from "./plane.ts";
import { addWay, degrees } from "./road-map.ts";
import type { RoadMap } from "./road-map.ts";

const MAIN_ROADS: ReadonlySet<string> = new Set(["trunk", "primary"]);
/** How far a street may lead from the end of a main road to the next one. */
const REACH_METERS = 400;

/**
 * Leads on the main roads that end in nothing, in the middle of a town or at its edge: a country's only do so where
 * its files end, and readers take it for that.
 */
export function leadOnMainRoads(map: RoadMap): void {
  const counts = degrees(map);
  const ends = map.ways
    .filter(({ highway }) => MAIN_ROADS.has(highway))
    .flatMap(({ vertices }) => [
      { end: vertices[0], before: vertices[1] },
      { end: vertices[vertices.length - 1], before: vertices[vertices.length - 2] },
    ])
    .filter(({ end }) => counts[end] === 1 && !map.shared.has(end));
  for (const { end, before } of ends) {
    let nearest = -1;
    let meters = REACH_METERS;
    for (let vertex = 0; vertex < map.points.length; vertex++) {
      if (vertex === end || vertex === before || counts[vertex] < 2) continue;
      const away = distance(map.points[vertex], map.points[end]);
      if (away >= meters) continue;
      nearest = vertex;
      meters = away;
    }
    if (nearest !== -1) addWay(map, [end, nearest], "tertiary", { maxspeed: "50" });
  }
}
