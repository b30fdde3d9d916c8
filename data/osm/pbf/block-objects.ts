import type { TagTable } from "./block.ts";
import { InfoField } from "./format.ts";
import type { WireReader } from "./wire-reader.ts";

/** Where the parts of a node, way or relation stand in the block. A part that is not there is empty. */
export interface Range {
  start: number;
  end: number;
}

/** Enters the packed list at `reader` and keeps its place in `range`, which must not have one yet. */
export function keepRange(reader: WireReader, range: Range, name: string): void {
  if (range.end !== 0) reader.corrupt(`${name} are given twice`);
  range.end = reader.enterPacked(name);
  range.start = reader.pos;
  reader.pos = range.end;
}

/** Appends one object's tags, given as a list of keys and a list of values. */
export function appendTags(
  reader: WireReader,
  tags: TagTable,
  keys: Range,
  vals: Range,
  stringCount: number,
  name: string,
): void {
  const keyCount = reader.countVarints(keys.start, keys.end);
  const valueCount = reader.countVarints(vals.start, vals.end);
  if (keyCount !== valueCount) {
    reader.corrupt(`${name} has ${keyCount} keys and ${valueCount} values`);
  }
  const { pairs } = tags;
  const first = pairs.length;
  reader.appendUnsigned(pairs, keys.start, keys.end, stringCount, `${name}'s keys`);
  reader.appendUnsigned(pairs, vals.start, vals.end, stringCount, `${name}'s values`);
  interleave(pairs.values, first, keyCount);
  tags.offsets.push(pairs.length);
}

/** False where the object's info says that it was deleted. */
export function readVisible(reader: WireReader, name: string): boolean {
  const end = reader.enter(name);
  let visible = true;
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    if (field === InfoField.visible) visible = reader.unsigned("visible", 1) === 1;
  }
  return visible;
}

/** Turns `k k k v v v` from `first` on into `k v k v k v`. */
function interleave(values: Uint32Array, first: number, count: number): void {
  if (count < 2) return;
  const keys = values.slice(first, first + count);
  for (let at = 0; at < count; at++) {
    const value = values[first + count + at];
    values[first + 2 * at] = keys[at];
    values[first + 2 * at + 1] = value;
  }
}
