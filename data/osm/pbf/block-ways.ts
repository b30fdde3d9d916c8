import type { OpenBlock } from "./block-model.ts";
import { appendTags, keepRange, readVisible } from "./block-objects.ts";
import { WayField } from "./format.ts";
import type { Range } from "./wire-reader.ts";

/** Reads the way that ends at `end`; its nodes and tags only where it has a wanted key. */
export function readWay(block: OpenBlock, end: number): void {
  const { reader, ways } = block;
  const keys: Range = { start: 0, end: 0 };
  const vals: Range = { start: 0, end: 0 };
  const refs: Range = { start: 0, end: 0 };
  let id = Number.NaN;
  let visible = true;
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    if (field === WayField.id) id = reader.signed("a way's id");
    else if (field === WayField.keys) keepRange(reader, keys, "a way's keys");
    else if (field === WayField.vals) keepRange(reader, vals, "a way's values");
    else if (field === WayField.refs) keepRange(reader, refs, "a way's nodes");
    else if (field === WayField.info) visible = readVisible(reader, "a way's info");
  }
  if (Number.isNaN(id)) reader.corrupt("a way has no id");
  if (!visible) {
    block.deletedCount++;
  } else if (block.wantedKeys === null || hasWantedKey(block, block.wantedKeys, keys)) {
    ways.ids.push(id);
    appendTags(reader, ways.tags, keys, vals, block.strings.length, "a way");
    reader.appendDeltas(ways.refs, refs.start, refs.end, "a way's nodes");
    ways.refOffsets.push(ways.refs.length);
  }
  reader.pos = end;
}

function hasWantedKey(block: OpenBlock, wanted: Uint8Array, keys: Range): boolean {
  const { reader } = block;
  reader.pos = keys.start;
  while (reader.pos < keys.end) {
    if (wanted[reader.packedUnsigned(keys.end)] === 1) return true;
  }
  return false;
}
