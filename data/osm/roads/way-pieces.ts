import type { RoadProfile } from "../../../isochrones/model/network.ts";
import { Obstacle, type Roads } from "../../../isochrones/model/roads.ts";
import type { DataIssues } from "../../issues.ts";
import { Float64List, Uint32List } from "../typed-list.ts";
import type { NodeCollector } from "./node-collector.ts";
import type { RoadCollector, WayChunk } from "./road-collector.ts";

/** The roads without their restrictions. */
export type RoadPieces = Omit<Roads, "restrictions">;

/** Of `NodeCollector.found`: the node is in a piece. */
const USED = 2;

/**
 * Joins ways to their nodes. A way whose nodes are partly in no file (an extract cut there) becomes the pieces
 * between the missing ones; pieces of fewer than two nodes are left out. Both are counted. Nodes beside a missing
 * one get the obstacle `cut`.
 *
 * @param wayNodes the nodes of all ways, way after way, as indices into those of `nodes`. Pieces are made in place,
 * and so is the list of nodes that they use
 */
export function joinWays(
  ways: RoadCollector,
  wayNodes: Uint32Array,
  nodes: NodeCollector,
  issues: DataIssues,
): RoadPieces {
  const pieces = new OpenPieces(wayNodes, ways.wayCount);
  let first = 0;
  for (const chunk of ways.chunks) {
    for (let way = 0; way < chunk.ids.length; way++) {
      const last = first + chunk.refCounts[way];
      const firstPiece = pieces.count;
      const missing = cutWay(chunk, way, { first, last }, nodes, pieces, issues);
      if (pieces.count === firstPiece) issues.count("osm.way.too_short", "warning", `way ${chunk.ids[way]}`);
      else if (missing) shareDuration(ways, pieces, firstPiece, last - first - 1);
      first = last;
    }
  }
  const used = compactNodes(nodes, wayNodes.subarray(0, pieces.nodeCount));
  return {
    ...used,
    wayOffsets: pieces.offsets.view(),
    wayProfiles: pieces.profiles.view(),
    wayNames: pieces.names.view(),
    wayOsmIds: pieces.osmIds.view(),
    profiles: ways.profiles.values,
    names: ways.names.values,
  };
}

/** The pieces while they are gathered; nodes are indices into the collector's. */
class OpenPieces {
  readonly offsets: Uint32List;
  readonly nodes: Uint32Array;
  readonly profiles: Uint32List;
  readonly names: Uint32List;
  readonly osmIds: Float64List;
  /** Those of closed pieces and of the open one. */
  nodeCount = 0;
  /** Where the open piece begins. */
  start = 0;

  constructor(nodes: Uint32Array, capacity: number) {
    this.nodes = nodes;
    this.offsets = new Uint32List(capacity + 1);
    this.profiles = new Uint32List(capacity);
    this.names = new Uint32List(capacity);
    this.osmIds = new Float64List(capacity);
    this.offsets.push(0);
  }

  get count(): number {
    return this.osmIds.length;
  }

  /** Ends the piece that is open, if it has a road's two nodes, else drops it. */
  close(chunk: WayChunk, way: number): void {
    if (this.nodeCount - this.start < 2) {
      this.nodeCount = this.start;
      return;
    }
    this.start = this.nodeCount;
    this.offsets.push(this.nodeCount);
    this.profiles.push(chunk.profiles[way]);
    this.names.push(chunk.names[way]);
    this.osmIds.push(chunk.ids[way]);
  }
}

/** Makes the pieces of one way. Returns whether nodes of it are missing. */
function cutWay(
  chunk: WayChunk,
  way: number,
  { first, last }: { first: number; last: number },
  nodes: NodeCollector,
  pieces: OpenPieces,
  issues: DataIssues,
): boolean {
  const { found } = nodes;
  const { nodes: wayNodes } = pieces;
  let isAfterCut = false;
  let missing = false;
  for (let at = first; at < last; at++) {
    const node = wayNodes[at];
    if (found[node] !== 0) {
      if (isAfterCut) nodes.obstacles[node] |= Obstacle.cut;
      isAfterCut = false;
      const isRepeated = pieces.nodeCount > pieces.start && wayNodes[pieces.nodeCount - 1] === node;
      if (!isRepeated) wayNodes[pieces.nodeCount++] = node;
      continue;
    }
    issues.count("osm.way.missing_node", "warning", `way ${chunk.ids[way]}, node ${nodes.ids[node]}`);
    if (pieces.nodeCount > pieces.start) nodes.obstacles[wayNodes[pieces.nodeCount - 1]] |= Obstacle.cut;
    isAfterCut = true;
    missing = true;
    pieces.close(chunk, way);
  }
  pieces.close(chunk, way);
  return missing;
}

/**
 * Where the tags time the whole way (a ferry), gives each of its pieces its share. What is missing has no
 * length: shares are by number of segments.
 */
function shareDuration(ways: RoadCollector, pieces: OpenPieces, firstPiece: number, segments: number): void {
  const profile = ways.profiles.values[pieces.profiles.values[firstPiece]];
  if (profile.durationSeconds === 0) return;
  for (let piece = firstPiece; piece < pieces.count; piece++) {
    const nodeCount = pieces.offsets.values[piece + 1] - pieces.offsets.values[piece];
    pieces.profiles.values[piece] = ways.profiles.index(scaleDuration(profile, (nodeCount - 1) / segments));
  }
}

function scaleDuration(profile: RoadProfile, share: number): RoadProfile {
  return {
    ...profile,
    durationSeconds: profile.durationSeconds * share,
    durationWeightSeconds: profile.durationWeightSeconds * share,
  };
}

/** Keeps the nodes that some piece uses, in order, and renumbers the pieces' nodes. */
function compactNodes(
  { ids, lons, lats, obstacles, found }: NodeCollector,
  wayNodes: Uint32Array,
): Pick<Roads, "nodeLons" | "nodeLats" | "nodeOsmIds" | "nodeObstacles" | "wayNodes"> {
  for (let at = 0; at < wayNodes.length; at++) found[wayNodes[at]] = USED;
  let count = 0;
  for (let node = 0; node < found.length; node++) {
    if (found[node] !== USED) continue;
    lons[count] = lons[node];
    lats[count] = lats[node];
    ids[count] = ids[node];
    obstacles[count++] = obstacles[node];
  }
  if (count < found.length) renumber(wayNodes, found);
  return {
    nodeLons: lons.subarray(0, count),
    nodeLats: lats.subarray(0, count),
    nodeOsmIds: ids.subarray(0, count),
    nodeObstacles: obstacles.subarray(0, count),
    wayNodes,
  };
}

function renumber(wayNodes: Uint32Array, found: Uint8Array): void {
  const indices = new Uint32Array(found.length);
  let next = 0;
  for (let node = 0; node < found.length; node++) if (found[node] === USED) indices[node] = next++;
  for (let at = 0; at < wayNodes.length; at++) wayNodes[at] = indices[wayNodes[at]];
}
