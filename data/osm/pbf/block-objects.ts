import type { TagTable } from "./block-model.ts";
import { InfoField } from "./format.ts";
import type { Range, WireReader } from "./wire-reader.ts";

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
  const first = pairs.extend(2 * keyCount);
  reader.fillUnsigned(pairs.values, first, 2, keys, stringCount, `${name}'s keys`);
  reader.fillUnsigned(pairs.values, first + 1, 2, vals, stringCount, `${name}'s values`);
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
