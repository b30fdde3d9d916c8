import { Obstacle } from "../../../isochrones/model/roads.ts";
import type { OsmBlock } from "../pbf/block-model.ts";
import { decodeTags } from "../pbf/block.ts";
import type { CarProfile } from "../profile.ts";
import { Float64List } from "../typed-list.ts";
import { NO_INDEX, SortedIds } from "./sorted-ids.ts";

const MAX_LON_NANODEGREES = 180e9;
const MAX_LAT_NANODEGREES = 90e9;

/** Longitude of a node that is not on Earth; its coordinates stand in `offEarth`. */
export const OFF_EARTH = -0x80000000;

/** West, south, east, north in microdegrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** What the second pass takes from a block: the wanted nodes in file order, as parallel arrays. */
export interface BlockPlaces {
  readonly deletedCount: number;
  /** Place of the first node in the list of wanted nodes. */
  readonly first: number;
  /** Place of each node there; null where they follow the first one by one, as in files whose ids ascend. */
  readonly indices: Uint32Array | null;
  /** Microdegrees, or `OFF_EARTH`. */
  readonly lons: Int32Array;
  readonly lats: Int32Array;
  /** Bits of `Obstacle`. */
  readonly obstacles: Uint16Array;
  /** Longitude and latitude of each node that is not on Earth, in nanodegrees. */
  readonly offEarth: Float64Array;
}

/**
 * Places and obstacles of the wanted nodes of a block.
 *
 * @param wanted OSM ids of nodes, ascending, without doubles
 * @param boxes nodes outside all of them are where the extract ends; null where nothing is known of that
 */
export function takePlaces(
  block: OsmBlock,
  wanted: Float64Array,
  profile: CarProfile,
  boxes: readonly Box[] | null,
): BlockPlaces {
  const { lons, lats, tags } = block.nodes;
  const { found, indices } = findWanted(block, wanted);
  const places = {
    deletedCount: block.deletedCount,
    first: indices[0] ?? 0,
    indices: isRow(indices) ? null : indices,
    lons: new Int32Array(found.length),
    lats: new Int32Array(found.length),
    obstacles: new Uint16Array(found.length),
  };
  const offEarth = new Float64List(0);
  for (let at = 0; at < found.length; at++) {
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
    const isTagged = tags.offsets.values[node] !== tags.offsets.values[node + 1];
    const obstacles = isTagged ? profile.node(decodeTags(block.strings, tags, node)) : 0;
    const isInside = boxes === null || isInAny(boxes, places.lons[at], places.lats[at]);
    places.obstacles[at] = isInside ? obstacles : obstacles | Obstacle.cut;
  }
  return { ...places, offEarth: offEarth.toArray() };
}

/** Places of wanted nodes in the block, and in the list of wanted nodes. */
function findWanted(block: OsmBlock, wanted: Float64Array): { found: Uint32Array; indices: Uint32Array } {
  const { ids } = block.nodes;
  const sorted = new SortedIds(wanted);
  const found = new Uint32Array(ids.length);
  const indices = new Uint32Array(ids.length);
  let count = 0;
  for (let node = 0; node < ids.length; node++) {
    const index = sorted.find(ids.values[node]);
    if (index === NO_INDEX) continue;
    found[count] = node;
    indices[count++] = index;
  }
  return { found: found.subarray(0, count), indices: indices.slice(0, count) };
}

function isRow(indices: Uint32Array): boolean {
  for (let at = 1; at < indices.length; at++) if (indices[at] !== indices[at - 1] + 1) return false;
  return true;
}

/** To a microdegree, since boxes are not rounded as coordinates are. */
function isInAny(boxes: readonly Box[], lon: number, lat: number): boolean {
  for (const [west, south, east, north] of boxes) {
    if (lon >= west - 1 && lon <= east + 1 && lat >= south - 1 && lat <= north + 1) return true;
  }
  return false;
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
