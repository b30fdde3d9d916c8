import type { DataIssues } from "../../issues.ts";
import { type BlockPlaces, OFF_EARTH } from "./block-places.ts";

/** Gathers the places of wanted nodes, block by block in file order. A node seen before is counted and skipped. */
export class NodeCollector {
  /** OSM ids of the wanted nodes, ascending. */
  readonly ids: Float64Array;
  /** Microdegrees. */
  readonly lons: Int32Array;
  readonly lats: Int32Array;
  /** Bits of `Obstacle`. */
  readonly obstacles: Uint16Array;
  /** 1 where the node was found. */
  readonly found: Uint8Array;
  readonly #issues: DataIssues;

  /** @param ids OSM ids of the wanted nodes, ascending, without doubles */
  constructor(ids: Float64Array, issues: DataIssues) {
    this.ids = ids;
    this.lons = new Int32Array(ids.length);
    this.lats = new Int32Array(ids.length);
    this.obstacles = new Uint16Array(ids.length);
    this.found = new Uint8Array(ids.length);
    this.#issues = issues;
  }

  add(block: BlockPlaces): void {
    const { first, indices, lons, lats, obstacles } = block;
    const end = first + lons.length;
    const isPlain = indices === null && block.offEarth.length === 0;
    if (!isPlain || this.found.subarray(first, end).includes(1)) {
      this.#addEach(block);
      return;
    }
    this.lons.set(lons, first);
    this.lats.set(lats, first);
    this.obstacles.set(obstacles, first);
    this.found.fill(1, first, end);
  }

  #addEach({ first, indices, lons, lats, obstacles, offEarth }: BlockPlaces): void {
    let offEarthCount = 0;
    for (let at = 0; at < lons.length; at++) {
      const node = indices === null ? first + at : indices[at];
      const isOffEarth = lons[at] === OFF_EARTH;
      if (isOffEarth) offEarthCount++;
      if (this.found[node] === 1) {
        this.#issues.count("osm.node.duplicate", "info", `node ${this.ids[node]}`);
      } else if (isOffEarth) {
        this.#countOffEarth(node, offEarth, offEarthCount - 1);
      } else {
        this.found[node] = 1;
        this.lons[node] = lons[at];
        this.lats[node] = lats[at];
        this.obstacles[node] = obstacles[at];
      }
    }
  }

  #countOffEarth(node: number, nanodegrees: Float64Array, at: number): void {
    const place = `${nanodegrees[2 * at] / 1e9}, ${nanodegrees[2 * at + 1] / 1e9}`;
    this.#issues.count("osm.node.off_earth", "warning", `node ${this.ids[node]} at ${place}`);
  }
}
