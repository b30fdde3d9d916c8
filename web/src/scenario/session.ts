import type { ScenarioAnswer } from "../../../server/schemas/scenario-answers.ts";
import { ApiError } from "../api/get-json.ts";
import { fetchScenario } from "../api/scenarios.ts";
import type { ScenarioQuestion } from "../api/scenarios.ts";
import type { AppContext } from "../app/context.ts";
import { countedParameters, letterOf, shownScenario } from "../app/state.ts";
import type { AppState, Scenario } from "../app/state.ts";
import { debounce } from "../dom/dom.ts";
import { createStore } from "../dom/store.ts";
import type { Store } from "../dom/store.ts";
import { withEdit, wordsOf } from "./edits.ts";
import type { Edit } from "./edits.ts";
import { isTooLong, KeptScenarios } from "./kept.ts";
import { added, replaced, UndoStack } from "./scenarios.ts";
import type { Scenarios } from "./scenarios.ts";

/** Edits that were asked for and are not part of the scenario: refused, or not answered yet. */
export interface Draft {
  readonly words: readonly string[];
  /** The edit at fault, from 0; null where it is not known which. */
  readonly fault: number | null;
  /** Why it is refused, or why no answer came; null while one is awaited. */
  readonly why: string | null;
  /** The server has judged: to ask again would not help. */
  readonly isRefused: boolean;
}

/** What the map's next press is for. */
export type Placing =
  | { readonly kind: "add" }
  | { readonly kind: "move"; readonly id: string; readonly name: string };

export interface SessionState {
  /** Of the scenario shown, and the answer before while it is asked for anew. */
  readonly answer: ScenarioAnswer | null;
  /** The edits of the scenario shown; null while those that the server keeps are asked for. */
  readonly words: readonly string[] | null;
  readonly isBusy: boolean;
  /** Why there is no answer for the scenario shown. */
  readonly failure: Omit<Draft, "words"> | null;
  readonly draft: Draft | null;
  readonly placing: Placing | null;
  /** The structure whose hours and kind are being changed. */
  readonly changing: { readonly id: string; readonly name: string } | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const MOST_STEPS = 100;
const PAUSE_MS = 350;
const sessions = new WeakMap<Store<AppState>, Session>();

/** The one session of a page. */
export function sessionOf(context: AppContext): Session {
  const known = sessions.get(context.state) ?? new Session(context);
  sessions.set(context.state, known);
  return known;
}

/**
 * What is done with scenarios: edits are tried at the server first, and become part of the scenario, of the map and of the
 * address once it has taken them; what it refuses stays aside as a draft with its reason.
 */
export class Session {
  readonly #context: AppContext;
  readonly #undo = new UndoStack<Scenarios>(MOST_STEPS);
  readonly kept = new KeptScenarios();
  readonly store = createStore<SessionState>({
    answer: null,
    words: [],
    isBusy: false,
    failure: null,
    draft: null,
    placing: null,
    changing: null,
    canUndo: false,
    canRedo: false,
  });
  #asked = new AbortController();
  #trying = new AbortController();
  /** What `answer` answers. */
  #answered = "";
  #isStepping = false;

