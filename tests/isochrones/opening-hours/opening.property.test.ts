import { describe, expect, test } from "vitest";

import type { OpeningInterval } from "../../../isochrones/model/structure.ts";
import { timeZoneOf } from "../../../isochrones/opening-hours/local-time.ts";
import { OPENING_HORIZON_DAYS, openingAt } from "../../../isochrones/opening-hours/opening.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Two days to start from, two weeks to look ahead, and an hour that the clocks may take. */
const MINUTES = (2 + OPENING_HORIZON_DAYS) * 1440 + 60;

/** Fortnights with changes of clocks and holidays, these read from the official calendars. */
const TIMES = [
  { code: "75", from: "2026-03-22", holidays: ["2026-04-06"] },
  { code: "68", from: "2026-03-22", holidays: ["2026-04-03", "2026-04-06"] },
  { code: "2A", from: "2026-10-17", holidays: ["2026-11-01"] },
  { code: "57", from: "2026-12-18", holidays: ["2026-12-25", "2026-12-26", "2027-01-01"] },
  { code: "33", from: "2027-05-01", holidays: ["2027-05-01", "2027-05-06", "2027-05-08", "2027-05-17"] },
  { code: "975", from: "2026-03-01", holidays: [] },
  { code: "975", from: "2026-10-25", holidays: ["2026-11-01"] },
  { code: "974", from: "2026-12-12", holidays: ["2026-12-20", "2026-12-25"] },
  { code: "987", from: "2026-06-30", holidays: ["2026-07-14"] },
  { code: "978", from: "2026-05-20", holidays: ["2026-05-25", "2026-05-27", "2026-05-28"] },
] as const;

/** One minute, as the clocks of the place show it. */
interface Minute {
  readonly epochMs: number;
  /** `2026-03-29T03:00:00`. */
  readonly shown: string;
  /** The same, counted as if it were UTC. */
  readonly localMs: number;
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly isHoliday: boolean;
}

function minutesOf({ code, from, holidays }: (typeof TIMES)[number]): Minute[] {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: timeZoneOf(code),
    dateStyle: "short",
    timeStyle: "medium",
  });
  const start = Date.parse(`${from}T00:00:00Z`);
  return Array.from({ length: MINUTES }, (_, index) => {
    const epochMs = start + index * MINUTE_MS;
    const shown = format.format(epochMs).replace(" ", "T");
    const [date, time] = shown.split("T");
    const [hour, minute] = time.split(":").map(Number);
    return {
      epochMs,
      shown,
      localMs: Date.parse(`${shown}Z`),
      weekday: (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7,
      minuteOfDay: hour * 60 + minute,
      isHoliday: (holidays as readonly string[]).includes(date),
    };
  });
}

type Hours = readonly (readonly OpeningInterval[] | null)[];

function conditionAt(hours: Hours, { weekday, minuteOfDay, isHoliday }: Minute): string {
  const day = weekday < 6 ? hours[weekday] : hours.every((each) => each === null) ? null : [];
  if (day === null) return "unknown: hours";
  if (!day.some(({ start, end }) => start <= minuteOfDay && minuteOfDay < end)) return "closed";
  return isHoliday ? "unknown: holiday" : "open";
}

/** `2026-03-29T03:00:00+02:00`, the offset being what lies between the two clocks. */
function isoOf(minute: Minute | undefined): string | null {
  if (minute === undefined) return null;
  const offset = (minute.localMs - minute.epochMs) / MINUTE_MS;
  const sign = offset < 0 ? "-" : "+";
  const digits = (value: number): string => String(value).padStart(2, "0");
  return `${minute.shown}${sign}${digits(Math.floor(Math.abs(offset) / 60))}:${digits(Math.abs(offset) % 60)}`;
}

/** Looks at every minute of two weeks. */
function expectedAt(hours: Hours, timeline: readonly Minute[], index: number): object {
  const limit = timeline[index].localMs + OPENING_HORIZON_DAYS * DAY_MS;
  const ahead = timeline.slice(index).filter(({ localMs }) => localMs <= limit);
  const conditions = ahead.map((minute) => conditionAt(hours, minute));
  const change = conditions.findIndex((condition) => condition !== conditions[0]);
  const opening = conditions.findIndex(
    (condition, at) => change >= 0 && at >= change && condition === "open",
  );
  const perhaps = conditions.findIndex(
    (condition, at) =>
      change >= 0 && at >= change && (opening < 0 || at < opening) && condition.startsWith("unknown"),
  );
  const [state, reason = null] = conditions[0].split(": ");
  const [until, nextOpening, perhapsFrom] = [change, opening, perhaps].map((at) => isoOf(ahead[at]));
  return { state, reason, until, nextOpening, perhapsFrom };
}

function randomHours(random: Random): Hours {
  const isSparse = random.chance(0.3);
  return Array.from({ length: 6 }, () => {
    if (random.chance(0.15)) return null;
    if (random.chance(isSparse ? 0.9 : 0.2)) return [];
    const count = 2 * random.int(1, 3);
    // Steps of ten minutes: slots touch now and then, and some begin or end at midnight.
    const bounds = new Set(Array.from({ length: count }, () => random.int(0, 144) * 10));
    const ordered = [...bounds].sort((a, b) => a - b);
    const slots = ordered.slice(1).map((end, slot) => ({ start: ordered[slot], end }));
    return slots.filter(() => random.chance(0.7));
  });
}

describe("an opening is what one finds by looking at every minute of two weeks", () => {
  test.each(TIMES)("from $from in $code", (time) => {
    const timeline = minutesOf(time);
    for (let seed = 1; seed <= 30; seed++) {
      const random = seededRandom(seed);
      const openingHours = randomHours(random);
      const facts = {
        openingHours,
        departementCode: time.code,
        byAppointment: false,
        format: "fixe",
      } as const;
      for (let round = 0; round < 3; round++) {
        const index = random.int(0, 2 * 1440 - 1);
        const { state, reason, until, nextOpening, perhapsFrom } = openingAt(
          facts,
          timeline[index].epochMs + random.int(0, MINUTE_MS - 1),
        );
        expect(
          { state, reason, until, nextOpening, perhapsFrom },
          `seed ${seed}, round ${round}: ${timeline[index].shown}, ${JSON.stringify(openingHours)}`,
        ).toEqual(expectedAt(openingHours, timeline, index));
      }
    }
  });
});
