import type { FeatureCollection } from "geojson";
import { Marker } from "maplibre-gl";
import type { GeoJSONSource, Map as MapLibreMap } from "maplibre-gl";

import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { NO_FEATURES } from "../map/content.ts";
import type { MapView } from "../map/opened-map.ts";
import { findStructure } from "../structure/known-structures.ts";
import { listedEdits, signOf } from "./edit-list.ts";
import type { ListedEdit } from "./edit-list.ts";
import { editText } from "./edit-text.ts";
import { readEdit, writeEdit } from "./edits.ts";
import type { Session } from "./session.ts";

const words = scenarioMessages.edits;
const LINES = "scenario-lines";

/** Signs of more edits would hide the map. */
const MOST_SIGNS = 200;

/** Shows each edit on the map by its sign and number, and where what moves comes from. Signs of places can be dragged. */
export function followSigns(view: MapView, { state }: AppContext, session: Session): void {
  const { map } = view;
  let signs: Marker[] = [];
  let lines: FeatureCollection = NO_FEATURES;
  let round = 0;
  const drawLines = (): void => {
    addLines(map);
    void map.getSource<GeoJSONSource>(LINES)?.setData(lines);
  };
  const draw = async (): Promise<void> => {
    round++;
    const current = round;
    const isShown = state.get().shownScenario !== null || session.store.get().draft !== null;
    const edits = isShown ? listedEdits(session.store.get()).slice(0, MOST_SIGNS) : [];
    const placed = await Promise.all(edits.map(placeOf));
    if (current !== round) return;
    for (const sign of signs) sign.remove();
    signs = placed.flatMap((place, index) => {
      const edit = edits[index];
      return place === null || edit === undefined ? [] : [signAt(map, session, edit, index, place)];
    });
    lines = {
      type: "FeatureCollection",
      features: placed.flatMap((place) =>
        place?.from === undefined
          ? []
          : [
              {
                type: "Feature",
                properties: {},
                geometry: { type: "LineString", coordinates: [place.from, place.at] },
              },
            ],
      ),
    };
    drawLines();
  };
  view.onStyle(drawLines);
  for (const key of ["words", "draft", "answer"] as const)
    session.store.watch(
      (all) => all[key],
      () => void draw(),
    );
  state.watch(
    ({ shownScenario }) => shownScenario,
    () => void draw(),
  );
}

/** Signs of edits on a map that only shows them. */
export async function followEdits(map: MapLibreMap, edits: readonly string[]): Promise<void> {
  for (const [index, word] of edits.slice(0, MOST_SIGNS).entries()) {
    const place = await placeOf({ word, understood: null });
    if (place === null) continue;
    const element = h(
      "span",
      {
        class: `edit-sign map-sign edit-sign-${readEdit(word)?.action ?? "modifier"}`,
        "aria-hidden": "true",
      },
      signOf(word, index + 1),
    );
    new Marker({ element }).setLngLat(place.at).addTo(map);
    element.removeAttribute("role");
    element.removeAttribute("aria-label");
    element.removeAttribute("tabindex");
  }
}

interface Place {
  readonly at: [number, number];
  /** Where it stood before. */
  readonly from?: [number, number];
}

/** null where it is not known. */
async function placeOf({ word, understood }: ListedEdit): Promise<Place | null> {
  const edit = readEdit(word);
  if (edit === null) return null;
  if (edit.action === "ajouter") return { at: [edit.lon, edit.lat] };
  if (edit.action !== "deplacer" && understood !== null) return { at: [understood.lon, understood.lat] };
  const structure = await findStructure(edit.id).catch(() => null);
  if (structure === null) return null;
  const [lon = 0, lat = 0] = structure.geometry.coordinates;
  return edit.action === "deplacer" ? { at: [edit.lon, edit.lat], from: [lon, lat] } : { at: [lon, lat] };
}

function signAt(
  map: MapLibreMap,
  session: Session,
  { word, understood }: ListedEdit,
  index: number,
  { at }: Place,
): Marker {
  const edit = readEdit(word);
  const number = index + 1;
  const element = h(
    "button",
    {
      type: "button",
      class: `edit-sign map-sign edit-sign-${edit?.action ?? "modifier"}`,
      "aria-label": words.marker(number, editText(word, understood, null)),
      onclick: (event) => {
        // The map would take it for a press on what lies beneath.
        event.stopPropagation();
        document.querySelector<HTMLElement>(`#modification-${number}`)?.focus();
      },
    },
    signOf(word, number),
  );
  const draggable = edit?.action === "ajouter" || edit?.action === "deplacer";
  const marker = new Marker({ element, draggable }).setLngLat(at).addTo(map);
  // The library gives its signs a part and a name of its own.
  element.removeAttribute("role");
  element.setAttribute("aria-label", words.marker(number, editText(word, understood, null)));
  marker.on("dragend", () => {
    const { lng, lat } = marker.getLngLat().wrap();
    if (draggable) void session.change(index, writeEdit({ ...edit, lon: lng, lat }));
  });
  return marker;
}

function addLines(map: MapLibreMap): void {
  if (map.getSource(LINES) !== undefined) return;
  const color = getComputedStyle(map.getContainer()).getPropertyValue("--ink");
  map.addSource(LINES, { type: "geojson", data: NO_FEATURES });
  map.addLayer({
    id: LINES,
    type: "line",
    source: LINES,
    paint: { "line-color": color, "line-width": 2, "line-dasharray": [2, 1.5] },
  });
}
