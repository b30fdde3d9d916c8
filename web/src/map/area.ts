import type { AppContext } from "../app/context.ts";
import type { AddressKeeper } from "../app/history.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { createStore } from "../dom/store.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";
import { createInsetsPlace } from "../national/insets-place.ts";
import { createSidesPlace } from "../scenario/places.ts";
import { createAttribution } from "./attribution.ts";
import { createLegend } from "./legend.ts";
import type { MapToCome, OpenedMap } from "./opened-map.ts";
import type { Palette } from "./palette.ts";
import { paddingFor } from "./padding.ts";
import { createMapSwitches } from "./map-switches.ts";
import { followTheme } from "./theme.ts";

/**
 * The map with its legend, attributions and the card of what is selected. It starts when it is first shown: not beside a
 * document.
 */
export function createMapArea(
  context: AppContext,
  keeper: AddressKeeper,
  settle: MapToCome["settle"],
): HTMLElement {
  const { dataset, state, data } = context;
  const palette = followTheme();
  const frame = h("div", { class: "map-frame", id: "carte", tabindex: -1 });
  const readout = h("p", { class: "readout", "aria-hidden": "true" }, messages.map.cellHint);
  const trouble = h("div", { class: "map-troubles" });
  let isAsked = false;
  state.watch(
    ({ view }) => view,
    (view) => {
      if (view !== "map" || isAsked) return;
      isAsked = true;
      void openMap(frame, trouble, { context, keeper, palette, readout }).then(settle);
    },
  );
  const wholeButton = h("button", { type: "button", class: "button whole" }, messages.map.wholeTerritory);
  wholeButton.addEventListener("click", () => {
    const bbox = data.get().place?.mainBbox ?? dataset.bbox;
    void context.map.then((view) =>
      view?.map.fitBounds([...bbox], { padding: paddingFor(frame.clientWidth, false) }),
    );
  });

  return h(
    "div",
    { class: "map-area" },
    h(
      "section",
      { class: "map-box", "aria-label": messages.map.label },
      h("p", { class: "visually-hidden" }, messages.map.help),
      frame,
      dataset.fictitious && h("p", { class: "map-ribbon", "aria-hidden": "true" }, messages.fictitious.title),
      wholeButton,
      trouble,
      h(
        "div",
        { class: "map-key" },
        createMapSwitches(state),
        createSidesPlace(context, palette),
        createLegend(state, palette, followZoom(context)),
        readout,
      ),
      createCardPlace(context),
    ),
    createInsetsPlace(context, palette),
    createAttribution(context),
  );
}

/** How near the map is, once there is one. */
function followZoom({ map }: AppContext): Store<{ readonly zoom: number | null }> {
  const sight = createStore<{ readonly zoom: number | null }>({ zoom: null });
  void map.then((view) => {
    const read = (): void => sight.set({ zoom: view?.map.getZoom() ?? null });
    view?.map.on("zoom", read);
    read();
  });
  return sight;
}

/** The card is fetched with the first selection. */
function createCardPlace(context: AppContext): HTMLElement {
  const place = h("div", { class: "card-place" });
  let isAsked = false;
  context.state.watch(
    ({ selection }) => selection,
    (selection) => {
      if (selection === null || isAsked) return;
      isAsked = true;
      void import("../structure/card.ts").then(({ createCard }) =>
        replaceChildren(place, createCard(context)),
      );
    },
  );
  return place;
}

interface MapInputs {
  readonly context: AppContext;
  readonly keeper: AddressKeeper;
  readonly palette: Store<{ current: Palette }>;
  readonly readout: HTMLElement;
}

/**
 * Starts MapLibre in its own chunk, after the figure and the tables. Without WebGL the page goes on: the
 * tables say what the map says.
 */
async function openMap(frame: HTMLElement, trouble: HTMLElement, inputs: MapInputs): OpenedMap {
  const { context, keeper, palette, readout } = inputs;
  // Read now: the map writes its own place there as soon as it starts.
  const isPlaced = location.hash !== "";
  try {
    const { startMap } = await import("./start-map.ts");
    return await startMap(frame, { context, keeper, palette, readout, trouble, isPlaced });
  } catch (error) {
    frame.replaceChildren(h("p", { class: "notice" }, messages.map.failed));
    // What explains and moves a map explains nothing without one.
    frame.parentElement?.classList.add("without-map");
    console.warn(error);
    return null;
  }
}
