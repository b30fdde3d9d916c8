import { countedWords } from "../coverage/counted-words.ts";
import { excludedWords, KINDS, PLAIN_STATE } from "../app/state.ts";
import type { AppState, Exclusion } from "../app/state.ts";
import { h } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { weekMessages } from "../i18n/week-messages.ts";

/** The half-hour that the page counts, and the way back. */
export interface Chosen {
  readonly element: HTMLElement;
  readonly choose: (openOn: string) => void;
  /** @param isHere does the grid shown have it? */
  readonly show: (openOn: string | null, isHere: boolean) => void;
  readonly isOne: () => boolean;
  /** What was left out for a half-hour is the reader's own choice from now on. */
  readonly forget: () => void;
}

/**
 * Makes a half-hour of the grid the figure of the page: the page then leaves out whom the grid leaves out, so that both say the
 * same, and takes it back with the half-hour.
 */
export function createChosen(state: Store<AppState>, leavesRoundsOut: () => boolean): Chosen {
  const text = h("span");
  let isOne = false;
  /** What the reader had left out before; null where the grid changed nothing. */
  let before: readonly Exclusion[] | null = null;
  const takeBack = (): void => {
    const excluded = before;
    before = null;
    state.set({ openOn: null, ...(excluded !== null && { excluded }) });
  };
  const button = h("button", { type: "button", class: "button", onclick: takeBack }, weekMessages.takeBack);
  const element = h("div", { class: "week-chosen", role: "status", hidden: true }, text, button);
  return {
    element,
    choose: (openOn) => {
      const { excluded, openOn: current } = state.get();
      if (openOn === current) return takeBack();
      const left = leavesRoundsOut() ? excludedWords([...excluded, ...KINDS.mobiles]) : excluded;
      if (left.length > excluded.length) before ??= excluded;
      state.set({ openOn, excluded: left });
    },
    show: (openOn, isHere) => {
      isOne = openOn !== null && isHere;
      element.hidden = openOn === null;
      // Taken back elsewhere.
      if (openOn === null && before !== null) takeBack();
      if (openOn === null) return;
      const when = countedWords({ ...PLAIN_STATE, openOn });
      text.textContent = `${weekMessages.chosen(when)}${isHere && before !== null ? ` ${weekMessages.without}` : ""}`;
    },
    isOne: () => isOne,
    forget: () => (before = null),
  };
}
