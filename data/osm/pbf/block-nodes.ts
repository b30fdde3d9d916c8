import type { NodeBatch, OpenBlock } from "./block-model.ts";
import { appendTags, keepRange, readVisible } from "./block-objects.ts";
import { DenseField, InfoField, NodeField } from "./format.ts";
import type { Range, WireReader } from "./wire-reader.ts";
import { Uint32List } from "../typed-list.ts";

/** Reads one node written apart, which ends at `end`. */
export function readPlainNode(block: OpenBlock, end: number): void {
  const { reader, nodes } = block;
  const keys: Range = { start: 0, end: 0 };
  const vals: Range = { start: 0, end: 0 };
  let id = Number.NaN;
  let lon = Number.NaN;
  let lat = Number.NaN;
  let visible = true;
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    if (field === NodeField.id) id = reader.zigzag("a node's id");
    else if (field === NodeField.lon) lon = reader.zigzag("a node's longitude");
    else if (field === NodeField.lat) lat = reader.zigzag("a node's latitude");
    else if (field === NodeField.keys) keepRange(reader, keys, "a node's keys");
    else if (field === NodeField.vals) keepRange(reader, vals, "a node's values");
    else if (field === NodeField.info) visible = readVisible(reader, "a node's info");
  }
  if (Number.isNaN(id)) reader.corrupt("a node has no id");
  if (!visible) {
    block.deletedCount++;
    return;
  }
  if (Number.isNaN(lon + lat)) reader.corrupt(`node ${id} has no coordinates`);
  nodes.ids.push(id);
  nodes.lons.push(block.lonOffset + block.granularity * lon);
  nodes.lats.push(block.latOffset + block.granularity * lat);
  appendTags(reader, nodes.tags, keys, vals, block.strings.length, "a node");
  reader.pos = end;
}

/** Reads the dense nodes that end at `end`. No object is made for a node. */
export function readDenseNodes(block: OpenBlock, end: number): void {
  const { reader, nodes } = block;
  const ids: Range = { start: 0, end: 0 };
  const lats: Range = { start: 0, end: 0 };
  const lons: Range = { start: 0, end: 0 };
  const keysVals: Range = { start: 0, end: 0 };
  const visible: Range = { start: 0, end: 0 };
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    if (field === DenseField.ids) keepRange(reader, ids, "dense node ids");
    else if (field === DenseField.lats) keepRange(reader, lats, "dense latitudes");
    else if (field === DenseField.lons) keepRange(reader, lons, "dense longitudes");
    else if (field === DenseField.keysVals) keepRange(reader, keysVals, "dense tags");
    else if (field === DenseField.info) keepVisible(reader, visible);
  }
  const first = nodes.ids.length;
  const count = reader.appendDeltas(nodes.ids, ids.start, ids.end, "dense node ids");
  const lonCount = reader.appendDeltas(nodes.lons, lons.start, lons.end, "dense longitudes");
  const latCount = reader.appendDeltas(nodes.lats, lats.start, lats.end, "dense latitudes");
  if (count !== lonCount || count !== latCount) {
    reader.corrupt(`${count} dense nodes have ${lonCount} longitudes and ${latCount} latitudes`);
  }
  scale(nodes.lons.values, first, count, block.granularity, block.lonOffset);
  scale(nodes.lats.values, first, count, block.granularity, block.latOffset);
  appendDenseTags(block, count, keysVals);
  block.nodeCount += count;
  if (visible.end > visible.start) dropDeleted(block, first, count, visible);
  reader.pos = end;
}

function scale(
  values: Float64Array,
  first: number,
  count: number,
  granularity: number,
  offset: number,
): void {
  for (let at = first; at < first + count; at++) values[at] = values[at] * granularity + offset;
}

/** Dense tags: for each node its pairs of strings and a 0; nothing at all where no node has any. */
function appendDenseTags(block: OpenBlock, count: number, keysVals: Range): void {
  const { offsets, pairs } = block.nodes.tags;
  let node = offsets.extend(count);
  const last = node + count;
  if (keysVals.start === keysVals.end) {
    offsets.values.fill(pairs.length, node, last);
    return;
  }
  const { reader } = block;
  const flat = new Uint32List(0);
  const flatCount = reader.appendUnsigned(
    flat,
    keysVals.start,
    keysVals.end,
    block.strings.length,
    "dense tags",
  );
  let at = 0;
  for (; node < last && at < flatCount; node++) {
    while (flat.values[at] !== 0) {
      if (at + 2 >= flatCount) reader.corrupt("dense tags end inside a node's tags");
      pairs.push(flat.values[at]);
      pairs.push(flat.values[at + 1]);
      at += 2;
    }
    at++;
    offsets.values[node] = pairs.length;
  }
  if (node !== last || at !== flatCount) reader.corrupt(`dense tags are not those of ${count} nodes`);
}

function keepVisible(reader: WireReader, visible: Range): void {
  const end = reader.enter("dense info");
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    if (field === InfoField.visible) keepRange(reader, visible, "dense visible flags");
  }
}

/** Closes the gaps that deleted nodes leave among the last `count` nodes. */
function dropDeleted(block: OpenBlock, first: number, count: number, visible: Range): void {
  const { reader, nodes } = block;
  const flags = new Uint32List(0);
  const flagCount = reader.appendUnsigned(flags, visible.start, visible.end, 2, "dense visible flags");
  if (flagCount !== count) reader.corrupt(`${count} dense nodes have ${flagCount} visible flags`);
  let kept = first;
  for (let at = first; at < first + count; at++) {
    if (flags.values[at - first] === 1) moveNode(nodes, at, kept++);
  }
  block.deletedCount += first + count - kept;
  nodes.ids.length = kept;
  nodes.lons.length = kept;
  nodes.lats.length = kept;
  nodes.tags.offsets.length = kept + 1;
  nodes.tags.pairs.length = nodes.tags.offsets.values[kept];
}

function moveNode(nodes: NodeBatch, from: number, to: number): void {
  nodes.ids.values[to] = nodes.ids.values[from];
  nodes.lons.values[to] = nodes.lons.values[from];
  nodes.lats.values[to] = nodes.lats.values[from];
  const offsets = nodes.tags.offsets.values;
  const start = offsets[from];
  const end = offsets[from + 1];
  nodes.tags.pairs.values.copyWithin(offsets[to], start, end);
  offsets[to + 1] = offsets[to] + end - start;
}
