import type { AppContext } from "../app/context.ts";
import type { AppState } from "../app/state.ts";
import { lazyDetails } from "../dom/lazy-details.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";
import type { Palette } from "../map/palette.ts";

/** The block in which scenarios are made; open where the address has some. It opens with the first. */
export function createEditorPlace(context: AppContext): HTMLElement {
  const { state } = context;
  const hasScenarios = ({ scenarios }: AppState): boolean => scenarios.length > 0;
  const details = lazyDetails(messages.scenario.title, hasScenarios(state.get()), async () =>
    (await import("./editor.ts")).createEditor(context),
  );
  details.id = "scenario";
  state.watch(hasScenarios, (isThere) => {
    if (isThere) details.open = true;
  });
  return details;
}

/** A place that is filled once there are scenarios. */
function filledWithScenarios(
  { state }: AppContext,
  className: string,
  make: () => Promise<HTMLElement>,
): HTMLElement {
  const place = h("div", { class: className });
  let isAsked = false;
  state.watch(
    ({ scenarios }) => scenarios.length > 0,
    (hasScenarios) => {
      if (!hasScenarios || isAsked) return;
      isAsked = true;
      void make().then(
        (content) => replaceChildren(place, content),
        () => (isAsked = false),
      );
    },
  );
  return place;
}

/** The switch between today and the scenarios, over the whole page. */
export function createBarPlace(context: AppContext): HTMLElement {
  return filledWithScenarios(context, "scenario-bar-place", async () =>
    (await import("./bar.ts")).createScenarioBar(context),
  );
}

/** What is said under the figure. */
export function createNotePlace(context: AppContext): HTMLElement {
  return filledWithScenarios(context, "scenario-note-place", async () =>
    (await import("./note.ts")).createScenarioNote(context),
  );
}

/** What the map shows of the scenario, over its legend; with it come its signs on the map. */
export function createSidesPlace(context: AppContext, palette: Store<{ current: Palette }>): HTMLElement {
  return filledWithScenarios(context, "scenario-sides-place", async () => {
    const { createMapSides } = await import("./map-sides.ts");
    void context.map.then(async (view) => {
      if (view === null) return;
      const { drawScenarios } = await import("./draw-scenarios.ts");
      drawScenarios(view, context, () => palette.get().current);
    });
    return createMapSides(context, palette);
  });
}

/** What may be tried with a structure, at the end of its card. */
export function createStructurePlace(
  context: AppContext,
  structure: { readonly id: string; readonly name: string },
): HTMLElement {
  const place = h("div", { class: "scenario-card" });
  void import("./card-actions.ts").then(({ createStructureActions }) =>
    replaceChildren(place, ...createStructureActions(context, structure)),
  );
  return place;
}

/** A way to try a structure in the middle of a gap. */
export function createGapPlace(
  context: AppContext,
  gap: { readonly center: readonly [number, number] },
): HTMLElement {
  const place = h("div", { class: "scenario-card" });
  void import("./card-actions.ts").then(({ createGapAction }) =>
    replaceChildren(place, createGapAction(context, gap.center)),
  );
  return place;
}
