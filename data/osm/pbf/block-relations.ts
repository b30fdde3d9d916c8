import type { OpenBlock, OsmBlock } from "./block-model.ts";
import { appendTags, keepRange, readVisible } from "./block-objects.ts";
import { MEMBER_TYPES, RelationField } from "./format.ts";
import type { RelationMember } from "./pbf-writer.ts";
import type { Range } from "./wire-reader.ts";

/** Reads the relation that ends at `end`. */
export function readRelation(block: OpenBlock, end: number): void {
  const { reader } = block;
  const keys: Range = { start: 0, end: 0 };
  const vals: Range = { start: 0, end: 0 };
  const roles: Range = { start: 0, end: 0 };
  const memberIds: Range = { start: 0, end: 0 };
  const memberTypes: Range = { start: 0, end: 0 };
  let id = Number.NaN;
  let visible = true;
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    if (field === RelationField.id) id = reader.signed("a relation's id");
    else if (field === RelationField.keys) keepRange(reader, keys, "a relation's keys");
    else if (field === RelationField.vals) keepRange(reader, vals, "a relation's values");
    else if (field === RelationField.roles) keepRange(reader, roles, "a relation's roles");
    else if (field === RelationField.memberIds) keepRange(reader, memberIds, "a relation's members");
    else if (field === RelationField.memberTypes) keepRange(reader, memberTypes, "a relation's member types");
    else if (field === RelationField.info) visible = readVisible(reader, "a relation's info");
  }
  if (Number.isNaN(id)) reader.corrupt("a relation has no id");
  if (visible) appendRelation(block, id, { keys, vals, roles, memberIds, memberTypes });
  else block.deletedCount++;
  reader.pos = end;
}

interface RelationParts {
  readonly keys: Range;
  readonly vals: Range;
  readonly roles: Range;
  readonly memberIds: Range;
  readonly memberTypes: Range;
}

function appendRelation(block: OpenBlock, id: number, parts: RelationParts): void {
  const { reader, relations } = block;
  const stringCount = block.strings.length;
  const { roles, memberIds, memberTypes } = parts;
  relations.ids.push(id);
  appendTags(reader, relations.tags, parts.keys, parts.vals, stringCount, "a relation");
  const idCount = reader.appendDeltas(relations.memberIds, memberIds.start, memberIds.end, "a member's id");
  const typeCount = reader.appendUnsigned(
    relations.memberTypes,
    memberTypes.start,
    memberTypes.end,
    MEMBER_TYPES.length,
    "a member's type",
  );
  const roleCount = reader.appendUnsigned(
    relations.memberRoles,
    roles.start,
    roles.end,
    stringCount,
    "a member's role",
  );
  if (idCount !== typeCount || idCount !== roleCount) {
    reader.corrupt(`a relation has ${idCount} members, ${typeCount} types and ${roleCount} roles`);
  }
  relations.memberOffsets.push(relations.memberIds.length);
}

/** The members of one of a block's relations, in their order. */
export function membersOf(block: OsmBlock, relation: number): RelationMember[] {
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
