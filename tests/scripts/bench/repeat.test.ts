import { describe, expect, test } from "vitest";

import { repeatInRound, timed } from "../../../scripts/bench/repeat.ts";

describe("short work", () => {
  test("is repeated for half a second, and its median told", async () => {
    let times = 0;
    const startedAt = performance.now();
    const milliseconds = await repeatInRound(async () => {
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
      // 1 2 3 1 2 3 ...
      return 1 + (times++ % 3);
    });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(500);
    expect(times).toBeGreaterThan(1);
    expect(milliseconds).toBeGreaterThanOrEqual(1);
    expect(milliseconds).toBeLessThanOrEqual(2);
  });

  test("is repeated no more than a thousand times, and long work once", async () => {
    let times = 0;
    await repeatInRound(() => ++times);
    expect(times).toBe(1000);
    times = 0;
    await repeatInRound(async () => {
      times++;
      return timed(async () => new Promise((resolve) => setTimeout(resolve, 510)));
    });
    expect(times).toBe(1);
  });
});
