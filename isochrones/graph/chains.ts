/**
 * Roads cut at junctions and joined elsewhere: each chain runs from one junction to the next and has one
 * profile and one name. Parallel arrays, one entry a chain. Nodes are indices of `Roads`.
 */
export interface Chains {
  readonly count: number;
  readonly tails: Uint32Array;
  readonly heads: Uint32Array;
  readonly profiles: Uint32Array;
  readonly names: Uint32Array;
  readonly lengthsMeters: Float32Array;
  /** Deciseconds along and against the chain, 0 where that direction is closed. */
  readonly alongDurations: Uint32Array;
  readonly alongWeights: Uint32Array;
  readonly againstDurations: Uint32Array;
  readonly againstWeights: Uint32Array;
  /** Does the chain run along the direction of its profile (that of its ways)? */
  readonly followsProfile: Uint8Array;
  /** The ways at both ends, and whether the chain runs along them there. */
  readonly tailWays: Uint32Array;
  readonly headWays: Uint32Array;
  readonly tailAlongWay: Uint8Array;
  readonly headAlongWay: Uint8Array;
  /** All nodes of chain c, ends included: `shapeNodes[shapeOffsets[c] .. shapeOffsets[c + 1])`. */
  readonly shapeOffsets: Uint32Array;
  readonly shapeNodes: Uint32Array;
}

type ChainArray = Uint8Array | Uint32Array | Float32Array;
type Shape = "shapeOffsets" | "shapeNodes";

/**
 * Chains yet to be written, with room for the most that there may be. Memory that nothing is written to is never
 * taken, so that too much room costs nothing.
 */
export function roomForChains(count: number, shapeLength: number): Chains {
  return {
    count,
    tails: new Uint32Array(count),
    heads: new Uint32Array(count),
    profiles: new Uint32Array(count),
    names: new Uint32Array(count),
    lengthsMeters: new Float32Array(count),
    alongDurations: new Uint32Array(count),
    alongWeights: new Uint32Array(count),
    againstDurations: new Uint32Array(count),
    againstWeights: new Uint32Array(count),
    followsProfile: new Uint8Array(count),
    tailWays: new Uint32Array(count),
    headWays: new Uint32Array(count),
    tailAlongWay: new Uint8Array(count),
    headAlongWay: new Uint8Array(count),
    shapeOffsets: new Uint32Array(count + 1),
    shapeNodes: new Uint32Array(shapeLength),
  };
}

/** The first of the chains that there was room for, in the same memory. */
export function firstChains(chains: Chains, count: number): Chains {
  return {
    count,
    ...mapArrays(chains, (values) => values.subarray(0, count) as typeof values),
    shapeOffsets: chains.shapeOffsets.subarray(0, count + 1),
    shapeNodes: chains.shapeNodes.subarray(0, chains.shapeOffsets[count]),
  };
}

/** Some of the chains, in the order of a list of them. O(their nodes). */
export function pickChains(chains: Chains, picked: Uint32Array): Chains {
  const count = picked.length;
  const shapeOffsets = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) {
    const length = chains.shapeOffsets[picked[i] + 1] - chains.shapeOffsets[picked[i]];
    shapeOffsets[i + 1] = shapeOffsets[i] + length;
  }
  const shapeNodes = new Uint32Array(shapeOffsets[count]);
  for (let i = 0, to = 0; i < count; i++) {
    const end = chains.shapeOffsets[picked[i] + 1];
    for (let from = chains.shapeOffsets[picked[i]]; from < end; from++)
      shapeNodes[to++] = chains.shapeNodes[from];
  }
  return { count, ...mapArrays(chains, (values) => gather(values, picked)), shapeOffsets, shapeNodes };
}

function gather<T extends ChainArray>(values: T, picked: Uint32Array): T {
  const gathered = values.slice(0, picked.length) as T;
  for (let i = 0; i < picked.length; i++) gathered[i] = values[picked[i]];
  return gathered;
}

/** The same done to each array that has one entry a chain. */
function mapArrays(
  chains: Chains,
  map: <T extends ChainArray>(values: T) => T,
): Omit<Chains, "count" | Shape> {
  return {
    tails: map(chains.tails),
    heads: map(chains.heads),
    profiles: map(chains.profiles),
    names: map(chains.names),
    lengthsMeters: map(chains.lengthsMeters),
    alongDurations: map(chains.alongDurations),
    alongWeights: map(chains.alongWeights),
    againstDurations: map(chains.againstDurations),
    againstWeights: map(chains.againstWeights),
    followsProfile: map(chains.followsProfile),
    tailWays: map(chains.tailWays),
    headWays: map(chains.headWays),
    tailAlongWay: map(chains.tailAlongWay),
    headAlongWay: map(chains.headAlongWay),
  };
}
