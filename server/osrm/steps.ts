import type { LineString } from "geojson";

import { bearingDegrees, planeMeters } from "../../isochrones/geo/distance.ts";
import { roadNameAt } from "../../isochrones/graph/road-names.ts";
import { NO_EDGE, type Network } from "../../isochrones/model/network.ts";
import { bearingAt, shapeOf } from "./edge-shape.ts";
import { geometryOf } from "./geometry.ts";
import {
  classesOf,
  type Intersection,
  intersectionBetween,
  roadCountAt,
  sameClasses,
} from "./intersections.ts";
import type { LegPath, Stretch } from "./leg-path.ts";
import type { GeometryFormat } from "./options.ts";
import { toDegrees } from "./waypoint.ts";

/** What is driven on one road, as OSRM describes it. */
export interface Step {
  readonly intersections: readonly Intersection[];
  readonly driving_side: "left" | "right";
  readonly geometry: string | LineString;
  readonly maneuver: Maneuver;
  readonly ref?: string;
  readonly name: string;
  readonly mode: string;
  readonly weight: number;
  readonly duration: number;
  readonly distance: number;
}

interface Maneuver {
  readonly bearing_after: number;
  readonly bearing_before: number;
  readonly location: readonly [number, number];
  readonly modifier?: string;
  readonly type: "depart" | "turn" | "continue" | "new name" | "arrive";
}

/** Microdegrees. */
type Position = readonly [number, number];

/** Distances between which a side is told, metres: those of OSRM. */
const NEAREST_SIDE_METERS = 5;
const FARTHEST_SIDE_METERS = 300;

/** A run of stretches on roads of one name and mode, without turning back. */
type Run = readonly [Stretch, ...Stretch[]];

/** The steps of a leg: one for each road name in turn, and the arrival. */
export function stepsOf(
  network: Network,
  path: LegPath,
  format: GeometryFormat,
  [from, to]: readonly [Position, Position],
): Step[] {
  const runs = runsOf(network, path.stretches);
  const steps = runs.map((run, index) =>
    stepOf(network, path, run, format, {
      maneuver: index === 0 ? departure(network, path, from) : turning(network, runs[index - 1], run),
      intersections: intersectionsOf(network, path, run, runs[index - 1]),
    }),
  );
  return [...steps, arrival(network, path, format, to)];
}

function runsOf(network: Network, stretches: readonly Stretch[]): Run[] {
  const isSame = (a: number, b: number): boolean =>
    network.edgeNames[a] === network.edgeNames[b] &&
    modeOf(network, a) === modeOf(network, b) &&
    !turnsBack(network, a, b);
  const runs: [Stretch, ...Stretch[]][] = [];
  for (const stretch of stretches) {
    const run = runs[runs.length - 1];
    if (runs.length > 0 && isSame(run[run.length - 1].edge, stretch.edge)) run.push(stretch);
    else runs.push([stretch]);
  }
  return runs;
}

function stepOf(
  network: Network,
  path: LegPath,
  run: Run,
  format: GeometryFormat,
  rest: Pick<Step, "maneuver" | "intersections">,
): Step {
  const [first, end] = [run[0].first, run[run.length - 1].end];
  const segments = path.segments.slice(first, end);
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  const turns = total(run.map(({ turnDuration }) => turnDuration));
  const turnWeights = total(run.map(({ turnWeight }) => turnWeight));
  return {
    intersections: rest.intersections,
    driving_side: profileOf(network, run[0].edge).leftHandDriving ? "left" : "right",
    geometry: geometryOf(path.points.slice(first, end + 1), format),
    maneuver: rest.maneuver,
    ...roadOf(network, run[0].edge),
    weight: (total(segments.map(({ weight }) => weight)) + turnWeights) / 10,
    duration: (total(segments.map(({ duration }) => duration)) + turns) / 10,
    distance: Math.round(total(segments.map(({ meters }) => meters)) * 10) / 10,
  };
}

function departure(network: Network, { stretches: [first], points }: LegPath, asked: Position): Maneuver {
  const bearing = wholeDegrees(bearingAt(shapeOf(network, first.edge), first.from));
  return {
    bearing_after: bearing,
    bearing_before: 0,
    location: toDegrees(points[0]),
    ...sideOf(points[0], asked, bearing),
    type: "depart",
  };
}

