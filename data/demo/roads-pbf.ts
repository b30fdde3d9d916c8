import { valueOf } from "./lookup.ts";
import type { ObjectInfo } from "../osm/pbf/block-builder.ts";
import { PbfWriter } from "../osm/pbf/pbf-writer.ts";
import type { RelationMember } from "../osm/pbf/pbf-writer.ts";
import { stopIfAborted } from "../progress.ts";
import type { Plane } from "./plane.ts";
import { EditHistory } from "./edit-history.ts";
import type { Random } from "./random.ts";
import { degrees } from "./road-map.ts";
import type { MapRestriction, MapWay, RoadMap } from "./road-map.ts";

/** Ids beyond 32 bits, as today's OSM has them, and far from those in use. */
export const FIRST_NODE_ID = 990_000_000_001;
export const FIRST_WAY_ID = 99_000_000_001;
export const FIRST_RELATION_ID = 9_900_000_001;

export interface RoadCounts {
  readonly nodes: number;
  readonly ways: number;
  readonly relations: number;
}

/** Numbers of a map's objects in its file. */
export interface RoadIds {
  readonly firstNode: number;
  /** Draws an order and gaps for the nodes' ids, and last edits; null: one after the other, and none. */
  readonly history: Random | null;
  readonly firstWay: number;
  readonly firstRelation: number;
}

const ALONE: RoadIds = {
  firstNode: FIRST_NODE_ID,
  history: null,
  firstWay: FIRST_WAY_ID,
  firstRelation: FIRST_RELATION_ID,
};

export const ROADS_HEADER = {
  writingProgram: "trente demo (données fictives)",
  source: "Données fictives : territoire inventé, aucune route réelle",
};

/** Writes the roads as an OSM file. Vertices without a way are left out. */
export async function writeRoads(
  map: RoadMap,
  plane: Plane,
  write: (bytes: Uint8Array) => Promise<void>,
  signal?: AbortSignal,
): Promise<RoadCounts> {
  const used = degrees(map);
  const places = map.points.filter((_, vertex) => used[vertex] > 0).map((point) => plane.toLonLat(point));
  const writer = new PbfWriter(write);
  await writer.header({ bbox: boundingBox(places), ...ROADS_HEADER });
  return writeObjects(map, plane, ALONE, writer, signal);
}

/** Writes nodes, ways and relations, and ends the writer. */
export async function writeObjects(
  map: RoadMap,
  plane: Plane,
  ids: RoadIds,
  writer: PbfWriter,
  signal?: AbortSignal,
): Promise<RoadCounts> {
  const { nodeIds, infoOf } = numberNodes(map, ids);
  let nodes = 0;
  for (const [vertex, id] of nodeIds) {
    if (map.shared.get(vertex)?.isOurs === false) continue;
    const [lon, lat] = plane.toLonLat(map.points[vertex]);
    await writer.node(id, lon, lat, map.vertexTags.get(vertex), infoOf(id));
    if (nodes++ % 4_096 === 0) stopIfAborted(signal);
  }
  const wayIds = new Map<MapWay, number>();
  for (const way of map.ways) {
    const id = ids.firstWay + wayIds.size;
    wayIds.set(way, id);
    const refs = way.vertices.map((vertex) => valueOf(nodeIds, vertex));
    await writer.way(id, refs, tagsOf(way), infoOf(refs[0]));
    if (wayIds.size % 4_096 === 0) stopIfAborted(signal);
  }
  for (const [index, restriction] of map.restrictions.entries()) {
    const members = membersOf(restriction, wayIds, nodeIds);
    await writer.relation(ids.firstRelation + index, members, restriction.tags, infoOf(members[0].ref));
  }
  await writer.end();
  return { nodes, ways: wayIds.size, relations: map.restrictions.length };
}

interface NumberedNodes {
  /** By vertex, in ascending order; those that are shared come first. */
  readonly nodeIds: ReadonlyMap<number, number>;
  readonly infoOf: (id: number) => ObjectInfo | undefined;
}

/** Numbers all vertices with a way. */
function numberNodes(map: RoadMap, { firstNode, history }: RoadIds): NumberedNodes {
  const used = degrees(map);
  // A neighbour's road may end at a node of ours that no road of ours leads to: it is in our file all the same.
  const shared = [...map.shared].filter(([vertex, { isOurs }]) => isOurs || used[vertex] > 0);
  const nodeIds = new Map(
    shared.map(([vertex, node]) => [vertex, node.osmNodeId] as const).sort((a, b) => a[1] - b[1]),
  );
  const own: number[] = [];
  for (let vertex = 0; vertex < map.points.length; vertex++)
    if (used[vertex] > 0 && !map.shared.has(vertex)) own.push(vertex);
  if (history === null) {
    for (const [index, vertex] of own.entries()) nodeIds.set(vertex, firstNode + index);
    return { nodeIds, infoOf: () => undefined };
  }
  const edits = new EditHistory(history);
  let next = firstNode;
  for (const vertex of edits.order(own)) {
    nodeIds.set(vertex, next);
    next += edits.gap();
  }
  return { nodeIds, infoOf: (id) => edits.last(id) };
}

function tagsOf({ highway, tags }: MapWay): Record<string, string> {
  return highway === "" ? tags : { highway, ...tags };
}

function membersOf(
  { from, via, to }: MapRestriction,
  wayIds: ReadonlyMap<MapWay, number>,
  nodeIds: ReadonlyMap<number, number>,
): RelationMember[] {
  const middle: RelationMember =
    "vertex" in via
      ? { type: "node", ref: valueOf(nodeIds, via.vertex), role: "via" }
      : { type: "way", ref: valueOf(wayIds, via.way), role: "via" };
  return [
    { type: "way", ref: valueOf(wayIds, from), role: "from" },
    middle,
    { type: "way", ref: valueOf(wayIds, to), role: "to" },
  ];
}

function boundingBox(places: readonly (readonly [number, number])[]): [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of places) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
