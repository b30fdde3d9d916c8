import type { WeekAnswer } from "../../../server/schemas/week-answers.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { formatClock, formatWholeShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { weekMessages } from "../i18n/week-messages.ts";
import { CLASS_BOUNDS, classOf, moved, shownHours, startOf, wholeShare, windowWord } from "./half-hours.ts";
import type { HalfHour } from "./half-hours.ts";

const words = weekMessages.grid;

/** Monday to Saturday: the list has no Sunday. */
const LAST_DAY = 5;

/** What the numbers in the cells are of; the colour is always the share. */
export type Measure = "share" | "open";

export interface WeekGrid {
  readonly element: HTMLElement;
  readonly showMeasure: (measure: Measure) => void;
  /** Marks the cell of a window in the API's words; says whether there is one. */
  readonly mark: (openOn: string | null) => boolean;
}

/** `le samedi de 10 h à 10 h 30`. */
export function whenWords({ day, index }: HalfHour): string {
  return words.when(words.days[day] ?? "", formatClock(startOf(index)), formatClock(startOf(index + 1)));
}

/** The same without the day. */
export function hoursWords({ index }: HalfHour): string {
  return words.hours(formatClock(startOf(index)), formatClock(startOf(index + 1)));
}

/**
 * The week as a table, days in columns: arrows move in it, a press chooses a half-hour.
 *
 * @param onChoose hears the window of a cell, in the API's words
 */
export function createWeekGrid(answer: WeekAnswer, onChoose: (openOn: string) => void): WeekGrid {
  const hours = shownHours(answer.days);
  const readout = h("p", { class: "week-readout", "aria-hidden": "true" }, words.readoutHint);
  if (hours === null) {
    const nobody = h("p", { class: "hint" }, weekMessages.nobody);
    return { element: nobody, showMeasure: () => {}, mark: () => false };
  }
  const { first, last } = hours;
  const cells = new Map<string, Cell>();
  const say = (cell: Cell): void => void (readout.textContent = capitalised(cell.text));
  let current: Cell | undefined;
  const enter = (cell: Cell | undefined): void => {
    if (cell === undefined) return;
    if (current !== undefined) current.button.tabIndex = -1;
    current = cell;
    cell.button.tabIndex = 0;
  };
  const onKey = (event: KeyboardEvent, from: HalfHour): void => {
    const target = moved(event, from, { lastDay: LAST_DAY, first, last });
    const cell = target === null ? undefined : cells.get(keyOf(target));
    if (cell === undefined) return;
    event.preventDefault();
    cell.button.focus();
  };
  const caption = h("caption");
  const rows = Array.from({ length: last - first + 1 }, (_, offset) => {
    const index = first + offset;
    const row = answer.days.map(({ day: name }, day) => {
      if (day > LAST_DAY) return h("td", { class: "week-0", role: "gridcell" }, messages.tables.unknown);
      const cell = cellOf(answer, { day, index });
      cells.set(keyOf(cell), cell);
      const { button } = cell;
      button.addEventListener("click", () => onChoose(windowWord(name, index)));
      button.addEventListener("focus", () => {
        enter(cell);
        say(cell);
      });
      button.addEventListener("pointerenter", () => say(cell));
      button.addEventListener("keydown", (event) => onKey(event, cell));
      return h("td", { class: `week-${cell.level}`, role: "gridcell" }, button);
    });
    return h("tr", {}, h("th", { scope: "row" }, formatClock(startOf(index))), ...row);
  });
  enter(cells.get(keyOf({ day: 0, index: first })));
  const table = tableOf(caption, rows);
  return {
    element: h(
      "div",
      { class: "block" },
      readout,
      table,
      legend(),
      h("p", { class: "hint" }, words.chooseHint),
    ),
    showMeasure: (measure) => {
      const { name } = answer.territory;
      caption.textContent = measure === "share" ? words.caption(name) : words.captionOpen(name);
      for (const { button, share, open, text } of cells.values()) {
        const shown = measure === "share" ? wholeShare(share) : String(open);
        button.textContent = shown;
        // What is seen is said first: whoever speaks to the page names what is seen.
        button.setAttribute("aria-label", `${shown}, ${text}`);
      }
    },
    mark: (openOn) => {
      let found: Cell | undefined;
      for (const cell of cells.values()) {
        const isMarked = windowWord(answer.days[cell.day]?.day ?? "", cell.index) === openOn;
        cell.button.setAttribute("aria-pressed", String(isMarked));
        if (isMarked) found = cell;
      }
      enter(found);
      if (found !== undefined) say(found);
      return found !== undefined;
    },
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface Cell extends HalfHour {
  readonly button: HTMLButtonElement;
  readonly share: number;
  readonly open: number;
  readonly level: number;
  readonly text: string;
}

function cellOf({ days, population }: WeekAnswer, { day, index }: HalfHour): Cell {
  const covered = days[day]?.covered[index] ?? 0;
  const open = days[day]?.open[index] ?? 0;
  const share = population === 0 ? 0 : covered / population;
  const text = words.cell(whenWords({ day, index }), covered, share, open);
  const button = h("button", { type: "button", class: "week-cell", tabindex: -1 });
  return { day, index, button, share, open, level: classOf(share), text };
}

function keyOf({ day, index }: HalfHour): string {
  return `${day} ${index}`;
}

function hourHead(): HTMLElement {
  return h("span", { class: "visually-hidden" }, words.hour);
}

function dayHeads(): HTMLElement[] {
  return words.shortDays.map((short, day) =>
    h("th", { scope: "col" }, h("abbr", { title: words.days[day] }, short)),
  );
}

/** The classes of the colours, least first. */
function legend(): HTMLElement {
  const bounds = CLASS_BOUNDS.map((bound) => formatWholeShare(bound));
  const labels = [
    words.none,
    words.below(bounds[0] ?? ""),
    ...bounds.slice(1).map((to, at) => words.between(bounds[at] ?? "", to)),
    words.atLeast(bounds.at(-1) ?? ""),
  ];
  const list = h("ul", { class: "week-legend", "aria-label": words.legend });
  replaceChildren(
    list,
    ...labels.map((label, level) =>
      h("li", {}, h("span", { class: `week-key week-${level}`, "aria-hidden": "true" }), label),
    ),
  );
  return list;
}

function tableOf(caption: HTMLElement, rows: readonly HTMLElement[]): HTMLElement {
  return h(
    "table",
    { class: "week-grid", role: "grid" },
    caption,
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, hourHead()), ...dayHeads())),
    h("tbody", {}, ...rows),
  );
}