function turning(network: Network, before: Run, after: Run): Maneuver {
  const [from, to] = [before[before.length - 1].edge, after[0].edge];
  const node = network.edgeTails[to];
  const bearingBefore = wholeDegrees(bearingAt(shapeOf(network, from), 1));
  const bearingAfter = wholeDegrees(bearingAt(shapeOf(network, to), 0));
  const modifier = modifierOf(bearingAfter - bearingBefore);
  return {
    bearing_after: bearingAfter,
    bearing_before: bearingBefore,
    location: toDegrees([network.nodeLons[node], network.nodeLats[node]]),
    modifier,
    type: kindOfTurn(network, from, to),
  };
}

/** Does a road lead back over the one before? */
function turnsBack(network: Network, from: number, to: number): boolean {
  return network.edgeTwins[from] !== NO_EDGE && network.edgeTwins[from] === network.edgeOriginals[to];
}

function kindOfTurn(network: Network, from: number, to: number): Maneuver["type"] {
  if (turnsBack(network, from, to)) return "continue";
  // Where no third road meets two, the one goes on as the other.
  return roadCountAt(network, network.edgeTails[to]) <= 2 ? "new name" : "turn";
}

function arrival(network: Network, path: LegPath, format: GeometryFormat, asked: Position): Step {
  const { edge, to } = path.stretches[path.stretches.length - 1];
  const bearing = wholeDegrees(bearingAt(shapeOf(network, edge), to));
  const point = path.points[path.points.length - 1];
  const location = toDegrees(point);
  return {
    intersections: [{ in: 0, entry: [true], bearings: [(bearing + 180) % 360], location }],
    driving_side: profileOf(network, edge).leftHandDriving ? "left" : "right",
    geometry: geometryOf([point], format),
    maneuver: {
      bearing_after: 0,
      bearing_before: bearing,
      location,
      ...sideOf(point, asked, bearing),
      type: "arrive",
    },
    ...roadOf(network, edge),
    weight: 0,
    duration: 0,
    distance: 0,
  };
}

/** Where the step begins, and each place on it at which there is a choice or the road is of other classes. */
function intersectionsOf(
  network: Network,
  { points }: LegPath,
  run: Run,
  before: Run | undefined,
): Intersection[] {
  const [{ edge, from }] = run;
  const begin = wholeDegrees(bearingAt(shapeOf(network, edge), before === undefined ? from : 0));
  const first: Intersection =
    before === undefined
      ? {
          ...classesOf(network, edge),
          out: 0,
          entry: [true],
          bearings: [begin],
          location: toDegrees(points[0]),
        }
      : intersectionBetween(network, before[before.length - 1].edge, edge);
  const inner = run.slice(1).flatMap((stretch, index) => {
    const isPlain = roadCountAt(network, network.edgeTails[stretch.edge]) <= 2;
    if (isPlain && sameClasses(network, run[index].edge, stretch.edge)) return [];
    return [intersectionBetween(network, run[index].edge, stretch.edge)];
  });
  return [first, ...inner];
}

function roadOf(network: Network, edge: number): Pick<Step, "ref" | "name" | "mode"> {
  const { name, ref } = roadNameAt(network.names, network.edgeNames[edge]);
  return { ...(ref === "" ? {} : { ref }), name, mode: modeOf(network, edge) };
}

function modeOf(network: Network, edge: number): string {
  return profileOf(network, edge).mode;
}

function profileOf(network: Network, edge: number): Network["profiles"][number] {
  return network.profiles[network.edgeProfiles[edge]];
}

/** On which side of the road the place asked for lies; nothing where it is on the road or far away. */
function sideOf(point: Position, asked: Position, bearing: number): { modifier?: string } {
  const meters = planeMeters(point[0], point[1], asked[0], asked[1]);
  if (meters < NEAREST_SIDE_METERS || meters > FARTHEST_SIDE_METERS) return {};
  return { modifier: modifierOf(bearingDegrees(point[0], point[1], asked[0], asked[1]) - bearing) };
}

function wholeDegrees(degrees: number): number {
  return Math.round(degrees) % 360;
}

/** Bounds of OSRM's words, by how far a turn is to the right, degrees. */
const MODIFIERS: readonly (readonly [number, string])[] = [
  [10, "straight"],
  [60, "slight right"],
  [120, "right"],
  [170, "sharp right"],
  [190, "uturn"],
  [240, "sharp left"],
  [300, "left"],
  [350, "slight left"],
];

function modifierOf(degrees: number): string {
  const right = (degrees + 720) % 360;
  return MODIFIERS.find(([bound]) => right <= bound)?.[1] ?? "straight";
}
