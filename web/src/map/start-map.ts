import type { AppContext } from "../app/context.ts";
import type { AddressKeeper } from "../app/history.ts";
import { figureKey, onMap } from "../app/state.ts";
import { debounce, h } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";
import { Choropleth } from "./choropleth.ts";
import { followIgn } from "./follow-ign.ts";
import type { MapView } from "./opened-map.ts";
import type { Palette } from "./palette.ts";
import { followPointer } from "./pointer.ts";
import { followPrinting } from "./print-map.ts";
import { followPlaces } from "./travel.ts";
import { createMapView } from "./view.ts";

/** Tiles of communes tell which départements are in sight: they come one by one. */
const PAUSE_MS = 150;

interface Inputs {
  readonly context: AppContext;
  readonly keeper: AddressKeeper;
  readonly palette: Store<{ current: Palette }>;
  readonly readout: HTMLElement;
  /** Where failures of what the map asks for are said. */
  readonly trouble: HTMLElement;
  readonly isPlaced: boolean;
}

/** The map with all that follows it. Throws where the browser has no WebGL. */
export async function startMap(frame: HTMLElement, inputs: Inputs): Promise<MapView> {
  const { context, keeper, palette, readout, trouble, isPlaced } = inputs;
  const view = await createMapView(frame, context, palette);
  followIgn(view, context.state, troubleLine(trouble));
  const choropleth = new Choropleth(view.map, context);
  followPointer(view.map, context, choropleth, readout);
  followPlaces(view.map, context, keeper, isPlaced);
  followShares(view, context, choropleth, troubleLine(trouble));
  followPrinting(view.map, frame);
  return view;
}

/** A line of its own for one kind of trouble. */
function troubleLine(place: HTMLElement): HTMLElement {
  const line = h("p", { class: "map-trouble", role: "status", hidden: true });
  place.append(line);
  return line;
}

function followShares(
  { map, onStyle }: MapView,
  { state }: AppContext,
  choropleth: Choropleth,
  trouble: HTMLElement,
): void {
  const notice = trouble;
  const show = async (): Promise<void> => {
    try {
      await choropleth.show();
      notice.hidden = true;
    } catch (error) {
      notice.hidden = false;
      notice.textContent = messages.failed(error instanceof Error ? error.message : String(error));
    }
  };
  const showSoon = debounce(() => void show(), PAUSE_MS);
  onStyle(() => {
    choropleth.recolor();
    void show();
  });
  map.on("moveend", showSoon);
  map.on("sourcedata", ({ sourceId }) => {
    if (sourceId === "territoires") showSoon();
  });
  state.watch(
    ({ minutes }) => minutes,
    () => choropleth.recolor(),
  );
  state.watch(
    (all) => `${all.shading} ${figureKey(onMap(all))}`,
    () => void show(),
  );
}
