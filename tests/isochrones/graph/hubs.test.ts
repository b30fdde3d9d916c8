import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import type { Roads } from "../../../isochrones/model/roads.ts";
import { makeRoads, ONE_WAY, PLAIN_ROAD } from "../../helpers/make-roads.ts";

/** Roads from the first node out to all others, which lie in a circle around it. */
function star(count: number): Roads {
  const nodes = Array.from({ length: count + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    const reach = i === 0 ? 0 : 9000;
    return {
      lon: Math.round(reach * Math.cos(angle)),
      lat: Math.round(reach * Math.sin(angle)),
      obstacles: 0,
    };
  });
  const ways = Array.from({ length: count }, (_, i) => ({ nodes: [0, i + 1], profile: PLAIN_ROAD, name: 0 }));
  return makeRoads({ nodes, ways, restrictions: [] });
}

describe("what no map has, and a file may", () => {
  test("a junction of a thousand roads: each leads into all others", () => {
    const roads = 1000;
    const { edgeCount, turnCount } = buildNetwork(star(roads));
    // At the far ends one turns back, in the middle not.
    expect({ edgeCount, turnCount }).toEqual({
      edgeCount: 2 * roads,
      turnCount: roads * (roads - 1) + roads,
    });
  });

  test("a road over twenty thousand joints", () => {
    const count = 20_000;
    const nodes = Array.from({ length: count + 1 }, (_, i) => ({
      lon: i * 300,
      lat: (i % 7) * 10,
      obstacles: 0,
    }));
    const profiles = [ONE_WAY, { ...ONE_WAY, forwardSpeedKmh: 50 }];
    const ways = Array.from({ length: count }, (_, i) => ({
      nodes: [i, i + 1],
      profile: profiles[i % 2],
      name: 0,
    }));
    const { edgeCount, turnCount } = buildNetwork(makeRoads({ nodes, ways, restrictions: [] }));
    expect({ edgeCount, turnCount }).toEqual({ edgeCount: count, turnCount: count - 1 });
  });

  test("one street drawn ten thousand times is one", () => {
    const nodes = [0, 1000].map((lon) => ({ lon, lat: 0, obstacles: 0 }));
    const ways = Array.from({ length: 10_000 }, () => ({ nodes: [0, 1], profile: PLAIN_ROAD, name: 0 }));
    expect(buildNetwork(makeRoads({ nodes, ways, restrictions: [] })).edgeCount).toBe(2);
  });
});
