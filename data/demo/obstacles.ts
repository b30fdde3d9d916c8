import { fromEnd } from "./lookup.ts";
import { insertNearEnd } from "./junction-signs.ts";
import type { Random } from "./random.ts";
import { addVertex, addWay, degrees } from "./road-map.ts";
import type { MapWay, RoadMap } from "./road-map.ts";
import type { Terrain } from "./terrain.ts";
import { cellCenter, isDry } from "./terrain.ts";

type Tags = Record<string, string>;

/** Gates, bollards and the like on small roads; low bridges; limits as nobody expects them. */
export function addObstacles(map: RoadMap, random: Random): void {
  const counts = degrees(map);
  const startsAtRoad = ({ vertices }: MapWay) => counts[vertices[0]] >= 3;
  const joinsRoads = (way: MapWay) => startsAtRoad(way) && counts[fromEnd(way.vertices)] >= 3;
  for (const way of map.ways) {
    const sign = obstacleFor(way, joinsRoads(way), random);
    if (sign !== null) insertNearEnd(map, way, !startsAtRoad(way), 8, sign);
  }
  const streets = map.ways.filter((way) => way.highway === "residential" && joinsRoads(way));
  const pick = () => random.pick(streets);
  if (streets.length === 0) return;
  pick().tags["maxheight"] = "1.8";
  pick().tags["maxheight"] = "3.5";
  pick().tags["maxwidth"] = "1.7";
  pick().tags["maxweight"] = "3.5";
  pick().tags["maxspeed"] = "30 mph";
  const forward = pick();
  delete forward.tags["maxspeed"];
  Object.assign(forward.tags, { "maxspeed:forward": "30", "maxspeed:backward": "50" });
  pick().tags["access"] = "destination";
  pick().tags["motor_vehicle"] = "destination";
}

function obstacleFor(way: MapWay, joinsRoads: boolean, random: Random): Tags | null {
  const { highway, tags } = way;
  if (highway === "track" && random.chance(0.16))
    return random.pick<Tags>([{ barrier: "gate" }, { barrier: "cattle_grid" }, { barrier: "block" }]);
  if (highway === "service" && tags["access"] === "private" && random.chance(0.4))
    return { barrier: "gate", access: "private" };
  if (highway === "service" && tags["access"] === "customers" && random.chance(0.25))
    return random.pick<Tags>([{ barrier: "lift_gate" }, { barrier: "height_restrictor", maxheight: "2.0" }]);
  if (highway === "pedestrian" && random.chance(0.5))
    return { barrier: "bollard", bollard: random.pick(["rising", "fixed"]) };
  if (highway === "residential" && joinsRoads && random.chance(0.004)) return { barrier: "bollard" };
  return null;
}

/**
 * A few hundred metres of estate roads that no road reaches: too small a network for anyone's journey to
 * start on.
 */
export function addSeparateEstate(map: RoadMap, terrain: Terrain, random: Random): void {
  const squareOf = (meters: number) => Math.round(meters / 400);
  const keyOf = (column: number, row: number) => column * 0x100000 + row;
  const used = new Set<number>();
  for (const [x, y] of map.points) used.add(keyOf(squareOf(x), squareOf(y)));
  for (let tries = 0; tries < 5_000; tries++) {
    const cell = random.integer(0, terrain.grounds.length - 1);
    const center = cellCenter(terrain, cell);
    const alone = [-1, 0, 1].every((dx) =>
      [-1, 0, 1].every((dy) => !used.has(keyOf(squareOf(center[0]) + dx, squareOf(center[1]) + dy))),
    );
    if (!isDry(terrain, cell) || !alone) continue;
    const at = (dx: number, dy: number) => addVertex(map, [center[0] + dx, center[1] + dy]);
    const loop = [at(-90, -60), at(80, -70), at(110, 50), at(-60, 80)];
    addWay(map, [...loop, loop[0]], "residential", { name: "Allée du Domaine" });
    addWay(map, [loop[1], at(190, -130)], "service", { service: "driveway" });
    return;
  }
}
