import { planeMeters } from "../geo/distance.ts";
import type { RoadProfile } from "../model/network.ts";
import type { Roads } from "../model/roads.ts";
import { GrowableUint32 } from "./growable.ts";
import { segmentDuration, type SegmentRules, segmentWeight } from "./segment-times.ts";

/**
 * Roads cut at junctions and joined elsewhere: each chain runs from one junction to the next and has one
 * profile and one name. Parallel arrays, one entry a chain. Nodes are indices of `Roads`.
 */
export interface Chains {
  readonly count: number;
  readonly tails: Uint32Array;
  readonly heads: Uint32Array;
  readonly profiles: Uint32Array;
  readonly names: Uint32Array;
  readonly lengthsMeters: Float32Array;
  /** Deciseconds along and against the chain, 0 where that direction is closed. */
  readonly alongDurations: Uint32Array;
  readonly alongWeights: Uint32Array;
  readonly againstDurations: Uint32Array;
  readonly againstWeights: Uint32Array;
  /** Does the chain run along the direction of its profile (that of its ways)? */
  readonly followsProfile: Uint8Array;
  /** The ways at both ends, and whether the chain runs along them there. */
  readonly tailWays: Uint32Array;
  readonly headWays: Uint32Array;
  readonly tailAlongWay: Uint8Array;
  readonly headAlongWay: Uint8Array;
  /** All nodes of chain c, ends included: `shapeNodes[shapeOffsets[c] .. shapeOffsets[c + 1])`. */
  readonly shapeOffsets: Uint32Array;
  readonly shapeNodes: Uint32Array;
}

const NONE = 0xffffffff;

/**
 * Contracts the nodes that are only geometry. A node stays a junction where roads meet or end, where profile,
 * name or direction change, where something stands (a signal, a barrier), and where a restriction turns.
 * O(nodes of all ways).
 */
export function buildChains(roads: Roads): Chains {
  const isJunction = findJunctions(roads);
  const pieces = cutIntoPieces(roads, isJunction);
  const builder = new ChainBuilder(roads, isJunction, pieces);
  return builder.build();
}

/** A way between two places where it is cut: positions in `wayNodes`, both included. */
interface Pieces {
  readonly ways: Uint32Array;
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
}

/** 1 for each node that stays a junction. */
function findJunctions(roads: Roads): Uint8Array {
  const nodeCount = roads.nodeLons.length;
  const isJunction = new Uint8Array(nodeCount);
  // How many road ends or passages have been seen at the node: two ways that end there may be one road.
  const ends = new Uint8Array(nodeCount);
  const endWay = new Uint32Array(nodeCount);
  const endIsLast = new Uint8Array(nodeCount);
  const { wayOffsets, wayNodes } = roads;
  const wayCount = wayOffsets.length - 1;

  for (let way = 0; way < wayCount; way++) {
    const first = wayOffsets[way];
    const last = wayOffsets[way + 1] - 1;
    for (let i = first; i <= last; i++) {
      const node = wayNodes[i];
      if (i !== first && i !== last) {
        if (ends[node] > 0 || wayNodes[i - 1] === wayNodes[i + 1]) isJunction[node] = 1;
        ends[node] = 2;
      } else if (ends[node] === 0) {
        ends[node] = 1;
        endWay[node] = way;
        endIsLast[node] = i === last ? 1 : 0;
      } else if (ends[node] === 1 && canJoin(roads, endWay[node], endIsLast[node] === 1, way, i === last)) {
        ends[node] = 2;
      } else {
        ends[node] = 2;
        isJunction[node] = 1;
      }
    }
    if (wayNodes[first] === wayNodes[last]) isJunction[wayNodes[first]] = 1;
  }
  for (let node = 0; node < nodeCount; node++) {
    if (ends[node] === 1 || roads.nodeObstacles[node] !== 0) isJunction[node] = 1;
  }
  markRestrictions(roads, isJunction);
  return isJunction;
}

/** Restrictions are told by junctions: the ends of the ways that they name must stay. */
function markRestrictions(roads: Roads, isJunction: Uint8Array): void {
  const { wayOffsets, wayNodes } = roads;
  const markEnds = (way: number): void => {
    isJunction[wayNodes[wayOffsets[way]]] = 1;
    isJunction[wayNodes[wayOffsets[way + 1] - 1]] = 1;
  };
  for (const { fromWay, toWay, via } of roads.restrictions) {
    if ("node" in via) {
      isJunction[via.node] = 1;
    } else {
      for (const way of [fromWay, ...via.ways, toWay]) markEnds(way);
    }
  }
}

