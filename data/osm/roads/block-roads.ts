import type { RoadName, RoadProfile } from "../../../isochrones/model/network.ts";
import type { OsmBlock } from "../pbf/block-model.ts";
import { decodeTags } from "../pbf/block.ts";
import { membersOf } from "../pbf/block-relations.ts";
import type { RelationMember } from "../pbf/pbf-writer.ts";
import type { CarProfile, RestrictionRule, Tags } from "../profile.ts";
import { Interner, nameKey, profileKey } from "./interner.ts";
import { TagMemo } from "./tag-memo.ts";

/** Profile of a way that is no road. */
export const NO_PROFILE = 0xffffffff;

/** A turn restriction as its relation says it, in OSM ids. */
export interface RawRestriction {
  readonly osmRelationId: number;
  readonly kind: "no" | "only";
  /** Whether its kind allows several `from` (`no_entry`) or several `to` (`no_exit`). */
  readonly severalFrom: boolean;
  readonly severalTo: boolean;
  readonly members: readonly RelationMember[];
}

/** A restriction that does not count, with the reason. */
export interface SkippedRestriction {
  readonly osmRelationId: number;
  readonly skipped: Exclude<ReturnType<CarProfile["restriction"]>, RestrictionRule | null>;
}

/** What the first pass takes from a block: arrays and what they index, which go between threads as they are. */
export interface BlockRoads {
  readonly nodeCount: number;
  readonly wayCount: number;
  readonly relationCount: number;
  readonly deletedCount: number;
  /** Ways with one of the profile's keys, in file order. */
  readonly wayIds: Float64Array;
  /** For each of them, its place in `profiles` or `NO_PROFILE`, its place in `names`, and how many nodes it has. */
  readonly wayProfiles: Uint32Array;
  readonly wayNames: Uint32Array;
  readonly wayRefCounts: Uint32Array;
  /** OSM ids of the nodes, way after way; those of ways that are no roads are left out. In shared memory. */
  readonly refs: Float64Array;
  readonly profiles: readonly RoadProfile[];
  /** As `nameKey` writes them. */
  readonly names: readonly string[];
  readonly restrictions: readonly (RawRestriction | SkippedRestriction)[];
}

/** Takes the roads and restrictions of a profile from blocks. Keeps nothing of a block but what makes the next faster. */
export class RoadTaker {
  readonly #profile: CarProfile;
  #profiles = new Interner<RoadProfile>(profileKey);
  #names = new Interner<RoadName>(nameKey);
  readonly #profileMemo: TagMemo;
  readonly #nameMemo: TagMemo;

  constructor(profile: CarProfile) {
    this.#profile = profile;
    this.#profileMemo = new TagMemo((tags) => {
      const driven = profile.way(tags);
      return driven === null ? NO_PROFILE : this.#profiles.index(driven);
    });
    this.#nameMemo = new TagMemo((tags) => this.#names.index(profile.roadName(tags)));
  }

  take(block: OsmBlock): BlockRoads {
    const { ids, refOffsets, refs, tags } = block.ways;
    this.#profiles = new Interner(profileKey);
    this.#names = new Interner(nameKey);
    this.#profileMemo.open(block.strings, tags);
    this.#nameMemo.open(block.strings, tags);
    const wayProfiles = new Uint32Array(ids.length);
    const wayNames = new Uint32Array(ids.length);
    const wayRefCounts = new Uint32Array(ids.length);
    let refCount = 0;
    for (let way = 0; way < ids.length; way++) {
      wayProfiles[way] = this.#profileMemo.answer(way);
      if (wayProfiles[way] === NO_PROFILE) continue;
      wayNames[way] = this.#nameMemo.answer(way);
      const first = refOffsets.values[way];
      const last = refOffsets.values[way + 1];
      wayRefCounts[way] = last - first;
      // Closes the gaps of ways that are no roads.
      if (refCount < first) refs.values.copyWithin(refCount, first, last);
      refCount += last - first;
    }
    return {
      nodeCount: block.nodeCount,
      wayCount: block.wayCount,
      relationCount: block.relationCount,
      deletedCount: block.deletedCount,
      wayIds: ids.toArray(),
      wayProfiles,
      wayNames,
      wayRefCounts,
      refs: shared(refs.values.subarray(0, refCount)),
      profiles: this.#profiles.values,
      names: this.#names.keys(),
      restrictions: this.#restrictionsOf(block),
    };
  }

  #restrictionsOf(block: OsmBlock): (RawRestriction | SkippedRestriction)[] {
    const { ids, tags } = block.relations;
    const restrictions: (RawRestriction | SkippedRestriction)[] = [];
    for (let relation = 0; relation < ids.length; relation++) {
      const relationTags = decodeTags(block.strings, tags, relation);
      const rule = this.#profile.restriction(relationTags);
      const osmRelationId = ids.values[relation];
      if (typeof rule === "string") restrictions.push({ osmRelationId, skipped: rule });
      else if (rule !== null) {
        restrictions.push({
          osmRelationId,
          kind: rule.kind,
          severalFrom: hasRestrictionValue(relationTags, "no_entry"),
          severalTo: hasRestrictionValue(relationTags, "no_exit"),
          members: membersOf(block, relation),
        });
      }
    }
    return restrictions;
  }
}

function shared(values: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

function hasRestrictionValue(tags: Tags, prefix: string): boolean {
  for (const [key, value] of tags) {
    if (key.startsWith("restriction") && value.startsWith(prefix)) return true;
  }
  return false;
}
