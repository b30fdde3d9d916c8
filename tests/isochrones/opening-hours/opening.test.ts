import { describe, expect, test } from "vitest";

import type { Opening } from "../../../isochrones/model/opening.ts";
import type { OpeningInterval } from "../../../isochrones/model/structure.ts";
import { type OpeningFacts, openingAt, openingNotes } from "../../../isochrones/opening-hours/opening.ts";
import { miniStructure } from "../../helpers/mini-dataset.ts";

const MORNING: OpeningInterval = { start: 540, end: 720 };
const AFTERNOON: OpeningInterval = { start: 810, end: 1020 };
const BOTH = [MORNING, AFTERNOON];

/** Monday to Friday morning and afternoon, Saturday closed. */
const OFFICE: OpeningFacts = {
  openingHours: [BOTH, BOTH, BOTH, BOTH, BOTH, []],
  departementCode: "75",
  byAppointment: false,
  format: "fixe",
};

function at(iso: string, facts: Partial<OpeningFacts> = {}): Opening {
  return openingAt({ ...OFFICE, ...facts }, Date.parse(iso));
}

describe("an opening", () => {
  test("on an ordinary day says until when, and when the next begins", () => {
    // 2026-06-02 is a Tuesday.
    expect(at("2026-06-02T10:00:00+02:00")).toEqual({
      state: "open",
      reason: null,
      holiday: null,
      until: "2026-06-02T12:00:00+02:00",
      nextOpening: "2026-06-02T13:30:00+02:00",
      perhapsFrom: null,
      byAppointment: false,
      onRounds: false,
    });
    expect(at("2026-06-02T12:30:00+02:00")).toMatchObject({
      state: "closed",
      until: "2026-06-02T13:30:00+02:00",
      nextOpening: "2026-06-02T13:30:00+02:00",
    });
  });

  test("begins with its first second and ends before its last", () => {
    expect(at("2026-06-02T08:59:59.999+02:00").state).toBe("closed");
    expect(at("2026-06-02T09:00:00+02:00").state).toBe("open");
    expect(at("2026-06-02T11:59:59.999+02:00").state).toBe("open");
    expect(at("2026-06-02T12:00:00+02:00").state).toBe("closed");
  });

  test("goes on over slots that touch, and over midnight", () => {
    const touching = [MORNING, { start: 720, end: 840 }];
    const day = [{ start: 0, end: 1440 }];
    expect(at("2026-06-02T10:00:00+02:00", { openingHours: [[], touching, [], [], [], []] }).until).toBe(
      "2026-06-02T14:00:00+02:00",
    );
    expect(at("2026-06-02T10:00:00+02:00", { openingHours: [day, day, day, [], [], []] })).toMatchObject({
      until: "2026-06-04T00:00:00+02:00",
      nextOpening: "2026-06-08T00:00:00+02:00",
    });
  });

  test("over a change of clocks has the offset of its own day", () => {
    // Friday evening before 29 March; Friday evening before 25 October.
    expect(at("2026-03-27T18:00:00+01:00").nextOpening).toBe("2026-03-30T09:00:00+02:00");
    expect(at("2026-10-23T18:00:00+02:00").nextOpening).toBe("2026-10-26T09:00:00+01:00");
  });

  test("is told in the structure's own time", () => {
    const instant = "2026-06-02T06:00:00Z";
    expect(at(instant, { departementCode: "974" })).toMatchObject({
      state: "open",
      until: "2026-06-02T12:00:00+04:00",
    });
    expect(at(instant, { departementCode: "972" })).toMatchObject({
      state: "closed",
      until: "2026-06-02T09:00:00-04:00",
    });
    // It is still Monday evening in Tahiti, and Tuesday evening in Nouméa.
    expect(at(instant, { departementCode: "987" }).nextOpening).toBe("2026-06-02T09:00:00-10:00");
    expect(at(instant, { departementCode: "988" }).nextOpening).toBe("2026-06-03T09:00:00+11:00");
  });

  test("on a Sunday there is none", () => {
    expect(at("2026-06-07T10:00:00+02:00")).toMatchObject({
      state: "closed",
      reason: null,
      until: "2026-06-08T09:00:00+02:00",
    });
  });

  test("in two weeks or less is found, one later is not", () => {
    // Mondays only, of which 25 May is a holiday.
    const mondays = { openingHours: [[MORNING], [], [], [], [], []] };
    expect(at("2026-06-01T12:30:00+02:00", mondays).nextOpening).toBe("2026-06-08T09:00:00+02:00");
    expect(at("2026-05-18T12:30:00+02:00", mondays)).toMatchObject({
      state: "closed",
      until: "2026-05-25T09:00:00+02:00",
      perhapsFrom: "2026-05-25T09:00:00+02:00",
      nextOpening: "2026-06-01T09:00:00+02:00",
    });
    // To the minute two weeks later.
    expect(at("2026-05-18T09:00:30+02:00", mondays).nextOpening).toBe("2026-06-01T09:00:00+02:00");
    // Fridays only: Christmas, New Year, then 8 January, fifteen days later.
    expect(at("2026-12-24T09:00:00+01:00", { openingHours: [[], [], [], [], [MORNING], []] })).toMatchObject({
      state: "closed",
      until: "2026-12-25T09:00:00+01:00",
      perhapsFrom: "2026-12-25T09:00:00+01:00",
      nextOpening: null,
    });
    expect(at("2026-05-17T23:59:00+02:00", { openingHours: [[], [], [], [], [], []] })).toMatchObject({
      state: "closed",
      until: null,
      nextOpening: null,
      perhapsFrom: null,
    });
  });
});

