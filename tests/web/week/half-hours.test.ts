import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { DAY_NAMES, readOpeningWindow } from "../../../isochrones/opening-hours/opening-window.ts";
import type { WeekAnswer } from "../../../server/schemas/week-answers.ts";
import { weekQuery } from "../../../web/src/api/week.ts";
import { readAddress } from "../../../web/src/app/address.ts";
import { PLAIN_STATE } from "../../../web/src/app/state.ts";
import { weekRows } from "../../../web/src/week/week-rows.ts";
import {
  classOf,
  moved,
  shownHours,
  summarise,
  wholeShare,
  windowWord,
} from "../../../web/src/week/half-hours.ts";

/** Days of a week in which nobody is covered, but at these half-hours: `[day, half-hour, people]`. */
function weekOf(
  ...covered: readonly (readonly [day: number, index: number, people: number])[]
): WeekAnswer["days"] {
  return [...DAY_NAMES, "dimanche"].map((day, number) => {
    const people = Array.from({ length: 48 }, () => 0);
    for (const [at, index, count] of covered) if (at === number) people[index] = count;
    return { day, covered: people, open: people.map((count) => (count > 0 ? 1 : 0)) };
  });
}

describe("the half-hours shown", () => {
  test("go from the first at which something is open to the last, on whatever day", () => {
    expect(shownHours(weekOf([0, 18, 5], [5, 17, 5], [2, 35, 1]))).toEqual({ first: 17, last: 35 });
  });

  test("hold those at which a structure here is open to nobody in time", () => {
    const days = weekOf([0, 18, 5]);
    const open = [...(days[1]?.open ?? [])];
    open[40] = 1;
    const changed = days.map((day, at) => (at === 1 ? { ...day, open } : day));
    expect(shownHours(changed)).toEqual({ first: 18, last: 40 });
  });

  test("are none where nothing ever opens", () => {
    expect(shownHours(weekOf())).toBeNull();
  });
});

test("a half-hour in the API's words is read back as that half-hour, by the API and by the address", () => {
  fc.assert(
    fc.property(fc.constantFrom(...DAY_NAMES), fc.integer({ min: 0, max: 47 }), (day, index) => {
      const word = windowWord(day, index);
      const start = index * 30;
      expect(readOpeningWindow(word)).toEqual({ day: DAY_NAMES.indexOf(day), start, end: start + 30 });
      expect(readAddress({ pathname: "/", search: `?ouvert_le=${word}` }).openOn).toBe(word);
    }),
  );
});

describe("a week in words", () => {
  const days = weekOf([0, 18, 90], [1, 20, 90], [2, 20, 40], [3, 34, 30], [5, 20, 25], [5, 21, 25]);

  test("has its best moments, the first of equal ones with how many there are", () => {
    expect(summarise(days).best).toEqual({ day: 0, index: 18, covered: 90, count: 2 });
    expect(summarise(days).saturday).toEqual({ day: 5, index: 20, covered: 25, count: 2 });
  });

  test("counts evenings from 17:00 on, and office hours until then", () => {
    expect(summarise(days).evening).toEqual({ day: 3, index: 34, covered: 30, count: 1 });
    const allDay = weekOf(
      ...[0, 1, 2, 3, 4].flatMap((day) =>
        Array.from({ length: 16 }, (_, at): [number, number, number] => [day, 18 + at, 100 - day]),
      ),
    );
    // What is closed before and after does not count.
    expect(summarise(allDay).worst).toEqual({ day: 4, index: 18, covered: 96, count: 16 });
    expect(summarise(allDay).evening?.covered).toBe(0);
  });
});

test("colours begin at their bounds, and nobody has a colour of its own", () => {
  expect([0, 0.001, 0.2499, 0.25, 0.5, 0.75, 0.8999, 0.9, 1].map(classOf)).toEqual([
    0, 1, 1, 2, 3, 4, 4, 5, 5,
  ]);
});

test("shares in cells never round to a bound that they do not reach", () => {
  expect([0, 0.0001, 0.005, 0.144, 0.9949, 0.9951, 1].map(wholeShare)).toEqual([
    "0",
    "<1",
    "1",
    "14",
    "99",
    ">99",
    "100",
  ]);
});

describe("keys in the grid", () => {
  const bounds = { lastDay: 5, first: 16, last: 36 };
  const at = (key: string, day: number, index: number, ctrlKey = false) =>
    moved({ key, ctrlKey }, { day, index }, bounds);

  test("move by a day or by a half-hour, and stop at the ends", () => {
    expect(at("ArrowRight", 0, 20)).toEqual({ day: 1, index: 20 });
    expect(at("ArrowRight", 5, 20)).toEqual({ day: 5, index: 20 });
    expect(at("ArrowUp", 2, 16)).toEqual({ day: 2, index: 16 });
    expect(at("ArrowDown", 2, 16)).toEqual({ day: 2, index: 17 });
    expect(at("PageDown", 2, 35)).toEqual({ day: 2, index: 36 });
  });

  test("go to the ends of the row, and with Control to those of the grid", () => {
    expect(at("Home", 3, 20)).toEqual({ day: 0, index: 20 });
    expect(at("End", 3, 20, true)).toEqual({ day: 5, index: 36 });
    expect(at("Tab", 3, 20)).toBeNull();
  });
});

test("the question of a week is the same whatever time the page shows, and whether rounds are left out twice", () => {
  const plain = weekQuery(PLAIN_STATE, "exclure");
  expect(plain).toBe("?territoire=france&minutes=30&tournees=exclure");
  expect(weekQuery({ ...PLAIN_STATE, openOn: "samedi", excluded: ["bus", "itinerante"] }, "exclure")).toBe(
    plain,
  );
  expect(weekQuery({ ...PLAIN_STATE, excluded: ["bus", "antenne"] }, "inclure")).toContain(
    "exclure=bus,antenne",
  );
  expect(weekQuery({ ...PLAIN_STATE, excluded: ["bus", "antenne"] }, "exclure")).toContain("exclure=antenne");
});

test("the file holds each half-hour of the week", () => {
  const rows = weekRows({ days: weekOf([5, 19, 25]), population: 100 });
  expect(rows).toHaveLength(7 * 48);
  expect(rows[5 * 48 + 19]).toEqual(["samedi", "09:30", "10:00", 25, 0.25, 1]);
  expect(rows.at(-1)).toEqual(["dimanche", "23:30", "24:00", 0, 0, 0]);
});
