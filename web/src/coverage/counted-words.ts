import { leftOut, letterOf } from "../app/state.ts";
import type { Counted, Figured } from "../app/state.ts";
import { formatClock, formatDate, formatWholeShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";

const words = messages.counted;

/** Days of the API, from Monday. */
const DAYS: readonly string[] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

/** A time of day as the API writes it: `17h30`, `9h`, `17:30`. */
const TIME = String.raw`(\d{1,2})[h:](\d{2})?`;
const MOMENTS = {
  at: new RegExp(`^${TIME}$`),
  after: new RegExp(`^apres-${TIME}$`),
  between: new RegExp(`^${TIME}-${TIME}$`),
} as const;

/**
 * Which structures count, as what may follow "structures": `ouvertes le samedi, sans bus ni équipes itinérantes, réseau au
 * 1er août 2024`. Empty where all of them do.
 */
export function countedWords(counted: Counted & Partial<Figured>): string {
  const { excluded, openOn, asOf, minRealisation, minNoRedirection } = counted;
  const { kinds, others } = leftOut(excluded);
  const parts = [
    ...scenarioWords(counted),
    ...(openOn === null ? [] : [openWords(openOn)]),
    ...(minNoRedirection === null ? [] : [words.noRedirection(formatWholeShare(minNoRedirection / 100))]),
    ...(minRealisation === null ? [] : [words.realisation(formatWholeShare(minRealisation / 100))]),
    ...kinds.map((kind) => words.without[kind]),
    ...others.map((word) => words.withoutOnly(messages.switches.kinds[word])),
    ...(asOf === null ? [] : [words.asOf(formatDate(asOf))]),
  ];
  return parts.join(", ");
}

/** The same as a sentence of its own; empty where all structures count. */
export function countedSentence(counted: Counted & Partial<Figured>): string {
  const text = countedWords(counted);
  return text === "" ? "" : words.sentence(text);
}

/** Which scenario it is of, by its name or its number. */
function scenarioWords({ scenarios = [], shownScenario = null }: Partial<Figured>): string[] {
  const scenario = shownScenario === null ? undefined : scenarios[shownScenario];
  if (scenario === undefined || shownScenario === null) return [];
  return [words.scenario(scenario.name === "" ? letterOf(shownScenario) : scenario.name)];
}

/** `[JOUR][-MOMENT]` of the API in words; what is not understood is quoted. */
function openWords(openOn: string): string {
  const [, word = "", rest = ""] = /^([a-z]+)(?:-(.*))?$/.exec(openOn) ?? [];
  const day = DAYS.indexOf(word);
  const isDayNamed = day >= 0 || word === "semaine";
  const when = words.days[day] ?? words.weekdays;
  const moment = momentWords(isDayNamed ? rest : openOn);
  if (moment === null) return words.openOnOther(openOn);
  // A day is followed by its part: "le samedi matin".
  const part = day >= 0 ? (words.partsOfDay[rest] ?? moment) : moment;
  return words.openOn(part === "" ? when : `${when} ${part}`);
}

function momentWords(moment: string): string | null {
  if (moment === "") return "";
  if (moment === "matin") return words.morning;
  if (moment === "apres-midi") return words.afternoon;
  for (const kind of ["at", "after", "between"] as const) {
    const [, hours, minutes, toHours, toMinutes] = MOMENTS[kind].exec(moment) ?? [];
    if (hours !== undefined) return words[kind](clock(hours, minutes), clock(toHours, toMinutes));
  }
  return null;
}

function clock(hours = "0", minutes = "0"): string {
  return formatClock(Number(hours) * 60 + Number(minutes));
}
