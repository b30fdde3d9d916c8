import { NO_EDGE } from "../model/network.ts";
import { Obstacle, type Roads } from "../model/roads.ts";
import type { Chains } from "./chains.ts";
import type { Edges } from "./edges.ts";
import { GrowableUint32 } from "./growable.ts";
import { Intersections } from "./intersections/intersection.ts";
import type { SeenLeg } from "./intersections/leg.ts";
import { Legs } from "./intersections/legs.ts";
import { goesAgainstRoundabout } from "./intersections/roundabouts.ts";
import { type View, viewFrom } from "./intersections/view.ts";
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
 * a barrier; turning back only where there is nothing else to do; out of a roundabout only with its flow; a road
 * open to residents alone weighs so much to enter that no trip passes through it.
 */
export function buildTurns(
  roads: Roads,
  chains: Chains,
  edges: Edges,
  restrictions: EdgeRestrictions,
): Turns {
  const maker = new TurnMaker(roads, chains, edges, restrictions);
  for (let node = 0; node < edges.nodeCount; node++) maker.addJunction(node);
  return maker.finish();
}

class TurnMaker {
  readonly #roads: Roads;
  readonly #chains: Chains;
  readonly #edges: Edges;
  readonly #restrictions: EdgeRestrictions;
  readonly #intersections: Intersections;
  readonly #table = new TurnClasses();
  readonly #sources: GrowableUint32;
  readonly #targets: GrowableUint32;
  readonly #classes: GrowableUint32;

  constructor(roads: Roads, chains: Chains, edges: Edges, restrictions: EdgeRestrictions) {
    this.#roads = roads;
    this.#chains = chains;
    this.#edges = edges;
    this.#restrictions = restrictions;
    this.#intersections = new Intersections(new Legs(roads, chains, edges));
    this.#sources = new GrowableUint32(edges.edgeCount * 2);
    this.#targets = new GrowableUint32(edges.edgeCount * 2);
    this.#classes = new GrowableUint32(edges.edgeCount * 2);
  }

  addJunction(node: number): void {
    const { isRestricted } = this.#edges;
    const legs = this.#intersections.at(node);
    const ring = legs.filter(this.#isRoundabout);
    for (const from of legs) {
      if (from.into === NO_EDGE) continue;
      const allowed = new Set(legs.filter((to) => this.#isAllowed(node, legs, ring, from, to)));
      const view = viewFrom(legs, from, (to) => allowed.has(to));
      for (const to of allowed) {
        const duration = this.#turnDuration(node, view, from, to);
        const entersRestricted = isRestricted[from.into] === 0 && isRestricted[to.out] === 1;
        this.#sources.push(from.into);
        this.#targets.push(to.out);
        this.#classes.push(
          this.#table.classOf(duration, entersRestricted ? RESTRICTED_ENTRY_WEIGHT : duration),
        );
      }
    }
  }

  /** Puts the turns in the order of the edges that they leave. */
  finish(): Turns {
    const sources = this.#sources.view();
    const offsets = new Uint32Array(this.#edges.edgeCount + 1);
    for (const source of sources) offsets[source + 1]++;
    for (let edge = 0; edge < this.#edges.edgeCount; edge++) offsets[edge + 1] += offsets[edge];
    const cursor = offsets.slice(0, this.#edges.edgeCount);
    const targets = new Uint32Array(sources.length);
    const classes = new Uint16Array(sources.length);
    const [allTargets, allClasses] = [this.#targets.view(), this.#classes.view()];
    sources.forEach((source, turn) => {
      const slot = cursor[source]++;
      targets[slot] = allTargets[turn];
      classes[slot] = allClasses[turn];
    });
    return {
      offsets,
      targets,
      classes,
      classDurations: Uint32Array.from(this.#table.durations),
      classWeights: Uint32Array.from(this.#table.weights),
    };
  }

  #isAllowed(
    node: number,
    legs: readonly SeenLeg[],
    ring: readonly SeenLeg[],
    from: SeenLeg,
    to: SeenLeg,
  ): boolean {
    const edges = this.#edges;
    if (to.out === NO_EDGE) return false;
    if (isTurnRestricted(this.#restrictions, edges.edgeCount, from.into, to.out)) return false;
    const obstacles = this.#roads.nodeObstacles[edges.nodeRoadNodes[node]];
    const isBarrier = (obstacles & Obstacle.barrier) !== 0;
    if (to !== from) return !isBarrier && !goesAgainstRoundabout(ring, from, to);
    if (isBarrier || (obstacles & Obstacle.turnaround) !== 0 || legs.length === 1) return true;
    return edges.inOffsets[node + 1] - edges.inOffsets[node] <= 1 || this.#countExits(legs, from) === 1;
  }

  readonly #isRoundabout = (leg: SeenLeg): boolean =>
    this.#roads.profiles[this.#chains.profiles[leg.chain]].roundabout;

  #countExits(legs: readonly SeenLeg[], from: SeenLeg): number {
    const { edgeCount } = this.#edges;
    const isExit = ({ out }: SeenLeg): boolean =>
      out !== NO_EDGE && !isTurnRestricted(this.#restrictions, edgeCount, from.into, out);
    return legs.filter(isExit).length;
  }

  #turnDuration(node: number, view: View, from: SeenLeg, to: SeenLeg): number {
    const { nodeObstacles, profiles } = this.#roads;
    const { lengthsMeters, profiles: chainProfiles } = this.#chains;
    const source = profiles[chainProfiles[from.chain]];
    const target = profiles[chainProfiles[to.chain]];
    const obstacles = obstaclesMet(
      nodeObstacles[this.#edges.nodeRoadNodes[node]],
      this.#edges.endsAlongWay[from.into] === 1,
    );
    const angle = view.find(({ leg }) => leg === to)?.angle ?? 0;
    const isUTurn = angle === 0;
    return turnDeciseconds({
      angleDegrees: 180 - angle,
      isUTurn,
      // Another road that leads straight back is not told from the one of arrival.
      roadCount: isUTurn && view[0].leg !== to ? view.length - 1 : view.length,
      modeChanges: source.mode !== target.mode,
      leftHandDriving: source.leftHandDriving,
      obstacles,
      sourceMeters: lengthsMeters[from.chain],
      targetMeters: lengthsMeters[to.chain],
      entersByMinorRoad: (obstacles & Obstacle.stopMinor) !== 0 && this.#entersByMinorRoad(node, from),
    });
  }

  #entersByMinorRoad(node: number, from: SeenLeg): boolean {
    const { outOffsets, speedsKmh } = this.#edges;
    for (let to = outOffsets[node]; to < outOffsets[node + 1]; to++) {
      if (speedsKmh[to] > speedsKmh[from.into]) return true;
    }
    return false;
  }
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
