import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readOpeningHours } from "../../../data/structures/opening-hours.ts";

/** Minutes after midnight of `9:30`. */
function at(time: string): number {
  const [hour, minute] = time.split(":").map(Number);
  return hour * 60 + minute;
}

function open(...slots: readonly (readonly [string, string])[]) {
  return slots.map(([start, end]) => ({ start: at(start), end: at(end) }));
}

const MORNING = ["9:00", "12:00"] as const;
const AFTERNOON = ["13:30", "17:00"] as const;

describe("opening hours of a day", () => {
  test.each([
    ["09:00 - 12:00", open(MORNING)],
    ["09:00 - 12:00 / 13:30 - 17:00", open(MORNING, AFTERNOON)],
    ["9:00 - 12:00 / 13:30 - 17:00 ", open(MORNING, AFTERNOON)],
    ["9:00-12:00 /\u00A013:30– 17 : 00", open(MORNING, AFTERNOON)],
    ["9h - 12h00 / 13h30 à 17h", open(MORNING, AFTERNOON)],
    ["9: - 12:00 / 13:30 - 17:", open(MORNING, AFTERNOON)],
    ["13:30 - 17:00 / 9:00 - 12:00", open(MORNING, AFTERNOON)],
    ["00:00 - 24:00", open(["0:00", "24:00"])],
  ])("%j is read", (text, intervals) => {
    expect(readOpeningHours(text)).toEqual({ kind: "read", intervals, byAppointment: false });
  });

  test.each(["", "-", " - ", "Fermé", "Espace fermé ce jour", "00:00 - 00:00"])("%j is closed", (text) => {
    expect(readOpeningHours(text)).toEqual({ kind: "read", intervals: [], byAppointment: false });
  });

  test("an empty slot before real ones is nothing", () => {
    const reading = readOpeningHours("00:00 - 00:00 / 09:00 - 12:00");
    expect(reading).toMatchObject({ intervals: open(MORNING) });
  });

  test("slots of alternating weeks that overlap are one, slots that touch stay two", () => {
    const overlapping = readOpeningHours("09:00 - 16:30 / 09:00 - 12:00 / 14:00 - 17:00");
    expect(overlapping).toMatchObject({ intervals: open(["9:00", "17:00"]) });
    const touching = readOpeningHours("09:00 - 12:00 / 12:00 - 14:00");
    expect(touching).toMatchObject({ intervals: open(MORNING, ["12:00", "14:00"]) });
  });

  test("a slot by appointment is open, and said to be by appointment", () => {
    const reading = readOpeningHours("9:00 - 12:00 / Sur RDV : 13:30 - 17:00");
    expect(reading).toEqual({ kind: "read", intervals: open(MORNING, AFTERNOON), byAppointment: true });
    const without = readOpeningHours("Sans RDV : 9:00 - 12:00");
    expect(without).toMatchObject({ byAppointment: false });
  });

  test("hours that the producer does not have are unknown, not closed", () => {
    expect(readOpeningHours("Horaires non communiqués")).toEqual({ kind: "unknown" });
  });

  test.each([
    "Semaines paires : 9:00 - 12:00",
    "10:00 - 13:00 / Après-midi sur RDV",
    "Sur RDV",
    "Selon planning bus",
    "12:00 - 9:00",
    "9:00 - 9:00",
    "9:75 - 12:00",
    "9:00 - 24:01",
    "9:00 - 12:00 13:30 - 17:00",
    "113:30 - 18:30",
    "9:00 /",
  ])("%j is unreadable: nothing is guessed", (text) => {
    expect(readOpeningHours(text)).toEqual({ kind: "unreadable" });
  });

  test("any set of slots is read back as the minutes that they cover", () => {
    const slot = fc
      .tuple(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 1440 }))
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    const clock = (minutes: number): string =>
      `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
    fc.assert(
      fc.property(fc.array(slot, { minLength: 1, maxLength: 6 }), (slots) => {
        const text = slots.map(({ start, end }) => `${clock(start)} - ${clock(end)}`).join(" / ");
        const reading = readOpeningHours(text);
        if (reading.kind !== "read") throw new Error(`${text} is ${reading.kind}`);
        const { intervals } = reading;
        const covers = (list: typeof slots, minute: number): boolean =>
          list.some(({ start, end }) => start <= minute && minute < end);
        for (let minute = 0; minute < 1440; minute++) {
          expect(covers([...intervals], minute), `${text} at ${minute}`).toBe(covers(slots, minute));
        }
        const bounds = intervals.flatMap(({ start, end }) => [start, end]);
        expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });

  test("no text makes it fail", () => {
    const sign = fc.constantFrom(..."0123456789:-/h –àSurRDV .".split(""));
    fc.assert(
      fc.property(fc.string({ unit: sign }), (text) => {
        expect(["read", "unknown", "unreadable"]).toContain(readOpeningHours(text).kind);
      }),
    );
  });
});
