import { expect, onTestFinished, test, vi } from "vitest";

import { CellField } from "../../../isochrones/accessibility/cell-field.ts";
import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { NO_EDGE } from "../../../isochrones/model/network.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { NearestField } from "../../../isochrones/routing/nearest-field.ts";
import { sortByRoad } from "../../../isochrones/routing/points-by-road.ts";
import { timesAtPoints } from "../../../isochrones/routing/point-times.ts";
import { makeSeeds } from "../../../isochrones/routing/seeds.ts";
import { randomPoints, snapsOf } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 200;
/** Many enough that one of them may come or go by a repair. */
const STRUCTURES = 40;
const CELLS = 30;

test(`cell times follow structures that come and go, on ${WORLDS} random worlds`, () => {
  const compute = vi.spyOn(NearestField.prototype, "compute");
  const repair = vi.spyOn(NearestField.prototype, "repair");
  onTestFinished(() => {
    compute.mockRestore();
    repair.mockRestore();
  });
  for (let seed = 1; seed <= WORLDS; seed++) {
    const random = seededRandom(seed);
    const network = buildNetwork(randomRoads(seed));
    const structures = snapsOf(network, randomPoints(network, random, STRUCTURES));
    const cells = snapsOf(network, randomPoints(network, random, CELLS));
    if (random.chance(0.5)) cells.edges[random.int(0, CELLS - 1)] = NO_EDGE;
    const field = new CellField(network, cells, sortByRoad(network, cells));
    const search = new EdgeSearch(network, "arrival");
    const isOpen = Array.from({ length: STRUCTURES }, () => random.chance(0.8));
    for (let change = 0; change < 8; change++) {
      const changes = random.chance(0.2) ? STRUCTURES / 2 : 1;
      for (let i = 0; i < changes; i++) isOpen[random.int(0, STRUCTURES - 1)] = random.chance(0.5);
      const seeds = makeSeeds(
        network,
        structures,
        [...isOpen.keys()].filter((index) => isOpen[index]),
      );
      search.run(seeds);
      const name = `seed ${seed}, change ${change}`;
      expect(field.timesTo(seeds), name).toEqual(timesAtPoints(search, seeds, cells));
      expect(field.timesFrom(structures, seeds), name).toEqual(timesAtPoints(search, seeds, structures));
    }
  }
  // One computation to begin with, and where half of them changed at once.
  expect(repair.mock.calls.length).toBeGreaterThan(WORLDS * 3);
  expect(compute.mock.calls.length).toBeGreaterThan(WORLDS);
});
