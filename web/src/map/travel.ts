import type { Map as MapLibreMap } from "maplibre-gl";

import type { DatasetSummary, GapSummary, StructureCollection } from "../api/wire.ts";
import type { AppData } from "../data.ts";
import type { AppState, Selection } from "../state.ts";
import type { Store } from "../store.ts";
import { paddingAround } from "./padding.ts";
import { extend, findCommuneBounds } from "./commune-bounds.ts";
import type { Bounds } from "./commune-bounds.ts";

const CLOSEST_ZOOM = 13;
/** Wide enough around a structure for its isochrones. */
const STRUCTURE_ZOOM = 9.5;

interface Inputs {
  readonly dataset: DatasetSummary;
  readonly structures: StructureCollection;
  readonly state: Store<AppState>;
  readonly data: Store<AppData>;
}

/**
 * Moves the map to what is selected. MapLibre jumps instead of flying for readers who asked for less motion.
 *
 * @param isPlaced whether the address named a place for the map (`#zoom/lat/lon`): then the first selection,
 *   which comes from the same address, does not move it
 */
export function followSelection(map: MapLibreMap, inputs: Inputs, isPlaced: boolean): void {
  let isKept = isPlaced;
  inputs.state.watch(
    ({ selection }) => selection,
    (selection) => {
      if (selection !== null && !isKept) void goTo(map, selection, inputs);
      isKept = false;
    },
  );
}

async function goTo(map: MapLibreMap, selection: Selection, inputs: Inputs): Promise<void> {
  const bounds = await boundsOf(map, selection, inputs);
  // While the outline was looked for, the reader may have gone elsewhere.
  if (bounds === null || inputs.state.get().selection !== selection) return;
  map.fitBounds(bounds, {
    padding: paddingAround(map),
    maxZoom: selection.kind === "structure" ? STRUCTURE_ZOOM : CLOSEST_ZOOM,
  });
}

async function boundsOf(map: MapLibreMap, { kind, id }: Selection, inputs: Inputs): Promise<Bounds | null> {
  if (kind === "gap") {
    const gaps = await firstGaps(inputs.data);
    const gap = gaps.find((candidate) => candidate.id === id);
    return gap === undefined ? null : extend(null, gap.outline.coordinates.flat(2));
  }
  if (kind === "structure") return boundsOfStructure(map, id, inputs.structures);
  const known = findCommuneBounds(map, id);
  if (known !== null) return known;
  map.fitBounds([...inputs.dataset.bbox], { animate: false });
  await map.once("idle");
  return findCommuneBounds(map, id);
}

/** The gaps, once the server has sent some. */
async function firstGaps(data: Store<AppData>): Promise<readonly GapSummary[]> {
  const { gaps: known } = data.get();
  if (known !== null) return known;
  return new Promise((resolve) => {
    data.watch(
      ({ gaps }) => gaps,
      (gaps) => {
        if (gaps !== null) resolve(gaps);
      },
    );
  });
}

/** The place of a structure; null where the map shows it well enough already. */
function boundsOfStructure(map: MapLibreMap, id: string, { features }: StructureCollection): Bounds | null {
  const structure = features.find(({ properties }) => properties.id === id);
  if (structure === undefined) return null;
  const [lon = 0, lat = 0] = structure.geometry.coordinates;
  const { x, y } = map.project([lon, lat]);
  const { clientWidth, clientHeight } = map.getContainer();
  const { left, right, top, bottom } = paddingAround(map);
  const isBeside = x > left && x < clientWidth - right && y > top && y < clientHeight - bottom;
  const isSeen = isBeside && map.getZoom() >= STRUCTURE_ZOOM - 1.5;
  return isSeen ? null : [lon, lat, lon, lat];
}
