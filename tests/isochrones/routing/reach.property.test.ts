import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { type Network, UNREACHED } from "../../../isochrones/model/network.ts";
import type { Direction } from "../../../isochrones/routing/edge-labels.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { Reach } from "../../../isochrones/routing/reach.ts";
import { makeSeeds, type Seeds } from "../../../isochrones/routing/seeds.ts";
import { randomPoints, snapsOf } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom, type Random } from "../../helpers/seeded-random.ts";

const WORLDS = 400;
const DIRECTIONS = ["arrival", "departure"] as const;

interface World {
  readonly name: string;
  readonly network: Network;
  readonly random: Random;
  readonly seeds: Seeds;
  /** Deciseconds: from nothing to more than any of these worlds is wide. */
  readonly bound: number;
}

function* worlds(): Generator<World> {
  for (let seed = 1; seed <= WORLDS; seed++) {
    const random = seededRandom(seed + 2_000_000);
    const network = buildNetwork(randomRoads(seed));
    const points = randomPoints(network, random, 2);
    const starts = random.chance(0.2) ? Uint32Array.of(random.int(0, 300), random.int(0, 300)) : undefined;
    const seeds = makeSeeds(network, snapsOf(network, points), random.chance(0.8) ? [0] : [0, 1], starts);
    const bound = random.int(0, 2500);
    yield { name: `seed ${seed}, bound ${bound}`, network, random, seeds, bound };
  }
}

function searched(network: Network, seeds: Seeds, direction: Direction): EdgeSearch {
  const search = new EdgeSearch(network, direction);
  search.run(seeds);
  return search;
}

describe.each(DIRECTIONS)(`what is within reach by %s, on ${WORLDS} random worlds`, (direction) => {
  test.each([
    { how: "judging heavy edges one by one", aheadPerTouched: Infinity, takenOut: 5 },
    { how: "following all ways", aheadPerTouched: 0, takenOut: 0 },
    { how: "as it is used", aheadPerTouched: undefined, takenOut: 0 },
  ])("is what a search to the end finds within the bound, $how", ({ aheadPerTouched, takenOut }) => {
    const seen = { light: 0, heavy: 0, beyond: 0, takenOut: 0 };
    for (const { name, network, seeds, bound } of worlds()) {
      const reach = new Reach(network, direction, aheadPerTouched);
      reach.run(seeds, bound);
      const search = searched(network, seeds, direction);
      const { weights, durations } = search;
      for (let edge = 0; edge < network.edgeCount; edge++) {
        const label = (from: EdgeSearch | Reach): string =>
          from.durations[edge] <= bound ? `${from.weights[edge]}, ${from.durations[edge]}` : "beyond";
        expect(label(reach), `${name}, edge ${edge}`).toBe(label(search));
        if (durations[edge] <= bound) seen[weights[edge] <= bound ? "light" : "heavy"]++;
        else if (weights[edge] !== UNREACHED) seen.beyond++;
        // Such an edge had a label within the bound, by a heavier way.
        if (reach.durations[edge] === UNREACHED && reach.weights[edge] !== UNREACHED) seen.takenOut++;
      }
    }
    expect(seen.light).toBeGreaterThan(WORLDS * 5);
    expect(seen.beyond).toBeGreaterThan(WORLDS * 5);
    expect(seen.heavy).toBeGreaterThan(WORLDS / 2);
    expect(seen.takenOut).toBeGreaterThanOrEqual(takenOut);
  });

  test("does not depend on what was searched before", () => {
    for (const { name, network, random, seeds, bound } of worlds()) {
      const used = new Reach(network, direction);
      const elsewhere = makeSeeds(network, snapsOf(network, randomPoints(network, random, 1)), [0]);
      used.run(elsewhere, random.int(0, 4000));
      used.run(seeds, bound);
      const fresh = new Reach(network, direction);
      fresh.run(seeds, bound);
      expect(used.durations, name).toEqual(fresh.durations);
      expect(used.weights, name).toEqual(fresh.weights);
      expect(used.touched, name).toEqual(fresh.touched);
      expect(used.touched, name).toEqual(fresh.touched.toSorted());
    }
  });

  test("tells of every edge whether a way from it is lighter than something", () => {
    let beyond = 0;
    for (const { name, network, seeds, bound } of worlds()) {
      const reach = new Reach(network, direction);
      reach.run(seeds, bound);
      const { weights, durations } = searched(network, seeds, direction);
      for (let edge = 0; edge < network.edgeCount; edge++) {
        const weight = weights[edge];
        for (const asked of [weight - 1, weight, weight + 1, weight + 500]) {
          if (asked < 0 || asked > UNREACHED) continue;
          const isLighter = weight < asked;
          expect(reach.hasLighterWay(edge, asked), `${name}, edge ${edge}, ${asked}`).toBe(isLighter);
          if (isLighter && durations[edge] > bound) beyond++;
        }
      }
    }
    expect(beyond).toBeGreaterThan(WORLDS);
  });

  test("looks at little more than it finds", () => {
    let touched = 0;
    let within = 0;
    for (const { network, seeds } of worlds()) {
      const reach = new Reach(network, direction);
      reach.run(seeds, 400);
      touched += reach.touched.length;
      within += reach.touched.filter((edge) => reach.durations[edge] <= 400).length;
    }
    // Each edge within may touch a few beyond it; to follow those up to the heaviest would touch most of these worlds.
    expect(touched / within).toBeLessThan(3);
  });
});
