import type { Roads } from "../model/roads.ts";
import type { Chains } from "./chains.ts";

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

/** Two of them make one number without loss. */
const MAX_NODES = Math.floor(Math.sqrt(Number.MAX_SAFE_INTEGER));

/** Chains of one segment each that join the same two nodes, two or more of them. */
function* parallelGroups({ count, tails, heads, shapeOffsets }: Chains): Generator<number[]> {
  const nodes = tails.reduce((most, node, chain) => Math.max(most, node, heads[chain]), 0) + 1;
  if (nodes > MAX_NODES) throw new RangeError(`got ${nodes} road nodes, expected ${MAX_NODES} at most`);
  const keyOf = (chain: number): number =>
    Math.min(tails[chain], heads[chain]) * nodes + Math.max(tails[chain], heads[chain]);
  const short: number[] = [];
  for (let chain = 0; chain < count; chain++) {
    if (shapeOffsets[chain + 1] - shapeOffsets[chain] === 2) short.push(chain);
  }
  const keys = Float64Array.from(short, keyOf).sort();
  const repeated = new Set<number>();
  for (let i = 1; i < keys.length; i++) if (keys[i] === keys[i - 1]) repeated.add(keys[i]);
  if (repeated.size === 0) return;
  const groups = new Map<number, number[]>();
  for (const chain of short) {
    const key = keyOf(chain);
    if (!repeated.has(key)) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [chain]);
    else group.push(chain);
  }
  yield* groups.values();
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
  const kept: number[] = [];
  for (let chain = 0; chain < chains.count; chain++) {
    if (chains.alongDurations[chain] > 0 || chains.againstDurations[chain] > 0) kept.push(chain);
  }
  const pick = <T extends Uint8Array | Uint32Array | Float32Array>(values: T): T => {
    const picked = values.slice(0, kept.length) as T;
    kept.forEach((chain, index) => {
      picked[index] = values[chain];
    });
    return picked;
  };
  const shapeOffsets = new Uint32Array(kept.length + 1);
  const shapeNodes = new Uint32Array(chains.shapeNodes.length);
  kept.forEach((chain, index) => {
    const shape = chains.shapeNodes.subarray(chains.shapeOffsets[chain], chains.shapeOffsets[chain + 1]);
    shapeNodes.set(shape, shapeOffsets[index]);
    shapeOffsets[index + 1] = shapeOffsets[index] + shape.length;
  });
  return {
    count: kept.length,
    tails: pick(chains.tails),
    heads: pick(chains.heads),
    profiles: pick(chains.profiles),
    names: pick(chains.names),
    lengthsMeters: pick(chains.lengthsMeters),
    alongDurations: pick(chains.alongDurations),
    alongWeights: pick(chains.alongWeights),
    againstDurations: pick(chains.againstDurations),
    againstWeights: pick(chains.againstWeights),
    followsProfile: pick(chains.followsProfile),
    tailWays: pick(chains.tailWays),
    headWays: pick(chains.headWays),
    tailAlongWay: pick(chains.tailAlongWay),
    headAlongWay: pick(chains.headAlongWay),
    shapeOffsets,
    shapeNodes: shapeNodes.slice(0, shapeOffsets[kept.length]),
  };
}
