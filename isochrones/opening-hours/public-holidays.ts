const DAY_MS = 86_400_000;
/** A cache of years is emptied there, so that odd dates do not fill the memory. */
const KEPT_YEARS = 100;

type Rule = { readonly name: string } & (
  | { readonly month: number; readonly day: number }
  /** Days after Easter Sunday. */
  | { readonly afterEaster: number }
);

/** Code du travail, article L3133-1. */
const NATIONAL: readonly Rule[] = [
  { name: "jour de l’An", month: 1, day: 1 },
  { name: "lundi de Pâques", afterEaster: 1 },
  { name: "fête du Travail", month: 5, day: 1 },
  { name: "victoire du 8 mai 1945", month: 5, day: 8 },
  { name: "Ascension", afterEaster: 39 },
  { name: "lundi de Pentecôte", afterEaster: 50 },
  { name: "fête nationale", month: 7, day: 14 },
  { name: "Assomption", month: 8, day: 15 },
  { name: "Toussaint", month: 11, day: 1 },
  { name: "armistice du 11 novembre 1918", month: 11, day: 11 },
  { name: "Noël", month: 12, day: 25 },
];

/** Code du travail, article L3134-13. Good Friday holds where there is a Protestant church: taken for all communes. */
const ALSACE_MOSELLE: readonly Rule[] = [
  { name: "Vendredi saint", afterEaster: -2 },
  { name: "Saint-Étienne", month: 12, day: 26 },
];

/**
 * By département. Overseas: abolition of slavery, Code du travail, article L3422-2. Saint-Martin, whose day was moved
 * from 27 to 28 May by usage before it was by law, has both. Local holidays of the Pacific are not known here.
 */
const LOCAL: ReadonlyMap<string, readonly Rule[]> = new Map([
  ["57", ALSACE_MOSELLE],
  ["67", ALSACE_MOSELLE],
  ["68", ALSACE_MOSELLE],
  ["971", abolition([5, 27])],
  ["972", abolition([5, 22])],
  ["973", abolition([6, 10])],
  ["974", abolition([12, 20])],
  ["976", abolition([4, 27])],
  ["977", abolition([10, 9])],
  ["978", abolition([5, 27], [5, 28])],
]);
const NO_RULES: readonly Rule[] = [];

function abolition(...dates: readonly (readonly [month: number, day: number])[]): readonly Rule[] {
  return dates.map(([month, day]) => ({ name: "abolition de l’esclavage", month, day }));
}

type Holidays = ReadonlyMap<number, string>;

/** By year, for each list of local rules. */
const calendars = new Map<readonly Rule[], Map<number, Holidays>>();

/**
 * Name of the public holiday of a day, in French as within a sentence; null on any other day. O(1) for a year that was
 * asked for before.
 *
 * @param day days since 1970-01-01, of the local calendar
 */
export function holidayName(day: number, departementCode: string): string | null {
  const year = new Date(day * DAY_MS).getUTCFullYear();
  return holidaysOf(year, LOCAL.get(departementCode) ?? NO_RULES).get(day) ?? null;
}

function holidaysOf(year: number, local: readonly Rule[]): Holidays {
  const byYear = calendars.get(local) ?? new Map<number, Holidays>();
  const known = byYear.get(year);
  if (known !== undefined) return known;
  const easter = easterSunday(year);
  const holidays: Holidays = new Map(
    [...NATIONAL, ...local].map((rule) => [
      "afterEaster" in rule ? easter + rule.afterEaster : dayNumber(year, rule.month, rule.day),
      rule.name,
    ]),
  );
  if (byYear.size >= KEPT_YEARS) byYear.clear();
  calendars.set(local, byYear.set(year, holidays));
  return holidays;
}

/**
 * Easter Sunday of the Gregorian calendar, in days since 1970-01-01: the "anonymous" algorithm of 1876, as in J. Meeus,
 * Astronomical Algorithms, chapter 8.
 */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leapCenturies = Math.floor(century / 4);
  const lunarCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - lunarCorrection + 15) % 30;
  const yearInCentury = year % 100;
  const toSunday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearInCentury / 4) - epact - (yearInCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const fromMarch = epact + toSunday - 7 * late + 114;
  return dayNumber(year, Math.floor(fromMarch / 31), (fromMarch % 31) + 1);
}

/** Days since 1970-01-01. Months from 1. */
function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}
