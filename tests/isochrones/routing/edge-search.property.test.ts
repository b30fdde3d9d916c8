import { snapsOf } from "../../helpers/random-points.ts";
import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { NO_EDGE, type Network, UNREACHED } from "../../../isochrones/model/network.ts";
import type { Snaps } from "../../../isochrones/model/points.ts";
import type { Roads } from "../../../isochrones/model/roads.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { makeSeeds } from "../../../isochrones/routing/seeds.ts";
import { nodesOfEdges } from "../../helpers/network-segments.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { isLess, type ReferenceCost, ReferenceSearch } from "../../helpers/reference-search.ts";
import type { Segment } from "../../helpers/reference-turns.ts";
import { seededRandom, type Random } from "../../helpers/seeded-random.ts";

const WORLDS = 300;

/** A random world in both forms: the network under test, and the search by the book over its roads. */
interface World {
  readonly roads: Roads;
  readonly network: Network;
  readonly reference: ReferenceSearch;
  readonly random: Random;
  /** Segments of each edge, tail to head. */
  readonly paths: readonly (readonly Segment[])[];
}

function makeWorld(seed: number): World {
  const roads = randomRoads(seed);
  const network = buildNetwork(roads);
  const reference = new ReferenceSearch(roads);
  const paths = nodesOfEdges(network, roads).map((nodes) =>
    nodes.slice(1).map((node, index) => {
      const segment = reference.rules.between(nodes[index], node);
      if (segment === undefined) throw new Error(`seed ${seed}: an edge drives ${nodes[index]} to ${node}`);
      return segment;
    }),
  );
  return { roads, network, reference, random: seededRandom(seed), paths };
}

/** Up to three points, each at the start of an edge that is no copy. */
function pickStarts({ network, random }: World): number[] {
  return Array.from({ length: random.int(1, 3) }, () => random.int(0, network.firstCopy - 1));
}

function snapsAtStarts(network: Network, edges: readonly number[]): Snaps {
  return snapsOf(
    network,
    edges.map((edge) => ({ edge, fraction: 0 })),
  );
}

function labelOf(search: EdgeSearch, edge: number): ReferenceCost | undefined {
  if (search.weights[edge] === UNREACHED) return undefined;
  return { weight: search.weights[edge], duration: search.durations[edge], point: search.points[edge] };
}

describe(`an edge search, on ${WORLDS} random worlds`, () => {
  test("finds what a search by the book finds towards the nearest of several points", () => {
    let compared = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const world = makeWorld(seed);
      const { network, reference, paths } = world;
      const starts = pickStarts(world);
      const search = new EdgeSearch(network, "arrival");
      search.run(makeSeeds(network, snapsAtStarts(network, starts), starts.keys()));
      const expected = reference.arrival(starts.map((edge, point) => ({ segment: paths[edge][0], point })));
      for (let edge = 0; edge < network.firstCopy; edge++) {
        expect(labelOf(search, edge), `seed ${seed}, edge ${edge}`).toEqual(expected(paths[edge]));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(WORLDS * 10);
  });

  test("finds what a search by the book finds from the nearest of several points", () => {
    for (let seed = 1; seed <= WORLDS; seed++) {
      const world = makeWorld(seed);
      const { network, reference, paths } = world;
      const starts = pickStarts(world);
      const search = new EdgeSearch(network, "departure");
      search.run(makeSeeds(network, snapsAtStarts(network, starts), starts.keys()));
      const expected = reference.departure(starts.map((edge, point) => ({ segment: paths[edge][0], point })));
      for (let edge = 0; edge < network.firstCopy; edge++) {
        let best = labelOf(search, edge);
        for (const copy of search.copies.get(edge) ?? []) {
          const label = labelOf(search, copy);
          if (label !== undefined && (best === undefined || isLess(label, best))) best = label;
        }
        expect(best, `seed ${seed}, edge ${edge}`).toEqual(expected(paths[edge][0]));
      }
    }
  });

  test("meets copies of restricted roads, ties, islands and one-ways in those worlds", () => {
    const seen = { copies: 0, deepCopies: 0, unreached: 0, oneWays: 0, rings: 0 };
    for (let seed = 1; seed <= WORLDS; seed++) {
      const { network, random } = makeWorld(seed);
      seen.copies += network.edgeCount - network.firstCopy;
      const search = new EdgeSearch(network, "arrival");
      search.run(makeSeeds(network, snapsAtStarts(network, [random.int(0, network.firstCopy - 1)]), [0]));
      for (let edge = 0; edge < network.firstCopy; edge++) {
        if (search.weights[edge] === UNREACHED) seen.unreached++;
        if (network.edgeTwins[edge] === NO_EDGE) seen.oneWays++;
        if (network.edgeTails[edge] === network.edgeHeads[edge]) seen.rings++;
      }
      for (const copies of search.copies.values()) if (copies.length > 1) seen.deepCopies++;
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(WORLDS / 10);
  });
});

test("a search tells the seeds that it has searched from to the end, and no others", () => {
  const network = buildNetwork(randomRoads(1));
  const search = new EdgeSearch(network, "arrival");
  expect(search.completed).toBeNull();
  const seeds = makeSeeds(network, snapsAtStarts(network, [0]), [0]);
  search.run(seeds);
  expect(search.completed).toBe(seeds);
  search.run(seeds, { until: [1] });
  expect(search.completed).toBeNull();
});
