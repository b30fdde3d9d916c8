import { GrowableUint32 } from "../../../isochrones/graph/growable.ts";
import type { FlatOutlines } from "../../../isochrones/model/dataset.ts";
import type { Commune } from "../../../isochrones/model/territory.ts";
import { type LineSet, LineSetBuilder, shared } from "../lines/line-set.ts";
import { hashNeighbours, PairTable } from "../../../isochrones/geo/pair-table.ts";
import { borderKind, OUTER_BORDER } from "./border-kinds.ts";
import { type CommuneRings, readCommuneRings } from "./commune-rings.ts";

/**
 * The outlines of communes as arcs: each stretch of border between the same two sides once, whatever number of outlines
 * it is part of. All arrays lie in memory that threads share.
 */
export interface BorderArcs {
  /** In world units; their kinds are those of `border-kinds.ts`. Land is on the right of an outer border. */
  readonly arcs: LineSet;
  /** Rings of commune c: `communeRings[c]` up to `communeRings[c + 1]`; each outline is followed by its holes. */
  readonly communeRings: Uint32Array;
  /** 1 for a hole. */
  readonly ringIsHole: Uint8Array;
  /** Arcs of ring r: `ringOffsets[r]` up to `ringOffsets[r + 1]` of `ringArcs`. */
  readonly ringOffsets: Uint32Array;
  /** Numbers of arcs; `~arc` where the ring runs against it. */
  readonly ringArcs: Int32Array;
}

/**
 * Finds the arcs of outlines that share their points along common borders, as those of official sources do; where they
 * do not, each side is an outer border of its own. O(positions).
 */
export function findBorderArcs(outlines: FlatOutlines, communes: readonly Commune[]): BorderArcs {
  const rings = readCommuneRings(outlines);
  const twins = findTwins(rings);
  return new ArcWalk(rings, twins, communes).walk();
}

const NONE = 0xffffffff;

/** For each position, seen as the way from it to the next one of its ring, the one that goes the same way back. */
function findTwins({ placeOfPosition, ringOffsets }: CommuneRings): Uint32Array {
  const twins = new Uint32Array(placeOfPosition.length).fill(NONE);
  const ways = new PairTable(placeOfPosition.length, hashNeighbours);
  const firstOfWay = new Uint32Array(placeOfPosition.length).fill(NONE);
  for (let ring = 0; ring + 1 < ringOffsets.length; ring++) {
    for (let position = ringOffsets[ring]; position < ringOffsets[ring + 1]; position++) {
      const next = position + 1 < ringOffsets[ring + 1] ? position + 1 : ringOffsets[ring];
      const from = placeOfPosition[position];
      const to = placeOfPosition[next];
      const way = ways.add(Math.min(from, to), Math.max(from, to));
      const other = firstOfWay[way];
      if (other === NONE) firstOfWay[way] = position;
      else if (twins[other] === NONE && placeOfPosition[other] !== from) {
        twins[other] = position;
        twins[position] = other;
      }
    }
  }
  return twins;
}

/** Cuts rings into arcs, in the order of the rings. An arc belongs to the first of the rings that run along it. */
class ArcWalk {
  readonly #rings: CommuneRings;
  readonly #twins: Uint32Array;
  readonly #communes: readonly Commune[];
  readonly #arcs = new LineSetBuilder();
  readonly #arcOfPosition: Uint32Array;
  readonly #ringArcs: number[] = [];

  constructor(rings: CommuneRings, twins: Uint32Array, communes: readonly Commune[]) {
    this.#rings = rings;
    this.#twins = twins;
    this.#communes = communes;
    this.#arcOfPosition = new Uint32Array(twins.length);
  }

  walk(): BorderArcs {
    const { ringCommunes, ringIsHole } = this.#rings;
    const ringOffsets = new GrowableUint32();
    const communeRings = new Uint32Array(this.#communes.length + 1);
    ringOffsets.push(0);
    for (let ring = 0; ring < ringCommunes.length; ring++) {
      this.#cutRing(ring);
      ringOffsets.push(this.#ringArcs.length);
      communeRings[ringCommunes[ring] + 1]++;
    }
    for (let i = 0; i < this.#communes.length; i++) communeRings[i + 1] += communeRings[i];
    return {
      arcs: this.#arcs.finish(),
      communeRings: shared(Uint32Array, communeRings),
      ringIsHole: shared(Uint8Array, ringIsHole),
      ringOffsets: shared(Uint32Array, ringOffsets.view()),
      ringArcs: shared(Int32Array, this.#ringArcs),
    };
  }

  #cutRing(ring: number): void {
    const first = this.#rings.ringOffsets[ring];
    const count = this.#rings.ringOffsets[ring + 1] - first;
    const at = (i: number): number => first + (i % count);
    let start = 0;
    while (start < count && !this.#beginsArc(at(start + count - 1), at(start))) start++;
    // A ring that is one arc begins anywhere.
    if (start === count) start = 0;
    for (let i = 0; i < count;) {
      let length = 1;
      while (i + length < count && !this.#beginsArc(at(start + i + length - 1), at(start + i + length)))
        length++;
      this.#addRun(ring, at(start + i), (step) => at(start + i + step), length);
      i += length;
    }
  }

  /** Does another arc begin between two positions that follow each other in a ring? */
  #beginsArc(before: number, position: number): boolean {
    const twinBefore = this.#twins[before];
    const twin = this.#twins[position];
    if (twin === NONE || twinBefore === NONE) return twin !== twinBefore;
    // The other side comes the same way, the other way round.
    return this.#next(twin) !== twinBefore;
  }

  #next(position: number): number {
    const { ringOffsets, ringOfPosition } = this.#rings;
    const ring = ringOfPosition[position];
    return position + 1 < ringOffsets[ring + 1] ? position + 1 : ringOffsets[ring];
  }

  /** @param at the position so many steps after the first */
  #addRun(ring: number, first: number, at: (step: number) => number, length: number): void {
    const { placeOfPosition, places, ringOfPosition, ringCommunes } = this.#rings;
    const twin = this.#twins[first];
    if (twin !== NONE && ringOfPosition[twin] < ring) {
      this.#ringArcs.push(~this.#arcOfPosition[twin]);
      return;
    }
    const arc = this.#arcs.lineCount;
    for (let step = 0; step <= length; step++) {
      const position = at(step);
      this.#arcs.point(places.first(placeOfPosition[position]), places.second(placeOfPosition[position]));
      if (step < length) this.#arcOfPosition[position] = arc;
    }
    const other = twin === NONE ? null : this.#communes[ringCommunes[ringOfPosition[twin]]];
    this.#arcs.endLine(other === null ? OUTER_BORDER : borderKind(this.#communes[ringCommunes[ring]], other));
    this.#ringArcs.push(arc);
  }
}
