import { plainName } from "../app/scenario-address.ts";
import { letterOf, MOST_SCENARIOS } from "../app/state.ts";
import type { AppState, Scenario } from "../app/state.ts";

/** Which scenarios there are, and which is shown. */
export type Scenarios = Pick<AppState, "scenarios" | "shownScenario">;

/** The name that the reader gave, else its letter. */
export function shownName({ name }: Scenario, index: number): string {
  return name === "" ? letterOf(index) : name;
}

/** With one more, shown; null where there is no room for it. */
export function added({ scenarios }: Scenarios, scenario: Scenario): Scenarios | null {
  if (scenarios.length >= MOST_SCENARIOS) return null;
  return { scenarios: [...scenarios, scenario], shownScenario: scenarios.length };
}

/**
 * With one to try, shown: the one of the very same edits where it is there, else one more, in place of the last where there is
 * no room for it.
 */
export function tried({ scenarios }: Scenarios, { name, text }: Scenario): Scenarios {
  const known = scenarios.findIndex((scenario) => scenario.text === text);
  if (known >= 0) return { scenarios, shownScenario: known };
  const kept = scenarios.slice(0, MOST_SCENARIOS - 1);
  return { scenarios: [...kept, { name: plainName(name), text }], shownScenario: kept.length };
}

/** With another name or other edits for one of them. */
export function replaced(
  { scenarios, shownScenario }: Scenarios,
  index: number,
  change: Partial<Scenario>,
): Scenarios {
  return {
    scenarios: scenarios.map((one, at) => (at === index ? { ...one, ...change } : one)),
    shownScenario,
  };
}

/** Without one of them; the one before it is shown then, or today. */
export function removed({ scenarios, shownScenario }: Scenarios, index: number): Scenarios {
  const left = scenarios.filter((_, at) => at !== index);
  if (shownScenario === null || shownScenario < index) return { scenarios: left, shownScenario };
  const shown = shownScenario === index ? Math.min(index, left.length - 1) : shownScenario - 1;
  return { scenarios: left, shownScenario: shown < 0 ? null : shown };
}

/** What has been and may come again, one step at a time. */
export class UndoStack<T> {
  #past: T[] = [];
  #future: T[] = [];
  readonly #most: number;

  /** @param most steps that are kept */
  constructor(most: number) {
    this.#most = most;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Remembers what was before a new step: what had been undone cannot come again. */
  remember(before: T): void {
    this.#past = [...this.#past, before].slice(-this.#most);
    this.#future = [];
  }

  /** What was before `now`; null where nothing was. */
  undo(now: T): T | null {
    const before = this.#past.pop();
    if (before === undefined) return null;
    this.#future.push(now);
    return before;
  }

  /** What was undone last; null where nothing was. */
  redo(now: T): T | null {
    const after = this.#future.pop();
    if (after === undefined) return null;
    this.#past.push(now);
    return after;
  }
}
