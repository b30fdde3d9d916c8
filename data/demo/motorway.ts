import { fromEnd } from "./lookup.ts";
import type { GridRoads } from "./grid-roads.ts";
import { SECONDARY, TERTIARY } from "./grid-roads.ts";
import type { Motorway } from "./plan.ts";
import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";
import { lineLength, roundCorners, simplify } from "./road-line.ts";
import { addVertex, addWay, nearestVertex } from "./road-map.ts";
import type { RoadMap } from "./road-map.ts";
import { cellAt, cellCenter, isDry } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

/** Half the distance between the two carriageways' middles. */
const HALF_WIDTH_METERS = 12;
/** From an exit's bridge to where its ramps leave the carriageway. */
const RAMP_METERS = 430;
/** From the carriageways to the roundabouts on both sides of an exit. */
const SIDE_METERS = 170;

/** Where the motorway is left and entered: a bridge between two roundabouts. */
export interface Exit {
  /** Metres from the motorway's start. */
  readonly station: number;
  /** On the left of the motorway's direction; the road from the network ends here. */
  readonly left: Point;
  readonly right: Point;
}

export interface MotorwayCourse {
  readonly motorway: Motorway;
  readonly points: readonly Point[];
  readonly exits: readonly Exit[];
}

/** Lays the motorway's course and joins its exits to the roads on the grid. */
export function planMotorway(motorway: Motorway, roads: GridRoads): MotorwayCourse {
  const points = simplify(roundCorners(motorway.points, 6), 1.5);
  const total = lineLength(points);
  const exits = motorway.exits.map((share) => {
    const station = share * total;
    const { point, direction } = along(points, station);
    const cell = nearestDry(roads.terrain, offset(point, direction, SIDE_METERS));
    const access = roads.findPath(cell, (near) => roads.hasRoad(near, TERTIARY));
    if (access !== null) roads.build(access.cells, SECONDARY);
    const left = cellCenter(roads.terrain, cell);
    return { station, left, right: offset(point, direction, -SIDE_METERS) };
  });
  return { motorway, points, exits };
}

/**
 * Adds carriageways, ramps and bridges to the map. They share vertices with other roads at the exits only.
 * @returns the vertices of the exits' roundabouts to be
 */
export function addMotorway(map: RoadMap, { motorway, points, exits }: MotorwayCourse): number[] {
  const first = exits[0].station + RAMP_METERS;
  const last = fromEnd(exits).station - RAMP_METERS;
  // Stations where ramps join: one vertex each, shared by carriageway and ramp.
  const joints = exits.flatMap(({ station }) => [station - RAMP_METERS, station + RAMP_METERS]);
  const stations = [
    ...joints.filter((s) => s >= first - 1 && s <= last + 1),
    ...innerStations(points, first, last),
  ];
  stations.sort((a, b) => a - b);
  const tags = {
    ref: motorway.ref,
    name: motorway.name,
    oneway: "yes",
    toll: "yes",
    maxspeed: "130",
    lanes: "2",
  };
  const carriageway = (side: number) =>
    stations.map((station) => {
      const { point, direction } = along(points, station);
      return addVertex(map, offset(point, direction, side * HALF_WIDTH_METERS));
    });
  const right = carriageway(-1);
  const left = carriageway(1);
  addWay(map, right, "motorway", tags);
  // The other direction leaves `oneway` out: a motorway implies it.
  const { oneway: _implied, ...leftTags } = tags;
  addWay(map, [...left].reverse(), "motorway", leftTags);

  const hubs: number[] = [];
  for (const exit of exits) {
    const leftHub = nearestVertex(
      map,
      exit.left,
      (vertex) => !right.includes(vertex) && !left.includes(vertex),
    );
    const rightHub = addVertex(map, exit.right);
    addWay(map, [leftHub, rightHub], "secondary", { bridge: "yes", layer: "1", maxspeed: "50" });
    const before = stations.indexOf(exit.station - RAMP_METERS);
    const after = stations.indexOf(exit.station + RAMP_METERS);
    if (before !== -1) {
      addRamp(map, right[before], rightHub, true);
      addRamp(map, leftHub, left[before], false);
    }
    if (after !== -1) {
      addRamp(map, rightHub, right[after], false);
      addRamp(map, left[after], leftHub, true);
    }
    hubs.push(leftHub, rightHub);
  }
  return hubs;
}

/** One-way, with a toll booth on the way out. */
function addRamp(map: RoadMap, from: number, to: number, isExit: boolean): void {
  const [a, b] = [map.points[from], map.points[to]];
  const at = (share: number, bow: number): number => {
    const meters = distance(a, b);
    const normal: Point = [-(b[1] - a[1]) / meters, (b[0] - a[0]) / meters];
    const sign = isExit ? 1 : -1;
    return addVertex(map, [
      a[0] + (b[0] - a[0]) * share + sign * bow * normal[0],
      a[1] + (b[1] - a[1]) * share + sign * bow * normal[1],
    ]);
  };
  const vertices = [from, at(0.25, 22), at(0.5, 30), at(0.75, 20), to];
  addWay(map, vertices, "motorway_link", { oneway: "yes", maxspeed: isExit ? "70" : "90" });
  if (isExit) map.vertexTags.set(vertices[2], { barrier: "toll_booth" });
}

/** The square of a point, or the first dry one as circles round it grow. */
function nearestDry(terrain: Terrain, [x, y]: Point): number {
  for (let meters = 0; meters < 20_000; meters += terrain.stepMeters) {
    for (let angle = 0; angle < 2 * Math.PI; angle += 0.4) {
      const cell = cellAt(terrain, [x + meters * Math.cos(angle), y + meters * Math.sin(angle)]);
      if (isDry(terrain, cell)) return cell;
    }
  }
  throw new Error(`no land within 20 km of [${x}, ${y}]: the plan's motorway lies at sea`);
}

function innerStations(points: readonly Point[], first: number, last: number): number[] {
  const stations: number[] = [];
  let station = 0;
  for (let i = 1; i < points.length; i++) {
    station += distance(points[i - 1], points[i]);
    if (station > first + 40 && station < last - 40) stations.push(station);
  }
  return stations;
}

/** The point so many metres along a line, and the line's direction there. */
function along(points: readonly Point[], station: number): { point: Point; direction: Point } {
  let left = station;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    const meters = distance(a, b);
    if (left > meters && i < points.length - 1) {
      left -= meters;
      continue;
    }
    const direction: Point = [(b[0] - a[0]) / meters, (b[1] - a[1]) / meters];
    return { point: [a[0] + direction[0] * left, a[1] + direction[1] * left], direction };
  }
  throw new Error(`a line of ${points.length} points has no station ${station}`);
}

/** To the left of a direction; to the right where metres are negative. */
function offset([x, y]: Point, direction: Point, meters: number): Point {
  return [x - direction[1] * meters, y + direction[0] * meters];
}
