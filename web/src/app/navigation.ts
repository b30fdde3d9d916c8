import type { ListedTerritory } from "../../../server/schemas/answers.ts";
import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import { h } from "../dom/dom.ts";
import type { Attributes, Child } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { writeAddress } from "./address.ts";
import type { AppState } from "./state.ts";

/** Moves the focus to the figure, where a territory's page begins. */
export function focusFigure(): void {
  document.querySelector<HTMLElement>("#chiffre")?.focus({ preventScroll: true });
}

/** Links between views, and the names that their addresses spell. */
export class Navigation {
  readonly #state: Store<AppState>;
  readonly #names = new Map<TerritoryRef, string>();

  constructor(state: Store<AppState>) {
    this.#state = state;
  }

  /** Keeps the names of territories for addresses to come. */
  learn(territories: readonly Pick<ListedTerritory, "ref" | "name">[]): void {
    for (const { ref, name } of territories) this.#names.set(ref, name);
  }

  readonly nameOf = (ref: TerritoryRef): string | null => this.#names.get(ref) ?? null;

  /** The address of this view with something changed. */
  address(change: Partial<AppState>): string {
    return writeAddress({ ...this.#state.get(), ...change }, this.nameOf);
  }

  /**
   * A link to this view with something changed: followed in the page, and by another tab where the reader wants one.
   *
   * @param asked what changes, or what tells it, where it depends on what else has been chosen meanwhile
   */
  link(
    asked: Partial<AppState> | (() => Partial<AppState>),
    attributes: Attributes,
    ...children: readonly Child[]
  ): HTMLAnchorElement {
    const changeNow = typeof asked === "function" ? asked : (): Partial<AppState> => asked;
    const link = h("a", { ...attributes, href: this.address(changeNow()) }, ...children);
    // What else the reader has chosen since the link was drawn goes with it.
    const refresh = (): void => link.setAttribute("href", this.address(changeNow()));
    link.addEventListener("pointerdown", refresh);
    link.addEventListener("focus", refresh);
    link.addEventListener("click", (event) => {
      // Another tab is opened by the browser.
      if (link.target !== "") return;
      const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (!isPlain) return;
      event.preventDefault();
      const change = changeNow();
      this.#state.set(change);
      // What was pressed may be gone with the former territory: the reading goes on at the figure.
      if (change.territory !== undefined) focusFigure();
    });
    return link;
  }

  /** A link to the sheet of a territory, which leaves behind what was chosen on the former one. */
  toTerritory(
    territory: Pick<ListedTerritory, "ref" | "name">,
    attributes: Attributes = {},
  ): HTMLAnchorElement {
    this.learn([territory]);
    return this.link(
      { view: "map", territory: territory.ref, selection: null, origin: null },
      attributes,
      territory.name,
    );
  }
}
