import { describe, expect, test } from "vitest";

import type { Edges } from "../../../isochrones/graph/edges.ts";
import { TurnList, type Turns } from "../../../isochrones/graph/turn-list.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

/** As much of edges as room is made by: one junction at which all of them arrive and leave. */
function oneJunction(edgeCount: number): Edges {
  const offsets = Uint32Array.of(0, edgeCount);
  return { edgeCount, nodeCount: 1, outOffsets: offsets, inOffsets: offsets } as unknown as Edges;
}

function costsFrom({ offsets, targets, classes, classDurations, classWeights }: Turns, edge: number) {
  return Array.from(targets.subarray(offsets[edge], offsets[edge + 1]), (to, i) => {
    const turnClass = classes[offsets[edge] + i];
    return { to, duration: classDurations[turnClass], weight: classWeights[turnClass] };
  });
}

describe("turns", () => {
  test("come out in the order of the edges that they leave, whatever the order they came in", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = seededRandom(seed);
      const edgeCount = random.int(1, 30);
      const turns = Array.from({ length: edgeCount }, () =>
        Array.from({ length: random.int(0, edgeCount) }, () => {
          const duration = random.int(0, 5);
          return {
            to: random.int(0, edgeCount - 1),
            duration,
            weight: random.chance(0.7) ? duration : 32767,
          };
        }),
      );
      const list = new TurnList(oneJunction(edgeCount));
      for (const from of random.shuffle([...turns.keys()])) {
        // An edge without turns may be left out.
        if (turns[from].length === 0 && random.chance(0.5)) continue;
        list.begin(from);
        for (const { to, duration, weight } of turns[from]) list.add(to, duration, weight);
      }
      const ordered = list.inOrder();
      turns.forEach((own, edge) => expect(costsFrom(ordered, edge), `seed ${seed}`).toEqual(own));
      const classes = Array.from(
        ordered.classDurations,
        (duration, i) => `${duration} ${ordered.classWeights[i]}`,
      );
      expect(new Set(classes).size, `seed ${seed}`).toBe(classes.length);
    }
  });

  test("of one cost beyond 65 536 are refused", () => {
    const list = new TurnList(oneJunction(257));
    list.begin(0);
    for (let duration = 0; duration < 65_536; duration++) list.add(0, duration, duration);
    list.add(1, 7, 7);
    expect(() => list.add(0, 65_536, 65_536)).toThrow("65536");
  });
});
