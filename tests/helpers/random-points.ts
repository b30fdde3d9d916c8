import { offsetsAt } from "../../isochrones/graph/offsets.ts";
import { NO_NODE, type Network } from "../../isochrones/model/network.ts";
import type { Offsets, Snaps } from "../../isochrones/model/points.ts";
import type { PlacedPoint } from "./network-reference.ts";
import type { Random } from "./seeded-random.ts";

/** Points on a network: at ends, some of which are junctions, at middles, in one place, on both directions of one road, anywhere. */
export function randomPoints(
  { edgeTwins, edgeTails, edgeHeads, firstCopy }: Network,
  random: Random,
  count: number,
): PlacedPoint[] {
  const points: PlacedPoint[] = [];
  for (let i = 0; i < count; i++) {
    const earlier = points.length > 0 && random.chance(0.3) ? random.pick(points) : null;
    const fraction = random.chance(0.3) ? random.pick([0, 0.5, 1]) : random.next();
    const twin = earlier === null ? firstCopy : edgeTwins[earlier.edge];
    if (earlier === null) points.push({ edge: random.int(0, firstCopy - 1), fraction });
    else if (random.chance(0.2)) points.push(earlier);
    else points.push({ edge: twin < firstCopy && random.chance(0.5) ? twin : earlier.edge, fraction });
  }
  // Fractions are kept in 32 bits.
  return points.map(({ edge, fraction }) => {
    const isEnd = (fraction === 0 || fraction === 1) && random.chance(0.7);
    const node = fraction === 0 ? edgeTails[edge] : edgeHeads[edge];
    return { edge, fraction: Math.fround(fraction), node: isEnd ? node : NO_NODE };
  });
}

/** The same points as the searches take them, as if they lay on the road. */
export function snapsOf(
  network: Network,
  points: readonly (PlacedPoint & { readonly offsets?: Offsets })[],
): Snaps {
  return {
    offsets: Uint32Array.from(
      points.flatMap(({ edge, fraction, offsets }) => {
        const { duration, weight, twinDuration, twinWeight } = offsets ?? offsetsAt(network, edge, fraction);
        return [duration, weight, twinDuration, twinWeight];
      }),
    ),
    edges: Uint32Array.from(points, ({ edge }) => edge),
    fractions: Float32Array.from(points, ({ fraction }) => fraction),
    nodes: Uint32Array.from(points, ({ node }) => node ?? NO_NODE),
    distancesMeters: new Float32Array(points.length),
  };
}
