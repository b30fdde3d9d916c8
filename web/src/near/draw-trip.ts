import type { Position } from "geojson";

import type { NearestProperties } from "../../../server/schemas/answers.ts";
import type { AppContext } from "../app/context.ts";
import type { Origin } from "../app/state.ts";
import type { OpenedMap } from "../map/opened-map.ts";
import { NO_FEATURES } from "../map/content.ts";
import { paddingFor } from "../map/padding.ts";
import { boundsOf, tripFeatures } from "./trip.ts";

/** A quarter of a town around the shortest of trips. */
const CLOSEST_ZOOM = 14;

interface Inputs {
  readonly origin: Origin;
  readonly movesMap: boolean;
  readonly signal: AbortSignal;
}

interface Trip {
  /** Draws the way to the one of these that is chosen, now and when another is; `mark` hears its id. */
  readonly show: (structures: readonly NearestProperties[], mark: (id: string | null) => void) => void;
}

/** Keeps on the map the way from a place to the structure that is selected, else to the first of some, until `signal`. */
export function drawTrip(
  { state }: AppContext,
  opening: OpenedMap,
  { origin, movesMap, signal }: Inputs,
): Trip {
  let structures: readonly NearestProperties[] = [];
  let mark: (id: string | null) => void = () => {};
  let mayMove = movesMap;
  let drawn: string | null = null;

  const draw = (): void => {
    const { selection } = state.get();
    const selected = structures.find(({ id }) => selection?.kind === "structure" && id === selection.id);
    const chosen = selected ?? structures[0] ?? null;
    mark(chosen?.id ?? null);
    const route: readonly Position[] = chosen?.route?.coordinates ?? [];
    const moves = mayMove && chosen !== null && chosen.id !== drawn;
    drawn = chosen?.id ?? drawn;
    // Once it is drawn, the map follows what the reader chooses.
    if (chosen !== null) mayMove = true;
    void opening.then((view) => {
      if (view === null || signal.aborted) return;
      view.show({ trip: tripFeatures(origin, chosen) });
      if (!moves) return;
      view.map.fitBounds(boundsOf([[origin.lon, origin.lat], ...route]), {
        padding: paddingFor(view.map.getContainer().clientWidth, selection !== null),
        maxZoom: CLOSEST_ZOOM,
      });
    });
  };
  draw();
  const end = state.watch(({ selection }) => selection, draw);
  signal.addEventListener("abort", () => {
    end();
    void opening.then((view) => view?.show({ trip: NO_FEATURES }));
  });
  return {
    show: (now, react) => {
      structures = now;
      mark = react;
      draw();
    },
  };
}
