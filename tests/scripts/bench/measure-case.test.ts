import { describe, expect, test } from "vitest";

import { absent, type Contender, type Running } from "../../../scripts/bench/contender.ts";
import { measureCase, type Measurement, type Outcome } from "../../../scripts/bench/measure-case.ts";

const { signal } = new AbortController();

/** A contender that takes what it is told to take, by round from the warm-up on, and writes down what is done to it. */
function fake(
  name: string,
  milliseconds: readonly number[],
  more: Partial<Running> & { log?: string[]; answers?: readonly string[]; peak?: number } = {},
): Contender {
  let round = -1;
  return {
    name,
    open: async () => ({
      round: async () => {
        round++;
        more.log?.push(`${name}${round}`);
        return { milliseconds: milliseconds[round], peakBytes: null, answer: more.answers?.[round] ?? null };
      },
      close: async () => {
        more.log?.push(`close ${name}`);
        return more.peak ?? null;
      },
      ...(more.check === undefined ? {} : { check: more.check }),
    }),
  };
}

function measured(outcome: Outcome): Extract<Outcome, { kind: "measured" }> {
  if (outcome.kind === "measured") return outcome;
  throw new Error(`${outcome.contender.name}: ${outcome.kind}: ${outcome.reason}`);
}

describe("a case", () => {
  test("takes its contenders in turn, every other round the other way round, and closes them", async () => {
    const log: string[] = [];
    await measureCase([fake("a", [1, 1, 1, 1], { log }), fake("b", [1, 1, 1, 1], { log })], {
      rounds: 3,
      signal,
    });
    expect(log.join(" ")).toBe("b0 a0 a1 b1 b2 a2 a3 b3 close a close b");
  });

  test("does not count the warm-up, and takes ratios round by round", async () => {
    const [a, b] = await measureCase(
      [fake("a", [99, 10, 20, 40]), fake("b", [99, 30, 40, 160], { peak: 7 })],
      {
        rounds: 3,
        signal,
      },
    );
    expect(measured(a)).toMatchObject({ time: { count: 3, min: 10, median: 20, max: 40 }, ratio: null });
    expect(measured(b)).toMatchObject({
      time: { count: 3, median: 40 },
      // 30/10, 40/20, 160/40.
      ratio: { count: 3, min: 2, median: 3, max: 4 },
      ratios: [3, 2, 4],
      peakBytes: 7,
    });
  });

  test("tells every single measurement, the warm-up as round 0", async () => {
    const told: Measurement[] = [];
    await measureCase([fake("a", [5, 6])], { rounds: 1, signal, onMeasurement: (one) => told.push(one) });
    expect(told.map(({ contender, round, milliseconds }) => [contender, round, milliseconds])).toEqual([
      ["a", 0, 5],
      ["a", 1, 6],
    ]);
  });

  test("reports who is absent and who fails, with the reason; the others go on", async () => {
    const failing: Contender = {
      name: "failing",
      open: async () => ({
        round: async () => Promise.reject(new Error("the disk is full")),
        close: async () => null,
      }),
    };
    const outcomes = await measureCase([absent("gone", "not installed"), failing, fake("b", [1, 2])], {
      rounds: 1,
      signal,
    });
    expect(outcomes.slice(0, 2)).toMatchObject([
      { kind: "absent", reason: "not installed" },
      { kind: "failed", reason: "the disk is full" },
    ]);
    // The first is not there to be compared with.
    expect(measured(outcomes[2])).toMatchObject({ time: { median: 2 }, ratio: null });
  });

  test("gives no time where the answer is not that of the slow way, or changes from round to round", async () => {
    const wrong = fake("wrong", [1, 1], {
      check: async () => Promise.reject(new Error("cell 3: got 7, expected 8")),
    });
    const fickle = fake("fickle", [1, 1, 1], { answers: ["98 %", "98 %", "97 %"] });
    expect(await measureCase([wrong, fickle], { rounds: 2, signal })).toMatchObject([
      { kind: "failed", reason: "cell 3: got 7, expected 8" },
      { kind: "failed", reason: 'answered "97 %" in round 2, "98 %" before' },
    ]);
  });

  test("asks a slow contender for fewer rounds", async () => {
    const [fast, slow] = await measureCase(
      [fake("fast", [1, 1, 1, 1, 1]), fake("slow", [10_001, 50, 50, 50, 50])],
      { rounds: 4, slowRounds: 2, signal },
    );
    expect(measured(fast).time.count).toBe(4);
    expect(measured(slow)).toMatchObject({ time: { count: 2 }, ratio: { count: 2, median: 50 } });
  });

  test("takes no ratio where the question is another", async () => {
    const [, other] = await measureCase([fake("a", [1, 1]), { ...fake("b", [1, 1]), isComparable: false }], {
      rounds: 1,
      signal,
    });
    expect(measured(other).ratio).toBeNull();
  });

  test("that is interrupted closes what it has opened", async () => {
    const log: string[] = [];
    const interruption = new AbortController();
    const last = fake("b", [1, 1], {
      check: async () => interruption.abort(new Error("interrupted")),
      log,
    });
    const run = measureCase([fake("a", [1, 1], { log }), last], { rounds: 1, signal: interruption.signal });
    await expect(run).rejects.toThrow("interrupted");
    expect(log).toEqual(["b0", "close a", "close b"]);
  });
});
