import type { AppContext } from "../app/context.ts";
import { EVERYWHERE } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";

/** The territories that hold the one shown, wider first; hidden where everything is shown. */
export function createBreadcrumb({ state, data, navigation }: AppContext): HTMLElement {
  const list = h("ol");
  const nav = h("nav", { class: "breadcrumb", "aria-label": messages.territory.breadcrumb }, list);
  const draw = (): void => {
    nav.hidden = state.get().territory === EVERYWHERE;
    const { place } = data.get();
    const parents = place?.parents ?? [];
    replaceChildren(
      list,
      h("li", {}, navigation.toTerritory({ ref: EVERYWHERE, name: messages.territory.everywhere })),
      ...parents
        .filter(({ ref }) => ref !== EVERYWHERE)
        .map((parent) => h("li", {}, navigation.toTerritory(parent))),
      place !== null && h("li", { "aria-current": "page" }, place.territory.name),
    );
  };
  state.watch(({ territory }) => territory, draw);
  data.watch(({ place }) => place, draw);
  return nav;
}
