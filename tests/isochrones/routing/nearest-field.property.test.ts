import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import type { Network } from "../../../isochrones/model/network.ts";
import type { Snaps } from "../../../isochrones/model/points.ts";
import type { EdgeLabels } from "../../../isochrones/routing/edge-labels.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { NearestField } from "../../../isochrones/routing/nearest-field.ts";
import { makeSeeds, type Seeds } from "../../../isochrones/routing/seeds.ts";
import { buildCorsica, corsicanFiles } from "../../helpers/corsica.ts";
import { randomPoints, snapsOf } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 300;
const POINTS = 6;

type Labels = Pick<EdgeLabels, "weights" | "durations" | "points">;

function labelsOf({ weights, durations, points }: Labels): Labels {
  return { weights, durations, points };
}

/** The slow way: Dijkstra's algorithm, one edge after the other in order of weight. */
function searched(network: Network, seeds: Seeds): Labels {
  const search = new EdgeSearch(network, "arrival");
  search.run(seeds);
  return labelsOf(search);
}

/** Some of the points, each with what it costs to stand there. */
function someSeeds(network: Network, snaps: Snaps, random: Random): Seeds {
  const chosen = [...snaps.edges.keys()].filter(() => random.chance(0.5));
  const costs = Uint32Array.from(snaps.edges, () => (random.chance(0.2) ? random.int(1, 2000) : 0));
  return makeSeeds(network, snaps, chosen, costs);
}

describe(`the field of the nearest seed, on ${WORLDS} random worlds`, () => {
  test("is what a search in order of weight finds", () => {
    for (let seed = 1; seed <= WORLDS; seed++) {
      const random = seededRandom(seed);
      const network = buildNetwork(randomRoads(seed));
      const field = new NearestField(network);
      const snaps = snapsOf(network, randomPoints(network, random, POINTS));
      for (let again = 0; again < 2; again++) {
        const seeds = someSeeds(network, snaps, random);
        field.compute(seeds);
        expect(labelsOf(field), `seed ${seed}`).toEqual(searched(network, seeds));
      }
    }
  });

  test("is repaired to what it would be, over any number of changes, and tells what has changed", () => {
    const seen = { changed: 0, unchanged: 0, moved: 0, emptied: 0 };
    for (let seed = 1; seed <= WORLDS; seed++) {
      const random = seededRandom(seed);
      const network = buildNetwork(randomRoads(seed));
      const field = new NearestField(network);
      const standing = randomPoints(network, random, POINTS);
      field.compute(someSeeds(network, snapsOf(network, standing), random));
      for (let change = 0; change < 6; change++) {
        const before = { weights: field.weights.slice(), points: field.points.slice() };
        if (random.chance(0.3)) {
          standing[random.int(0, POINTS - 1)] = randomPoints(network, random, 1)[0];
          seen.moved++;
        }
        const seeds = someSeeds(network, snapsOf(network, standing), random);
        const changed = field.repair(seeds);
        const name = `seed ${seed}, change ${change}`;
        expect(labelsOf(field), name).toEqual(searched(network, seeds));
        expect(new Set(changed).size, name).toBe(changed.length);
        const isChanged = new Set(changed);
        for (let edge = 0; edge < network.edgeCount; edge++) {
          if (isChanged.has(edge)) continue;
          const kept = [field.weights[edge], field.points[edge]];
          expect(kept, `${name}, edge ${edge}`).toEqual([before.weights[edge], before.points[edge]]);
          seen.unchanged++;
        }
        seen.changed += changed.length;
        if (seeds.edges.length === 0) seen.emptied++;
      }
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(WORLDS / 20);
  });

  test("cannot be repaired before it is computed", () => {
    const network = buildNetwork(randomRoads(1));
    const seeds = makeSeeds(network, snapsOf(network, [{ edge: 0, fraction: 0 }]), [0]);
    expect(() => new NearestField(network).repair(seeds)).toThrow("computed");
  });
});

const files = corsicanFiles();

test.skipIf(files === null)(
  "on Corsica the field is what a search in order of weight finds, and each structure that closes or opens leaves it so",
  { timeout: 60_000 },
  async () => {
    if (files === null) return;
    const { dataset } = await buildCorsica(files, files.census);
    const { network, structureSnaps, structures } = dataset;
    const all = structures.map((_, index) => index);
    const field = new NearestField(network);
    const seeds = makeSeeds(network, structureSnaps, all);
    field.compute(seeds);
    const whole = searched(network, seeds);
    expect(isSame(field, whole)).toBe(true);
    const search = new EdgeSearch(network, "arrival");
    for (const closed of all) {
      const open = all.filter((index) => index !== closed);
      const rest = makeSeeds(network, structureSnaps, open);
      search.run(rest);
      field.repair(rest);
      expect(isSame(field, search), `without structure ${closed}`).toBe(true);
      field.repair(seeds);
      expect(isSame(field, whole), `structure ${closed} open again`).toBe(true);
    }
  },
);

/** Compares as bytes: `toEqual` takes a second for a million numbers. */
function isSame(a: Labels, b: Labels): boolean {
  const isEqual = (x: Uint32Array, y: Uint32Array): boolean =>
    Buffer.from(x.buffer).equals(Buffer.from(y.buffer));
  return isEqual(a.weights, b.weights) && isEqual(a.durations, b.durations) && isEqual(a.points, b.points);
}
