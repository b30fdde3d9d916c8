import type { OsmBlock } from "../pbf/block-model.ts";
import { decodeTags } from "../pbf/block.ts";
import type { CarProfile } from "../profile.ts";
import { Float64List } from "../typed-list.ts";
import { NO_INDEX, SortedIds } from "./sorted-ids.ts";

const MAX_LON_NANODEGREES = 180e9;
const MAX_LAT_NANODEGREES = 90e9;

/** Longitude of a node that is not on Earth; its coordinates stand in `offEarth`. */
export const OFF_EARTH = -0x80000000;

/** What the second pass takes from a block: the wanted nodes in file order, as parallel arrays. */
export interface BlockPlaces {
  readonly deletedCount: number;
  /** Places in the list of wanted nodes. */
  readonly indices: Uint32Array;
  /** Microdegrees, or `OFF_EARTH`. */
  readonly lons: Int32Array;
  readonly lats: Int32Array;
  /** Bits of `Obstacle`. */
  readonly obstacles: Uint16Array;
  /** Longitude and latitude of each node that is not on Earth, in nanodegrees. */
  readonly offEarth: Float64Array;
}

/** @param wanted OSM ids of nodes, ascending, without doubles */
export function takePlaces(block: OsmBlock, wanted: Float64Array, profile: CarProfile): BlockPlaces {
  const { ids, lons, lats, tags } = block.nodes;
  const sorted = new SortedIds(wanted);
  // Places in the block of the nodes found, then what is taken of them.
  const found = new Uint32Array(ids.length);
  const indices = new Uint32Array(ids.length);
  let count = 0;
  for (let node = 0; node < ids.length; node++) {
    const index = sorted.find(ids.values[node]);
    if (index === NO_INDEX) continue;
    found[count] = node;
    indices[count++] = index;
  }
  const places = {
    deletedCount: block.deletedCount,
    indices: indices.slice(0, count),
    lons: new Int32Array(count),
    lats: new Int32Array(count),
    obstacles: new Uint16Array(count),
  };
  const offEarth = new Float64List(0);
  for (let at = 0; at < count; at++) {
    const node = found[at];
    const lon = lons.values[node];
    const lat = lats.values[node];
    if (Math.abs(lon) > MAX_LON_NANODEGREES || Math.abs(lat) > MAX_LAT_NANODEGREES) {
      places.lons[at] = OFF_EARTH;
      offEarth.push(lon);
      offEarth.push(lat);
      continue;
    }
    places.lons[at] = toMicrodegrees(lon);
    places.lats[at] = toMicrodegrees(lat);
    if (tags.offsets.values[node] === tags.offsets.values[node + 1]) continue;
    places.obstacles[at] = profile.node(decodeTags(block.strings, tags, node));
  }
  return { ...places, offEarth: offEarth.toArray() };
}

/**
 * Nanodegrees to microdegrees, half away from zero, through the very doubles that OSRM goes through (osmium's
 * 1e-7 degrees, then degrees, then 1e-6): where a half is not exact in a double, both round it the same way.
 */
export function toMicrodegrees(nanodegrees: number): number {
  const degrees = Math.trunc(nanodegrees / 100) / 1e7;
  const microdegrees = Math.floor(Math.abs(degrees * 1e6) + 0.5);
  return nanodegrees < 0 ? -microdegrees : microdegrees;
}
