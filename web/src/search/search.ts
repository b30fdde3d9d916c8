import "../styles/search-results.css";

import { fetchAddresses, fetchNamedStructures, fetchTerritories } from "../api/search.ts";
import type { AppContext } from "../app/context.ts";
import { debounce, h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import { SEARCH_GROUPS } from "./groups.ts";
import type { SearchGroup } from "./groups.ts";
import { ListBox } from "./list-box.ts";
import { locate } from "./locate.ts";
import type { SearchParts } from "./parts.ts";
import { firstOption, placeOption, structureOption, territoryOption } from "./results.ts";
import type { SearchFinds, SearchOption } from "./results.ts";

const words = messages.search;

/** Between two letters of someone who types. */
const PAUSE_MS = 180;
/** A letter alone means too much. */
const SHORTEST = 2;
/** How many of each group are listed. */
const LIMITS = { territories: 6, places: 4, structures: 5 } satisfies Record<SearchGroup, number>;

const NOTHING_ASKED: SearchFinds = { territories: null, places: null, structures: null };

/** Makes the search box search, and returns what its other button does. */
export function startSearch(context: AppContext, parts: SearchParts): { readonly locate: () => void } {
  const search = new Search(context, parts);
  return { locate: () => void search.locate() };
}

/** One question at a time: a newer one, a choice or a closed list ends the older. */
class Search {
  readonly #context: AppContext;
  readonly #parts: SearchParts;
  readonly #list: ListBox;
  #running = new AbortController();
  /** The text last asked for. */
  #asked = "";
  #finds = NOTHING_ASKED;
  #failure: string | null = null;
  /** Enter was pressed before the answers were there. */
  #choosesFirst = false;

  constructor(context: AppContext, parts: SearchParts) {
    this.#context = context;
    this.#parts = parts;
    this.#list = new ListBox(parts.input, (option) => this.#choose(option));
    const { input, popup } = parts;
    const askSoon = debounce(() => this.#askIfNew(), PAUSE_MS);
    input.addEventListener("input", () => {
      this.#choosesFirst = false;
      askSoon();
    });
    input.addEventListener("keydown", (event) => this.#onKey(event));
    input.parentElement?.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node) || input.parentElement?.contains(relatedTarget) !== true)
        this.#close();
    });
    // A press on the list must not take the focus from the input.
    popup.addEventListener("mousedown", (event) => event.preventDefault());
    // Letters typed before this was fetched.
    askSoon();
  }

  async locate(): Promise<void> {
    const { signal } = this.#restart();
    this.#say([h("p", { class: "search-note" }, words.locating)], words.locating);
    try {
      const origin = await locate();
      if (signal.aborted) return;
      this.#close();
      this.#context.state.set({ view: "map", origin, selection: null });
    } catch (error) {
      if (signal.aborted) return;
      this.#say([
        h("p", { class: "notice", role: "alert" }, error instanceof Error ? error.message : String(error)),
      ]);
    }
  }

  #restart(): AbortController {
    this.#running.abort();
    this.#running = new AbortController();
    return this.#running;
  }

  #close(): void {
    this.#restart();
    this.#asked = "";
    this.#choosesFirst = false;
    this.#list.clear();
    this.#parts.popup.hidden = true;
    this.#parts.live.textContent = "";
  }

  #askIfNew(): void {
    const text = this.#parts.input.value.trim();
    if (text.length < SHORTEST) return this.#close();
    if (text !== this.#asked) void this.#ask(text);
  }

  async #ask(text: string): Promise<void> {
    const { signal } = this.#restart();
    this.#asked = text;
    this.#finds = NOTHING_ASKED;
    this.#failure = null;
    this.#draw();
    const take = async (group: SearchGroup, answer: Promise<readonly SearchOption[]>): Promise<void> => {
      let options: readonly SearchOption[] = [];
      try {
        options = await answer;
      } catch (error) {
        if (!signal.aborted) this.#failure = error instanceof Error ? error.message : String(error);
      }
      if (signal.aborted) return;
      this.#finds = { ...this.#finds, [group]: options };
      this.#draw();
    };
    await Promise.all([
      take("territories", this.#territories(text, signal)),
      take("places", places(text, signal)),
      take("structures", structures(text, signal)),
    ]);
  }

  async #territories(text: string, signal: AbortSignal): Promise<SearchOption[]> {
    const { territories } = await fetchTerritories(text, LIMITS.territories, signal);
    this.#context.navigation.learn(territories);
    return territories.map(territoryOption);
  }

  #draw(): void {
    const isDone = SEARCH_GROUPS.every((group) => this.#finds[group] !== null);
    const count = this.#list.show(this.#finds);
    const first = firstOption(this.#finds);
    if (this.#choosesFirst && first !== null) return this.#choose(first);
    const retry = (): void => {
      this.#parts.input.focus();
      void this.#ask(this.#asked);
    };
    const failure = this.#failure;
    const note = isDone ? words.count(count) : words.searching;
    this.#say(
      [
        count > 0 && this.#list.element,
        (!isDone || (count === 0 && failure === null)) && h("p", { class: "search-note" }, note),
        isDone &&
          failure !== null &&
          failureNotice(count > 0 ? words.partly : messages.failed(failure), retry),
      ],
      isDone ? note : "",
    );
  }

  #say(children: readonly Child[], heard = ""): void {
    replaceChildren(this.#parts.popup, ...children);
    this.#parts.popup.hidden = false;
    this.#parts.live.textContent = heard;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      const { input, popup } = this.#parts;
      if (popup.hidden && input.value === "") return;
      // The card and the map leave this key to the search.
      event.preventDefault();
      if (popup.hidden) input.value = "";
      this.#close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#enter();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.#parts.popup.hidden) this.#askIfNew();
      else this.#list.move(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  /** Chooses the line that is marked, else the first, as soon as there is one for what the input says. */
  #enter(): void {
    const isAsked = this.#parts.input.value.trim() === this.#asked;
    const marked = isAsked ? this.#list.marked : null;
    if (marked !== null) return this.#choose(marked);
    this.#choosesFirst = true;
    if (!isAsked) this.#askIfNew();
    else if (this.#asked !== "") this.#draw();
  }

  #choose({ change }: SearchOption): void {
    this.#close();
    this.#parts.input.value = "";
    this.#context.state.set(change);
    // What was chosen is read next. The panel of what is near takes the focus itself.
    if (change.origin === null) {
      const id = change.territory === undefined ? "carte" : "chiffre";
      document.querySelector<HTMLElement>(`#${id}`)?.focus();
    }
  }
}

async function places(text: string, signal: AbortSignal): Promise<SearchOption[]> {
  const { addresses } = await fetchAddresses(text, LIMITS.places, signal);
  return addresses.map(placeOption);
}

async function structures(text: string, signal: AbortSignal): Promise<SearchOption[]> {
  const { features } = await fetchNamedStructures(text, LIMITS.structures, signal);
  return features.map(structureOption);
}
