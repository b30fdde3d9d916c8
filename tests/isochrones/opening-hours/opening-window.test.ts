import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { OpeningWindow } from "../../../isochrones/model/structure.ts";
import {
  describeOpeningWindow,
  OPENING_WINDOW_EXPECTED,
  openingWindowWord,
  opensWithin,
  readOpeningWindow,
} from "../../../isochrones/opening-hours/opening-window.ts";

const DAY = { start: 0, end: 1440 };

const windows = fc
  .record({
    day: fc.option(fc.integer({ min: 0, max: 5 })),
    bounds: fc.uniqueArray(fc.oneof(fc.constantFrom(0, 720, 1440), fc.integer({ min: 0, max: 1440 })), {
      minLength: 2,
      maxLength: 2,
    }),
  })
  .map(({ day, bounds }): OpeningWindow => ({ day, start: Math.min(...bounds), end: Math.max(...bounds) }));

describe("an opening that is asked for", () => {
  test.each<[string, OpeningWindow]>([
    ["lundi", { day: 0, ...DAY }],
    ["samedi", { day: 5, ...DAY }],
    ["samedi-matin", { day: 5, start: 0, end: 720 }],
    ["lundi-apres-midi", { day: 0, start: 720, end: 1440 }],
    ["mardi-17:30", { day: 1, start: 1050, end: 1051 }],
    ["mardi-17h30", { day: 1, start: 1050, end: 1051 }],
    ["mardi-9h", { day: 1, start: 540, end: 541 }],
    ["vendredi-apres-17h", { day: 4, start: 1020, end: 1440 }],
    ["jeudi-12h-14:00", { day: 3, start: 720, end: 840 }],
    ["jeudi-22h-24h", { day: 3, start: 1320, end: 1440 }],
    ["apres-17h", { day: null, start: 1020, end: 1440 }],
    ["matin", { day: null, start: 0, end: 720 }],
    ["12h-14h", { day: null, start: 720, end: 840 }],
    ["semaine", { day: null, ...DAY }],
    ["semaine-apres-17h", { day: null, start: 1020, end: 1440 }],
    [" Samedi-Après-Midi ", { day: 5, start: 720, end: 1440 }],
  ])("%j is read", (text, window) => {
    expect(readOpeningWindow(text)).toEqual(window);
  });

  test.each([
    "",
    " ",
    "-",
    "dimanche",
    "sam",
    "samedi-",
    "-samedi",
    "samedi matin",
    "samedi-soir",
    "samedi-matin-9h",
    "samedi-17",
    "samedi-24h",
    "samedi-25h",
    "samedi-17h60",
    "samedi-17h5",
    "samedi-17:5",
    "samedi-17:",
    "samedi-1730",
    "samedi-14h-12h",
    "samedi-14h-14h",
    "samedi-12h-24h30",
    "samedi-apres",
    "samedi-apres-24h",
    "apres-25h",
    "avant-9h",
    "5",
    "2026-06-06",
    "constructor",
  ])("%j is not", (text) => {
    expect(readOpeningWindow(text)).toBeNull();
  });

  test("has all the examples that an error gives", () => {
    const examples = OPENING_WINDOW_EXPECTED.split(" : ")[1].split(", ");
    expect(examples.length).toBeGreaterThan(3);
    for (const example of examples) expect(readOpeningWindow(example), example).not.toBeNull();
  });

  test("has one word, which is read back", () => {
    fc.assert(
      fc.property(windows, (window) => {
        const word = openingWindowWord(window);
        expect(readOpeningWindow(word), word).toEqual(window);
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  test.each([
    ["mardi-17:30", "mardi-17h30"],
    ["lundi-apres-12h", "lundi-apres-midi"],
    ["lundi-0h-24h", "lundi"],
    ["lundi-apres-0h", "lundi"],
    ["lundi-00:00-12:00", "lundi-matin"],
    ["semaine-apres-17h00", "apres-17h"],
    ["lundi-17h-17h01", "lundi-17h"],
  ])("%s is spelt %s", (text, word) => {
    const window = readOpeningWindow(text);
    expect(window && openingWindowWord(window)).toBe(word);
  });

  test.each([
    ["samedi", "le samedi"],
    ["samedi-matin", "le samedi matin"],
    ["lundi-apres-midi", "le lundi après-midi"],
    ["mardi-17:30", "le mardi à 17h30"],
    ["vendredi-apres-17h", "le vendredi après 17h"],
    ["jeudi-12h-14h", "le jeudi entre 12h et 14h"],
    ["semaine", "en semaine"],
    ["matin", "en semaine le matin"],
    ["apres-midi", "en semaine l’après-midi"],
    ["apres-17h", "en semaine après 17h"],
  ])("%s is described as « %s »", (text, words) => {
    const window = readOpeningWindow(text);
    expect(window && describeOpeningWindow(window)).toBe(words);
  });

  test("no text makes it fail", () => {
    const unit = fc.constantFrom(
      "lundi",
      "samedi",
      "semaine",
      "apres",
      "midi",
      "matin",
      "-",
      ...Array.from("0123456789h:é "),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
        const window = readOpeningWindow(text);
        if (window === null) return;
        expect(window.start).toBeGreaterThanOrEqual(0);
        expect(window.start).toBeLessThan(window.end);
        expect(window.end).toBeLessThanOrEqual(1440);
      }),
      { seed: 12, numRuns: 5000 },
    );
  });
});

describe("a structure", () => {
  const hours = fc.option(
    fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 4 }).map((bounds) => {
      const ordered = bounds.sort((a, b) => a - b);
      return ordered
        .filter((_, index) => index % 2 === 1)
        .map((end, slot) => ({ start: ordered[2 * slot], end }));
    }),
  );

  test("is open within a window if it is at some minute of it", () => {
    fc.assert(
      fc.property(fc.array(hours, { minLength: 6, maxLength: 6 }), windows, (openingHours, window) => {
        const days = window.day === null ? [0, 1, 2, 3, 4] : [window.day];
        let expected: boolean | null = false;
        for (const day of days) if (openingHours[day] === null) expected = null;
        for (const day of days) {
          for (let minute = window.start; minute < window.end; minute++) {
            const isOpen = openingHours[day]?.some(({ start, end }) => start <= minute && minute < end);
            if (isOpen === true) expected = true;
          }
        }
        expect(opensWithin({ openingHours }, window)).toBe(expected);
      }),
      { seed: 13, numRuns: 300 },
    );
  });

  test("whose hours end then is not open after", () => {
    const openingHours = [[{ start: 540, end: 1020 }], [], [], [], [], []];
    const opens = (text: string): boolean | null => {
      const window = readOpeningWindow(text);
      if (window === null) throw new Error(text);
      return opensWithin({ openingHours }, window);
    };
    expect([opens("lundi-16h59"), opens("lundi-17h"), opens("apres-17h"), opens("apres-16h59")]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect([opens("lundi-9h"), opens("lundi-8h59"), opens("lundi-7h-9h")]).toEqual([true, false, false]);
  });
});
