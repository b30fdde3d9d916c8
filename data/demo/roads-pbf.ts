import { valueOf } from "./lookup.ts";
import { PbfWriter } from "../osm/pbf/pbf-writer.ts";
import type { RelationMember } from "../osm/pbf/pbf-writer.ts";
import { stopIfAborted } from "../progress.ts";
import type { Plane } from "./plane.ts";
import type { Random } from "./random.ts";
import { degrees } from "./road-map.ts";
import type { MapRestriction, MapWay, RoadMap } from "./road-map.ts";

/** Ids beyond 32 bits, as today's OSM has them, and far from those in use. */
export const FIRST_NODE_ID = 990_000_000_001;
export const FIRST_WAY_ID = 99_000_000_001;
export const FIRST_RELATION_ID = 9_900_000_001;

/** Road nodes that were drawn in one go, at least and at most. */
const NODES_IN_A_RUN = [4, 60] as const;

export interface RoadCounts {
  readonly nodes: number;
  readonly ways: number;
  readonly relations: number;
}

/** Numbers of a map's objects in its file. */
export interface RoadIds {
  readonly firstNode: number;
  /** Draws what order and gaps the nodes' ids have, as if edited for years; null: one after the other. */
  readonly disorder: Random | null;
  readonly firstWay: number;
  readonly firstRelation: number;
}

const ALONE: RoadIds = {
  firstNode: FIRST_NODE_ID,
  disorder: null,
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
  const nodeIds = numberNodes(map, ids);
  let nodes = 0;
  for (const [vertex, id] of nodeIds) {
    if (map.shared.get(vertex)?.isOurs === false) continue;
    const [lon, lat] = plane.toLonLat(map.points[vertex]);
    await writer.node(id, lon, lat, map.vertexTags.get(vertex));
    if (nodes++ % 4_096 === 0) stopIfAborted(signal);
  }
  const wayIds = new Map<MapWay, number>();
  for (const way of map.ways) {
    const id = ids.firstWay + wayIds.size;
    wayIds.set(way, id);
    const refs = way.vertices.map((vertex) => valueOf(nodeIds, vertex));
    await writer.way(id, refs, tagsOf(way));
    if (wayIds.size % 4_096 === 0) stopIfAborted(signal);
  }
  for (const [index, restriction] of map.restrictions.entries())
    await writer.relation(
      ids.firstRelation + index,
      membersOf(restriction, wayIds, nodeIds),
      restriction.tags,
    );
  await writer.end();
  return { nodes, ways: wayIds.size, relations: map.restrictions.length };
}

/** Ids of all vertices with a way, in ascending order: those that are shared come first. */
function numberNodes(map: RoadMap, { firstNode, disorder }: RoadIds): Map<number, number> {
  const used = degrees(map);
  const shared = [...map.shared].filter(([vertex]) => used[vertex] > 0);
  const ids = new Map(
    shared.map(([vertex, node]) => [vertex, node.osmNodeId] as const).sort((a, b) => a[1] - b[1]),
  );
  const own: number[] = [];
  for (let vertex = 0; vertex < map.points.length; vertex++)
    if (used[vertex] > 0 && !map.shared.has(vertex)) own.push(vertex);
  let next = firstNode;
  for (const vertex of disorder === null ? own : editedForYears(own, disorder)) {
    ids.set(vertex, next);
    next += disorder === null ? 1 : gapAfter(disorder);
  }
  return ids;
}

/** Nodes drawn in one go have ids in a row; each such run came at another time than the roads around it. */
function editedForYears(vertices: readonly number[], random: Random): number[] {
  const runs: number[][] = [];
  for (let at = 0; at < vertices.length;) {
    const length = random.integer(...NODES_IN_A_RUN);
    runs.push(vertices.slice(at, at + length));
    at += length;
  }
  for (let i = runs.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [runs[i], runs[j]] = [runs[j], runs[i]];
  }
  return runs.flat();
}

/** To the next id that is a road's: what else is on the map has ids too. */
function gapAfter(random: Random): number {
  if (random.chance(0.7)) return 1;
  return random.chance(0.8) ? random.integer(2, 6) : random.integer(7, 24);
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
