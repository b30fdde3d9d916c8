import type { NamedStructure, WeekAnswer } from "../../../server/schemas/week-answers.ts";
import type { Navigation } from "../app/navigation.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { french } from "../dom/french.ts";
import { weekMessages } from "../i18n/week-messages.ts";
import { summarise } from "./half-hours.ts";
import type { Moment } from "./half-hours.ts";
import { hoursWords, whenWords } from "./week-grid.ts";

/** Best and worst moments, evenings, Saturday and Sunday, in words. */
export function createWeekSummary(answer: WeekAnswer): HTMLElement {
  const words = weekMessages.summary;
  const { best, worst, evening, saturday } = summarise(answer.days);
  const { population, covered, coveredAtSomeTime } = answer;
  const figure = (people: number): string =>
    weekMessages.figure(people, population === 0 ? 0 : people / population);
  // People of the answer come to a tenth.
  const never = Math.round(covered - coveredAtSomeTime);
  const lines = [
    isAnybody(best) && words.best(figure(best.covered), whenWords(best), best.count),
    worst !== null && words.worst(figure(worst.covered), whenWords(worst)),
    isAnybody(evening) ? words.evening(figure(evening.covered), whenWords(evening)) : words.noEvening,
    isAnybody(saturday) ? words.saturday(figure(saturday.covered), hoursWords(saturday)) : words.noSaturday,
    words.sunday,
    never > 0 && words.never(never),
  ];
  return h(
    "section",
    { class: "week-summary" },
    h("h3", {}, words.title),
    h("ul", {}, ...lines.map((line) => line !== false && h("li", {}, line))),
  );
}

function isAnybody(moment: Moment | null): moment is Moment {
  return moment !== null && moment.covered > 0;
}

/** Of how many structures the hours are known, and which ones stand apart. */
export function createHoursNotes({ structures, rounds }: WeekAnswer, navigation: Navigation): HTMLElement {
  const words = weekMessages.hours;
  const { counted, known, unknown, partlyUnknown, onRounds, byAppointment } = structures;
  return h(
    "section",
    { class: "week-notes" },
    h("h3", {}, words.title),
    h("p", {}, counted === 0 ? words.none : words.known(known, counted)),
    ...named(words.unknown(unknown.length), unknown, navigation),
    ...named(words.partlyUnknown(partlyUnknown.length), partlyUnknown, navigation),
    ...named(words.onRounds(onRounds.length, rounds === "inclure"), onRounds, navigation),
    byAppointment > 0 && h("p", {}, words.byAppointment(byAppointment)),
    h("p", { class: "hint" }, words.holidays),
  );
}

/** A sentence that ends in names, each of which shows its structure. */
function named(sentence: string, structures: readonly NamedStructure[], navigation: Navigation): Child[] {
  if (structures.length === 0) return [];
  const items = structures.map(({ id, name }) =>
    h("li", {}, navigation.link({ selection: { kind: "structure", id } }, {}, french(name))),
  );
  return [h("p", {}, sentence), h("ul", { class: "week-names" }, ...items)];
}