/** May the road go on from one way to the other at a node where only those two end? */
function canJoin(roads: Roads, wayA: number, aIsLast: boolean, wayB: number, bIsLast: boolean): boolean {
  if (roads.wayProfiles[wayA] !== roads.wayProfiles[wayB]) return false;
  if (roads.wayNames[wayA] !== roads.wayNames[wayB]) return false;
  const profile = roads.profiles[roads.wayProfiles[wayA]];
  // The duration of a ferry is that of one way.
  if (profile.durationSeconds > 0) return false;
  // There and back is a road drawn twice, of which one drawing counts, and no loop.
  if (beforeEnd(roads, wayA, aIsLast) === beforeEnd(roads, wayB, bIsLast)) return false;
  return aIsLast !== bIsLast || isSymmetric(profile);
}

/** The node next to an end of a way. */
function beforeEnd({ wayOffsets, wayNodes }: Roads, way: number, isLast: boolean): number {
  return isLast ? wayNodes[wayOffsets[way + 1] - 2] : wayNodes[wayOffsets[way] + 1];
}

function isSymmetric(profile: RoadProfile): boolean {
  return (
    profile.forwardSpeedKmh === profile.backwardSpeedKmh &&
    profile.forwardRateKmh === profile.backwardRateKmh &&
    profile.forwardRestricted === profile.backwardRestricted &&
    profile.forwardToll === profile.backwardToll
  );
}

function cutIntoPieces(roads: Roads, isJunction: Uint8Array): Pieces {
  const ways = new GrowableUint32();
  const firsts = new GrowableUint32();
  const lasts = new GrowableUint32();
  const { wayOffsets, wayNodes } = roads;
  for (let way = 0; way < wayOffsets.length - 1; way++) {
    const last = wayOffsets[way + 1] - 1;
    let start = wayOffsets[way];
    for (let i = start + 1; i <= last; i++) {
      if (i < last && isJunction[wayNodes[i]] === 0) continue;
      ways.push(way);
      firsts.push(start);
      lasts.push(i);
      start = i;
    }
  }
  return { ways: ways.toArray(), firsts: firsts.toArray(), lasts: lasts.toArray() };
}

class ChainBuilder {
  readonly #roads: Roads;
  readonly #isJunction: Uint8Array;
  readonly #pieces: Pieces;
  readonly #pieceDone: Uint8Array;
  /** The two piece ends that meet at a node that is no junction: `piece * 2 + (1 when it is its last node)`. */
  readonly #nodeEndA: Uint32Array;
  readonly #nodeEndB: Uint32Array;

  readonly #tails = new GrowableUint32();
  readonly #heads = new GrowableUint32();
  readonly #profiles = new GrowableUint32();
  readonly #names = new GrowableUint32();
  readonly #lengths: number[] = [];
  readonly #alongDurations = new GrowableUint32();
  readonly #alongWeights = new GrowableUint32();
  readonly #againstDurations = new GrowableUint32();
  readonly #againstWeights = new GrowableUint32();
  readonly #followsProfile = new GrowableUint32();
  readonly #tailWays = new GrowableUint32();
  readonly #headWays = new GrowableUint32();
  readonly #tailAlong = new GrowableUint32();
  readonly #headAlong = new GrowableUint32();
  readonly #shapeOffsets = new GrowableUint32();
  readonly #shapeNodes = new GrowableUint32();

  constructor(roads: Roads, isJunction: Uint8Array, pieces: Pieces) {
    this.#roads = roads;
    this.#isJunction = isJunction;
    this.#pieces = pieces;
    this.#pieceDone = new Uint8Array(pieces.ways.length);
    this.#nodeEndA = new Uint32Array(isJunction.length).fill(NONE);
    this.#nodeEndB = new Uint32Array(isJunction.length).fill(NONE);
    for (let piece = 0; piece < pieces.ways.length; piece++) {
      this.#rememberEnd(pieces.firsts[piece], piece * 2);
      this.#rememberEnd(pieces.lasts[piece], piece * 2 + 1);
    }
  }

