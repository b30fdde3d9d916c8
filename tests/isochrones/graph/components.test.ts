import { describe, expect, test } from "vitest";

import { componentSizes } from "../../../isochrones/graph/components.ts";
import { NO_EDGE } from "../../../isochrones/model/network.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

interface Graph {
  readonly edgeCount: number;
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
  readonly twins: Uint32Array;
}

function randomGraph(seed: number): Graph {
  const random = seededRandom(seed);
  const edgeCount = random.int(1, 30);
  const turns = Array.from({ length: edgeCount }, () =>
    Array.from({ length: random.int(0, 2) }, () => random.int(0, edgeCount - 1)),
  );
  const twins = new Uint32Array(edgeCount).fill(NO_EDGE);
  for (let edge = 0; edge + 1 < edgeCount; edge += 2) {
    if (random.chance(0.5)) continue;
    twins[edge] = edge + 1;
    twins[edge + 1] = edge;
  }
  const offsets = [0];
  for (const targets of turns) offsets.push(offsets[offsets.length - 1] + targets.length);
  return { edgeCount, offsets: Uint32Array.from(offsets), targets: Uint32Array.from(turns.flat()), twins };
}

function reachableFrom({ offsets, targets, twins }: Graph, start: number): Set<number> {
  const seen = new Set([start]);
  for (const edge of seen) {
    for (const next of targets.subarray(offsets[edge], offsets[edge + 1])) seen.add(next);
    if (twins[edge] !== NO_EDGE) seen.add(twins[edge]);
  }
  return seen;
}

describe("component sizes", () => {
  test("are the numbers of edges that reach each other", () => {
    for (let seed = 1; seed <= 500; seed++) {
      const graph = randomGraph(seed);
      const reach = Array.from({ length: graph.edgeCount }, (_, edge) => reachableFrom(graph, edge));
      const expected = reach.map(
        (there, edge) => [...there].filter((other) => reach[other].has(edge)).length,
      );
      const sizes = componentSizes(graph.edgeCount, graph.offsets, graph.targets, graph.twins);
      expect([...sizes], `seed ${seed}`).toEqual(expected);
    }
  });

  test("do not need a deep stack: a ring of 200 000 edges is one component", () => {
    const count = 200_000;
    const offsets = Uint32Array.from({ length: count + 1 }, (_, i) => i);
    const targets = Uint32Array.from({ length: count }, (_, i) => (i + 1) % count);
    const sizes = componentSizes(count, offsets, targets, new Uint32Array(count).fill(NO_EDGE));
    expect([sizes[0], sizes[count - 1]]).toEqual([count, count]);
  });

  test("of no edges are none", () => {
    expect(componentSizes(0, new Uint32Array(1), new Uint32Array(0), new Uint32Array(0))).toHaveLength(0);
  });
});
