import { NO_EDGE, UNREACHED } from "../model/network.ts";
import type { EdgeSearch } from "./edge-search.ts";
import type { Place } from "./places.ts";
import type { Seeds } from "./seeds.ts";

/** The best way between some places and the seeds of a search. */
export interface Way {
  /** Deciseconds. */
  readonly weight: number;
  readonly duration: number;
  /** The one of the places that it begins (arrival) or ends at (departure). */
  readonly place: Place;
  /** The labelled edge under that place, a copy perhaps; `NO_EDGE` where the way is a part of that edge alone. */
  readonly label: number;
  /** The seed at its other end. */
  readonly slot: number;
}

/**
 * The least of all ways between places and the seeds of a search that has been run: of weight, then of duration.
 *
 * @returns null where there is none
 */
export function bestWay(search: EdgeSearch, seeds: Seeds, places: readonly Place[]): Way | null {
  let best: Way | null = null;
  for (const place of places) {
    for (const way of [...labelledWays(search, place), ...straightWays(search, seeds, place)]) {
      if (best === null || isLess(way, best)) best = way;
    }
  }
  return best;
}

/** The edges of a way in the order of its search, from the place to the seed, both their own included. */
export function edgesOfWay(search: EdgeSearch, seeds: Seeds, { label, place, slot }: Way): number[] {
  if (label === NO_EDGE) return [place.edge];
  const edges = [label];
  for (let edge = label; search.parents[edge] !== NO_EDGE;) {
    edge = search.parents[edge];
    edges.push(edge);
  }
  return [...edges, seeds.edges[slot]];
}

function isLess(a: Way, b: Way): boolean {
  return a.weight === b.weight ? a.duration < b.duration : a.weight < b.weight;
}

function labelledWays(search: EdgeSearch, place: Place): Way[] {
  const { network, weights, durations, direction } = search;
  const isArrival = direction === "arrival";
  const rest = (total: number, before: number): number => (isArrival ? total - before : before);
  // One may arrive on a road in the state of a restricted path, but never sets out in one.
  const copies = isArrival ? [] : (search.copies.get(place.edge) ?? []);
  return [place.edge, ...copies]
    .filter((label) => weights[label] !== UNREACHED)
    .map((label) => ({
      weight: weights[label] + rest(network.edgeWeights[label], place.weight),
      duration: durations[label] + rest(network.edgeDurations[label], place.duration),
      place,
      label,
      slot: rootSlot(search, label),
    }));
}

function rootSlot({ parents, seedSlots }: EdgeSearch, label: number): number {
  let edge = label;
  while (parents[edge] !== NO_EDGE) edge = parents[edge];
  return seedSlots[edge];
}

function straightWays({ direction }: EdgeSearch, seeds: Seeds, place: Place): Way[] {
  const ways: Way[] = [];
  for (const slot of seeds.byEdge.get(place.edge) ?? []) {
    const seed = seeds.fractions[slot];
    const ahead = direction === "arrival" ? seed - place.fraction : place.fraction - seed;
    if (ahead < 0) continue;
    const sign = direction === "arrival" ? 1 : -1;
    ways.push({
      weight: Math.max(0, sign * (seeds.weights[slot] - place.weight)),
      duration: Math.max(0, sign * (seeds.durations[slot] - place.duration)),
      place,
      label: NO_EDGE,
      slot,
    });
  }
  return ways;
}
