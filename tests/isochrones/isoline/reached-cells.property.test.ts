import { expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { sortByRoad } from "../../../isochrones/routing/points-by-road.ts";
import { CellReader } from "../../../isochrones/isoline/reached-cells.ts";
import { NO_EDGE, NO_NODE, UNREACHED } from "../../../isochrones/model/network.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { timesAtPoints } from "../../../isochrones/routing/point-times.ts";
import { Reach } from "../../../isochrones/routing/reach.ts";
import { makeSeeds } from "../../../isochrones/routing/seeds.ts";
import { randomPoints, snapsOf } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 400;

test.each(["arrival", "departure"] as const)(
  `cells within a bound are those of a search to the end by %s, on ${WORLDS} random worlds`,
  (direction) => {
    const seen = { within: 0, beyond: 0, atJunctions: 0, unlinked: 0, heavy: 0 };
    let byState = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const random = seededRandom(seed + 5_000_000);
      const network = buildNetwork(randomRoads(seed));
      const points = randomPoints(network, random, 30);
      const snaps = snapsOf(network, points);
      for (let point = 1; point < 30; point++) if (random.chance(0.1)) snaps.edges[point] = NO_EDGE;
      const starts = random.chance(0.2) ? Uint32Array.from(points, () => random.int(0, 300)) : undefined;
      const reach = new Reach(network, direction);
      const reader = new CellReader(reach, snaps, sortByRoad(network, snaps));
      const search = new EdgeSearch(network, direction);
      // Twice with the same reader: the first reading leaves nothing behind.
      for (const bound of [random.int(0, 2500), random.int(0, 1000)]) {
        const seeds = makeSeeds(network, snaps, [0], starts);
        reach.run(seeds, bound);
        const { cells, deciseconds } = reader.read(seeds, bound);
        search.run(seeds);
        const times = timesAtPoints(search, seeds, snaps);
        const expected = [...times.durations.entries()].filter(([, time]) => time <= bound);
        for (const [cell, time] of expected) {
          const states = search.copies.get(snaps.edges[cell]) ?? [];
          if (states.some((copy) => search.durations[copy] <= time)) byState++;
        }
        const got = Array.from(cells, (cell, at) => [cell, deciseconds[at]]);
        expect(got, `seed ${seed}, bound ${bound}`).toEqual(expected);
        times.durations.forEach((time, cell) => {
          if (snaps.edges[cell] === NO_EDGE) seen.unlinked++;
          if (time !== UNREACHED) seen[time <= bound ? "within" : "beyond"]++;
          if (time <= bound && snaps.nodes[cell] !== NO_NODE) seen.atJunctions++;
          if (time <= bound && times.weights[cell] > bound) seen.heavy++;
        });
      }
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(WORLDS / 2);
    // Cells on roads that restricted paths lead over.
    expect(byState).toBeGreaterThan(20);
  },
);

test("no cell is read where none has a road", () => {
  const network = buildNetwork(randomRoads(1));
  const snaps = snapsOf(network, randomPoints(network, seededRandom(1), 2));
  const seeds = makeSeeds(network, snaps, [0]);
  const nowhere = { ...snaps, edges: snaps.edges.map(() => NO_EDGE) };
  const reach = new Reach(network, "arrival");
  reach.run(seeds, 3000);
  const { cells } = new CellReader(reach, nowhere, sortByRoad(network, nowhere)).read(seeds, 3000);
  expect([...cells]).toEqual([]);
});
