import type { RoadProfile } from "../../../isochrones/model/network.ts";
import { Obstacle, type Roads } from "../../../isochrones/model/roads.ts";
import type { DataIssues } from "../../issues.ts";
import { Float64List, Uint32List } from "../typed-list.ts";
import type { NodeCollector } from "./node-collector.ts";
import type { RoadCollector } from "./road-collector.ts";
import { NO_INDEX } from "./sorted-ids.ts";

/** The roads without their restrictions. */
export type RoadPieces = Omit<Roads, "restrictions">;

/** The pieces while they are gathered; nodes are indices into the collector's. */
interface OpenPieces {
  readonly offsets: Uint32List;
  readonly nodes: Uint32List;
  readonly profiles: Uint32List;
  readonly names: Uint32List;
  readonly osmIds: Float64List;
}

/**
 * Joins ways to their nodes. A way whose nodes are partly in no file (an extract cut there) becomes the pieces
 * between the missing ones; pieces of fewer than two nodes are left out. Both are counted. Nodes beside a missing
 * one get the obstacle `cut`.
 */
export function joinWays(ways: RoadCollector, nodes: NodeCollector, issues: DataIssues): RoadPieces {
  const pieces: OpenPieces = {
    offsets: new Uint32List(ways.wayIds.length + 1),
    nodes: new Uint32List(ways.refs.length),
    profiles: new Uint32List(ways.wayIds.length),
    names: new Uint32List(ways.wayIds.length),
    osmIds: new Float64List(ways.wayIds.length),
  };
  pieces.offsets.push(0);
  for (let way = 0; way < ways.wayIds.length; way++) joinWay(ways, way, nodes, pieces, issues);
  const used = compactNodes(nodes, pieces.nodes);
  return {
    ...used,
    wayOffsets: pieces.offsets.toArray(),
    wayProfiles: pieces.profiles.toArray(),
    wayNames: pieces.names.toArray(),
    wayOsmIds: pieces.osmIds.toArray(),
    profiles: ways.profiles.values,
    names: ways.names.values,
  };
}

function joinWay(
  ways: RoadCollector,
  way: number,
  nodes: NodeCollector,
  pieces: OpenPieces,
  issues: DataIssues,
): void {
  const firstPiece = pieces.osmIds.length;
  const osmId = ways.wayIds.values[way];
  const first = ways.refOffsets.values[way];
  const last = ways.refOffsets.values[way + 1];
  let missing = 0;
  let isAfterCut = false;
  for (let at = first; at < last; at++) {
    const ref = ways.refs.values[at];
    const node = nodes.sorted.find(ref);
    if (node === NO_INDEX || nodes.found[node] === 0) {
      issues.count("osm.way.missing_node", "warning", `way ${osmId}, node ${ref}`);
      missing++;
      if (pieces.nodes.length > pieceStart(pieces)) {
        nodes.obstacles[pieces.nodes.values[pieces.nodes.length - 1]] |= Obstacle.cut;
      }
      isAfterCut = true;
      closePiece(ways, way, pieces);
      continue;
    }
    if (isAfterCut) nodes.obstacles[node] |= Obstacle.cut;
    isAfterCut = false;
    const isRepeated =
      pieces.nodes.length > pieceStart(pieces) && pieces.nodes.values[pieces.nodes.length - 1] === node;
    if (!isRepeated) pieces.nodes.push(node);
  }
  closePiece(ways, way, pieces);
  if (pieces.osmIds.length === firstPiece) {
    issues.count("osm.way.too_short", "warning", `way ${osmId}`);
  } else if (missing > 0) {
    shareDuration(ways, pieces, firstPiece, last - first - 1);
  }
}

function pieceStart(pieces: OpenPieces): number {
  return pieces.offsets.values[pieces.offsets.length - 1];
}

/** Ends the piece that is open, if it has a road's two nodes, else drops it. */
function closePiece(ways: RoadCollector, way: number, pieces: OpenPieces): void {
  const start = pieceStart(pieces);
  if (pieces.nodes.length - start < 2) {
    pieces.nodes.length = start;
    return;
  }
  pieces.offsets.push(pieces.nodes.length);
  pieces.profiles.push(ways.wayProfiles.values[way]);
  pieces.names.push(ways.wayNames.values[way]);
  pieces.osmIds.push(ways.wayIds.values[way]);
}

/**
 * Where the tags time the whole way (a ferry), gives each of its pieces its share. What is missing has no
 * length: shares are by number of segments.
 */
function shareDuration(ways: RoadCollector, pieces: OpenPieces, firstPiece: number, segments: number): void {
  const profile = ways.profiles.values[pieces.profiles.values[firstPiece]];
  if (profile.durationSeconds === 0) return;
  for (let piece = firstPiece; piece < pieces.osmIds.length; piece++) {
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
  nodes: NodeCollector,
  wayNodes: Uint32List,
): Pick<Roads, "nodeLons" | "nodeLats" | "nodeOsmIds" | "nodeObstacles" | "wayNodes"> {
  const { ids } = nodes.sorted;
  const kept = new Uint8Array(ids.length);
  for (let at = 0; at < wayNodes.length; at++) kept[wayNodes.values[at]] = 1;
  const count = kept.reduce((sum, flag) => sum + flag, 0);
  const indices = new Uint32Array(ids.length);
  const nodeLons = new Int32Array(count);
  const nodeLats = new Int32Array(count);
  const nodeOsmIds = new Float64Array(count);
  const nodeObstacles = new Uint16Array(count);
  let next = 0;
  for (let node = 0; node < ids.length; node++) {
    if (kept[node] === 0) continue;
    indices[node] = next;
    nodeLons[next] = nodes.lons[node];
    nodeLats[next] = nodes.lats[node];
    nodeOsmIds[next] = ids[node];
    nodeObstacles[next] = nodes.obstacles[node];
    next++;
  }
  const renumbered = wayNodes.toArray();
  for (let at = 0; at < renumbered.length; at++) renumbered[at] = indices[renumbered[at]];
  return { nodeLons, nodeLats, nodeOsmIds, nodeObstacles, wayNodes: renumbered };
}
