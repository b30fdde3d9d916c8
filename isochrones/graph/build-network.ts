import type { Network } from "../model/network.ts";
import { Obstacle, type Roads } from "../model/roads.ts";
import { buildChains, type Chains } from "./chains.ts";
import { componentSizes } from "./components.ts";
import { buildEdges, type Edges } from "./edges.ts";
import { withoutParallels } from "./parallel-chains.ts";
import { resolveRestrictions } from "./restrictions.ts";
import { buildTurns, type Turns } from "./turns.ts";
import { expandViaWays } from "./via-ways.ts";

/**
 * Roads to network: chains between junctions, directed edges in Hilbert order, turns with their costs and
 * restrictions, components. Deterministic. O(n) in the nodes of all ways.
 */
export function buildNetwork(roads: Roads): Network {
  const chains = withoutParallels(roads, buildChains(roads));
  const edges = buildEdges(roads, chains);
  const restrictions = resolveRestrictions(roads, edges);
  const { turns, originals } = expandViaWays(
    buildTurns(roads, chains, edges, restrictions),
    edges.edgeCount,
    restrictions.paths,
  );
  return assemble(roads, chains, edges, turns, originals);
}

function assemble(roads: Roads, chains: Chains, edges: Edges, turns: Turns, originals: Uint32Array): Network {
  const edgeCount = edges.edgeCount + originals.length;
  const withCopies = (values: Uint32Array): Uint32Array => {
    const all = new Uint32Array(edgeCount);
    all.set(values);
    originals.forEach((original, copy) => {
      all[edges.edgeCount + copy] = values[original];
    });
    return all;
  };
  const edgeChains = withCopies(edges.chains);
  const edgeTwins = withCopies(edges.twins);
  const edgeOriginals = withCopies(Uint32Array.from(edges.chains, (_, edge) => edge));
  const { shapes, shapeOffsets, shapeLons, shapeLats, shapeNodeIds } = orderShapes(roads, chains, edges);
  const shapesOfEdges = Uint32Array.from(
    edges.chains,
    (chain, edge) => shapes[chain] * 2 + edges.isAgainst[edge],
  );
  return {
    nodeCount: edges.nodeCount,
    edgeCount,
    turnCount: turns.targets.length,
    nodeLons: Int32Array.from(edges.nodeRoadNodes, (node) => roads.nodeLons[node]),
    nodeLats: Int32Array.from(edges.nodeRoadNodes, (node) => roads.nodeLats[node]),
    firstCopy: edges.edgeCount,
    edgeTails: withCopies(edges.tails),
    edgeHeads: withCopies(edges.heads),
    edgeDurations: withCopies(edges.durations),
    edgeWeights: withCopies(edges.weights),
    edgeLengths: Float32Array.from(edgeChains, (chain) => chains.lengthsMeters[chain]),
    edgeTwins,
    edgeOriginals,
    edgeShapes: withCopies(shapesOfEdges),
    edgeProfiles: Uint32Array.from(edgeChains, (chain) => chains.profiles[chain]),
    edgeFollowsProfile: Uint8Array.from(edgeChains, (chain, edge) => {
      const isAgainst = (shapesOfEdges[edgeOriginals[edge]] & 1) === 1;
      return (chains.followsProfile[chain] === 1) === isAgainst ? 0 : 1;
    }),
    edgeNames: Uint32Array.from(edgeChains, (chain) => chains.names[chain]),
    shapeOffsets,
    shapeLons,
    shapeLats,
    shapeNodeIds,
    turnOffsets: turns.offsets,
    turnTargets: turns.targets,
    turnClasses: turns.classes,
    ...reverseTurns(edgeCount, turns),
    turnClassDurations: turns.classDurations,
    turnClassWeights: turns.classWeights,
    edgeComponentSizes: componentSizes(edgeCount, turns.offsets, turns.targets, edgeTwins),
    cutEdges: cutEdgesOf(roads, chains, edges),
    profiles: roads.profiles,
    names: roads.names,
  };
}

/** Roads that lead on: one of these that ends in nothing does so because the extract ends. */
const THROUGH_ROADS: ReadonlySet<string> = new Set(["motorway", "trunk", "primary"]);

/**
 * Edges that lead to where the extract ends: to a node that the reader found cut, or to the dead end of a main
 * road. Extracts cut along a border keep ways whole and lack no node, so that only the second tells.
 */
function cutEdgesOf(roads: Roads, chains: Chains, edges: Edges): Uint32Array {
  return Uint32Array.from(edges.chains.keys()).filter((edge) => {
    const head = edges.heads[edge];
    if ((roads.nodeObstacles[edges.nodeRoadNodes[head]] & Obstacle.cut) !== 0) return true;
    const { highway } = roads.profiles[chains.profiles[edges.chains[edge]]];
    return edges.roadCounts[head] === 1 && THROUGH_ROADS.has(highway);
  });
}

/** Shapes in the order in which edges first use them, so that they are near in memory what is near on the map. */
function orderShapes(
  roads: Roads,
  chains: Chains,
  edges: Edges,
): Pick<Network, "shapeOffsets" | "shapeLons" | "shapeLats" | "shapeNodeIds"> & { shapes: Uint32Array } {
  const unplaced = 0xffffffff;
  const shapes = new Uint32Array(chains.count).fill(unplaced);
  const shapeOffsets = new Uint32Array(chains.count + 1);
  const shapeLons = new Int32Array(chains.shapeNodes.length);
  const shapeLats = new Int32Array(chains.shapeNodes.length);
  const shapeNodeIds = new Float64Array(chains.shapeNodes.length);
  let shape = 0;
  let point = 0;
  for (const chain of edges.chains) {
    if (shapes[chain] !== unplaced) continue;
    shapes[chain] = shape++;
    for (let i = chains.shapeOffsets[chain]; i < chains.shapeOffsets[chain + 1]; i++) {
      shapeLons[point] = roads.nodeLons[chains.shapeNodes[i]];
      shapeLats[point] = roads.nodeLats[chains.shapeNodes[i]];
      shapeNodeIds[point] = roads.nodeOsmIds[chains.shapeNodes[i]];
      point++;
    }
    shapeOffsets[shape] = point;
  }
  return { shapes, shapeOffsets, shapeLons, shapeLats, shapeNodeIds };
}

function reverseTurns(
  edgeCount: number,
  turns: Turns,
): Pick<Network, "reverseTurnOffsets" | "reverseTurnSources" | "reverseTurnClasses"> {
  const reverseTurnOffsets = new Uint32Array(edgeCount + 1);
  for (const target of turns.targets) reverseTurnOffsets[target + 1]++;
  for (let edge = 0; edge < edgeCount; edge++) reverseTurnOffsets[edge + 1] += reverseTurnOffsets[edge];
  const cursor = reverseTurnOffsets.slice(0, edgeCount);
  const reverseTurnSources = new Uint32Array(turns.targets.length);
  const reverseTurnClasses = new Uint16Array(turns.targets.length);
  for (let from = 0; from < edgeCount; from++) {
    for (let turn = turns.offsets[from]; turn < turns.offsets[from + 1]; turn++) {
      const slot = cursor[turns.targets[turn]]++;
      reverseTurnSources[slot] = from;
      reverseTurnClasses[slot] = turns.classes[turn];
    }
  }
  return { reverseTurnOffsets, reverseTurnSources, reverseTurnClasses };
}
