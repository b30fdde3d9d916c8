import type { DataIssues } from "../../issues.ts";
import { decodeTags } from "../pbf/block.ts";
import type { OsmBlock } from "../pbf/block-model.ts";
import type { CarProfile } from "../profile.ts";
import { NO_INDEX, SortedIds } from "./sorted-ids.ts";

const MAX_LON_NANODEGREES = 180e9;
const MAX_LAT_NANODEGREES = 90e9;

/** Gathers the places of wanted nodes, block by block. A node seen before is counted and skipped. */
export class NodeCollector {
  readonly sorted: SortedIds;
  /** Microdegrees. */
  readonly lons: Int32Array;
  readonly lats: Int32Array;
  /** Bits of `Obstacle`. */
  readonly obstacles: Uint16Array;
  /** 1 where the node was found. */
  readonly found: Uint8Array;
  readonly #profile: CarProfile;
  readonly #issues: DataIssues;

  /** @param ids OSM ids of the wanted nodes, ascending, without doubles */
  constructor(ids: Float64Array, profile: CarProfile, issues: DataIssues) {
    this.sorted = new SortedIds(ids);
    this.lons = new Int32Array(ids.length);
    this.lats = new Int32Array(ids.length);
    this.obstacles = new Uint16Array(ids.length);
    this.found = new Uint8Array(ids.length);
    this.#profile = profile;
    this.#issues = issues;
  }

  add(block: OsmBlock): void {
    const ids = block.nodes.ids.values;
    const count = block.nodes.ids.length;
    for (let at = 0; at < count; at++) {
      const index = this.sorted.find(ids[at]);
      if (index !== NO_INDEX) this.#keep(block, at, index);
    }
  }

  #keep(block: OsmBlock, at: number, index: number): void {
    const { ids, lons, lats, tags } = block.nodes;
    if (this.found[index] === 1) {
      this.#issues.count("osm.node.duplicate", "info", `node ${ids.values[at]}`);
      return;
    }
    const lon = lons.values[at];
    const lat = lats.values[at];
    if (Math.abs(lon) > MAX_LON_NANODEGREES || Math.abs(lat) > MAX_LAT_NANODEGREES) {
      this.#issues.count(
        "osm.node.off_earth",
        "warning",
        `node ${ids.values[at]} at ${lon / 1e9}, ${lat / 1e9}`,
      );
      return;
    }
    this.found[index] = 1;
    this.lons[index] = toMicrodegrees(lon);
    this.lats[index] = toMicrodegrees(lat);
    if (tags.offsets.values[at] === tags.offsets.values[at + 1]) return;
    this.obstacles[index] = this.#profile.node(decodeTags(block.strings, tags, at));
  }
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
