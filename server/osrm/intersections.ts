import { NO_EDGE, type Network } from "../../isochrones/model/network.ts";
import { bearingAt, shapeOf } from "./edge-shape.ts";
import { toDegrees } from "./waypoint.ts";

/** A place on a step where roads meet. */
export interface Intersection {
  readonly classes?: readonly string[];
  readonly out?: number;
  readonly in?: number;
  /** May one drive into the road of the same index? */
  readonly entry: readonly boolean[];
  /** Degrees from north in which the roads leave, ascending. */
  readonly bearings: readonly number[];
  readonly location: readonly [number, number];
}

/** OSRM gives the bearings of roads at crossings by steps of so many degrees. */
const BEARING_STEP = 15;

interface Road {
  readonly bearing: number;
  readonly edges: readonly number[];
}

/** The roads at the junction between two edges of a route. */
export function intersectionBetween(network: Network, from: number, to: number): Intersection {
  const node = network.edgeTails[to];
  const roads = roadsAt(network, node);
  const reachable = new Set<number>();
  for (let turn = network.turnOffsets[from]; turn < network.turnOffsets[from + 1]; turn++)
    reachable.add(network.edgeOriginals[network.turnTargets[turn]]);
  const indexOf = (edge: number): number => roads.findIndex(({ edges }) => edges.includes(edge));
  return {
    ...classesOf(network, to),
    out: indexOf(network.edgeOriginals[to]),
    in: indexOf(network.edgeOriginals[from]),
    entry: roads.map(({ edges }) => edges.some((edge) => reachable.has(edge))),
    bearings: roads.map(({ bearing }) => bearing),
    location: toDegrees([network.nodeLons[node], network.nodeLats[node]]),
  };
}

/** How many roads meet where an edge begins. */
export function roadCountAt(network: Network, node: number): number {
  return roadsAt(network, node).length;
}

export function classesOf(network: Network, edge: number): Pick<Intersection, "classes"> {
  const profile = network.profiles[network.edgeProfiles[edge]];
  const classes = [
    ...(profile.forwardToll || profile.backwardToll ? ["toll"] : []),
    ...(profile.motorway ? ["motorway"] : []),
    ...(profile.mode === "ferry" ? ["ferry"] : []),
    ...(profile.forwardRestricted || profile.backwardRestricted ? ["restricted"] : []),
    ...(profile.tunnel ? ["tunnel"] : []),
  ];
  return classes.length === 0 ? {} : { classes };
}

export function sameClasses(network: Network, a: number, b: number): boolean {
  return classesOf(network, a).classes?.join() === classesOf(network, b).classes?.join();
}

/** The roads at a junction by the direction in which they leave it, each with its edges in and out. */
function roadsAt(network: Network, node: number): Road[] {
  const { nodeOutOffsets, nodeInOffsets, nodeInEdges } = network;
  const roads: Road[] = [];
  for (let out = nodeOutOffsets[node]; out < nodeOutOffsets[node + 1]; out++) {
    const twin = network.edgeTwins[out];
    const bearing = stepped(bearingAt(shapeOf(network, out), 0));
    roads.push({ bearing, edges: twin === NO_EDGE ? [out] : [out, twin] });
  }
  for (let i = nodeInOffsets[node]; i < nodeInOffsets[node + 1]; i++) {
    const into = nodeInEdges[i];
    if (network.edgeTwins[into] !== NO_EDGE) continue;
    roads.push({ bearing: stepped(bearingAt(shapeOf(network, into), 1) + 180), edges: [into] });
  }
  return roads.sort((a, b) => a.bearing - b.bearing);
}

function stepped(degrees: number): number {
  return (Math.round(degrees / BEARING_STEP) * BEARING_STEP) % 360;
}
