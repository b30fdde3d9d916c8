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
    const steps = popped.slice(1).map((edge, at) => ({ before: popped[at], edge }));
    const isRight = ({ before, edge }: (typeof steps)[number]): boolean =>
      edge > before || weights[edge] > weights[before] - WINDOW;
    expect(steps.filter((step) => !isRight(step))).toEqual([]);
  },
);
