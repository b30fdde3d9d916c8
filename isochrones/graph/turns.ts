import { NO_EDGE, type RoadProfile } from "../model/network.ts";
import { Obstacle, type Roads } from "../model/roads.ts";
import { arrivesAlongWay, type Edges, type PlacedChains, runsForward } from "./edges.ts";
import { Intersections } from "./intersections/intersection.ts";
import type { SeenLeg } from "./intersections/leg.ts";
import { Legs } from "./intersections/legs.ts";
import { goesAgainstRoundabout } from "./intersections/roundabouts.ts";
import { sightFrom } from "./intersections/view.ts";
import { type EdgeRestrictions, isTurnRestricted, type TurnRules } from "./restrictions.ts";
import { obstaclesMet, RESTRICTED_ENTRY_WEIGHT, turnDeciseconds } from "./turn-costs.ts";
import { TurnList, type Turns } from "./turn-list.ts";

/**
 * Makes the turns at every junction: which are allowed, and what each costs. Rules are OSRM's: no way through
 * a barrier; turning back only where there is nothing else to do; out of a roundabout only with its flow; a road
 * open to residents alone weighs so much to enter that no trip passes through it.
 */
export function buildTurns(
  roads: Roads,
  chains: PlacedChains,
  edges: Edges,
  restrictions: EdgeRestrictions,
): Turns {
  const maker = new TurnMaker(roads, chains, edges, restrictions);
  for (let node = 0; node < edges.nodeCount; node++) maker.addJunction(node);
  return maker.finish();
}

/** A junction, and one of its roads on which one arrives. */
interface Arrival {
  readonly node: number;
  readonly legs: readonly SeenLeg[];
  /** Those of them that belong to a roundabout. */
  readonly ring: readonly SeenLeg[];
  readonly from: SeenLeg;
  readonly rules: TurnRules | undefined;
}

class TurnMaker {
  readonly #roads: Roads;
  readonly #chains: PlacedChains;
  readonly #edges: Edges;
  readonly #restrictions: EdgeRestrictions;
  readonly #intersections: Intersections;
  readonly #turns: TurnList;

  constructor(roads: Roads, chains: PlacedChains, edges: Edges, restrictions: EdgeRestrictions) {
    this.#roads = roads;
    this.#chains = chains;
    this.#edges = edges;
    this.#restrictions = restrictions;
    this.#intersections = new Intersections(new Legs(roads, chains, edges));
    this.#turns = new TurnList(edges);
  }

  addJunction(node: number): void {
    const legs = this.#intersections.at(node);
    const ring = legs.filter(this.#isRoundabout);
    for (const from of legs) {
      if (from.into === NO_EDGE) continue;
      this.#addTurns({ node, legs, ring, from, rules: this.#restrictions.turnRules.get(from.into) });
    }
  }

  /** All turns, in the order of the edges that they leave. */
  finish(): Turns {
    return this.#turns.inOrder();
  }

  #addTurns(arrival: Arrival): void {
    const { node, legs, from } = arrival;
    const { isRestricted } = this.#edges;
    const isAllowed = legs.map((to) => this.#isAllowed(arrival, to));
    const { around, angles } = sightFrom(legs, from, isAllowed);
    const obstacles = obstaclesMet(
      this.#obstaclesAt(node),
      arrivesAlongWay(this.#chains, this.#edges.startEnds[from.into] ^ 1),
    );
    const entersByMinorRoad = (obstacles & Obstacle.stopMinor) !== 0 && this.#entersByMinorRoad(node, from);
    const source = this.#profileOf(from);
    this.#turns.begin(from.into);
    for (let i = 0; i < legs.length; i++) {
      if (!isAllowed[i]) continue;
      const to = legs[i];
      const isUTurn = angles[i] === 0;
      const duration = turnDeciseconds({
        angleDegrees: 180 - angles[i],
        isUTurn,
        // Another road that leads straight back is not told from the one of arrival.
        roadCount: isUTurn && around[0] !== i ? around.length - 1 : around.length,
        modeChanges: source.mode !== this.#profileOf(to).mode,
        leftHandDriving: source.leftHandDriving,
        obstacles,
        sourceMeters: this.#chains.lengthsMeters[from.chain],
        targetMeters: this.#chains.lengthsMeters[to.chain],
        entersByMinorRoad,
      });
      const entersRestricted = isRestricted[from.into] === 0 && isRestricted[to.out] === 1;
      this.#turns.add(to.out, duration, entersRestricted ? RESTRICTED_ENTRY_WEIGHT : duration);
    }
  }

  #isAllowed({ node, legs, ring, from, rules }: Arrival, to: SeenLeg): boolean {
    const { inOffsets } = this.#edges;
    if (to.out === NO_EDGE || isTurnRestricted(rules, to.out)) return false;
    const obstacles = this.#obstaclesAt(node);
    const isBarrier = (obstacles & Obstacle.barrier) !== 0;
    if (to !== from) return !isBarrier && !goesAgainstRoundabout(ring, from, to);
    if (isBarrier || (obstacles & Obstacle.turnaround) !== 0 || legs.length === 1) return true;
    const isExit = ({ out }: SeenLeg): boolean => out !== NO_EDGE && !isTurnRestricted(rules, out);
    return inOffsets[node + 1] - inOffsets[node] <= 1 || legs.filter(isExit).length === 1;
  }

  #obstaclesAt(node: number): number {
    return this.#roads.nodeObstacles[this.#edges.nodeRoadNodes[node]];
  }

  #profileOf({ chain }: SeenLeg): RoadProfile {
    return this.#roads.profiles[this.#chains.profiles[chain]];
  }

  readonly #isRoundabout = (leg: SeenLeg): boolean => this.#profileOf(leg).roundabout;

  /** Is there a faster road to go on than that on which one arrives? */
  #entersByMinorRoad(node: number, from: SeenLeg): boolean {
    const { outOffsets } = this.#edges;
    const own = this.#speedOf(from.into);
    for (let to = outOffsets[node]; to < outOffsets[node + 1]; to++) if (this.#speedOf(to) > own) return true;
    return false;
  }

  /** km/h. */
  #speedOf(edge: number): number {
    const end = this.#edges.startEnds[edge];
    const { forwardSpeedKmh, backwardSpeedKmh } = this.#roads.profiles[this.#chains.profiles[end >>> 1]];
    return runsForward(this.#chains, end) ? forwardSpeedKmh : backwardSpeedKmh;
  }
}
