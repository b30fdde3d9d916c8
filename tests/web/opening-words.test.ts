import { describe, expect, test } from "vitest";

import type { Opening } from "../../isochrones/model/opening.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { localWeekday, openingNotes, openingSentence } from "../../web/src/structure/opening-words.ts";

/** Narrow spaces stand before units. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

const NOTHING_KNOWN: Opening = {
  state: "unknown",
  reason: "hours",
  holiday: null,
  until: null,
  nextOpening: null,
  perhapsFrom: null,
  byAppointment: false,
  onRounds: false,
};
const open = (until: string | null): Opening => ({ ...NOTHING_KNOWN, state: "open", reason: null, until });
const closed = (nextOpening: string | null, perhapsFrom: string | null = null): Opening => ({
  ...NOTHING_KNOWN,
  state: "closed",
  reason: null,
  until: perhapsFrom ?? nextOpening,
  nextOpening,
  perhapsFrom,
});

/** A Thursday, 11 o'clock in Paris. */
const THURSDAY = Date.parse("2026-06-11T09:00:00Z");

describe("whether a structure is open", () => {
  test.each<[Opening, string]>([
    [open("2026-06-11T12:30:00+02:00"), "Ouverte maintenant, jusqu’à 12 h 30"],
    [open("2026-06-12T00:00:00+02:00"), "Ouverte maintenant, jusqu’à demain à 0 h"],
    [open(null), "Ouverte maintenant"],
    [closed("2026-06-11T13:30:00+02:00"), "Fermée, ouvre à 13 h 30"],
    [closed("2026-06-12T09:00:00+02:00"), "Fermée, ouvre demain à 9 h"],
    [closed("2026-06-15T09:00:00+02:00"), "Fermée, ouvre lundi à 9 h"],
    [closed("2026-06-17T09:00:00+02:00"), "Fermée, ouvre mercredi à 9 h"],
    // "jeudi" alone would be today.
    [closed("2026-06-18T09:00:00+02:00"), "Fermée, ouvre le 18 juin 2026 à 9 h"],
    [closed(null), "Fermée"],
    [
      closed("2026-06-16T09:00:00+02:00", "2026-06-15T00:00:00+02:00"),
      "Fermée, peut-être ouverte lundi, ouvre mardi à 9 h",
    ],
    [closed(null, "2026-06-12T00:00:00+02:00"), "Fermée, peut-être ouverte demain"],
    [NOTHING_KNOWN, "Horaires inconnus"],
    [{ ...NOTHING_KNOWN, byAppointment: true }, "Sur rendez-vous"],
    [
      { ...NOTHING_KNOWN, nextOpening: "2026-06-12T09:00:00+02:00" },
      "Horaires du jour inconnus, ouvre demain à 9 h",
    ],
    [
      { ...NOTHING_KNOWN, reason: "holiday", holiday: "Assomption" },
      "Jour férié (Assomption) : ouverture à vérifier",
    ],
  ])("%o is told as %j", (opening, sentence) => {
    expect(plain(openingSentence(opening, THURSDAY))).toBe(sentence);
  });

  test("is told by the clocks of the structure, not of the reader", () => {
    // 22:00 in Nouméa on Friday.
    const friday = Date.parse("2026-06-12T11:00:00Z");
    expect(plain(openingSentence(closed("2026-06-13T08:00:00+11:00"), friday))).toBe(
      "Fermée, ouvre demain à 8 h",
    );
    // Two hours later it is Saturday there.
    const later = friday + 121 * 60_000;
    expect(plain(openingSentence(closed("2026-06-13T08:00:00+11:00"), later))).toBe("Fermée, ouvre à 8 h");
    expect(localWeekday(closed("2026-06-13T08:00:00+11:00"), friday)).toBe(5);
    expect(localWeekday(closed("2026-06-13T08:00:00+11:00"), later)).toBe(6);
    // Early on Thursday in Paris, it still is Wednesday in Cayenne.
    const night = Date.parse("2026-06-11T01:00:00Z");
    expect(localWeekday(closed("2026-06-11T08:00:00-03:00"), night)).toBe(3);
    expect(plain(openingSentence(closed("2026-06-11T08:00:00-03:00"), night))).toBe(
      "Fermée, ouvre demain à 8 h",
    );
  });

  test("comes with what must be checked, once", () => {
    expect(openingNotes(open(null))).toEqual([]);
    expect(openingNotes({ ...open(null), byAppointment: true, onRounds: true })).toEqual([
      messages.opening.partlyByAppointment,
      messages.opening.onRounds,
    ]);
    expect(openingNotes({ ...NOTHING_KNOWN, byAppointment: true })).toEqual([]);
  });
});