  constructor(context: AppContext) {
    this.#context = context;
    const { state } = context;
    let last: Scenarios = state.get();
    state.watch(
      ({ scenarios }) => JSON.stringify(scenarios),
      (_, now) => {
        if (now.scenarios !== last.scenarios && !this.#isStepping) this.#undo.remember(last);
        last = { scenarios: now.scenarios, shownScenario: now.shownScenario };
        this.#tellSteps();
      },
    );
    state.watch(
      ({ shownScenario: shown }) => shown,
      (_, { scenarios, shownScenario: shown }) => {
        last = { scenarios, shownScenario: shown };
        this.store.set({ draft: null, changing: null });
        this.#trying.abort();
      },
    );
    const askSoon = debounce(() => void this.#ask(), PAUSE_MS);
    state.watch(({ minutes }) => minutes, askSoon);
    state.watch(
      (all) => JSON.stringify([all.territory, countedParameters(all), shownScenario(all)?.text]),
      () => void this.#ask(),
    );
  }

  get #state(): Store<AppState> {
    return this.#context.state;
  }

  /** Asks again for the scenario shown. */
  readonly retry = (): void => {
    const { draft } = this.store.get();
    if (draft === null) void this.#ask();
    else void this.try(draft.words);
  };

  /** Adds an edit to the scenario shown, or to a new one where none is. */
  async edit(edit: Edit): Promise<boolean> {
    return this.try(withEdit(await this.#wordsNow(), edit));
  }

  /** Puts another word in the place of one, or none. */
  async change(index: number, word: string | null): Promise<boolean> {
    const words = [...(await this.#wordsNow())];
    words.splice(index, 1, ...(word === null ? [] : [word]));
    return this.try(words);
  }

  /**
   * Tries edits for the scenario shown, or for a new one where none is: once the server takes them they are its edits.
   * Resolves to whether it does.
   */
  async try(words: readonly string[]): Promise<boolean> {
    this.#trying.abort();
    this.#trying = new AbortController();
    const { signal } = this.#trying;
    const waiting: Draft = { words, fault: null, why: null, isRefused: false };
    this.store.set({ draft: waiting });
    try {
      const question = questionOf(this.#state.get());
      const answer = await fetchScenario(question, { scenario: words.join(";") }, signal);
      if (signal.aborted) return false;
      const { shownScenario: index, scenarios } = this.#state.get();
      const name = index === null ? "" : (scenarios[index]?.name ?? "");
      // What the server has understood has one spelling.
      const text = isTooLong(answer.scenario)
        ? await this.kept.keepText(name || letterOf(index ?? scenarios.length), answer.scenario, question)
        : answer.scenario;
      if (signal.aborted) return false;
      this.#answered = keyOf(question, text);
      this.store.set({ answer, words: wordsOf(answer.scenario), draft: null, failure: null, isBusy: false });
      const next =
        index === null
          ? added(this.#state.get(), { name, text })
          : replaced(this.#state.get(), index, { text });
      if (next !== null) this.#state.set(next);
      return next !== null;
    } catch (error) {
      if (!signal.aborted) this.store.set({ draft: { ...waiting, ...troubleOf(error) } });
      return false;
    }
  }

  /** Forgets what was refused. */
  dropDraft(): void {
    this.#trying.abort();
    this.store.set({ draft: null });
  }

  /**
   * The text of a scenario of some more edits after those of another text, which the server keeps where it is long. Rejects with
   * `ApiError` where it cannot.
   */
  async textAfter(base: string, name: string, words: readonly string[]): Promise<string> {
    const text = [...wordsOf(await this.kept.textOf(base)), ...words].join(";");
    return isTooLong(text) ? this.kept.keepText(name, text, questionOf(this.#state.get())) : text;
  }

  /** A new scenario, shown; false where there are as many as there may be. */
  create(scenario: Scenario = { name: "", text: "" }): boolean {
    const next = added(this.#state.get(), scenario);
    if (next !== null) this.#state.set(next);
    return next !== null;
  }

  readonly undo = (): void => {
    if (this.store.get().draft !== null) return this.dropDraft();
    this.#step((now) => this.#undo.undo(now));
  };

  readonly redo = (): void => this.#step((now) => this.#undo.redo(now));

  #step(take: (now: Scenarios) => Scenarios | null): void {
    const { scenarios, shownScenario: shown } = this.#state.get();
    const next = take({ scenarios, shownScenario: shown });
    if (next !== null) {
      this.#isStepping = true;
      this.#state.set({ scenarios: next.scenarios, shownScenario: next.shownScenario });
      this.#isStepping = false;
    }
    this.#tellSteps();
  }

  #tellSteps(): void {
    this.store.set({ canUndo: this.#undo.canUndo, canRedo: this.#undo.canRedo });
  }

  async #wordsNow(): Promise<readonly string[]> {
    const { draft } = this.store.get();
    if (draft !== null) return draft.words;
    return wordsOf(await this.kept.textOf(shownScenario(this.#state.get())?.text ?? ""));
  }

  async #ask(): Promise<void> {
    const state = this.#state.get();
    const scenario = shownScenario(state);
    const question = questionOf(state);
    const key = scenario === null ? "" : keyOf(question, scenario.text);
    if (key === this.#answered) return;
    this.#asked.abort();
    this.#asked = new AbortController();
    this.#answered = key;
    const { signal } = this.#asked;
    if (scenario === null) return this.store.set({ answer: null, words: [], failure: null, isBusy: false });
    this.store.set({ isBusy: true, failure: null });
    try {
      const text = await this.kept.textOf(scenario.text);
      if (signal.aborted) return;
      this.store.set({ words: wordsOf(text) });
      const answer = await fetchScenario(question, { scenario: text }, signal);
      if (!signal.aborted) this.store.set({ answer, isBusy: false });
    } catch (error) {
      if (signal.aborted) return;
      this.#answered = "?";
      this.store.set({ answer: null, isBusy: false, failure: troubleOf(error) });
    }
  }
}

/** What is asked of the scenario shown, of which place and minutes. */
export function questionOf(state: AppState): ScenarioQuestion {
  const { territory, minutes } = state;
  return { territoire: territory, minutes, counted: countedParameters(state) };
}

function keyOf(question: ScenarioQuestion, text: string): string {
  return JSON.stringify([question, text]);
}

/** What the server says of an edit names it: `modifications[3]`, or its number from 1 in the sentence. */
export function troubleOf(error: unknown): Omit<Draft, "words"> {
  const why = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ApiError)) return { why, fault: null, isRefused: false };
  const { parametre, detail } = error.problem ?? {};
  const named = /^modifications\[(\d+)\]$/.exec(parametre ?? "")?.[1];
  const counted = /n° (\d+)/.exec(detail ?? "")?.[1];
  const fault = named === undefined ? Number(counted ?? Number.NaN) - 1 : Number(named);
  return {
    why,
    fault: Number.isNaN(fault) ? null : fault,
    isRefused: error.status >= 400 && error.status < 500,
  };
}
