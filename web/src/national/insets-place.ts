import type { AppContext } from "../app/context.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import type { Palette } from "../map/palette.ts";

/** Small maps of what lies apart are fetched where there is something apart. */
export function createInsetsPlace(context: AppContext, palette: Store<{ current: Palette }>): HTMLElement {
  const element = h("div", { class: "insets-place" });
  let isAsked = false;
  context.data.watch(
    ({ place }) => (place?.insets.length ?? 0) > 0,
    (isNeeded) => {
      if (!isNeeded || isAsked) return;
      isAsked = true;
      void import("./insets.ts").then(({ createInsets }) =>
        replaceChildren(element, createInsets(context, palette)),
      );
    },
  );
  return element;
}
