import { expect, test } from "vitest";

import { BucketQueue } from "../../../isochrones/routing/bucket-queue.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const KEYS = 40;

test("the bucket queue gives the items of each key once, as a list of pairs does", () => {
  const queue = new BucketQueue();
  for (let seed = 1; seed <= 100; seed++) {
    const random = seededRandom(seed);
    const keys = random.int(1, KEYS);
    queue.clear(keys);
    const pairs: [number, number][] = [];
    const put = (least: number): void => {
      const key = random.int(least, keys - 1);
      const item = random.int(0, 1000);
      pairs.push([key, item]);
      queue.put(key, item);
    };
    // More than the first room of the queue, once in a while.
    const first = seed % 20 === 0 ? 9000 : random.int(0, 30);
    for (let i = 0; i < first; i++) put(0);
    for (let key = 0; key < keys; key++) {
      const taken: number[] = [];
      for (let item = queue.take(key); item >= 0; item = queue.take(key)) {
        taken.push(item);
        // Into what is being taken, or later.
        if (random.chance(0.3)) put(key);
      }
      const expected = pairs.filter(([at]) => at === key).map(([, item]) => item);
      expect(
        taken.sort((a, b) => a - b),
        `seed ${seed}, key ${key}`,
      ).toEqual(expected.sort((a, b) => a - b));
    }
  }
});
