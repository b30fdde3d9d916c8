import { describe, expect, test } from "vitest";

import type { CoverageReport } from "../../isochrones/model/report.ts";
import { DatedCurves, pointsOf, shareOfDated } from "../../web/src/history/dated-curves.ts";
import { indexOfDay, play, playedDates, waitFor } from "../../web/src/history/player.ts";

const DATES = ["2019-12-01", "2020-01-01", "2021-06-01", "2022-01-01"];

describe("playing", () => {
  test("begins in 2020, or after the date that is shown, and starts again at the end", () => {
    expect(playedDates(DATES, null)).toEqual(DATES.slice(1));
    expect(playedDates(DATES, "2020-01-01")).toEqual(DATES.slice(2));
    expect(playedDates(DATES, "2022-01-01")).toEqual(DATES.slice(1));
  });

  test("shows no date before the former has been answered and its second is over", async () => {
    const log: string[] = [];
    await play(["a", "b"], {
      show: (date) => log.push(`show ${date}`),
      answered: async () => {
        await Promise.resolve();
        log.push("answered");
      },
      wait: async (milliseconds) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        log.push(`waited ${milliseconds}`);
      },
      signal: new AbortController().signal,
    });
    expect(log).toEqual(["show a", "answered", "waited 1000", "show b", "answered"]);
  });

  test("stops when it is told to", async () => {
    const controller = new AbortController();
    const shown: string[] = [];
    await play(DATES, {
      show: (date) => {
        shown.push(date);
        if (shown.length === 2) controller.abort();
      },
      answered: async () => Promise.resolve(),
      wait: async (_, signal) => waitFor(signal.aborted ? 1e9 : 0, signal),
      signal: controller.signal,
    });
    expect(shown).toEqual(DATES.slice(0, 2));
  });

  test("ends with what failed", async () => {
    const playing = play(DATES, {
      show: () => {},
      answered: async () => Promise.reject(new Error("panne")),
      wait: async () => Promise.resolve(),
      signal: new AbortController().signal,
    });
    await expect(playing).rejects.toThrow("panne");
  });
});

test("a day belongs to the last date that is not after it", () => {
  expect(indexOfDay(DATES, "2018-01-01")).toBe(-1);
  expect(indexOfDay(DATES, "2020-01-01")).toBe(1);
  expect(indexOfDay(DATES, "2021-05-31")).toBe(1);
  expect(indexOfDay(DATES, "2030-01-01")).toBe(3);
});

/** A report whose share at each minute is `share`. */
const reportOf = (share: number, population = 100): CoverageReport =>
  ({
    population,
    curve: Array.from({ length: 61 }, (_, minutes) => ({ minutes, share: minutes < 30 ? share / 2 : share })),
    structures: { counted: 9, inTerritory: 3, excluded: [] },
  }) as unknown as CoverageReport;

describe("the curves by date", () => {
  const dates = DATES.map((date) => ({ date, added: 1, counted: 1 }));

  test("are asked for one after the other, none twice, and recounted at any minute", async () => {
    const curves = new DatedCurves();
    const asked: string[] = [];
    const { signal } = new AbortController();
    curves.keep("k", DATES[1], reportOf(0.5));
    let told = 0;
    await curves.fill("k", DATES, {
      ask: async (date) => {
        asked.push(date);
        return Promise.resolve(reportOf(0.8));
      },
      onKept: () => told++,
      signal,
    });
    expect(asked).toEqual([DATES[0], DATES[2], DATES[3]]);
    expect(told).toBe(3);
    const points = (minutes: number): number[] =>
      pointsOf(dates, curves.of("k"), minutes).map(({ share }) => share);
    expect(points(30)).toEqual([0.8, 0.5, 0.8, 0.8]);
    expect(points(10)).toEqual([0.4, 0.25, 0.4, 0.4]);
    expect(curves.of("other").size).toBe(0);
  });

  test("of a question that is outdated are not kept", async () => {
    const curves = new DatedCurves();
    const controller = new AbortController();
    await curves.fill("k", DATES, {
      ask: async () => {
        controller.abort();
        return Promise.resolve(reportOf(1));
      },
      onKept: () => {},
      signal: controller.signal,
    });
    expect(curves.of("k").size).toBe(0);
  });

  test("have no share where nobody lives", () => {
    expect(shareOfDated({ curve: reportOf(1).curve, population: 0, structures: 0 }, 30)).toBeNull();
  });
});
