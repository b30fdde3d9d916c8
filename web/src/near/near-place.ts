import type { AppContext } from "../app/context.ts";
import type { AddressKeeper } from "../app/history.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { lazily } from "../dom/lazy.ts";

/** Where what is near is shown while the reader asks from somewhere: a new panel for each place. */
export function createNearPlace(context: AppContext, keeper: AddressKeeper): HTMLElement {
  const place = h("div", { class: "near-place", hidden: true });
  let shown = new AbortController();
  let isFirst = true;
  context.state.watch(
    // Going back makes other objects of the same places.
    ({ origin }) => origin && JSON.stringify([origin.lon, origin.lat, origin.label]),
    (_, { origin }) => {
      shown.abort();
      shown = new AbortController();
      const { signal } = shown;
      // What the address says is not moved, nor is the focus taken for what nobody did.
      const isFromAddress = isFirst || keeper.isRestoring();
      const movesMap = !keeper.isRestoring() && !(isFirst && location.hash !== "");
      isFirst = false;
      place.hidden = origin === null;
      if (origin === null) return replaceChildren(place);
      const make = async (): Promise<HTMLElement> => {
        const { createNearPanel } = await import("./near-panel.ts");
        return createNearPanel(context, { origin, movesMap, takesFocus: !isFromAddress, signal });
      };
      replaceChildren(place, lazily("near-lazy", make));
    },
  );
  return place;
}
