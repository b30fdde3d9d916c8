import { firstOf } from "./lookup.ts";
import { addFerry } from "./ferry.ts";
import { addSigns } from "./junction-signs.ts";
import { addHighways, planCourse, planRing, toSection } from "./motorway.ts";
import { addObstacles, addSeparateEstate } from "./obstacles.ts";
import { addOneWays } from "./one-ways.ts";
import { PlaceIndex } from "./place-index.ts";
import type { Place } from "./places.ts";
import { planarize } from "./planarize.ts";
import type { DemoPlan } from "./plan.ts";
import type { Random } from "./random.ts";
import { dropFragments, nearestVertex } from "./road-map.ts";
import type { RoadMap } from "./road-map.ts";
import { buildRoundabouts, crossroads } from "./roundabouts.ts";
import { drawRuralLines } from "./rural-lines.ts";
import { buildRuralNetwork } from "./rural-network.ts";
import { drawServiceRoads } from "./service-roads.ts";
import type { Terrain } from "./terrain.ts";
import { drawStreets } from "./town-streets.ts";
import { addTurnRestrictions } from "./turn-restrictions.ts";
import { tagByPlace } from "./urban-tags.ts";

/** People from which a town has signals, one-way streets and forbidden turns. */
const CITY_PEOPLE = 3_500;

/** All roads of the territory, joined, signed and tagged. */
export function buildRoads(
  terrain: Terrain,
  places: readonly Place[],
  plan: DemoPlan,
  random: Random,
): RoadMap {
  const network = buildRuralNetwork(terrain, places, plan, random.fork("network"));
  const sections = plan.motorway === null ? plan.highways : [toSection(plan.motorway), ...plan.highways];
  const courses = sections.map((section) => planCourse(section, network));
  const rings = plan.rings.map((ring) => planRing(ring, network));
  const rural = drawRuralLines(network, places, plan.toleranceMeters, random.fork("rural"));
  const streetRandom = random.fork("streets");
  const streets = places.flatMap((place) => drawStreets(place, terrain, streetRandom));
  const services = drawServiceRoads(rural, streets, random.fork("services"));
  const gates = terrain.gates.map((gate) => gate.point);
  const map = planarize([...rural, ...streets, ...services], gates);

  const mainSeat = firstOf(places, (place) => place.rank === "prefecture");
  const islandSeat = places.find((place) => place.onIsland);
  const roots = [mainSeat, ...(islandSeat === undefined ? [] : [islandSeat])].map((place) =>
    nearestVertex(map, place.point),
  );
  for (const [vertex, gate] of terrain.gates.entries()) map.shared.set(vertex, gate.node);
  dropFragments(map, [...roots, ...gates.keys()]);
  const hubs = addHighways(map, courses, rings);
  addFerry(map, terrain, places, plan.ferryDuration);
  addRoundabouts(map, places, hubs, random.fork("roundabouts"));
  tagByPlace(map, terrain, places, random.fork("towns"));

  const cities = places.filter((place) => place.people >= Math.min(CITY_PEOPLE, mainSeat.people));
  const cityIndex = new PlaceIndex(cities);
  const isCity = (vertex: number) => cityIndex.at(map.points[vertex]) !== -1;
  const root = nearestVertex(map, mainSeat.point);
  addOneWays(map, isCity, root, random.fork("one-ways"));
  addSigns(map, isCity, random.fork("signs"));
  addObstacles(map, random.fork("obstacles"));
  addSeparateEstate(map, terrain, random.fork("estate"));
  addTurnRestrictions(map, isCity, random.fork("turns"));
  return map;
}

/** At the motorway's exits, on ring roads, where main roads cross, and on some corners of towns. */
function addRoundabouts(
  map: RoadMap,
  places: readonly Place[],
  hubs: readonly number[],
  random: Random,
): void {
  for (const hub of hubs) buildRoundabouts(map, [hub], 26);
  const towns = places.filter((place) => place.people >= 1_500);
  const townIndex = new PlaceIndex(towns);
  const inTown = (vertex: number) => townIndex.at(map.points[vertex]) !== -1;
  const main = crossroads(map, (vertex, classes) => {
    const secondary = classes.has("secondary") || classes.has("primary");
    return (
      secondary && classes.size > 1 && !classes.has("track") && random.chance(inTown(vertex) ? 0.3 : 0.22)
    );
  });
  buildRoundabouts(map, main, 18);
  const small = crossroads(
    map,
    (vertex, classes) => classes.has("tertiary") && inTown(vertex) && random.chance(0.08),
  );
  buildRoundabouts(map, small, 11);
}
