import { type Network, UNREACHED } from "../model/network.ts";
import { LabelSpread } from "./label-spread.ts";
import type { Seeds } from "./seeds.ts";

/**
 * The k seeds of least weight from each edge, each seed point once: labels by rank.
 *
 * Rank by rank: who is r-th from the tail of a turn is among the first r from its head, or r others would be nearer.
 * So the labels of a rank spread as those of the first do, from what the ranks before it offer, past points that an
 * edge has already.
 *
 * O(k² (m + n)) over the turns and edges of the network, 12 bytes an edge and rank.
 */
export function rankLabels(network: Network, seeds: Seeds, k: number): LabelSpread[] {
  const ranks: LabelSpread[] = [];
  for (let rank = 0; rank < k; rank++) {
    const labels = new LabelSpread(network, [...ranks]);
    labels.plant(seeds);
    for (const nearer of ranks) offerNearer(labels, nearer);
    labels.spread();
    ranks.push(labels);
  }
  return ranks;
}

function offerNearer(labels: LabelSpread, { network, weights, durations, points }: LabelSpread): void {
  const { edgeCount, edgeWeights, edgeDurations } = network;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (weights[edge] === UNREACHED) continue;
    const weight = weights[edge] + edgeWeights[edge];
    labels.offerBefore(edge, weight, durations[edge] + edgeDurations[edge], points[edge]);
  }
}
