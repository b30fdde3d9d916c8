import { CellReader } from "../isoline/reached-cells.ts";
import type { Network } from "../model/network.ts";
import { OFFSETS, type Snaps } from "../model/points.ts";
import { sortByRoad } from "../routing/points-by-road.ts";
import { Reach } from "../routing/reach.ts";
import { makeSeeds } from "../routing/seeds.ts";
import type { Demand } from "./demand.ts";

/**
 * Candidates that some demand reaches within the limit, by the quickest way: ascending. All others cover nothing, which
 * needs no search of their own.
 *
 * A candidate covers a cell if the way of least weight takes no longer than the limit. The quickest way takes no longer
 * than that one. So one search from all demands at once, by duration instead of weight, reaches each candidate that covers
 * anything; it is tighter than any straight distance at the greatest speed, and costs what one large isochrone does.
 *
 * O(edges within the limit of any demand + demands + candidates).
 *
 * @param limit deciseconds
 */
export function nearCandidates(
  network: Network,
  { snaps }: Pick<Demand, "snaps">,
  candidateSnaps: Snaps,
  limit: number,
): Uint32Array {
  const timed = byDuration(network);
  const timedCandidates = snapsByDuration(candidateSnaps);
  const seeds = makeSeeds(timed, snapsByDuration(snaps), snaps.edges.keys());
  const reach = new Reach(timed, "departure");
  const reader = new CellReader(reach, timedCandidates, sortByRoad(timed, timedCandidates));
  reach.run(seeds, limit);
  return reader.read(seeds, limit).cells;
}

/** The same roads where only time matters. */
function byDuration(network: Network): Network {
  return { ...network, edgeWeights: network.edgeDurations, turnClassWeights: network.turnClassDurations };
}

function snapsByDuration(snaps: Snaps): Snaps {
  const offsets = snaps.offsets.slice();
  for (let i = 0; i < offsets.length; i += OFFSETS / 2) offsets[i + 1] = offsets[i];
  return { ...snaps, offsets };
}
