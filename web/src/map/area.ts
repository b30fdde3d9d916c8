import type { DatasetSummary, StructureCollection } from "../api/wire.ts";
import type { AppData } from "../data.ts";
import { h } from "../dom.ts";
import { messages } from "../messages.fr.ts";
import type { AppState } from "../state.ts";
import type { Store } from "../store.ts";
import { createCard } from "../structure/card.ts";
import { createAttribution } from "./attribution.ts";
import { NO_BANDS } from "./content.ts";
import { createLegend } from "./legend.ts";
import { paddingFor } from "./padding.ts";
import { followPointer } from "./pointer.ts";
import { followTheme } from "./theme.ts";
import { followSelection } from "./travel.ts";
import type { MapView } from "./view.ts";

interface AreaInputs {
  readonly dataset: DatasetSummary;
  readonly structures: StructureCollection;
  readonly state: Store<AppState>;
  readonly data: Store<AppData>;
}

/** The map with its legend, attributions and the card of what is selected. */
export function createMapArea(inputs: AreaInputs): HTMLElement {
  const { dataset, structures, state, data } = inputs;
  // Read now: the map writes its own place there as soon as it starts.
  const isPlaced = location.hash !== "";
  const palette = followTheme();
  const frame = h("div", { class: "map-frame", id: "carte", tabindex: -1 });
  const readout = h("p", { class: "readout", "aria-hidden": "true" }, messages.map.cellHint);

  const wholeButton = h("button", { type: "button", class: "button whole" }, messages.map.wholeTerritory);

  const opening = openMap(frame, { ...inputs, palette });
  const card = createCard({
    state,
    data,
    structures,
    showIsochrones: (bands) => void opening.then((view) => view?.showIsochrones(bands ?? NO_BANDS)),
  });
  void opening.then((view) => {
    if (view === null) return;
    followPointer(view.map, state, readout);
    followSelection(view.map, inputs, isPlaced);
    wholeButton.addEventListener("click", () =>
      view.map.fitBounds([...dataset.bbox], { padding: paddingFor(frame.clientWidth, false) }),
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
      h("div", { class: "map-key" }, createLegend(state, palette), readout),
    ),
    card,
    createAttribution(dataset),
  );
}

/**
 * Starts MapLibre in its own chunk, after the figure and the tables. Without WebGL the page goes on: the
 * tables say what the map says.
 */
async function openMap(
  frame: HTMLElement,
  inputs: AreaInputs & { readonly palette: ReturnType<typeof followTheme> },
): Promise<MapView | null> {
  try {
    const { createMapView } = await import("./view.ts");
    return await createMapView(frame, inputs);
  } catch (error) {
    frame.replaceChildren(h("p", { class: "notice" }, messages.map.failed));
    console.warn(error);
    return null;
  }
}
