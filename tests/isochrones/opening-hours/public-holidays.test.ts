import { describe, expect, test } from "vitest";

import { easterSunday, holidayName } from "../../../isochrones/opening-hours/public-holidays.ts";

const DAY_MS = 86_400_000;

/** Days since 1970-01-01. */
function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** All holidays of a year, as `MM-DD name`. */
function holidaysOf(year: number, departementCode: string): string[] {
  const found: string[] = [];
  for (let day = dayOf(`${year}-01-01`); day <= dayOf(`${year}-12-31`); day++) {
    const name = holidayName(day, departementCode);
    if (name !== null) found.push(`${dateOf(day).slice(5)} ${name}`);
  }
  return found;
}

/** Knuth, The Art of Computer Programming, section 1.3.2, exercise 14: golden number, century, epact, full moon. */
function easterByKnuth(year: number): string {
  const golden = (year % 19) + 1;
  const century = Math.floor(year / 100) + 1;
  const skippedLeaps = Math.floor((3 * century) / 4) - 12;
  const moon = Math.floor((8 * century + 5) / 25) - 5;
  const sunday = Math.floor((5 * year) / 4) - skippedLeaps - 10;
  let epact = (((11 * golden + 20 + moon - skippedLeaps) % 30) + 30) % 30;
  if ((epact === 25 && golden > 11) || epact === 24) epact++;
  let fullMoon = 44 - epact;
  if (fullMoon < 21) fullMoon += 30;
  const march = fullMoon + 7 - ((sunday + fullMoon) % 7);
  return march > 31 ? `${year}-04-${march - 31}` : `${year}-03-${march}`;
}

describe("Easter", () => {
  // Earliest and latest there can be, the two exceptions of the epact, and three recent years.
  test.each([
    "1818-03-22",
    "2038-04-25",
    "1981-04-19",
    "1954-04-18",
    "2024-03-31",
    "2025-04-20",
    "2026-04-05",
  ])("was or will be on %s", (date) => {
    expect(dateOf(easterSunday(Number(date.slice(0, 4))))).toBe(date);
  });

  test("is the same by another algorithm, from 1583 to 4000", () => {
    for (let year = 1583; year <= 4000; year++) {
      const [, month, day] = easterByKnuth(year).split("-").map(Number);
      expect(easterSunday(year), `${year}`).toBe(Date.UTC(year, month - 1, day) / DAY_MS);
    }
  });
});

describe("public holidays", () => {
  // Easter of 2026 is on 5 April: Monday is the 6th, 39 days after is 14 May, 50 days after is 25 May.
  const NATIONAL = [
    "01-01 jour de l’An",
    "04-06 lundi de Pâques",
    "05-01 fête du Travail",
    "05-08 victoire du 8 mai 1945",
    "05-14 Ascension",
    "05-25 lundi de Pentecôte",
    "07-14 fête nationale",
    "08-15 Assomption",
    "11-01 Toussaint",
    "11-11 armistice du 11 novembre 1918",
    "12-25 Noël",
  ];

  test("of the mainland are eleven", () => {
    for (const code of ["75", "2A", "54", "90", "975"]) expect(holidaysOf(2026, code)).toEqual(NATIONAL);
  });

  test.each(["57", "67", "68"])("of %s have Good Friday and Saint Stephen's Day too", (code) => {
    const local = ["04-03 Vendredi saint", "12-26 Saint-Étienne"];
    expect(holidaysOf(2026, code)).toEqual([...NATIONAL, ...local].sort());
  });

  test.each([
    ["971", ["05-27"]],
    ["972", ["05-22"]],
    ["973", ["06-10"]],
    ["974", ["12-20"]],
    ["976", ["04-27"]],
    ["977", ["10-09"]],
    ["978", ["05-27", "05-28"]],
  ])("of %s have the abolition of slavery too, on %j", (code, dates) => {
    const local = dates.map((date) => `${date} abolition de l’esclavage`);
    expect(holidaysOf(2026, code)).toEqual([...NATIONAL, ...local].sort());
  });

  test("that move fall on their weekday every year", () => {
    const weekdays: Readonly<Record<string, number>> = {
      "lundi de Pâques": 1,
      Ascension: 4,
      "lundi de Pentecôte": 1,
      "Vendredi saint": 5,
    };
    for (let year = 1990; year < 2060; year++) {
      for (const entry of holidaysOf(year, "67")) {
        const [date, name] = [entry.slice(0, 5), entry.slice(6)];
        const weekday = weekdays[name];
        if (weekday === undefined) continue;
        expect(new Date(`${year}-${date}T00:00:00Z`).getUTCDay(), `${year} ${entry}`).toBe(weekday);
      }
    }
  });
});