  #rememberEnd(position: number, end: number): void {
    const node = this.#roads.wayNodes[position];
    if (this.#isJunction[node] === 1) return;
    if (this.#nodeEndA[node] === NONE) this.#nodeEndA[node] = end;
    else this.#nodeEndB[node] = end;
  }

  build(): Chains {
    const { firsts, lasts, ways } = this.#pieces;
    const { wayNodes } = this.#roads;
    for (let piece = 0; piece < ways.length; piece++) {
      if (this.#pieceDone[piece] === 1) continue;
      if (this.#isJunction[wayNodes[firsts[piece]]] === 1) this.#walk(piece * 2);
      else if (this.#isJunction[wayNodes[lasts[piece]]] === 1) this.#walk(piece * 2 + 1);
    }
    // What is left are rings without a junction, such as a roundabout of several ways that leads nowhere.
    for (let piece = 0; piece < ways.length; piece++) {
      if (this.#pieceDone[piece] === 1) continue;
      this.#isJunction[wayNodes[firsts[piece]]] = 1;
      this.#walk(piece * 2);
    }
    return this.#finish();
  }

  /** Follows the road from one end of a piece to the next junction. */
  #walk(startEnd: number): void {
    const { wayNodes, wayProfiles, wayNames } = this.#roads;
    const { ways } = this.#pieces;
    const firstPiece = startEnd >> 1;
    const profileIndex = wayProfiles[ways[firstPiece]];
    const totals = { length: 0, alongDuration: 0, alongWeight: 0, againstDuration: 0, againstWeight: 0 };
    this.#shapeOffsets.push(this.#shapeNodes.length);
    this.#shapeNodes.push(wayNodes[this.#position(startEnd)]);
    const follows = (startEnd & 1) === 0;

    let end = startEnd;
    for (;;) {
      const piece = end >> 1;
      this.#pieceDone[piece] = 1;
      this.#addPiece(piece, (end & 1) === 0, follows, totals);
      const farEnd = end ^ 1;
      const node = wayNodes[this.#position(farEnd)];
      if (this.#isJunction[node] === 1) {
        end = farEnd;
        break;
      }
      end = this.#nodeEndA[node] === farEnd ? this.#nodeEndB[node] : this.#nodeEndA[node];
    }

    this.#tails.push(wayNodes[this.#position(startEnd)]);
    this.#heads.push(wayNodes[this.#position(end)]);
    this.#profiles.push(profileIndex);
    this.#names.push(wayNames[ways[firstPiece]]);
    this.#lengths.push(totals.length);
    this.#alongDurations.push(totals.alongDuration);
    this.#alongWeights.push(totals.alongWeight);
    this.#againstDurations.push(totals.againstDuration);
    this.#againstWeights.push(totals.againstWeight);
    this.#followsProfile.push(follows ? 1 : 0);
    this.#tailWays.push(ways[firstPiece]);
    this.#tailAlong.push(follows ? 1 : 0);
    this.#headWays.push(ways[end >> 1]);
    this.#headAlong.push(end & 1);
  }

  #position(end: number): number {
    return (end & 1) === 0 ? this.#pieces.firsts[end >> 1] : this.#pieces.lasts[end >> 1];
  }

  #addPiece(piece: number, alongWay: boolean, follows: boolean, totals: ChainTotals): void {
    const { wayNodes, wayProfiles, wayOffsets, nodeLons, nodeLats, profiles } = this.#roads;
    const way = this.#pieces.ways[piece];
    const profile = profiles[wayProfiles[way]];
    const segmentsOfWay = wayOffsets[way + 1] - wayOffsets[way] - 1;
    // Where profiles may be joined in any direction they are symmetric: that of the chain will do.
    const along: SegmentRules = { profile, forward: follows, segmentsOfWay };
    const against: SegmentRules = { profile, forward: !follows, segmentsOfWay };
    const step = alongWay ? 1 : -1;
    const stop = alongWay ? this.#pieces.lasts[piece] : this.#pieces.firsts[piece];
    for (let i = alongWay ? this.#pieces.firsts[piece] : this.#pieces.lasts[piece]; i !== stop; i += step) {
      const from = wayNodes[i];
      const to = wayNodes[i + step];
      const meters = planeMeters(nodeLons[from], nodeLats[from], nodeLons[to], nodeLats[to]);
      totals.length += meters;
      totals.alongDuration += segmentDuration(along, meters);
      totals.alongWeight += segmentWeight(along, meters);
      totals.againstDuration += segmentDuration(against, meters);
      totals.againstWeight += segmentWeight(against, meters);
      this.#shapeNodes.push(to);
    }
  }

  #finish(): Chains {
    this.#shapeOffsets.push(this.#shapeNodes.length);
    return {
      count: this.#tails.length,
      tails: this.#tails.toArray(),
      heads: this.#heads.toArray(),
      profiles: this.#profiles.toArray(),
      names: this.#names.toArray(),
      lengthsMeters: Float32Array.from(this.#lengths),
      alongDurations: this.#alongDurations.toArray(),
      alongWeights: this.#alongWeights.toArray(),
      againstDurations: this.#againstDurations.toArray(),
      againstWeights: this.#againstWeights.toArray(),
      followsProfile: Uint8Array.from(this.#followsProfile.view()),
      tailWays: this.#tailWays.toArray(),
      headWays: this.#headWays.toArray(),
      tailAlongWay: Uint8Array.from(this.#tailAlong.view()),
      headAlongWay: Uint8Array.from(this.#headAlong.view()),
      shapeOffsets: this.#shapeOffsets.toArray(),
      shapeNodes: this.#shapeNodes.toArray(),
    };
  }
}

interface ChainTotals {
  length: number;
  alongDuration: number;
  alongWeight: number;
  againstDuration: number;
  againstWeight: number;
}
