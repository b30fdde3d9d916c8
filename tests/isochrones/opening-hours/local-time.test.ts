import { describe, expect, test } from "vitest";

import { clockOf, timeZoneOf } from "../../../isochrones/opening-hours/local-time.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const HOUR_MS = 3_600_000;
const SIXTY_YEARS_SECONDS = 60 * 365.25 * 24 * 3600;
const TERRITORIES = ["75", "2A", "971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988"];

/** `YYYY-MM-DD HH:MM:SS`, as the zone's own clocks show it. */
function shownBy(timeZone: string): (epochMs: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (epochMs) => format.format(epochMs);
}

describe("local time", () => {
  test.each([
    ["75", "Europe/Paris"],
    ["2A", "Europe/Paris"],
    ["3K", "Europe/Paris"],
    ["constructor", "Europe/Paris"],
    ["974", "Indian/Reunion"],
    ["988", "Pacific/Noumea"],
  ])("of %s is that of %s", (code, zone) => {
    expect(timeZoneOf(code)).toBe(zone);
  });

  // Offsets without summer time, in hours, as the law sets them; Miquelon's and Paris's in January.
  test.each([
    ["75", 1],
    ["971", -4],
    ["972", -4],
    ["973", -3],
    ["974", 4],
    ["975", -3],
    ["976", 3],
    ["977", -4],
    ["978", -4],
    ["986", 12],
    ["987", -10],
    ["988", 11],
  ])("of %s is %i hours from UTC in January", (code, hours) => {
    expect(clockOf(code).offsetMs(Date.UTC(2026, 0, 15))).toBe(hours * HOUR_MS);
  });

  test("of Paris changes at 01:00 UTC on the last Sundays of March and October", () => {
    const clock = clockOf("75");
    const spring = Date.UTC(2026, 2, 29, 1);
    const autumn = Date.UTC(2026, 9, 25, 1);
    expect([spring - 1, spring, autumn - 1, autumn].map((at) => clock.offsetMs(at) / HOUR_MS)).toEqual([
      1, 2, 2, 1,
    ]);
  });

  test("is written as the zone's clocks show it, with the offset that leads back", () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const random = seededRandom(seed);
      const code = random.pick(TERRITORIES);
      const clock = clockOf(code);
      const instant = random.int(0, SIXTY_YEARS_SECONDS) * 1000;
      const local = instant + clock.offsetMs(instant);
      const iso = clock.isoOf(local);
      const label = `seed ${seed}: ${code} ${iso}`;
      expect(iso.slice(0, 19).replace("T", " "), label).toBe(shownBy(timeZoneOf(code))(instant));
      const near = [-2, 2].map((hours) => clock.offsetMs(instant + hours * HOUR_MS));
      // In an hour around a change, a local time may be that of either side.
      const leadsBack = near[0] === near[1] ? [instant] : [instant - HOUR_MS, instant, instant + HOUR_MS];
      expect(leadsBack, label).toContain(Date.parse(iso));
    }
  });

  test("is right on both sides of a change", () => {
    const isoOf = (local: number): string => clockOf("75").isoOf(local);
    expect(isoOf(Date.UTC(2026, 2, 29, 1, 59))).toBe("2026-03-29T01:59:00+01:00");
    expect(isoOf(Date.UTC(2026, 2, 29, 3))).toBe("2026-03-29T03:00:00+02:00");
    expect(isoOf(Date.UTC(2026, 9, 25, 1, 59))).toBe("2026-10-25T01:59:00+02:00");
    expect(isoOf(Date.UTC(2026, 9, 25, 3))).toBe("2026-10-25T03:00:00+01:00");
  });

  test("of an instant that no date has is a programmer's error", () => {
    expect(() => clockOf("75").offsetMs(Number.NaN)).toThrow(RangeError);
    expect(() => clockOf("75").offsetMs(8.64e15 + HOUR_MS)).toThrow(RangeError);
  });
});
