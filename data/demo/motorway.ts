import type { GridRoads } from "./grid-roads.ts";
import { SECONDARY, TERTIARY } from "./grid-roads.ts";
import type { HighwayEnd, HighwayRing, HighwaySection } from "./highway.ts";
import { fromEnd, valueOf } from "./lookup.ts";
import type { Motorway } from "./plan.ts";
import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";
import { lineLength, roundCorners, simplify } from "./road-line.ts";
import { addVertex, addWay, nearestVertex } from "./road-map.ts";
import type { RoadMap } from "./road-map.ts";
import { buildRing, RING_RADIUS_METERS } from "./motorway-ring.ts";
import type { RingArm } from "./motorway-ring.ts";
import { along, innerStations, offset } from "./station.ts";
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

export interface HighwayCourse {
  readonly section: HighwaySection;
  readonly exits: readonly Exit[];
}

/** A ring with the place to which the road from the network leads. */
export interface RingSite {
  readonly ring: HighwayRing;
  readonly access: Point;
}

/** The motorway of a plan as a section of its own, from exit to exit. */
export function toSection({ name, ref, points, exits }: Motorway): HighwaySection {
  const course = simplify(roundCorners(points, 6), 1.5);
  const total = lineLength(course);
  return {
    highway: "motorway",
    name,
    ref,
    points: course,
    exits: exits.map((share) => share * total),
    start: { kind: "exit" },
    end: { kind: "exit" },
  };
}

/** Joins the exits of a section to the roads on the grid. */
export function planCourse(section: HighwaySection, roads: GridRoads): HighwayCourse {
  const exits = section.exits.map((station) => {
    const { point, direction } = along(section.points, station);
    const left = joinToRoads(roads, offset(point, direction, SIDE_METERS));
    return { station, left, right: offset(point, direction, -SIDE_METERS) };
  });
  return { section, exits };
}

/** Joins a ring to the roads on the grid. */
export function planRing(ring: HighwayRing, roads: GridRoads): RingSite {
  const [x, y] = ring.point;
  return { ring, access: joinToRoads(roads, [x, y + RING_RADIUS_METERS + SIDE_METERS]) };
}

/** Builds a road from near a point to the nearest one that is more than a lane; returns where it begins. */
function joinToRoads(roads: GridRoads, point: Point): Point {
  const cell = nearestDry(roads.terrain, point);
  const access = roads.findPath(cell, (near) => roads.hasRoad(near, TERTIARY));
  if (access !== null) roads.build(access.cells, SECONDARY);
  return cellCenter(roads.terrain, cell);
}

/**
 * Adds carriageways, ramps, bridges and rings to the map. They share vertices with other roads at the exits and at
 * the rings' accesses only.
 *
 * @returns the vertices of the exits' roundabouts to be
 */
export function addHighways(
  map: RoadMap,
  courses: readonly HighwayCourse[],
  rings: readonly RingSite[],
): number[] {
  const ownVertices = new Set<number>();
  const arms = new Map<number, RingArm[]>(rings.map(({ ring }) => [ring.ring, []]));
  const hubs: number[] = [];
  for (const course of courses) hubs.push(...addCourse(map, course, ownVertices, arms));
  for (const { ring, access } of rings) {
    const hub = nearestVertex(map, access, (vertex) => !ownVertices.has(vertex));
    buildRing(map, ring.point, valueOf(arms, ring.ring), hub);
  }
  return hubs;
}

