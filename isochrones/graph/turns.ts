import { Obstacle, type Roads } from "../model/roads.ts";
import type { Chains } from "./chains.ts";
import type { Edges } from "./edges.ts";
import { GrowableUint32 } from "./growable.ts";
import { type EdgeRestrictions, isTurnRestricted } from "./restrictions.ts";
import { obstaclesMet, RESTRICTED_ENTRY_WEIGHT, turnDeciseconds } from "./turn-costs.ts";

/** Turns out of every edge, as CSR, with the classes of their costs. */
export interface Turns {
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
  readonly classes: Uint16Array;
  readonly classDurations: Uint32Array;
  readonly classWeights: Uint32Array;
}

const MAX_TURN_CLASSES = 65536;

/**
 * Makes the turns at every junction: which are allowed, and what each costs. Rules are OSRM's: no way through
 * a barrier; turning back only where there is nothing else to do; a road open to residents alone weighs so much
 * to enter that no trip passes through it.
 */
export function buildTurns(
  roads: Roads,
  chains: Chains,
  edges: Edges,
  restrictions: EdgeRestrictions,
): Turns {
  const offsets = new Uint32Array(edges.edgeCount + 1);
  const targets = new GrowableUint32(edges.edgeCount * 2);
  const classes = new GrowableUint32(edges.edgeCount * 2);
  const table = new TurnClasses();
  for (let from = 0; from < edges.edgeCount; from++) {
    const node = edges.heads[from];
    for (let to = edges.outOffsets[node]; to < edges.outOffsets[node + 1]; to++) {
      if (!isTurnAllowed(roads, edges, restrictions, from, to)) continue;
      const duration = turnDuration(roads, chains, edges, from, to);
      const entersRestricted = edges.isRestricted[from] === 0 && edges.isRestricted[to] === 1;
      targets.push(to);
      classes.push(table.classOf(duration, entersRestricted ? RESTRICTED_ENTRY_WEIGHT : duration));
    }
    offsets[from + 1] = targets.length;
  }
  return {
    offsets,
    targets: targets.toArray(),
    classes: Uint16Array.from(classes.view()),
    classDurations: Uint32Array.from(table.durations),
    classWeights: Uint32Array.from(table.weights),
  };
}

function isTurnAllowed(
  roads: Roads,
  edges: Edges,
  restrictions: EdgeRestrictions,
  from: number,
  to: number,
): boolean {
  const node = edges.heads[from];
  const obstacles = roads.nodeObstacles[edges.nodeRoadNodes[node]];
  const isBarrier = (obstacles & Obstacle.barrier) !== 0;
  const isUTurn = to === edges.twins[from];
  if (isTurnRestricted(restrictions, edges.edgeCount, from, to)) return false;
  if (!isUTurn) return !isBarrier;
  if (isBarrier || (obstacles & Obstacle.turnaround) !== 0 || edges.roadCounts[node] === 1) return true;
  if (edges.inOffsets[node + 1] - edges.inOffsets[node] <= 1) return true;
  return countExits(edges, restrictions, from) === 1;
}

function countExits(edges: Edges, restrictions: EdgeRestrictions, from: number): number {
  const node = edges.heads[from];
  let exits = 0;
  for (let to = edges.outOffsets[node]; to < edges.outOffsets[node + 1]; to++) {
    if (!isTurnRestricted(restrictions, edges.edgeCount, from, to)) exits++;
  }
  return exits;
}

function turnDuration(roads: Roads, chains: Chains, edges: Edges, from: number, to: number): number {
  const node = edges.heads[from];
  const source = roads.profiles[chains.profiles[edges.chains[from]]];
  const target = roads.profiles[chains.profiles[edges.chains[to]]];
  const isUTurn = to === edges.twins[from];
  const obstacles = obstaclesMet(
    roads.nodeObstacles[edges.nodeRoadNodes[node]],
    edges.endsAlongWay[from] === 1,
  );
  return turnDeciseconds({
    angleDegrees: isUTurn ? 180 : signedAngle(edges.startBearings[to] - edges.endBearings[from]),
    isUTurn,
    roadCount: edges.roadCounts[node],
    modeChanges: source.mode !== target.mode,
    leftHandDriving: source.leftHandDriving,
    obstacles,
    sourceMeters: chains.lengthsMeters[edges.chains[from]],
    targetMeters: chains.lengthsMeters[edges.chains[to]],
    entersByMinorRoad: (obstacles & Obstacle.stopMinor) !== 0 && entersByMinorRoad(edges, from),
  });
}

function entersByMinorRoad(edges: Edges, from: number): boolean {
  const node = edges.heads[from];
  for (let to = edges.outOffsets[node]; to < edges.outOffsets[node + 1]; to++) {
    if (edges.speedsKmh[to] > edges.speedsKmh[from]) return true;
  }
  return false;
}

/** Into (-180, 180]. */
function signedAngle(degrees: number): number {
  const turned = ((degrees % 360) + 360) % 360;
  return turned > 180 ? turned - 360 : turned;
}

/** The distinct pairs of time and weight that turns have: a few hundred, so that a turn needs 16 bits. */
class TurnClasses {
  readonly durations: number[] = [];
  readonly weights: number[] = [];
  readonly #byPair = new Map<number, number>();

  classOf(duration: number, weight: number): number {
    const pair = duration * 2 ** 24 + weight;
    let index = this.#byPair.get(pair);
    if (index === undefined) {
      index = this.durations.length;
      if (index === MAX_TURN_CLASSES) throw new Error(`more than ${MAX_TURN_CLASSES} distinct turn costs`);
      this.durations.push(duration);
      this.weights.push(weight);
      this.#byPair.set(pair, index);
    }
    return index;
  }
}