describe("a public holiday", () => {
  test("makes usual hours unknown and leaves the rest closed", () => {
    expect(at("2026-07-14T10:00:00+02:00")).toMatchObject({
      state: "unknown",
      reason: "holiday",
      holiday: "fête nationale",
      until: "2026-07-14T12:00:00+02:00",
      perhapsFrom: "2026-07-14T13:30:00+02:00",
      nextOpening: "2026-07-15T09:00:00+02:00",
    });
    expect(at("2026-07-14T20:00:00+02:00")).toMatchObject({
      state: "closed",
      reason: null,
      holiday: "fête nationale",
    });
  });

  test("that comes first is said to be in doubt", () => {
    expect(at("2026-07-13T18:00:00+02:00")).toMatchObject({
      state: "closed",
      holiday: null,
      until: "2026-07-14T09:00:00+02:00",
      perhapsFrom: "2026-07-14T09:00:00+02:00",
      nextOpening: "2026-07-15T09:00:00+02:00",
    });
  });

  test("is that of the place and of its own date", () => {
    // Good Friday of 2026.
    expect(at("2026-04-03T10:00:00+02:00", { departementCode: "67" }).reason).toBe("holiday");
    expect(at("2026-04-03T10:00:00+02:00", { departementCode: "54" }).state).toBe("open");
    // 14 July in Paris, still the 13th in Martinique.
    const evening = [{ start: 0, end: 1440 }];
    const openingHours = Array.from({ length: 6 }, () => evening);
    expect(at("2026-07-14T01:00:00Z", { openingHours, departementCode: "972" }).state).toBe("open");
    expect(at("2026-07-14T01:00:00Z", { openingHours }).reason).toBe("holiday");
  });
});

describe("hours that could not be read", () => {
  test("are unknown for their whole day", () => {
    const openingHours = [BOTH, null, BOTH, BOTH, BOTH, []];
    expect(at("2026-06-02T10:00:00+02:00", { openingHours })).toMatchObject({
      state: "unknown",
      reason: "hours",
      until: "2026-06-03T00:00:00+02:00",
      nextOpening: "2026-06-03T09:00:00+02:00",
    });
    expect(at("2026-06-01T18:00:00+02:00", { openingHours })).toMatchObject({
      state: "closed",
      until: "2026-06-02T00:00:00+02:00",
      perhapsFrom: "2026-06-02T00:00:00+02:00",
      nextOpening: "2026-06-03T09:00:00+02:00",
    });
  });

  test("of all days are unknown on Sunday too, for ever", () => {
    const openingHours = Array.from({ length: 6 }, () => null);
    expect(at("2026-06-07T10:00:00+02:00", { openingHours })).toMatchObject({
      state: "unknown",
      reason: "hours",
      until: null,
      nextOpening: null,
      perhapsFrom: null,
    });
  });
});

describe("what must be said beside", () => {
  test("appointments and rounds are flags, and change no hour", () => {
    const plain = at("2026-06-02T10:00:00+02:00");
    for (const format of ["bus", "itinerante"] as const) {
      expect(at("2026-06-02T10:00:00+02:00", { format, byAppointment: true })).toEqual({
        ...plain,
        onRounds: true,
        byAppointment: true,
      });
    }
    expect(at("2026-06-02T10:00:00+02:00", { format: "multisite" })).toEqual(plain);
  });

  test("is in French, and nothing where all is plain", () => {
    expect(openingNotes(at("2026-06-02T10:00:00+02:00"))).toEqual([]);
    expect(openingNotes(at("2026-07-14T10:00:00+02:00"))).toEqual([
      "jour férié (fête nationale) : à vérifier",
    ]);
    expect(
      openingNotes(
        at("2026-06-02T10:00:00+02:00", {
          openingHours: [null, null, null, null, null, null],
          byAppointment: true,
          format: "bus",
        }),
      ),
    ).toEqual([
      "horaires inconnus : à vérifier",
      "sur rendez-vous, au moins en partie",
      "horaires de tournée : lieu et jour à vérifier",
    ]);
  });
});

test("an instant that no date has is a programmer's error", () => {
  expect(() => openingAt(miniStructure({ id: "1" }), Number.NaN)).toThrow(RangeError);
});
