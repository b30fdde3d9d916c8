import { expect, test } from "vitest";

import { buildChains } from "../../../isochrones/graph/build-chains.ts";
import { type Chains, pickChains } from "../../../isochrones/graph/chains.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

/** All that is known of a chain. */
function factsOf(chains: Chains, chain: number): unknown {
  const { count: _, shapeOffsets, shapeNodes, ...arrays } = chains;
  const facts = Object.entries(arrays).map(([name, values]) => [name, values[chain]]);
  return [facts, [...shapeNodes.subarray(shapeOffsets[chain], shapeOffsets[chain + 1])]];
}

test("chains that are picked are as they were, in the order of the list", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = seededRandom(seed);
    const chains = buildChains(randomRoads(seed));
    const all = random.shuffle(Array.from({ length: chains.count }, (_, chain) => chain));
    const picked = all.slice(0, random.int(0, chains.count));
    const some = pickChains(chains, Uint32Array.from(picked));
    expect(some.count).toBe(picked.length);
    expect(some.shapeNodes.length).toBe(some.shapeOffsets[picked.length]);
    picked.forEach((chain, place) =>
      expect(factsOf(some, place), `seed ${seed}`).toEqual(factsOf(chains, chain)),
    );
  }
});
