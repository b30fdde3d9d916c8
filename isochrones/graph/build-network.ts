import type { Network } from "../model/network.ts";
import { packRoadNames } from "./road-names.ts";
import { Obstacle, type Roads } from "../model/roads.ts";
import { buildChains } from "./build-chains.ts";
import { componentSizes } from "./components.ts";
import { buildEdges, type Edges, type PlacedChains, runsForward } from "./edges.ts";
import { sortEdgesByNode } from "./edges-of-nodes.ts";
import { GrowableUint32 } from "./growable.ts";
import { withoutParallels } from "./parallel-chains.ts";
import { resolveRestrictions } from "./restrictions.ts";
import type { Turns } from "./turn-list.ts";
import { buildTurns } from "./turns.ts";
import { expandViaWays } from "./via-ways.ts";

/**
 * Roads to network: chains between junctions, directed edges in Hilbert order, turns with their costs and
 * restrictions, components. Deterministic. O(n) in the nodes of all ways.
 */
export function buildNetwork(roads: Roads): Network {
  // What led to the turns is forgotten before the components are told.
  const network = connectRoads(roads);
  const { edgeCount, turnOffsets, turnTargets, edgeTwins } = network;
  return {
    ...network,
    ...reverseTurns(network),
    edgeComponentSizes: componentSizes(edgeCount, turnOffsets, turnTargets, edgeTwins),
  };
}

type ReverseTurns = Pick<Network, "reverseTurnOffsets" | "reverseTurnSources" | "reverseTurnClasses">;
type ConnectedRoads = Omit<Network, keyof ReverseTurns | "edgeComponentSizes">;

function connectRoads(roads: Roads): ConnectedRoads {
  const { chains, edges } = buildEdges(roads, withoutParallels(roads, buildChains(roads)));
  const restrictions = resolveRestrictions(roads, chains, edges);
  const { turns, originals } = expandViaWays(
    buildTurns(roads, chains, edges, restrictions),
    edges.edgeCount,
    restrictions.paths,
  );
  return assemble(roads, chains, edges, turns, originals);
}

function assemble(
  roads: Roads,
  chains: PlacedChains,
  edges: Edges,
  turns: Turns,
  originals: Uint32Array,
): ConnectedRoads {
  const edgeCount = edges.edgeCount + originals.length;
  const withCopies = (values: Uint32Array): Uint32Array => {
    const all = new Uint32Array(edgeCount);
    all.set(values);
    for (let copy = 0; copy < originals.length; copy++) all[edges.edgeCount + copy] = values[originals[copy]];
    return all;
  };
  const edgeOriginals = new Uint32Array(edgeCount);
  for (let edge = 0; edge < edges.edgeCount; edge++) edgeOriginals[edge] = edge;
  edgeOriginals.set(originals, edges.edgeCount);
  // Shapes are the chains.
  const edgeShapes = withCopies(edges.startEnds);
  return {
    nodeCount: edges.nodeCount,
    edgeCount,
    turnCount: turns.targets.length,
    ...nodePlaces(roads, edges),
    ...sortEdgesByNode(edges.nodeCount, edges.tails, edges.heads),
    firstCopy: edges.edgeCount,
    edgeTails: withCopies(edges.tails),
    edgeHeads: withCopies(edges.heads),
    edgeTwins: withCopies(edges.twins),
    edgeOriginals,
    edgeShapes,
    ...roadsOfEdges(chains, edgeShapes),
    shapeOffsets: chains.shapeOffsets,
    shapeLons: chains.shapeLons,
    shapeLats: chains.shapeLats,
    shapeNodeIds: shapeNodeIds(roads, chains),
    turnOffsets: turns.offsets,
    turnTargets: turns.targets,
    turnClasses: turns.classes,
    turnClassDurations: turns.classDurations,
    turnClassWeights: turns.classWeights,
    cutEdges: cutEdgesOf(roads, chains, edges),
    profiles: roads.profiles,
    names: packRoadNames(roads.names),
  };
}

function nodePlaces(
  { nodeLons, nodeLats }: Roads,
  { nodeCount, nodeRoadNodes }: Edges,
): Pick<Network, "nodeLons" | "nodeLats"> {
  const places = { nodeLons: new Int32Array(nodeCount), nodeLats: new Int32Array(nodeCount) };
  for (let node = 0; node < nodeCount; node++) {
    places.nodeLons[node] = nodeLons[nodeRoadNodes[node]];
    places.nodeLats[node] = nodeLats[nodeRoadNodes[node]];
  }
  return places;
}

