import "../styles/week.css";

import type { WeekAnswer } from "../../../server/schemas/week-answers.ts";
import { ApiError } from "../api/get-json.ts";
import { fetchWeek, TOO_LARGE, weekQuery } from "../api/week.ts";
import type { Rounds } from "../api/week.ts";
import type { AppContext } from "../app/context.ts";
import { excludedWords, KINDS, shownScenario } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import { debounce, h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { weekMessages } from "../i18n/week-messages.ts";
import { createChosen } from "./chosen.ts";
import { downloadWeek } from "./download-week.ts";
import { createMeasureChoice } from "./measure-choice.ts";
import { createWeekGrid } from "./week-grid.ts";
import type { Measure, WeekGrid } from "./week-grid.ts";
import { createHoursNotes, createWeekSummary } from "./week-notes.ts";

/** How long the slider must rest before a week is asked for, which takes seconds. */
const PAUSE_MS = 350;

/** Who is near an open structure, by half-hour of the week, of the territory and the structures that are shown. */
export function createWeekBlock(context: AppContext, details: HTMLDetailsElement): HTMLElement {
  return new WeekBlock(context, details).element;
}

class WeekBlock {
  readonly element: HTMLElement;
  readonly #context: AppContext;
  readonly #details: HTMLDetailsElement;
  readonly #intro = h("p", { class: "hint" });
  readonly #scenario = h("p", { class: "hint" }, weekMessages.withoutScenario);
  readonly #body = h("div", { class: "block", "aria-live": "off" });
  readonly #status = h("p", { class: "hint week-status", role: "status" });
  readonly #rounds: HTMLInputElement;
  readonly #chosen: ReturnType<typeof createChosen>;
  #measure: Measure = "share";
  #grid: WeekGrid | null = null;
  /** The query of what is shown or on the way; null where it failed. */
  #query: string | null = null;
  #asked: AbortController | null = null;

  constructor(context: AppContext, details: HTMLDetailsElement) {
    this.#context = context;
    this.#details = details;
    this.#chosen = createChosen(context.state, () => this.#leavesRoundsOut());
    this.#rounds = h("input", { type: "checkbox", id: "tournees", onchange: () => this.#toggleRounds() });
    this.element = h(
      "div",
      { class: "block week-block" },
      this.#intro,
      this.#scenario,
      h("label", { class: "check" }, this.#rounds, weekMessages.rounds),
      this.#status,
      this.#body,
    );
    this.#watch();
  }

  #watch(): void {
    const { state } = this.#context;
    const loadSoon = debounce(() => void this.#load(), PAUSE_MS);
    this.#details.addEventListener("toggle", () => void this.#load());
    let { minutes } = state.get();
    state.watch(
      (all) => this.#queryOf(all),
      (_, all) => {
        // The slider has a rest to come; anything else is asked at once.
        const isSlid = all.minutes !== minutes;
        minutes = all.minutes;
        if (isSlid) loadSoon();
        else void this.#load();
      },
    );
    state.watch(
      ({ openOn }) => openOn,
      (openOn) => this.#mark(openOn),
    );
    state.watch(
      (all) => shownScenario(all) !== null,
      (isTried) => (this.#scenario.hidden = !isTried),
    );
  }

  #roundsOf(): Rounds {
    return this.#rounds.checked ? "inclure" : "exclure";
  }

  #queryOf(state: AppState): string {
    return weekQuery(state, this.#roundsOf());
  }

  #leavesRoundsOut(): boolean {
    return !this.#rounds.checked;
  }

  /** To count those on rounds here, the page must not leave them out. */
  #toggleRounds(): void {
    const { state } = this.#context;
    const rounds: readonly string[] = KINDS.mobiles;
    const { excluded } = state.get();
    if (this.#rounds.checked) {
      this.#chosen.forget();
      state.set({ excluded: excluded.filter((word) => !rounds.includes(word)) });
    } else if (this.#grid !== null && this.#chosen.isOne()) {
      state.set({ excluded: excludedWords([...excluded, ...KINDS.mobiles]) });
    }
    void this.#load();
  }

  #mark(openOn: string | null): void {
    this.#chosen.show(openOn, this.#grid?.mark(openOn) ?? false);
  }

  async #load(): Promise<void> {
    const query = this.#queryOf(this.#context.state.get());
    if (!this.#details.open || query === this.#query) return;
    this.#asked?.abort();
    const controller = new AbortController();
    this.#asked = controller;
    this.#query = query;
    this.#grid = null;
    this.#status.textContent = weekMessages.waiting;
    this.#body.setAttribute("aria-busy", "true");
    replaceChildren(this.#body);
    this.#intro.textContent = weekMessages.intro(this.#context.state.get().minutes);
    try {
      const answer = await fetchWeek(query, controller.signal);
      if (!controller.signal.aborted) this.#show(answer);
    } catch (error) {
      if (!controller.signal.aborted) await this.#fail(error, controller.signal);
    } finally {
      if (!controller.signal.aborted) {
        this.#status.textContent = "";
        this.#body.removeAttribute("aria-busy");
      }
    }
  }

  #show(answer: WeekAnswer): void {
    const { state, navigation } = this.#context;
    const grid = createWeekGrid(answer, (openOn) => this.#chosen.choose(openOn));
    this.#grid = grid;
    grid.showMeasure(this.#measure);
    const measure = createMeasureChoice(this.#measure, (chosen) => {
      this.#measure = chosen;
      grid.showMeasure(chosen);
    });
    replaceChildren(
      this.#body,
      createWeekSummary(answer),
      measure,
      grid.element,
      this.#chosen.element,
      h(
        "p",
        {},
        h(
          "button",
          { type: "button", class: "button", onclick: () => downloadWeek(answer, state.get().territory) },
          weekMessages.csv,
        ),
      ),
      createHoursNotes(answer, navigation),
    );
    this.#mark(state.get().openOn);
  }

  async #fail(error: unknown, signal: AbortSignal): Promise<void> {
    const retry = (): void => {
      this.#query = null;
      void this.#load();
    };
    if (!(error instanceof ApiError && error.kind === TOO_LARGE)) {
      replaceChildren(this.#body, noticeOf(error, retry));
      return;
    }
    const { curves, navigation, state } = this.#context;
    replaceChildren(this.#body, h("p", {}, weekMessages.tooLarge));
    try {
      const inside = await curves.inside(state.get().territory, "departement", state.get());
      if (signal.aborted) return;
      const items = inside.map((row) => h("li", {}, navigation.toTerritory(row)));
      this.#body.append(h("ul", { class: "week-departements" }, ...items));
    } catch (trouble) {
      if (!signal.aborted) this.#body.append(noticeOf(trouble, retry));
    }
  }
}
