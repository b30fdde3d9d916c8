import type { RoadName, RoadProfile } from "../../../isochrones/model/network.ts";
import type { DataIssues } from "../../issues.ts";
import { Float64List } from "../typed-list.ts";
import { type BlockRoads, NO_PROFILE, type RawRestriction, type SkippedRestriction } from "./block-roads.ts";
import { IdSet } from "./id-set.ts";
import { Interner, nameKey, nameOfKey, profileKey } from "./interner.ts";
import { SeenIds } from "./seen-ids.ts";

const EMPTY_NAME: RoadName = { name: "", ref: "" };

const SKIPPED_CODES = {
  conditional: "osm.restriction.conditional",
  "not-for-cars": "osm.restriction.not_for_cars",
  unknown: "osm.restriction.unknown",
} as const;

/** Roads of one block: parallel arrays. */
export interface WayChunk {
  readonly ids: Float64Array;
  /** Indices into `RoadCollector.profiles` and `.names`. */
  readonly profiles: Uint32Array;
  readonly names: Uint32Array;
  /** How many nodes each has. */
  readonly refCounts: Uint32Array;
}

/**
 * Gathers the ways that the profile accepts and the restrictions among them, block by block in file order. A way or
 * a restriction seen before, in the same file or another, is counted and skipped.
 */
export class RoadCollector {
  /** Block after block: in one piece they would be copied each time that they grow. */
  readonly chunks: WayChunk[] = [];
  wayCount = 0;
  readonly profiles = new Interner<RoadProfile>(profileKey);
  readonly names = new Interner<RoadName>(nameKey);
  /** Ways with one of the profile's keys that it does not accept. */
  readonly rejectedWays = new Float64List();
  readonly restrictions: RawRestriction[] = [];
  readonly #seenWays = new SeenIds(() => [...this.chunks.map(({ ids }) => ids), this.rejectedWays.toArray()]);
  readonly #seenRestrictions = new IdSet();
  readonly #issues: DataIssues;
  #refs: Float64Array[] = [];

  constructor(issues: DataIssues) {
    this.#issues = issues;
    this.names.index(EMPTY_NAME);
  }

  /** Adds a block, whose arrays are the collector's from now on. */
  add(block: BlockRoads): void {
    this.#addWays(block);
    for (const restriction of block.restrictions) this.#addRestriction(restriction);
  }

  /** OSM ids of the nodes of all ways, way after way, in pieces. They are the caller's from now on. */
  takeRefs(): Float64Array[] {
    const refs = this.#refs;
    this.#refs = [];
    return refs;
  }

  /** The ways that count move together at the front of the block's arrays. */
  #addWays({ wayIds, wayProfiles, wayNames, wayRefCounts, refs, ...block }: BlockRoads): void {
    const isNew = this.#seenWays.add(wayIds);
    // Filled on first use: what only a way that is there twice has must not be counted in.
    const profiles: number[] = [];
    const names: number[] = [];
    let ways = 0;
    let nextRef = 0;
    let refCount = 0;
    for (let way = 0; way < wayIds.length; way++) {
      const id = wayIds[way];
      const profile = wayProfiles[way];
      const name = wayNames[way];
      const firstRef = nextRef;
      nextRef += wayRefCounts[way];
      if (isNew !== null && isNew[way] === 0) {
        this.#issues.count("osm.way.duplicate", "info", `way ${id}`);
      } else if (profile === NO_PROFILE) {
        this.rejectedWays.push(id);
      } else {
        wayIds[ways] = id;
        wayProfiles[ways] = profiles[profile] ??= this.profiles.index(block.profiles[profile]);
        wayNames[ways] = names[name] ??= this.#nameIndex(block.names[name]);
        wayRefCounts[ways++] = nextRef - firstRef;
        if (refCount < firstRef) refs.copyWithin(refCount, firstRef, nextRef);
        refCount += nextRef - firstRef;
      }
    }
    if (ways === 0) return;
    this.wayCount += ways;
    this.#refs.push(refs.subarray(0, refCount));
    this.chunks.push({
      ids: wayIds.subarray(0, ways),
      profiles: wayProfiles.subarray(0, ways),
      names: wayNames.subarray(0, ways),
      refCounts: wayRefCounts.subarray(0, ways),
    });
  }

  #nameIndex(key: string): number {
    return this.names.indexByKey(key, () => nameOfKey(key));
  }

  #addRestriction(restriction: RawRestriction | SkippedRestriction): void {
    const { osmRelationId: id } = restriction;
    if (!this.#seenRestrictions.add(id)) {
      this.#issues.count("osm.restriction.duplicate", "info", `relation ${id}`);
    } else if ("skipped" in restriction) {
      this.#issues.count(SKIPPED_CODES[restriction.skipped], "info", `relation ${id}`);
    } else {
      this.restrictions.push(restriction);
    }
  }
}