type RoadsOfEdges = Pick<
  Network,
  "edgeDurations" | "edgeWeights" | "edgeLengths" | "edgeProfiles" | "edgeFollowsProfile" | "edgeNames"
>;

/** What edges have of their chains. */
function roadsOfEdges(chains: PlacedChains, edgeShapes: Uint32Array): RoadsOfEdges {
  const edgeCount = edgeShapes.length;
  const edges = {
    edgeDurations: new Uint32Array(edgeCount),
    edgeWeights: new Uint32Array(edgeCount),
    edgeLengths: new Float32Array(edgeCount),
    edgeProfiles: new Uint32Array(edgeCount),
    edgeFollowsProfile: new Uint8Array(edgeCount),
    edgeNames: new Uint32Array(edgeCount),
  };
  for (let edge = 0; edge < edgeCount; edge++) {
    const end = edgeShapes[edge];
    const chain = end >>> 1;
    const isAgainst = (end & 1) === 1;
    edges.edgeDurations[edge] = (isAgainst ? chains.againstDurations : chains.alongDurations)[chain];
    edges.edgeWeights[edge] = (isAgainst ? chains.againstWeights : chains.alongWeights)[chain];
    edges.edgeLengths[edge] = chains.lengthsMeters[chain];
    edges.edgeProfiles[edge] = chains.profiles[chain];
    edges.edgeFollowsProfile[edge] = runsForward(chains, end) ? 1 : 0;
    edges.edgeNames[edge] = chains.names[chain];
  }
  return edges;
}

function shapeNodeIds({ nodeOsmIds }: Roads, { shapeNodes }: PlacedChains): Float64Array {
  const ids = new Float64Array(shapeNodes.length);
  for (let point = 0; point < ids.length; point++) ids[point] = nodeOsmIds[shapeNodes[point]];
  return ids;
}

/** Roads that lead on: one of these that ends in nothing does so because the extract ends. */
const THROUGH_ROADS: ReadonlySet<string> = new Set(["motorway", "trunk", "primary"]);

/**
 * Edges that lead to where the extract ends: to a node that the reader found cut, or to the dead end of a main
 * road. Extracts cut along a border keep ways whole and lack no node, so that only the second tells.
 */
function cutEdgesOf(roads: Roads, chains: PlacedChains, edges: Edges): Uint32Array {
  const isThrough = roads.profiles.map(({ highway }) => THROUGH_ROADS.has(highway));
  const found = new GrowableUint32();
  for (let edge = 0; edge < edges.edgeCount; edge++) {
    const head = edges.heads[edge];
    const isCut = (roads.nodeObstacles[edges.nodeRoadNodes[head]] & Obstacle.cut) !== 0;
    const isDeadEnd = edges.roadCounts[head] === 1;
    if (isCut || (isDeadEnd && isThrough[chains.profiles[edges.startEnds[edge] >>> 1]])) found.push(edge);
  }
  return found.toArray();
}

function reverseTurns({ edgeCount, turnOffsets, turnTargets, turnClasses }: ConnectedRoads): ReverseTurns {
  const reverseTurnOffsets = new Uint32Array(edgeCount + 1);
  for (let turn = 0; turn < turnTargets.length; turn++) reverseTurnOffsets[turnTargets[turn] + 1]++;
  for (let edge = 0; edge < edgeCount; edge++) reverseTurnOffsets[edge + 1] += reverseTurnOffsets[edge];
  const cursor = reverseTurnOffsets.slice(0, edgeCount);
  const reverseTurnSources = new Uint32Array(turnTargets.length);
  const reverseTurnClasses = new Uint16Array(turnTargets.length);
  for (let from = 0; from < edgeCount; from++) {
    for (let turn = turnOffsets[from]; turn < turnOffsets[from + 1]; turn++) {
      const slot = cursor[turnTargets[turn]]++;
      reverseTurnSources[slot] = from;
      reverseTurnClasses[slot] = turnClasses[turn];
    }
  }
  return { reverseTurnOffsets, reverseTurnSources, reverseTurnClasses };
}
