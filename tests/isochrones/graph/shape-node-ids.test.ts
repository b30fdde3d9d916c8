import { expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { randomRoads } from "../../helpers/random-roads.ts";

test("each shape point has the OSM id of the node that lies there", () => {
  let inside = 0;
  for (let seed = 1; seed <= 50; seed++) {
    const roads = randomRoads(seed);
    const { shapeLons, shapeLats, shapeNodeIds, shapeOffsets } = buildNetwork(roads);
    shapeNodeIds.forEach((id, point) => {
      const node = roads.nodeOsmIds.indexOf(id);
      expect([roads.nodeLons[node], roads.nodeLats[node]], `seed ${seed}, point ${point}`).toEqual([
        shapeLons[point],
        shapeLats[point],
      ]);
    });
    inside += shapeNodeIds.length - 2 * (shapeOffsets.length - 1);
  }
  expect(inside).toBeGreaterThan(50);
});
