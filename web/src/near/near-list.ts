import type { NearestAnswer, NearestProperties } from "../../../server/schemas/answers.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { formatKilometers, formatMinutes } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { intervalsText, phoneLink } from "../structure/facts.ts";
import { dayStatus } from "../structure/opening-hours.ts";
import { localWeekday, openingNotes, openingSentence } from "../structure/opening-words.ts";

/** How many are listed. */
export const LISTED = 5;
/** How many are looked through for those that are open: as many as the API gives. */
export const LOOKED_THROUGH = 20;

/** The nearest of an answer, or the nearest that are open. */
export function listed({ features }: NearestAnswer, openOnly: boolean): NearestProperties[] {
  return features
    .map(({ properties }) => properties)
    .filter(({ opening }) => !openOnly || opening.state === "open")
    .slice(0, LISTED);
}

/**
 * The nearest structures, each chosen by a press.
 *
 * @param now milliseconds since 1970; @param onChoose hears the id of one that is pressed
 */
export function createNearList(
  structures: readonly NearestProperties[],
  now: number,
  onChoose: (id: string) => void,
): { readonly element: HTMLElement; readonly mark: (id: string | null) => void } {
  const items = structures.map((structure) => ({
    id: structure.id,
    button: h(
      "button",
      { type: "button", class: "near-choice", onclick: () => onChoose(structure.id) },
      h("span", { class: "near-rank" }, String(structure.rank)),
      h("span", { class: "near-name" }, structure.name),
      h("span", { class: "near-time" }, formatMinutes(structure.seconds / 60)),
      h("span", { class: "near-length" }, formatKilometers(structure.kilometers)),
    ),
    facts: h("div", { class: "near-facts" }, ...factsOf(structure, now)),
  }));
  return {
    element: h(
      "ol",
      { class: "near-list" },
      ...items.map(({ button, facts }) => h("li", { class: "near-item" }, button, facts)),
    ),
    mark: (id) => {
      for (const item of items) item.button.setAttribute("aria-pressed", String(item.id === id));
    },
  };
}

function factsOf({ opening, openingHours, phone }: NearestProperties, now: number): Child[] {
  const today = dayStatus(openingHours, localWeekday(opening, now));
  return [
    h("p", { class: `opening opening-${opening.state}` }, openingSentence(opening, now)),
    ...openingNotes(opening).map((note) => h("p", { class: "hint" }, note)),
    h(
      "p",
      { class: "near-hours" },
      today.kind === "open" && h("span", {}, messages.structure.todaysHours(intervalsText(today.intervals))),
      phone !== "" && phoneLink(phone),
    ),
  ];
}
