import { NO_EDGE, NO_NODE } from "../model/network.ts";
import type { Roads, TurnRestriction } from "../model/roads.ts";
import type { Chains } from "./chains.ts";
import { type Edges, wayAtEnd } from "./edges.ts";

/** Restrictions in terms of edges: what may follow what. */
export interface EdgeRestrictions {
  /** What may follow an edge, for those after which not all may. */
  readonly turnRules: ReadonlyMap<number, TurnRules>;
  /** Restrictions with ways as their via: edges to be driven in this order, the last one forbidden or imposed. */
  readonly paths: readonly RestrictedPath[];
}

/** Edges that may not follow, and those that alone may, or null where there are no such. */
export interface TurnRules {
  readonly forbidden: ReadonlySet<number>;
  readonly mandatory: ReadonlySet<number> | null;
}

export interface RestrictedPath {
  readonly kind: "no" | "only";
  /** At least three edges: from, one or more via, to. */
  readonly edges: readonly number[];
}

/** A via way has few junctions; more of them would be a ring that is walked forever. */
const MAX_VIA_EDGES = 1000;

interface GrowingRules {
  readonly forbidden: Set<number>;
  mandatory: Set<number> | null;
}

/** Translates restrictions from ways and nodes to edges; those that no edge can break are left out. */
export function resolveRestrictions(roads: Roads, chains: Chains, edges: Edges): EdgeRestrictions {
  const turnRules = new Map<number, GrowingRules>();
  const paths: RestrictedPath[] = [];
  const graph = { roads, chains, edges };
  for (const restriction of roads.restrictions) {
    const { via } = restriction;
    if ("ways" in via) {
      paths.push(...resolvePaths(graph, restriction, via.ways));
      continue;
    }
    const node = edges.roadNodeNodes[via.node];
    if (node === NO_NODE) continue;
    for (const from of arrivals(graph, node, restriction.fromWay)) {
      const targets = departures(graph, node, restriction, from);
      const rules = turnRules.get(from) ?? { forbidden: new Set(), mandatory: null };
      if (restriction.kind === "no") {
        for (const to of targets) rules.forbidden.add(to);
      } else if (targets.length > 0 || leadsInOnly(graph, node, restriction)) {
        rules.mandatory ??= new Set();
        for (const to of targets) rules.mandatory.add(to);
      }
      turnRules.set(from, rules);
    }
  }
  return { turnRules, paths };
}

/** @param rules those of the edge that one comes from, if it has any */
export function isTurnRestricted(rules: TurnRules | undefined, to: number): boolean {
  if (rules === undefined) return false;
  return rules.forbidden.has(to) || (rules.mandatory !== null && !rules.mandatory.has(to));
}

interface Graph {
  readonly roads: Roads;
  readonly chains: Chains;
  readonly edges: Edges;
}

/** The way on which an edge begins. */
function startWay({ chains, edges }: Graph, edge: number): number {
  return wayAtEnd(chains, edges.startEnds[edge]);
}

/** The edges that arrive at a junction on a way. */
function arrivals({ chains, edges }: Graph, node: number, way: number): number[] {
  const found: number[] = [];
  for (let i = edges.inOffsets[node]; i < edges.inOffsets[node + 1]; i++) {
    const edge = edges.inEdges[i];
    if (wayAtEnd(chains, edges.startEnds[edge] ^ 1) === way) found.push(edge);
  }
  return found;
}

function departures(graph: Graph, node: number, restriction: TurnRestriction, from: number): number[] {
  const { edges } = graph;
  const turnsBack = restriction.fromWay === restriction.toWay;
  const found: number[] = [];
  for (let edge = edges.outOffsets[node]; edge < edges.outOffsets[node + 1]; edge++) {
    if (startWay(graph, edge) !== restriction.toWay) continue;
    if ((edge === edges.twins[from]) === turnsBack) found.push(edge);
  }
  return found;
}

/** Is the way that alone may follow one that cannot be driven into here? Then nothing may. */
function leadsInOnly(graph: Graph, node: number, { fromWay, toWay }: TurnRestriction): boolean {
  return (
    fromWay !== toWay && arrivals(graph, node, toWay).some((edge) => graph.edges.twins[edge] === NO_EDGE)
  );
}

/** All edge sequences that a restriction over ways speaks of: usually one. */
function resolvePaths(
  graph: Graph,
  restriction: TurnRestriction,
  viaWays: readonly number[],
): RestrictedPath[] {
  const { roads, edges } = graph;
  const paths: RestrictedPath[] = [];
  for (const entry of wayEnds(roads, viaWays[0])) {
    const start = edges.roadNodeNodes[entry];
    if (start === NO_NODE) continue;
    const via = followWays(graph, start, viaWays);
    if (via === null) continue;
    const last = via[via.length - 1];
    for (const from of arrivals(graph, start, restriction.fromWay)) {
      if (via[0] === edges.twins[from]) continue;
      for (let to = edges.outOffsets[edges.heads[last]]; to < edges.outOffsets[edges.heads[last] + 1]; to++) {
        if (startWay(graph, to) !== restriction.toWay || to === edges.twins[last]) continue;
        paths.push({ kind: restriction.kind, edges: [from, ...via, to] });
      }
    }
  }
  return paths;
}

function wayEnds(roads: Roads, way: number): number[] {
  const first = roads.wayNodes[roads.wayOffsets[way]];
  const last = roads.wayNodes[roads.wayOffsets[way + 1] - 1];
  return first === last ? [first] : [first, last];
}

/** The edges from a junction along whole ways, one after the other; null where the road does not allow it. */
function followWays(graph: Graph, start: number, ways: readonly number[]): number[] | null {
  const { roads, edges } = graph;
  const path: number[] = [];
  let node = start;
  for (const way of ways) {
    const ends = wayEnds(roads, way).map((end) => edges.roadNodeNodes[end]);
    const goal = ends.find((end) => end !== node);
    if (!ends.includes(node) || goal === undefined) return null;
    while (node !== goal) {
      const last = path.length === 0 ? NO_EDGE : path[path.length - 1];
      const next = nextOnWay(graph, node, way, last);
      if (next === NO_EDGE || path.length === MAX_VIA_EDGES) return null;
      path.push(next);
      node = edges.heads[next];
    }
  }
  return path;
}

function nextOnWay(graph: Graph, node: number, way: number, last: number): number {
  const { outOffsets, twins } = graph.edges;
  for (let edge = outOffsets[node]; edge < outOffsets[node + 1]; edge++) {
    const turnsBack = last !== NO_EDGE && edge === twins[last];
    if (startWay(graph, edge) === way && !turnsBack) return edge;
  }
  return NO_EDGE;
}
