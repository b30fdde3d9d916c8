import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { KnownAssumption, SensitivityAnswer } from "../../../server/schemas/figure-answers.ts";
import { ASSUMPTION_WORDS } from "../../../isochrones/model/sensitivity.ts";
import { pointsFromFirst, SensitivityRun, shareAt } from "../../../web/src/method/sensitivity-run.ts";

const known = (assumption: KnownAssumption["assumption"], isAvailable = true): KnownAssumption => ({
  assumption,
  label: assumption,
  isAvailable,
  obstacle: isAvailable ? null : "sans objet",
});
const answering = (share: number): SensitivityAnswer =>
  ({ curve: [{ minutes: 30, share }] }) as unknown as SensitivityAnswer;
const noJob = async (): Promise<never> => Promise.reject(new Error("no job"));
const never = new AbortController().signal;

describe("a run over assumptions", () => {
  test("asks for each that is available once, in order, never two at a time", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: ASSUMPTION_WORDS.length }),
        async (available) => {
          const list = available.map((isAvailable, index) => known(ASSUMPTION_WORDS[index], isAvailable));
          const asked: string[] = [];
          let open = 0;
          const run = new SensitivityRun(
            {
              list: async () => Promise.resolve(list),
              figure: async ({ assumption }) => {
                open += 1;
                expect(open).toBe(1);
                asked.push(assumption);
                await Promise.resolve();
                open -= 1;
                return answering(0.5);
              },
              all: noJob,
            },
            () => undefined,
          );
          await run.run(never);
          const expected = list.filter(({ isAvailable }) => isAvailable);
          expect(asked).toEqual(expected.map(({ assumption }) => assumption));
          expect(run.progress).toEqual({ done: expected.length, total: expected.length });
        },
      ),
    );
  });

  test("keeps what had come when a question fails, and goes on from there", async () => {
    let isBroken = true;
    const asked: string[] = [];
    const run = new SensitivityRun(
      {
        list: async () => Promise.resolve(ASSUMPTION_WORDS.slice(0, 3).map((word) => known(word))),
        figure: async ({ assumption }) => {
          asked.push(assumption);
          if (isBroken && assumption === ASSUMPTION_WORDS[1]) throw new Error("trop de calculs");
          return Promise.resolve(answering(0.9));
        },
        all: noJob,
      },
      () => undefined,
    );
    await expect(run.run(never)).rejects.toThrow("trop de calculs");
    expect(run.progress).toEqual({ done: 1, total: 3 });
    isBroken = false;
    await run.run(never);
    expect(run.progress).toEqual({ done: 3, total: 3 });
    const [first, second, third] = ASSUMPTION_WORDS;
    expect(asked).toEqual([first, second, second, third]);
  });

  test("takes all at once from one computation, in its order, and nothing from one that was given up", async () => {
    const list = [known(ASSUMPTION_WORDS[0]), known(ASSUMPTION_WORDS[1], false), known(ASSUMPTION_WORDS[2])];
    const figures = [ASSUMPTION_WORDS[2], ASSUMPTION_WORDS[0]].map((assumption, index) => ({
      ...answering(index / 4),
      assumption,
    }));
    let isGivenUp = true;
    const drawn: number[] = [];
    const run = new SensitivityRun(
      {
        list: async () => Promise.resolve(list),
        figure: async () => Promise.reject(new Error("one by one")),
        all: async () => Promise.resolve(isGivenUp ? null : { assumptions: list, figures }),
      },
      () => drawn.push(run.progress.done),
    );
    expect(await run.runAtOnce(() => undefined, never)).toBe(false);
    expect(run.progress).toEqual({ done: 0, total: 2 });
    isGivenUp = false;
    expect(await run.runAtOnce(() => undefined, never)).toBe(true);
    expect(run.rows.map((row) => shareAt(row, 30))).toEqual([0.25, null, 0]);
    expect(drawn).toEqual([0, 2]);
  });

  test("tells differences from the first row in points, and none where a share is missing", () => {
    const rows = [0.9, 0.875, null].map((share, index) => ({
      assumption: known(ASSUMPTION_WORDS[index]),
      answer: share === null ? null : answering(share),
    }));
    expect(rows.map((row) => shareAt(row, 30))).toEqual([0.9, 0.875, null]);
    expect(pointsFromFirst(rows[0], rows, 30)).toBe(0);
    expect(pointsFromFirst(rows[1], rows, 30)).toBeCloseTo(-2.5, 10);
    expect(pointsFromFirst(rows[2], rows, 30)).toBeNull();
    expect(pointsFromFirst(rows[1], rows, 31)).toBeNull();
  });
});
