import { fromEnd } from "./lookup.ts";
import { between, distance } from "./plane.ts";
import type { Random } from "./random.ts";
import { addVertex, degrees, Incidences } from "./road-map.ts";
import type { MapWay, RoadMap } from "./road-map.ts";

type Tags = Record<string, string>;

const MAJOR = new Set(["trunk", "primary", "secondary"]);
const MAIN_STREETS = new Set(["trunk", "primary", "secondary", "tertiary"]);
const MINOR = new Set(["tertiary", "unclassified", "residential"]);

/** Traffic signals on the cities' crossroads; stop and give-way signs where small roads meet large ones. */
export function addSigns(map: RoadMap, isCity: (vertex: number) => boolean, random: Random): void {
  const counts = degrees(map);
  const near = new Incidences(map);
  const majors = new Set<number>();
  for (let vertex = 0; vertex < counts.length; vertex++) {
    if (near.countAt(vertex) === 0) continue;
    const arms = near.at(vertex);
    if (arms.some(({ way }) => way.tags["junction"] === "roundabout")) continue;
    if (arms.some(({ way }) => MAJOR.has(way.highway))) majors.add(vertex);
    const main = arms.filter(({ way }) => MAIN_STREETS.has(way.highway)).length;
    if (!isCity(vertex) || counts[vertex] < 4 || main < 1 || !random.chance(main > 1 ? 0.7 : 0.18)) continue;
    map.vertexTags.set(vertex, { highway: "traffic_signals" });
    majors.delete(vertex);
  }
  let minorStops = 0;
  for (const way of map.ways) {
    if (!MINOR.has(way.highway) || way.tags["junction"] !== undefined) continue;
    for (const atEnd of [true, false]) {
      const junction = atEnd ? fromEnd(way.vertices) : way.vertices[0];
      if (!majors.has(junction) || counts[junction] < 3) continue;
      if (minorStops < 12 && random.chance(0.03) && !map.vertexTags.has(junction)) {
        map.vertexTags.set(junction, { highway: "stop", stop: "minor" });
        minorStops++;
      } else if (random.chance(0.7)) {
        const sign: Tags = { highway: random.chance(0.45) ? "stop" : "give_way" };
        if (random.chance(0.9)) sign["direction"] = atEnd ? "forward" : "backward";
        insertNearEnd(map, way, atEnd, 9, sign);
      }
    }
  }
  addDirectedSignals(map, random);
}

/** Some mappers put the signal on the approach, with the direction that it rules. */
function addDirectedSignals(map: RoadMap, random: Random): void {
  for (const way of map.ways) {
    const signal = map.vertexTags.get(fromEnd(way.vertices))?.["highway"] === "traffic_signals";
    if (!signal || !MAIN_STREETS.has(way.highway) || !random.chance(0.15)) continue;
    const tags = { highway: "traffic_signals", "traffic_signals:direction": "forward" };
    if (insertNearEnd(map, way, true, 12, tags)) map.vertexTags.delete(fromEnd(way.vertices));
  }
}

/** Puts a tagged vertex on a way, so many metres before its end; false where its last segment is too short. */
export function insertNearEnd(
  map: RoadMap,
  way: MapWay,
  atEnd: boolean,
  meters: number,
  tags: Tags,
): boolean {
  const { vertices } = way;
  const [end, before] = atEnd ? [fromEnd(vertices), fromEnd(vertices, 2)] : [vertices[0], vertices[1]];
  const length = distance(map.points[end], map.points[before]);
  if (length < 2 * meters) return false;
  const vertex = addVertex(map, between(map.points[end], map.points[before], meters / length));
  map.vertexTags.set(vertex, tags);
  vertices.splice(atEnd ? vertices.length - 1 : 1, 0, vertex);
  return true;
}
