import type { OneStructureAnswer } from "../../../server/schemas/answers.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { findStructure } from "../structure/known-structures.ts";
import type { Modification } from "./edits.ts";
import { hoursWord, spansText } from "./hours-text.ts";
import type { Session } from "./session.ts";

const words = scenarioMessages.change;

/** Type, format and hours of the structure that is being changed; hidden while none is. */
export function createChangeForm(session: Session): HTMLElement {
  const place = h("div", { class: "scenario-change", hidden: true });
  session.store.watch(
    ({ changing }) => changing,
    (changing) => {
      place.hidden = changing === null;
      replaceChildren(place);
      if (changing === null) return;
      const load = async (): Promise<void> => {
        try {
          const { properties } = await findStructure(changing.id);
          if (session.store.get().changing === changing) replaceChildren(place, formOf(session, properties));
          place.querySelector("select")?.focus();
          place.scrollIntoView({ block: "nearest" });
        } catch (error) {
          replaceChildren(
            place,
            noticeOf(error, () => void load()),
          );
        }
      };
      void load();
    },
  );
  return place;
}

function formOf(session: Session, { id, name, openingHours }: OneStructureAnswer["properties"]): HTMLElement {
  const type = select("scenario-type", words.types);
  const format = select("scenario-format", words.formats);
  const changesHours = h("input", { type: "checkbox", id: "scenario-horaires" });
  const days = words.days.map((day, index) => {
    const input = h("input", {
      type: "text",
      class: "filter",
      id: `scenario-jour-${index}`,
      value: spansText(openingHours[index] ?? null),
      autocomplete: "off",
    });
    return {
      day,
      input,
      row: h("div", { class: "scenario-day" }, h("label", { for: input.id }, day), input),
    };
  });
  const hours = h(
    "div",
    { hidden: true, class: "scenario-days" },
    h("p", { class: "hint" }, words.hoursHint),
    ...days.map(({ row }) => row),
  );
  changesHours.addEventListener("change", () => (hours.hidden = !changesHours.checked));
  const trouble = h("p", { class: "notice", role: "alert", hidden: true });
  const say = (text: string): void => {
    trouble.hidden = false;
    trouble.textContent = text;
  };
  const apply = async (): Promise<void> => {
    trouble.hidden = true;
    const read = changesHours.checked ? hoursWord(days.map(({ input }) => input.value)) : null;
    if (read !== null && "badDay" in read) {
      const bad = days[read.badDay];
      bad?.input.focus();
      return say(words.badHours(bad?.day ?? "", bad?.input.value ?? ""));
    }
    const change = {
      ...(type.value !== "" && { type: type.value }),
      ...(format.value !== "" && { format: format.value }),
      ...(read !== null && { hours: read.word }),
    } as Modification;
    if (Object.keys(change).length === 0) return say(words.nothing);
    session.store.set({ changing: null });
    await session.edit({ action: "modifier", id, ...change });
  };
  const form = h(
    "form",
    { class: "scenario-form" },
    h("h3", {}, words.title(name)),
    h("label", { for: type.id }, words.type),
    type,
    h("label", { for: format.id }, words.format),
    format,
    h("label", { class: "check" }, changesHours, words.changesHours),
    hours,
    trouble,
    h(
      "div",
      { class: "scenario-buttons" },
      h("button", { type: "submit", class: "button" }, words.apply),
      h(
        "button",
        { type: "button", class: "button", onclick: () => session.store.set({ changing: null }) },
        words.cancel,
      ),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void apply();
  });
  return form;
}

function select(id: string, options: Readonly<Record<string, string>>): HTMLSelectElement {
  return h(
    "select",
    { id, class: "scenario-select" },
    h("option", { value: "" }, words.same),
    ...Object.entries(options).map(([value, text]) => h("option", { value }, text)),
  );
}
