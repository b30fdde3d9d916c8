import { expect, test } from "vitest";

import { TokenBucket } from "../../../server/addresses/token-bucket.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

test("gives what it holds at once, then at its rate, and fills while nobody takes", () => {
  let now = 0;
  const bucket = new TokenBucket(10, 2, () => now);
  expect([bucket.take(), bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 100, 200]);
  now = 10_000;
  expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 100]);
});

test.each(Array.from({ length: 20 }, (_, seed) => seed))(
  "lets through no more in any second than burst and rate, seed %i",
  (seed) => {
    const random = seededRandom(seed);
    const rate = random.int(1, 40);
    const burst = random.int(1, 10);
    let now = 0;
    const bucket = new TokenBucket(rate, burst, () => now);
    const calls = Array.from({ length: 400 }, () => {
      now += random.chance(0.05) ? random.int(0, 3000) : random.int(0, 20);
      return now + bucket.take();
    });
    for (const [i, first] of calls.entries()) {
      const within = calls.slice(i).filter((call) => call < first + 1000 - 1e-6);
      expect(within.length).toBeLessThanOrEqual(burst + rate);
    }
    // And keeps nobody longer than it must: one token takes 1 / rate seconds.
    expect(calls.at(-1)! - now).toBeLessThanOrEqual((400 / rate) * 1000);
  },
);
