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

  /** A link to this view with something changed: followed in the page, and by another tab where the reader wants one. */
  link(change: Partial<AppState>, attributes: Attributes, ...children: readonly Child[]): HTMLAnchorElement {
    const link = h("a", { ...attributes, href: this.address(change) }, ...children);
    // What else the reader has chosen since the link was drawn goes with it.
    const refresh = (): void => link.setAttribute("href", this.address(change));
    link.addEventListener("pointerdown", refresh);
    link.addEventListener("focus", refresh);
    link.addEventListener("click", (event) => {
      // Another tab is opened by the browser.
      if (link.target !== "") return;
      const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (!isPlain) return;
      event.preventDefault();
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
