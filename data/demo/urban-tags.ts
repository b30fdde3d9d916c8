import { PlaceIndex } from "./place-index.ts";
import type { Place } from "./places.ts";
import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";
import { splitWays } from "./road-map.ts";
import type { MapWay, RoadMap } from "./road-map.ts";
import { streetName } from "./street-names.ts";
import { cellAt } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

const THROUGH_ROADS = new Set(["trunk", "primary", "secondary", "tertiary", "unclassified"]);
/** Key of roads whose tags do not depend on where they run. */
const ELSEWHERE = -9;
/** Share of a town's radius where its old streets are shared or closed to cars. */
const OLD_TOWN = 0.2;

/** Cuts ways at town limits and bridges, and gives each part the tags of where it lies. */
export function tagByPlace(map: RoadMap, terrain: Terrain, places: readonly Place[], random: Random): void {
  const towns = places.filter((place) => place.rank !== "hamlet");
  const index = new PlaceIndex(towns, 0.95);
  const townAt = (point: Point): number => index.at(point);
  const middle = (a: number, b: number): Point => {
    const [from, to] = [map.points[a], map.points[b]];
    return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  };
  const isBridge = (a: number, b: number) =>
    [map.points[a], middle(a, b), map.points[b]].some((point) => terrain.rivers[cellAt(terrain, point)] > 0);
  const keyOf = (way: MapWay, a: number, b: number) => {
    if (way.highway === "" || way.highway.startsWith("motorway") || way.tags["bridge"] !== undefined)
      return ELSEWHERE;
    const bridge = THROUGH_ROADS.has(way.highway) && isBridge(a, b);
    return 2 * townAt(middle(a, b)) + (bridge ? 1 : 0);
  };
  splitWays(map, () => false, keyOf);
  for (const way of map.ways) {
    const key = keyOf(way, way.vertices[0], way.vertices[1]);
    if (key === ELSEWHERE) continue;
    if (key % 2 !== 0) way.tags = { ...way.tags, bridge: "yes", layer: "1" };
    const town = towns[Math.floor(key / 2)];
    if (town !== undefined) tagUrban(way, town, distance(map.points[way.vertices[0]], town.point), random);
  }
  map.ways = map.ways.map((way) => toOldTown(map, way, towns, townAt, random));
}

function tagUrban(way: MapWay, town: Place, metersToCenter: number, random: Random): void {
  const { tags, highway } = way;
  if (highway === "residential" && tags["name"] === undefined) tags["name"] = streetName(highway, random);
  if (highway === "residential" && random.chance(0.22)) tagZone30(tags, random);
  if (!THROUGH_ROADS.has(highway) || tags["name"] === "Rocade") return;
  delete tags["source:maxspeed"];
  if (tags["name"] === undefined || highway === "unclassified") tags["name"] = streetName(highway, random);
  const central = metersToCenter < town.radiusMeters * 0.45;
  if (central && town.rank === "village" && random.chance(0.4)) tagZone30(tags, random);
  else if (random.chance(0.45)) tags["maxspeed"] = "50";
  else if (random.chance(0.5)) tags["maxspeed"] = "FR:urban";
  else {
    delete tags["maxspeed"];
    tags["source:maxspeed"] = "FR:urban";
  }
}

function tagZone30(tags: Record<string, string>, random: Random): void {
  if (random.chance(0.6)) {
    tags["maxspeed"] = "30";
    tags["zone:maxspeed"] = "FR:30";
  } else {
    tags["maxspeed"] = "FR:zone30";
  }
}

/** Old streets near the middle of larger towns: shared with walkers, a few of them theirs alone. */
function toOldTown(
  map: RoadMap,
  way: MapWay,
  towns: readonly Place[],
  townAt: (point: Point) => number,
  random: Random,
): MapWay {
  if (way.highway !== "residential") return way;
  const point = map.points[way.vertices[0]];
  const town = towns[townAt(point)];
  if (town === undefined || town.people < 2_500 || distance(point, town.point) > town.radiusMeters * OLD_TOWN)
    return way;
  const draw = random.next();
  if (draw < 0.12)
    return { ...way, highway: "pedestrian", tags: { name: way.tags["name"] ?? "", surface: "sett" } };
  if (draw < 0.45)
    return {
      ...way,
      highway: "living_street",
      tags: { ...way.tags, maxspeed: "20", surface: "paving_stones" },
    };
  return way;
}
