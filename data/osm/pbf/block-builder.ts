import { PbfWriter as WireWriter } from "pbf";

import {
  BlockField,
  DEFAULT_GRANULARITY,
  DenseField,
  GroupField,
  InfoField,
  MEMBER_TYPES,
  RelationField,
  WayField,
} from "./format.ts";
import type { MemberType } from "./format.ts";
import { writeText } from "./write-text.ts";

const STRING_TABLE_STRINGS = 1;
const UNITS_PER_DEGREE = 1e9 / DEFAULT_GRANULARITY;

type TagRecord = Readonly<Record<string, string>>;

/** What OSM keeps of an object's last edit, as public extracts have it: without its author. */
export interface ObjectInfo {
  /** From 1. */
  readonly version: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly changeset: number;
}

interface WayRecord {
  readonly id: number;
  readonly keys: number[];
  readonly vals: number[];
  readonly refDeltas: number[];
  readonly info: ObjectInfo | undefined;
}

interface RelationRecord {
  readonly id: number;
  readonly keys: number[];
  readonly vals: number[];
  readonly roles: number[];
  readonly memberIdDeltas: number[];
  readonly memberTypes: number[];
  readonly info: ObjectInfo | undefined;
}

/** Gathers the objects of one PBF block, of one kind, and encodes them. Strings keep the order of first use. */
export class BlockBuilder {
  /** Index 0 stands for the end of a dense node's tags, so it never names a string. */
  readonly #strings = new Map<string, number>([["", 0]]);
  readonly #nodeIds: number[] = [];
  readonly #nodeLons: number[] = [];
  readonly #nodeLats: number[] = [];
  readonly #nodeKeysVals: number[] = [];
  readonly #nodeInfos: ObjectInfo[] = [];
  #nodesHaveTags = false;
  readonly #ways: WayRecord[] = [];
  readonly #relations: RelationRecord[] = [];

  referenceCount = 0;

  get entityCount(): number {
    return this.#nodeIds.length + this.#ways.length + this.#relations.length;
  }

  addNode(id: number, lon: number, lat: number, tags: TagRecord, info?: ObjectInfo): void {
    if (info !== undefined) this.#nodeInfos.push(info);
    this.#nodeIds.push(id);
    this.#nodeLons.push(Math.round(lon * UNITS_PER_DEGREE));
    this.#nodeLats.push(Math.round(lat * UNITS_PER_DEGREE));
    for (const [key, value] of Object.entries(tags)) {
      if (key === "") throw new Error(`node ${id} has a tag without a key`);
      this.#nodeKeysVals.push(this.#stringId(key), this.#stringId(value));
      this.#nodesHaveTags = true;
    }
    this.#nodeKeysVals.push(0);
  }

  addWay(id: number, refs: readonly number[], tags: TagRecord, info?: ObjectInfo): void {
    this.referenceCount += refs.length;
    this.#ways.push({ id, ...this.#tags(tags), refDeltas: deltas(refs), info });
  }

  addRelation(
    id: number,
    members: readonly { type: MemberType; ref: number; role: string }[],
    tags: TagRecord,
    info?: ObjectInfo,
  ): void {
    this.referenceCount += members.length;
    this.#relations.push({
      id,
      info,
      ...this.#tags(tags),
      roles: members.map((member) => this.#stringId(member.role)),
      memberIdDeltas: deltas(members.map((member) => member.ref)),
      memberTypes: members.map((member) => MEMBER_TYPES.indexOf(member.type)),
    });
  }

  encode(): Uint8Array {
    const pbf = new WireWriter(new Uint8Array(64 * 1024));
    pbf.writeMessage(BlockField.stringTable, writeStrings, this.#strings.keys());
    pbf.writeMessage(
      BlockField.group,
      (_, group) => {
        if (this.#nodeIds.length > 0) this.#writeDense(group);
        for (const way of this.#ways) group.writeMessage(GroupField.ways, writeWay, way);
        for (const relation of this.#relations) {
          group.writeMessage(GroupField.relations, writeRelation, relation);
        }
      },
      null,
    );
    return pbf.finish();
  }

  #writeDense(group: WireWriter): void {
    if (this.#nodeInfos.length > 0 && this.#nodeInfos.length < this.#nodeIds.length)
      throw new Error("some nodes of a block have an info and others none, expected one kind");
    group.writeMessage(
      GroupField.dense,
      (_, dense) => {
        dense.writePackedSVarint(DenseField.ids, deltas(this.#nodeIds));
        if (this.#nodeInfos.length > 0) dense.writeMessage(DenseField.info, writeDenseInfo, this.#nodeInfos);
        dense.writePackedSVarint(DenseField.lats, deltas(this.#nodeLats));
        dense.writePackedSVarint(DenseField.lons, deltas(this.#nodeLons));
        if (this.#nodesHaveTags) dense.writePackedVarint(DenseField.keysVals, this.#nodeKeysVals);
      },
      null,
    );
  }

  #tags(tags: TagRecord): { keys: number[]; vals: number[] } {
    return {
      keys: Object.keys(tags).map((key) => this.#stringId(key)),
      vals: Object.values(tags).map((value) => this.#stringId(value)),
    };
  }

  #stringId(text: string): number {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const id = this.#strings.size;
    this.#strings.set(text, id);
    return id;
  }
}

function writeStrings(strings: Iterable<string>, pbf: WireWriter): void {
  for (const text of strings) writeText(pbf, STRING_TABLE_STRINGS, text);
}

function writeInfo({ version, timestamp, changeset }: ObjectInfo, pbf: WireWriter): void {
  pbf.writeVarintField(InfoField.version, version);
  pbf.writeVarintField(InfoField.timestamp, timestamp);
  pbf.writeVarintField(InfoField.changeset, changeset);
}

function writeDenseInfo(infos: readonly ObjectInfo[], pbf: WireWriter): void {
  pbf.writePackedVarint(
    InfoField.version,
    infos.map(({ version }) => version),
  );
  pbf.writePackedSVarint(InfoField.timestamp, deltas(infos.map(({ timestamp }) => timestamp)));
  pbf.writePackedSVarint(InfoField.changeset, deltas(infos.map(({ changeset }) => changeset)));
}

function writeWay(way: WayRecord, pbf: WireWriter): void {
  pbf.writeVarintField(WayField.id, way.id);
  pbf.writePackedVarint(WayField.keys, way.keys);
  pbf.writePackedVarint(WayField.vals, way.vals);
  if (way.info !== undefined) pbf.writeMessage(WayField.info, writeInfo, way.info);
  pbf.writePackedSVarint(WayField.refs, way.refDeltas);
}

function writeRelation(relation: RelationRecord, pbf: WireWriter): void {
  pbf.writeVarintField(RelationField.id, relation.id);
  pbf.writePackedVarint(RelationField.keys, relation.keys);
  pbf.writePackedVarint(RelationField.vals, relation.vals);
  if (relation.info !== undefined) pbf.writeMessage(RelationField.info, writeInfo, relation.info);
  pbf.writePackedVarint(RelationField.roles, relation.roles);
  pbf.writePackedSVarint(RelationField.memberIds, relation.memberIdDeltas);
  pbf.writePackedVarint(RelationField.memberTypes, relation.memberTypes);
}

function deltas(values: readonly number[]): number[] {
  return values.map((value, index) => value - (index === 0 ? 0 : values[index - 1]));
}
