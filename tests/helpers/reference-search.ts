import type { Roads } from "../../isochrones/model/roads.ts";
import { ReferenceRules, type Segment, type TurnCost } from "./reference-turns.ts";

/** Least weight, then least duration, then lowest point. Deciseconds. */
export interface ReferenceCost {
  readonly weight: number;
  readonly duration: number;
  readonly point: number;
}

/** A point at the very start of a segment (which is the end of its reverse, where that is open). */
export interface ReferenceSeed {
  readonly segment: Segment;
  readonly point: number;
}

/** The segment just driven, with as many before it as some restriction may ask for. */
interface State {
  readonly key: string;
  readonly driven: readonly number[];
  readonly segment: Segment;
  readonly next: { readonly state: State; readonly cost: TurnCost }[];
  readonly previous: { readonly state: State; readonly cost: TurnCost }[];
}

/**
 * Least costs by the book: Dijkstra's algorithm over single segments, with the way come by as part of the state
 * so that every restriction is checked as it reads, with Maps and linear scans.
 */
export class ReferenceSearch {
  readonly rules: ReferenceRules;
  readonly #states = new Map<string, State>();

  constructor(roads: Roads) {
    this.rules = new ReferenceRules(roads);
    const open = this.rules.segments.map((segment) => this.#stateOf([segment.index]));
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      for (const segment of this.rules.segments) {
        const cost = this.rules.turn(state.driven, segment);
        if (cost === null) continue;
        const known = this.#states.size;
        const next = this.#stateOf([...state.driven, segment.index]);
        if (this.#states.size > known) open.push(next);
        state.next.push({ state: next, cost });
        next.previous.push({ state, cost });
      }
    }
  }

  /** For each road driven alone, given by its segments: what is left from its end to the nearest seed. */
  arrival(seeds: readonly ReferenceSeed[]): (path: readonly Segment[]) => ReferenceCost | undefined {
    const labels = new Map<string, ReferenceCost>();
    const toEnd = new Map<string, ReferenceCost>();
    const open = new Map<string, ReferenceCost>();
    for (const { segment, point } of seeds) {
      for (const state of this.#states.values()) {
        const { weight, duration } = state.segment;
        if (state.segment === segment) improve(open, state.key, { weight: 0, duration: 0, point });
        if (isReverse(state.segment, segment)) improve(open, state.key, { weight, duration, point });
      }
    }
    for (let least = takeLeast(open); least !== undefined; least = takeLeast(open)) {
      if (toEnd.has(least.key)) continue;
      toEnd.set(least.key, least.cost);
      for (const { state, cost } of this.#state(least.key).previous) {
        const label = plus(least.cost, cost);
        improve(labels, state.key, label);
        improve(open, state.key, plus(label, state.segment));
      }
    }
    return (path) => labels.get(this.#driveAlone(path).key);
  }

  /** For each segment: what has been driven from the nearest seed up to its start, by a turn into it. */
  departure(seeds: readonly ReferenceSeed[]): (segment: Segment) => ReferenceCost | undefined {
    const labels = new Map<string, ReferenceCost>();
    const fromStart = new Map<string, ReferenceCost>();
    const open = new Map<string, ReferenceCost>();
    for (const { segment, point } of seeds) {
      improve(open, `${segment.index}`, { weight: segment.weight, duration: segment.duration, point });
      const reverse = this.rules.between(segment.to, segment.from);
      if (reverse !== undefined) improve(open, `${reverse.index}`, { weight: 0, duration: 0, point });
    }
    for (let least = takeLeast(open); least !== undefined; least = takeLeast(open)) {
      if (fromStart.has(least.key)) continue;
      fromStart.set(least.key, least.cost);
      for (const { state, cost } of this.#state(least.key).next) {
        const label = plus(least.cost, cost);
        improve(labels, state.key, label);
        improve(open, state.key, plus(label, state.segment));
      }
    }
    const bySegment = new Map<string, ReferenceCost>();
    for (const [key, label] of labels) improve(bySegment, `${this.#state(key).segment.index}`, label);
    return (segment) => bySegment.get(`${segment.index}`);
  }

  /** The state after these segments and nothing before them. */
  #driveAlone(path: readonly Segment[]): State {
    let state = this.#state(`${path[0].index}`);
    for (const segment of path.slice(1)) {
      const step = state.next.find((turn) => turn.state.segment === segment);
      if (step === undefined) throw new Error(`no way on along ${path.map(({ index }) => index).join(" ")}`);
      state = step.state;
    }
    return state;
  }

  #state(key: string): State {
    const state = this.#states.get(key);
    if (state === undefined) throw new Error(`no state ${key}`);
    return state;
  }

  #stateOf(driven: readonly number[]): State {
    const kept = this.#remember(driven);
    const key = kept.join(",");
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const segment = this.rules.segments[kept[kept.length - 1]];
    const state = { key, driven: kept, segment, next: [], previous: [] };
    this.#states.set(key, state);
    return state;
  }

  /** No restriction spans a segment that is on none, so what lies before such a one is forgotten. */
  #remember(driven: readonly number[]): readonly number[] {
    const { remembered, longestMemory } = this.rules;
    let start = driven.length - 1;
    if (!remembered.has(driven[start])) return driven.slice(start);
    while (start > 0 && driven.length - start < longestMemory && remembered.has(driven[start - 1])) start--;
    return driven.slice(start);
  }
}

export function isLess(a: ReferenceCost, b: ReferenceCost): boolean {
  if (a.weight !== b.weight) return a.weight < b.weight;
  return a.duration === b.duration ? a.point < b.point : a.duration < b.duration;
}

function isReverse(a: Segment, b: Segment): boolean {
  return a.from === b.to && a.to === b.from;
}

function plus(cost: ReferenceCost, more: TurnCost): ReferenceCost {
  return { ...cost, weight: cost.weight + more.weight, duration: cost.duration + more.duration };
}

function improve(costs: Map<string, ReferenceCost>, key: string, cost: ReferenceCost): void {
  const known = costs.get(key);
  if (known === undefined || isLess(cost, known)) costs.set(key, cost);
}

function takeLeast(open: Map<string, ReferenceCost>): { key: string; cost: ReferenceCost } | undefined {
  let least: { key: string; cost: ReferenceCost } | undefined;
  for (const [key, cost] of open) {
    if (least === undefined || isLess(cost, least.cost)) least = { key, cost };
  }
  if (least !== undefined) open.delete(least.key);
  return least;
}
