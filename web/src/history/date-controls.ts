import type { LabelDate } from "../../../isochrones/model/report.ts";
import { debounce, h } from "../dom/dom.ts";
import { formatDate } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { indexOfDay } from "./player.ts";

const words = messages.timeMachine;

/** A slider asks only once it rests. */
const PAUSE_MS = 200;

/** What the controls tell of. */
export interface DateActions {
  /** A day was chosen; null for today. */
  readonly choose: (date: string | null) => void;
  readonly playOrPause: () => void;
}

export interface DateControls {
  readonly element: HTMLElement;
  readonly show: (dates: readonly LabelDate[], shown: string | null) => void;
  readonly showPlaying: (isPlaying: boolean) => void;
}

/** A slider over the label dates with today at its end, steps, play and pause. */
export function createDateControls({ choose, playOrPause }: DateActions): DateControls {
  let dates: readonly string[] = [];
  const dayAt = (index: number): string | null => dates[index] ?? null;
  const chooseSoon = debounce(() => choose(dayAt(input.valueAsNumber)), PAUSE_MS);
  const input = h("input", {
    type: "range",
    id: "date-reseau",
    class: "slider",
    min: 0,
    step: 1,
    oninput: () => {
      say(dayAt(input.valueAsNumber));
      chooseSoon();
    },
  });
  const output = h("output", { class: "slider-value", for: "date-reseau" });
  const step = (by: number): void => choose(dayAt(Math.max(0, input.valueAsNumber + by)));
  const button = (text: string, onclick: () => void): HTMLButtonElement =>
    h("button", { type: "button", class: "button", onclick }, text);
  const previous = button(words.previous, () => step(-1));
  const next = button(words.next, () => step(1));
  const player = button(words.play, playOrPause);
  const today = h("button", { type: "button", class: "chip", onclick: () => choose(null) }, words.today);

  const say = (day: string | null): void => {
    const text = day === null ? words.now : formatDate(day);
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
    const filled = dates.length === 0 ? 1 : input.valueAsNumber / dates.length;
    input.style.setProperty("--filled", String(filled));
  };
  return {
    element: h(
      "div",
      { class: "control" },
      h("div", { class: "control-head" }, h("label", { for: "date-reseau" }, words.label), output),
      input,
      h("div", { class: "chips date-buttons" }, previous, player, next, today),
    ),
    show: (known, shown) => {
      dates = known.map(({ date }) => date);
      input.max = String(dates.length);
      input.valueAsNumber = shown === null ? dates.length : Math.max(0, indexOfDay(dates, shown));
      say(shown);
      setDisabled(previous, input.valueAsNumber === 0);
      setDisabled(next, input.valueAsNumber === dates.length);
      today.setAttribute("aria-pressed", String(shown === null));
    },
    showPlaying: (isPlaying) => {
      player.textContent = isPlaying ? words.pause : words.play;
    },
  };
}

/** Kept in the order of the keyboard: a button that is switched off loses the focus that it has. */
function setDisabled(button: HTMLButtonElement, isDisabled: boolean): void {
  button.setAttribute("aria-disabled", String(isDisabled));
}
