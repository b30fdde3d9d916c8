import type { Map as MapLibreMap } from "maplibre-gl";

import type { AppContext } from "../app/context.ts";
import type { AddressKeeper } from "../app/history.ts";
import type { Origin, Selection } from "../app/state.ts";
import { findStructure } from "../structure/known-structures.ts";
import { paddingAround, paddingFor } from "./padding.ts";

/** `[west, south, east, north]`, degrees. */
type Bounds = [number, number, number, number];

const CLOSEST_ZOOM = 13;
/** Wide enough around a structure for its isochrones. */
const STRUCTURE_ZOOM = 9.5;
const ORIGIN_ZOOM = 11;

/**
 * Moves the map to the territory that is shown, and to what is selected. MapLibre jumps instead of flying for readers who
 * asked for less motion.
 *
 * @param isPlaced whether the address named a place for the map (`#zoom/lat/lon`): then what comes from the same address
 *   does not move it
 */
export function followPlaces(
  map: MapLibreMap,
  { dataset, state, data }: AppContext,
  keeper: AddressKeeper,
  isPlaced: boolean,
): void {
  const mayMove = (): boolean => !keeper.isRestoring();
  /** The API refuses places outside: there is nothing to see there. */
  const isInside = ({ lon, lat }: Origin): boolean => {
    const [west, south, east, north] = dataset.bbox;
    return lon >= west && lon <= east && lat >= south && lat <= north;
  };
  // Each of them is told its first value at once: that of the address.
  let isPlaceKept = isPlaced;
  let isSelectionKept = isPlaced;
  let isOriginKept = isPlaced;
  let restored: string | null = null;
  state.watch(
    ({ territory }) => territory,
    (territory) => {
      // The place comes later, when the state is no longer being restored.
      restored = keeper.isRestoring() ? territory : null;
    },
  );
  data.watch(
    ({ place }) => place,
    (place) => {
      if (place === null) return;
      const { selection, origin } = state.get();
      const isSubjectElsewhere = selection !== null || (origin !== null && isInside(origin));
      const isStay = isPlaceKept || restored === place.territory.ref || isSubjectElsewhere;
      isPlaceKept = false;
      const padding = paddingFor(map.getContainer().clientWidth, false);
      if (!isStay) map.fitBounds([...place.mainBbox], { padding, maxZoom: CLOSEST_ZOOM });
    },
  );
  state.watch(
    ({ selection }) => selection,
    (selection) => {
      if (selection !== null && !isSelectionKept && mayMove()) void goTo(map, selection, { state, data });
      isSelectionKept = false;
    },
  );
  state.watch(
    ({ origin }) => origin,
    (origin) => {
      if (origin !== null && isInside(origin) && !isOriginKept && mayMove()) {
        map.easeTo({ center: [origin.lon, origin.lat], zoom: Math.max(map.getZoom(), ORIGIN_ZOOM) });
      }
      isOriginKept = false;
    },
  );
}

type Stores = Pick<AppContext, "state" | "data">;

async function goTo(map: MapLibreMap, selection: Selection, { state, data }: Stores): Promise<void> {
  const bounds =
    selection.kind === "gap"
      ? await boundsOfGap(selection.id, data)
      : await boundsOfStructure(map, selection.id, state.get().origin !== null);
  // While it was looked for, the reader may have gone elsewhere.
  if (bounds === null || state.get().selection !== selection) return;
  map.fitBounds(bounds, {
    padding: paddingAround(map),
    maxZoom: selection.kind === "structure" ? STRUCTURE_ZOOM : CLOSEST_ZOOM,
  });
}

/** Where a gap lies, once the server has listed some; null for one that is not in the list. */
async function boundsOfGap(id: string, data: Stores["data"]): Promise<Bounds | null> {
  return new Promise((resolve) => {
    let end: (() => void) | null = null;
    end = data.watch(
      ({ gaps }) => gaps,
      (gaps) => {
        if (gaps === null) return;
        const gap = gaps.gaps.find((candidate) => candidate.id === id);
        resolve(gap === undefined ? null : [...gap.bbox]);
        end?.();
      },
    );
  });
}

/**
 * The place of a structure; null where the map shows it well enough already, and for an unknown one.
 *
 * @param isTripShown then the map has moved to the whole of the trip, and anywhere on it is well enough
 */
async function boundsOfStructure(map: MapLibreMap, id: string, isTripShown: boolean): Promise<Bounds | null> {
  const structure = await findStructure(id).catch(() => null);
  if (isTripShown && map.isMoving()) await map.once("moveend");
  if (structure === null) return null;
  const [lon = 0, lat = 0] = structure.geometry.coordinates;
  const { x, y } = map.project([lon, lat]);
  const { clientWidth, clientHeight } = map.getContainer();
  const { left, right, top, bottom } = paddingAround(map);
  const isBeside = x > left && x < clientWidth - right && y > top && y < clientHeight - bottom;
  const isSeen = isBeside && (isTripShown || map.getZoom() >= STRUCTURE_ZOOM - 1.5);
  return isSeen ? null : [lon, lat, lon, lat];
}
