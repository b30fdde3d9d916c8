import { fetchIsochrones } from "../api/client.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import type { OpenedMap } from "../map/opened-map.ts";

/** Bands drawn around a chosen structure, minutes. */
const BANDS: readonly number[] = [10, 20, 30];

/** Who reaches a structure within some minutes: a list here, and areas on the map. */
export function createReach(id: string, opening: OpenedMap, signal: AbortSignal): HTMLElement {
  const place = h("div", { class: "bands" }, messages.structure.computing);
  void draw(id, place, opening, signal);
  return place;
}

async function draw(id: string, place: HTMLElement, opening: OpenedMap, signal: AbortSignal): Promise<void> {
  try {
    const bands = await fetchIsochrones(id, BANDS, signal);
    const view = await opening;
    if (signal.aborted) return;
    view?.show({ isochrones: bands });
    const rows = bands.features
      .map(({ properties }) => properties)
      .sort((a, b) => a.minutes - b.minutes)
      .flatMap(({ minutes, people }) => [
        h("dt", {}, messages.structure.band(minutes)),
        h("dd", {}, messages.structure.bandPeople(people)),
      ]);
    replaceChildren(place, h("dl", { class: "facts" }, ...rows));
  } catch (error) {
    if (signal.aborted) return;
    place.textContent = messages.failed(error instanceof Error ? error.message : String(error));
  }
}
