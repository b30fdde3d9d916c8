import type { IsochronesAnswer } from "../../../server/schemas/answers.ts";
import { fetchIsochrones } from "../api/client.ts";
import type { AppState } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";
import type { OpenedMap } from "../map/opened-map.ts";
import { NO_FEATURES } from "../map/content.ts";

/** Bands drawn around a chosen structure, minutes. */
const BANDS: readonly number[] = [10, 20, 30];

/** Who reaches a structure within some minutes: a list here, and areas on the map. */
export function createReach(
  id: string,
  state: Store<AppState>,
  opening: OpenedMap,
  signal: AbortSignal,
): HTMLElement {
  const place = h("div", { class: "bands" }, messages.structure.computing);
  void ask(id, place, signal).then(async (bands) => {
    const view = await opening;
    if (bands === null || view === null || signal.aborted) return;
    // A trip to the structure and the areas around it are hard to read over each other: the trip was asked for.
    const end = state.watch(
      ({ origin }) => origin === null,
      (isFree) => view.show({ isochrones: isFree ? bands : NO_FEATURES }),
    );
    signal.addEventListener("abort", end);
  });
  return place;
}

/** Lists the bands and returns them; null where they did not come. */
async function ask(id: string, place: HTMLElement, signal: AbortSignal): Promise<IsochronesAnswer | null> {
  try {
    const bands = await fetchIsochrones(id, BANDS, signal);
    if (signal.aborted) return null;
    const rows = bands.features
      .map(({ properties }) => properties)
      .sort((a, b) => a.minutes - b.minutes)
      .flatMap(({ minutes, people }) => [
        h("dt", {}, messages.structure.band(minutes)),
        h("dd", {}, messages.structure.bandPeople(people)),
      ]);
    replaceChildren(place, h("dl", { class: "facts" }, ...rows));
    return bands;
  } catch (error) {
    if (signal.aborted) return null;
    place.textContent = messages.failed(error instanceof Error ? error.message : String(error));
    return null;
  }
}