function addCourse(
  map: RoadMap,
  { section, exits }: HighwayCourse,
  ownVertices: Set<number>,
  arms: Map<number, RingArm[]>,
): number[] {
  const { points } = section;
  const total = lineLength(points);
  const first = boundOf(section.start, 0, 1);
  const last = boundOf(section.end, total, -1);
  // Stations where ramps join: one vertex each, shared by carriageway and ramp.
  const joints = exits.flatMap(({ station }) => [station - RAMP_METERS, station + RAMP_METERS]);
  if (section.start.kind !== "exit") joints.push(first);
  if (section.end.kind !== "exit") joints.push(last);
  const stations = [
    ...joints.filter((s) => s >= first - 1 && s <= last + 1),
    ...innerStations(points, first, last),
  ];
  stations.sort((a, b) => a - b);
  const carriageway = (side: number) =>
    stations.map((station) => {
      const { point, direction } = along(points, station);
      return addVertex(map, offset(point, direction, side * HALF_WIDTH_METERS));
    });
  const right = carriageway(-1);
  const left = carriageway(1);
  for (const vertex of [...right, ...left]) ownVertices.add(vertex);
  addCarriageways(map, section, right, left);
  endAt(map, section.start, right[0], left[0], true, arms);
  endAt(map, section.end, fromEnd(right), fromEnd(left), false, arms);

  const hubs: number[] = [];
  for (const exit of exits) {
    const leftHub = nearestVertex(map, exit.left, (vertex) => !ownVertices.has(vertex));
    const rightHub = addVertex(map, exit.right);
    addWay(map, [leftHub, rightHub], "secondary", { bridge: "yes", layer: "1", maxspeed: "50" });
    const before = stations.indexOf(exit.station - RAMP_METERS);
    const after = stations.indexOf(exit.station + RAMP_METERS);
    const ramp = rampOf(section);
    if (before !== -1) {
      addRamp(map, right[before], rightHub, true, ramp);
      addRamp(map, leftHub, left[before], false, ramp);
    }
    if (after !== -1) {
      addRamp(map, rightHub, right[after], false, ramp);
      addRamp(map, left[after], leftHub, true, ramp);
    }
    hubs.push(leftHub, rightHub);
  }
  return hubs;
}

/** The station at which carriageways begin or end: past the ramps of an exit, on a border, on a ring. */
function boundOf(end: HighwayEnd, station: number, inwards: 1 | -1): number {
  if (end.kind === "exit") return station + inwards * RAMP_METERS;
  return end.kind === "ring" ? station + inwards * (RING_RADIUS_METERS + 150) : station;
}

function addCarriageways(
  map: RoadMap,
  { highway, ref, name }: HighwaySection,
  right: readonly number[],
  left: readonly number[],
): void {
  const isMotorway = highway === "motorway";
  const tags: Record<string, string> = isMotorway
    ? { ref, name, oneway: "yes", toll: "yes", maxspeed: "130", lanes: "2" }
    : { ref, oneway: "yes", maxspeed: "110", lanes: "2", motorroad: "yes", surface: "asphalt" };
  addWay(map, [...right], highway, tags);
  // The other direction of a motorway leaves `oneway` out: it is implied.
  const { oneway, ...rest } = tags;
  addWay(map, [...left].reverse(), highway, isMotorway ? rest : { oneway, ...rest });
}

/** Ties the ends of both carriageways to what is there. */
function endAt(
  map: RoadMap,
  end: HighwayEnd,
  right: number,
  left: number,
  isStart: boolean,
  arms: Map<number, RingArm[]>,
): void {
  if (end.kind === "border") {
    map.shared.set(right, end.right);
    map.shared.set(left, end.left);
  } else if (end.kind === "ring") {
    valueOf(arms, end.ring).push(
      isStart ? { inbound: left, outbound: right } : { inbound: right, outbound: left },
    );
  }
}

interface RampKind {
  readonly highway: string;
  readonly hasToll: boolean;
}

function rampOf({ highway }: HighwaySection): RampKind {
  return { highway: `${highway}_link`, hasToll: highway === "motorway" };
}

/** One-way; off a motorway, with a toll booth on the way out. */
function addRamp(map: RoadMap, from: number, to: number, isExit: boolean, kind: RampKind): void {
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
  addWay(map, vertices, kind.highway, { oneway: "yes", maxspeed: isExit ? "70" : "90" });
  if (isExit && kind.hasToll) map.vertexTags.set(vertices[2], { barrier: "toll_booth" });
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
