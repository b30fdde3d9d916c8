import type { EdgeSearch } from "./edge-search.ts";
import type { Place } from "./places.ts";
import { findLeg, type Leg, legOf } from "./route.ts";
import { seedsAt } from "./seeds.ts";
import { bestWay } from "./ways.ts";

/** The best legs up to one place of a waypoint. */
interface Reached {
  readonly weight: number;
  readonly duration: number;
  readonly legs: readonly Leg[];
  /** Places from which the next leg may set out. */
  readonly starts: readonly Place[];
}

/**
 * The legs of least weight through waypoints, each given by its places, or null where one cannot be reached.
 * One search a leg where cars may turn round at waypoints, else one for each place of the next waypoint.
 *
 * @param search an arrival search
 * @param straightOn each leg sets out on the place at which the one before has arrived
 */
export function findViaRoute(
  search: EdgeSearch,
  waypoints: readonly (readonly Place[])[],
  straightOn: boolean,
): Leg[] | null {
  let reached: Reached[] = [{ weight: 0, duration: 0, legs: [], starts: waypoints[0] ?? [] }];
  for (const [index, places] of waypoints.entries()) {
    if (index === 0) continue;
    const isFree = !straightOn || index === waypoints.length - 1;
    reached = isFree ? reachAny(search, reached, places) : reachEach(search, reached, places);
    if (reached.length === 0) return null;
  }
  return [...reached[0].legs];
}

/** The one best state at a waypoint, from which the next leg may set out in any direction. */
function reachAny(search: EdgeSearch, reached: readonly Reached[], places: readonly Place[]): Reached[] {
  let best: Reached | null = null;
  for (const state of reached) {
    const leg = findLeg(search, state.starts, places);
    if (leg === null) continue;
    const next = extend(state, leg, places);
    if (best === null || isLess(next, best)) best = next;
  }
  return best === null ? [] : [best];
}

function reachEach(search: EdgeSearch, reached: readonly Reached[], places: readonly Place[]): Reached[] {
  const next: Reached[] = [];
  for (const place of places) {
    const seeds = seedsAt([{ point: 0, places: [place] }]);
    search.run(seeds, { until: reached.flatMap(({ starts }) => starts.map(({ edge }) => edge)) });
    let best: Reached | null = null;
    for (const state of reached) {
      const way = bestWay(search, seeds, state.starts);
      if (way === null) continue;
      const extended = extend(state, legOf(search, seeds, way), [place]);
      if (best === null || isLess(extended, best)) best = extended;
    }
    if (best !== null) next.push(best);
  }
  return next;
}

function extend(state: Reached, leg: Leg, starts: readonly Place[]): Reached {
  return {
    weight: state.weight + leg.weight,
    duration: state.duration + leg.duration,
    legs: [...state.legs, leg],
    starts,
  };
}

function isLess(a: Reached, b: Reached): boolean {
  return a.weight === b.weight ? a.duration < b.duration : a.weight < b.weight;
}
