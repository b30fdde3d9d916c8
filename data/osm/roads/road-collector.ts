import type { RoadName, RoadProfile } from "../../../isochrones/model/network.ts";
import type { DataIssues } from "../../issues.ts";
import { decodeTags } from "../pbf/block.ts";
import type { OsmBlock } from "../pbf/block-model.ts";
import { MEMBER_TYPES } from "../pbf/format.ts";
import type { RelationMember } from "../pbf/pbf-writer.ts";
import type { CarProfile, Tags } from "../profile.ts";
import { Float64List, Uint32List } from "../typed-list.ts";
import { IdSet } from "./id-set.ts";
import { Interner, nameKey, profileKey } from "./interner.ts";

const EMPTY_NAME: RoadName = { name: "", ref: "" };

/** A turn restriction as its relation says it, in OSM ids. */
export interface RawRestriction {
  readonly osmRelationId: number;
  readonly kind: "no" | "only";
  /** Whether its kind allows several `from` (`no_entry`) or several `to` (`no_exit`). */
  readonly severalFrom: boolean;
  readonly severalTo: boolean;
  readonly members: readonly RelationMember[];
}

const SKIPPED_CODES = {
  conditional: "osm.restriction.conditional",
  "not-for-cars": "osm.restriction.not_for_cars",
  unknown: "osm.restriction.unknown",
} as const;

/**
 * Gathers the ways that the profile accepts and the restrictions among them, block by block. A way or a
 * restriction seen before, in the same file or another, is counted and skipped.
 */
export class RoadCollector {
  readonly wayIds = new Float64List();
  /** Way w's nodes are `refs[refOffsets[w] .. refOffsets[w + 1])`, OSM ids. */
  readonly refOffsets = new Uint32List();
  readonly refs = new Float64List();
  readonly wayProfiles = new Uint32List();
  readonly wayNames = new Uint32List();
  readonly profiles = new Interner<RoadProfile>(profileKey);
  readonly names = new Interner<RoadName>(nameKey);
  /** Ways with one of the profile's keys that it does not accept. */
  readonly rejectedWays = new IdSet();
  readonly restrictions: RawRestriction[] = [];
  readonly #acceptedWays = new IdSet();
  readonly #seenRestrictions = new IdSet();
  readonly #profile: CarProfile;
  readonly #issues: DataIssues;

  constructor(profile: CarProfile, issues: DataIssues) {
    this.#profile = profile;
    this.#issues = issues;
    this.refOffsets.push(0);
    this.names.index(EMPTY_NAME);
  }

  add(block: OsmBlock): void {
    for (let way = 0; way < block.ways.ids.length; way++) this.#addWay(block, way);
    for (let relation = 0; relation < block.relations.ids.length; relation++) {
      this.#addRelation(block, relation);
    }
  }

  #addWay(block: OsmBlock, way: number): void {
    const { ids, refOffsets, refs, tags } = block.ways;
    const id = ids.values[way];
    if (this.#acceptedWays.has(id) || this.rejectedWays.has(id)) {
      this.#issues.count("osm.way.duplicate", "info", `way ${id}`);
      return;
    }
    const wayTags = decodeTags(block.strings, tags, way);
    const profile = this.#profile.way(wayTags);
    if (profile === null) {
      this.rejectedWays.add(id);
      return;
    }
    this.#acceptedWays.add(id);
    this.wayIds.push(id);
    this.wayProfiles.push(this.profiles.index(profile));
    this.wayNames.push(this.names.index(this.#profile.roadName(wayTags)));
    const first = refOffsets.values[way];
    const last = refOffsets.values[way + 1];
    const start = this.refs.extend(last - first);
    this.refs.values.set(refs.values.subarray(first, last), start);
    this.refOffsets.push(this.refs.length);
  }

  #addRelation(block: OsmBlock, relation: number): void {
    const tags = decodeTags(block.strings, block.relations.tags, relation);
    const rule = this.#profile.restriction(tags);
    if (rule === null) return;
    const id = block.relations.ids.values[relation];
    if (!this.#seenRestrictions.add(id)) {
      this.#issues.count("osm.restriction.duplicate", "info", `relation ${id}`);
    } else if (typeof rule === "string") {
      this.#issues.count(SKIPPED_CODES[rule], "info", `relation ${id}`);
    } else {
      this.restrictions.push({
        osmRelationId: id,
        kind: rule.kind,
        severalFrom: hasRestrictionValue(tags, "no_entry"),
        severalTo: hasRestrictionValue(tags, "no_exit"),
        members: membersOf(block, relation),
      });
    }
  }
}

function hasRestrictionValue(tags: Tags, prefix: string): boolean {
  for (const [key, value] of tags) {
    if (key.startsWith("restriction") && value.startsWith(prefix)) return true;
  }
  return false;
}

function membersOf(block: OsmBlock, relation: number): RelationMember[] {
  const { memberOffsets, memberIds, memberTypes, memberRoles } = block.relations;
  const members: RelationMember[] = [];
  for (let at = memberOffsets.values[relation]; at < memberOffsets.values[relation + 1]; at++) {
    members.push({
      type: MEMBER_TYPES[memberTypes.values[at]],
      ref: memberIds.values[at],
      role: block.strings.get(memberRoles.values[at]),
    });
  }
  return members;
}
