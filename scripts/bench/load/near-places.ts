import { Random } from "../../../data/demo/random.ts";
import { MICRODEGREES } from "../../../isochrones/geo/distance.ts";
import { MAX_SNAP_METERS } from "../../../isochrones/graph/free-points.ts";
import { Snapper } from "../../../isochrones/graph/snapping.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";

/** About a hundred metres around the middle of a cell. */
const JITTER_DEGREES = 0.001;
/** Of an address. */
const DECIMALS = 6;
/** So many draws for a place that some road is near, before it is said that there are none. */
const MOST_DRAWS = 1000;

export interface Place {
  readonly lon: number;
  readonly lat: number;
}

/**
 * Places near where people live, or at junctions where a dataset knows nobody. People live on islands without a road, too:
 * what the server would refuse for that is drawn again.
 */
export function drawPlaces({ cells, network, snapIndex }: Dataset, count: number, seed: number): Place[] {
  const random = new Random(seed).fork("near load");
  const snapper = new Snapper(network, snapIndex);
  const jittered = (degrees: number): number =>
    Number((degrees + (random.next() * 2 - 1) * JITTER_DEGREES).toFixed(DECIMALS));
  const draw = (): Place => {
    const index = random.integer(0, (cells?.count ?? network.nodeCount) - 1);
    const lat = cells === null ? network.nodeLats[index] / MICRODEGREES : cells.lats[index];
    const lon = cells === null ? network.nodeLons[index] / MICRODEGREES : cells.lons[index];
    return { lat: jittered(lat), lon: jittered(lon) };
  };
  return Array.from({ length: count }, () => {
    for (let draws = 0; draws < MOST_DRAWS; draws++) {
      const place = draw();
      if (snapper.snap(place.lon, place.lat, MAX_SNAP_METERS) !== null) return place;
    }
    throw new Error(`no road near any of ${MOST_DRAWS} places`);
  });
}

/** The address that asks what is near a place. */
export function nearPath({ lon, lat }: Place): string {
  return `/api/v1/proche?lat=${lat.toFixed(DECIMALS)}&lon=${lon.toFixed(DECIMALS)}`;
}
