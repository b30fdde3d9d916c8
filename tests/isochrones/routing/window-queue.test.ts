import { expect, test } from "vitest";

import { NO_EDGE } from "../../../isochrones/model/network.ts";
import { WindowQueue } from "../../../isochrones/routing/window-queue.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

/** Windows of that many deciseconds open one after the other. */
const WINDOW = 400;

test.each([1, 2, 3, 4, 5])(
  "hands out what waits, lighter windows first, each edge in order (seed %i)",
  (seed) => {
    const random = seededRandom(seed);
    const edges = random.int(1, 50_000);
    const weights = Uint32Array.from({ length: edges }, () => random.int(0, random.pick([10, 5_000, 4e9])));
    const queue = new WindowQueue(weights);
    const pushed = [...weights.keys()].filter(() => random.chance(0.2));
    for (const edge of pushed) queue.push(edge, weights[edge]);
    const popped: number[] = [];
    for (let edge = queue.pop(); edge !== NO_EDGE; edge = queue.pop()) popped.push(edge);
    expect(popped.toSorted((a, b) => a - b)).toEqual(pushed);
    for (let at = 1; at < popped.length; at++) {
      const [before, after] = [popped[at - 1], popped[at]];
      if (before > after) expect(weights[after], `pop ${at}`).toBeGreaterThan(weights[before] - WINDOW);
    }
  },
);

test("takes an edge back that has become lighter while its window is open, before the next one opens", () => {
  const weights = new Uint32Array(5000).fill(4e9);
  const queue = new WindowQueue(weights);
  const push = (edge: number, weight: number): void => {
    weights[edge] = weight;
    queue.push(edge, weight);
  };
  push(4000, 100);
  push(7, 1000);
  expect(queue.pop()).toBe(4000);
  push(40, 300);
  push(4999, 390);
  push(4000, 90);
  expect([queue.pop(), queue.pop(), queue.pop()]).toEqual([4000, 4999, 40]);
  push(6, 1100);
  expect([queue.pop(), queue.pop(), queue.pop()]).toEqual([6, 7, NO_EDGE]);
  push(3, 20);
  expect([queue.pop(), queue.pop()]).toEqual([3, NO_EDGE]);
});
