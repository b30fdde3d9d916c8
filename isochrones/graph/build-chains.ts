import { planeMeters } from "../geo/distance.ts";
import type { Roads } from "../model/roads.ts";
import { type Chains, firstChains, roomForChains } from "./chains.ts";
import { findJunctions } from "./junction-nodes.ts";
import { segmentDuration, type SegmentRules, segmentWeight } from "./segment-times.ts";

/**
 * Contracts the nodes that are only geometry: see `findJunctions` for those that stay. O(nodes of all ways).
 */
export function buildChains(roads: Roads): Chains {
  const isJunction = findJunctions(roads);
  const pieces = cutIntoPieces(roads, isJunction);
  return new ChainBuilder(roads, isJunction, pieces, partnersOf(roads, isJunction, pieces)).build();
}

/** A way between two places where it is cut: positions in `wayNodes`, both included. */
interface Pieces {
  readonly ways: Uint32Array;
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
}

function cutIntoPieces({ wayOffsets, wayNodes }: Roads, isJunction: Uint8Array): Pieces {
  const wayCount = wayOffsets.length - 1;
  let count = wayCount;
  for (let way = 0; way < wayCount; way++) {
    for (let i = wayOffsets[way] + 1; i < wayOffsets[way + 1] - 1; i++) count += isJunction[wayNodes[i]];
  }
  const pieces = {
    ways: new Uint32Array(count),
    firsts: new Uint32Array(count),
    lasts: new Uint32Array(count),
  };
  let piece = 0;
  for (let way = 0; way < wayCount; way++) {
    const last = wayOffsets[way + 1] - 1;
    let start = wayOffsets[way];
    for (let i = start + 1; i <= last; i++) {
      if (i < last && isJunction[wayNodes[i]] === 0) continue;
      pieces.ways[piece] = way;
      pieces.firsts[piece] = start;
      pieces.lasts[piece++] = i;
      start = i;
    }
  }
  return pieces;
}

const NONE = 0xffffffff;

/**
 * Which piece goes on where one ends at a node that is no junction. Ends of pieces are numbered
 * `piece * 2 + (1 for its last node)`.
 */
function partnersOf({ wayNodes }: Roads, isJunction: Uint8Array, { firsts, lasts }: Pieces): Uint32Array {
  const partners = new Uint32Array(firsts.length * 2).fill(NONE);
  const waiting = new Uint32Array(isJunction.length).fill(NONE);
  for (let end = 0; end < partners.length; end++) {
    const node = wayNodes[(end & 1) === 0 ? firsts[end >>> 1] : lasts[end >>> 1]];
    if (isJunction[node] === 1) continue;
    const partner = waiting[node];
    waiting[node] = end;
    if (partner === NONE) continue;
    partners[end] = partner;
    partners[partner] = end;
  }
  return partners;
}

class ChainBuilder {
  readonly #roads: Roads;
  readonly #isJunction: Uint8Array;
  readonly #pieces: Pieces;
  readonly #partners: Uint32Array;
  readonly #pieceDone: Uint8Array;
  /** With room for a chain of each piece, of which `count` are used. */
  readonly #chains: Chains;
  #count = 0;
  #shapeLength = 0;

  constructor(roads: Roads, isJunction: Uint8Array, pieces: Pieces, partners: Uint32Array) {
    this.#roads = roads;
    this.#isJunction = isJunction;
    this.#pieces = pieces;
    this.#partners = partners;
    const most = pieces.ways.length;
    this.#pieceDone = new Uint8Array(most);
    const segments = roads.wayNodes.length - (roads.wayOffsets.length - 1);
    this.#chains = roomForChains(most, segments + most);
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
    return firstChains(this.#chains, this.#count);
  }

  /** Follows the road from one end of a piece to the next junction. */
  #walk(startEnd: number): void {
    const { wayProfiles, wayNames } = this.#roads;
    const { ways } = this.#pieces;
    const chains = this.#chains;
    const chain = this.#count++;
    const way = ways[startEnd >>> 1];
    const follows = (startEnd & 1) === 0;
    const totals = { length: 0, alongDuration: 0, alongWeight: 0, againstDuration: 0, againstWeight: 0 };
    const tail = this.#nodeAt(startEnd);
    chains.shapeNodes[this.#shapeLength++] = tail;

    let end = startEnd;
    for (;;) {
      this.#pieceDone[end >>> 1] = 1;
      this.#addPiece(end >>> 1, (end & 1) === 0, follows, totals);
      end ^= 1;
      if (this.#isJunction[this.#nodeAt(end)] === 1) break;
      end = this.#partners[end];
    }

    chains.tails[chain] = tail;
    chains.heads[chain] = this.#nodeAt(end);
    chains.profiles[chain] = wayProfiles[way];
    chains.names[chain] = wayNames[way];
    chains.lengthsMeters[chain] = totals.length;
    chains.alongDurations[chain] = totals.alongDuration;
    chains.alongWeights[chain] = totals.alongWeight;
    chains.againstDurations[chain] = totals.againstDuration;
    chains.againstWeights[chain] = totals.againstWeight;
    chains.followsProfile[chain] = follows ? 1 : 0;
    chains.tailWays[chain] = way;
    chains.tailAlongWay[chain] = follows ? 1 : 0;
    chains.headWays[chain] = ways[end >>> 1];
    chains.headAlongWay[chain] = end & 1;
    chains.shapeOffsets[chain + 1] = this.#shapeLength;
  }

  #nodeAt(end: number): number {
    const { firsts, lasts } = this.#pieces;
    return this.#roads.wayNodes[(end & 1) === 0 ? firsts[end >>> 1] : lasts[end >>> 1]];
  }

  #addPiece(piece: number, alongWay: boolean, follows: boolean, totals: ChainTotals): void {
    const { wayNodes, wayProfiles, wayOffsets, nodeLons, nodeLats, profiles } = this.#roads;
    const way = this.#pieces.ways[piece];
    const profile = profiles[wayProfiles[way]];
    const segmentsOfWay = wayOffsets[way + 1] - wayOffsets[way] - 1;
    // Where profiles may be joined in any direction they are symmetric: that of the chain will do.
    const along: SegmentRules = { profile, forward: follows, segmentsOfWay };
    const against: SegmentRules = { profile, forward: !follows, segmentsOfWay };
    const { shapeNodes } = this.#chains;
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
      shapeNodes[this.#shapeLength++] = to;
    }
  }
}

interface ChainTotals {
  length: number;
  alongDuration: number;
  alongWeight: number;
  againstDuration: number;
  againstWeight: number;
}
