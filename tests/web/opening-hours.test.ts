import { describe, expect, test } from "vitest";

import { dayStatus, weeklyHours } from "../../web/src/structure/opening-hours.ts";

const MORNING = { start: 9 * 60, end: 12 * 60 };
const AFTERNOON = { start: 13 * 60 + 30, end: 17 * 60 };
/** Monday both halves, Tuesday morning, Wednesday unreadable, shut from Thursday on. */
const WEEK = [[MORNING, AFTERNOON], [MORNING], null, [], [], []];
const [SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY] = [0, 1, 2, 3, 4];

describe("what is said of a day", () => {
  test("its hours when it has some", () => {
    expect(dayStatus(WEEK, MONDAY)).toEqual({ kind: "open", intervals: [MORNING, AFTERNOON] });
    expect(dayStatus(WEEK, TUESDAY)).toEqual({ kind: "open", intervals: [MORNING] });
  });

  test("closed without hours, and on Sundays", () => {
    expect(dayStatus(WEEK, THURSDAY)).toEqual({ kind: "closed" });
    expect(dayStatus(WEEK, SUNDAY)).toEqual({ kind: "closed" });
  });

  test("unknown, never closed, when its hours could not be read", () => {
    expect(dayStatus(WEEK, WEDNESDAY)).toEqual({ kind: "unknown" });
  });

  test("unknown all week when the list gives no hours at all", () => {
    const empty = [[], [], [], [], [], []];
    for (let weekday = 0; weekday < 7; weekday++)
      expect(dayStatus(empty, weekday)).toEqual({ kind: "unknown" });
  });
});

test("the hours of a week add up, unreadable days apart", () => {
  expect(weeklyHours(WEEK)).toBe(3 + 3.5 + 3);
});
