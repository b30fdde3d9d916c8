import { sortedIndices } from "../geo/hilbert.ts";
import type { Roads } from "../model/roads.ts";
import { type Chains, pickChains } from "./chains.ts";

/**
 * Leaves of several segments between the same two nodes the best one in each direction: the least weight, then the
 * least time, then the first by name. Mappers draw a street twice where two ways share it; OSRM keeps one, and which
 * one decides whether the street is open to all (`ExtractionContainers::PrepareEdges`, OSRM 6.0.0). Nodes that ways
 * share are junctions, so that such segments are chains of their own.
 */
export function withoutParallels(roads: Roads, chains: Chains): Chains {
  const [along, against] = [chains.alongDurations.slice(), chains.againstDurations.slice()];
  let dropped = 0;
  for (const group of parallelGroups(chains)) {
    const lower = Math.min(chains.tails[group[0]], chains.heads[group[0]]);
    for (const fromLower of [true, false]) {
      const isAlong = (chain: number): boolean => (chains.tails[chain] === lower) === fromLower;
      const open = group.filter((chain) => (isAlong(chain) ? along : against)[chain] > 0);
      const [, ...worse] = open.sort(
        (a, b) =>
          weightOf(chains, a, isAlong(a)) - weightOf(chains, b, isAlong(b)) ||
          durationOf(chains, a, isAlong(a)) - durationOf(chains, b, isAlong(b)) ||
          compareNames(roads, chains, a, b) ||
          a - b,
      );
      for (const chain of worse) (isAlong(chain) ? along : against)[chain] = 0;
    }
    dropped += group.filter((chain) => along[chain] === 0 && against[chain] === 0).length;
  }
  const opened = { ...chains, alongDurations: along, againstDurations: against };
  return dropped === 0 ? opened : withoutClosed(opened);
}

/** Chains of one segment each that join the same two nodes, two or more of them. O(chains). */
function* parallelGroups({ count, tails, heads, shapeOffsets }: Chains): Generator<number[]> {
  const isShort = (chain: number): boolean => shapeOffsets[chain + 1] - shapeOffsets[chain] === 2;
  let shortCount = 0;
  for (let chain = 0; chain < count; chain++) if (isShort(chain)) shortCount++;
  const short = new Uint32Array(shortCount);
  const lower = new Uint32Array(shortCount);
  const higher = new Uint32Array(shortCount);
  for (let chain = 0, i = 0; chain < count; chain++) {
    if (!isShort(chain)) continue;
    short[i] = chain;
    lower[i] = Math.min(tails[chain], heads[chain]);
    higher[i++] = Math.max(tails[chain], heads[chain]);
  }
  const order = sortedIndices(lower, sortedIndices(higher));
  for (let first = 0, end = 0; first < shortCount; first = end) {
    const [low, high] = [lower[order[first]], higher[order[first]]];
    while (end < shortCount && lower[order[end]] === low && higher[order[end]] === high) end++;
    if (end - first > 1) yield Array.from(order.subarray(first, end), (index) => short[index]);
  }
}

function weightOf({ alongWeights, againstWeights }: Chains, chain: number, isAlong: boolean): number {
  return (isAlong ? alongWeights : againstWeights)[chain];
}

function durationOf({ alongDurations, againstDurations }: Chains, chain: number, isAlong: boolean): number {
  return (isAlong ? alongDurations : againstDurations)[chain];
}

/** Named roads before the others, by the letters of their names. */
function compareNames({ names }: Roads, chains: Chains, a: number, b: number): number {
  const [first, second] = [names[chains.names[a]].name, names[chains.names[b]].name];
  if (first === second) return 0;
  if (first === "" || second === "") return first === "" ? 1 : -1;
  return first < second ? -1 : 1;
}

/** Takes the chains out that are closed in both directions. */
function withoutClosed(chains: Chains): Chains {
  const open = new Uint32Array(chains.count);
  let count = 0;
  for (let chain = 0; chain < chains.count; chain++) {
    if (chains.alongDurations[chain] > 0 || chains.againstDurations[chain] > 0) open[count++] = chain;
  }
  return pickChains(chains, open.subarray(0, count));
}
