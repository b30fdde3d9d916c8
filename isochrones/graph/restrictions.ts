import { NO_EDGE } from "../model/network.ts";
import type { Roads, TurnRestriction } from "../model/roads.ts";
import type { Edges } from "./edges.ts";

/** Restrictions in terms of edges: what may follow what. */
export interface EdgeRestrictions {
  /** `from * edgeCount + to` of forbidden turns. */
  readonly forbiddenTurns: ReadonlySet<number>;
  /** Edges after which only some may follow. */
  readonly mandatoryTurns: ReadonlyMap<number, ReadonlySet<number>>;
  /** Restrictions with ways as their via: edges to be driven in this order, the last one forbidden or imposed. */
  readonly paths: readonly RestrictedPath[];
}

export interface RestrictedPath {
  readonly kind: "no" | "only";
  /** At least three edges: from, one or more via, to. */
  readonly edges: readonly number[];
}

/** A via way has few junctions; more of them would be a ring that is walked forever. */
const MAX_VIA_EDGES = 1000;

/** Translates restrictions from ways and nodes to edges; those that no edge can break are left out. */
export function resolveRestrictions(roads: Roads, edges: Edges): EdgeRestrictions {
  const forbiddenTurns = new Set<number>();
  const mandatoryTurns = new Map<number, Set<number>>();
  const paths: RestrictedPath[] = [];
  for (const restriction of roads.restrictions) {
    const { via } = restriction;
    if ("ways" in via) {
      paths.push(...resolvePaths(roads, edges, restriction, via.ways));
      continue;
    }
    const node = edges.roadNodeNodes[via.node];
    if (node === NO_EDGE) continue;
    for (const from of arrivals(edges, node, restriction.fromWay)) {
      const targets = departures(edges, node, restriction, from);
      if (restriction.kind === "no") {
        for (const to of targets) forbiddenTurns.add(from * edges.edgeCount + to);
      } else if (targets.length > 0 || leadsInOnly(edges, node, restriction)) {
        const allowed = mandatoryTurns.get(from) ?? new Set<number>();
        for (const to of targets) allowed.add(to);
        mandatoryTurns.set(from, allowed);
      }
    }
  }
  return { forbiddenTurns, mandatoryTurns, paths };
}

export function isTurnRestricted(
  restrictions: EdgeRestrictions,
  edgeCount: number,
  from: number,
  to: number,
): boolean {
  if (restrictions.forbiddenTurns.has(from * edgeCount + to)) return true;
  const allowed = restrictions.mandatoryTurns.get(from);
  return allowed !== undefined && !allowed.has(to);
}

function arrivals(edges: Edges, node: number, way: number): number[] {
  const found: number[] = [];
  for (let i = edges.inOffsets[node]; i < edges.inOffsets[node + 1]; i++) {
    if (edges.endWays[edges.inEdges[i]] === way) found.push(edges.inEdges[i]);
  }
  return found;
}

function departures(edges: Edges, node: number, restriction: TurnRestriction, from: number): number[] {
  const turnsBack = restriction.fromWay === restriction.toWay;
  const found: number[] = [];
  for (let edge = edges.outOffsets[node]; edge < edges.outOffsets[node + 1]; edge++) {
    if (edges.startWays[edge] !== restriction.toWay) continue;
    if ((edge === edges.twins[from]) === turnsBack) found.push(edge);
  }
  return found;
}

/** Is the way that alone may follow one that cannot be driven into here? Then nothing may. */
function leadsInOnly(edges: Edges, node: number, { fromWay, toWay }: TurnRestriction): boolean {
  return fromWay !== toWay && arrivals(edges, node, toWay).some((edge) => edges.twins[edge] === NO_EDGE);
}

/** All edge sequences that a restriction over ways speaks of: usually one. */
function resolvePaths(
  roads: Roads,
  edges: Edges,
  restriction: TurnRestriction,
  viaWays: readonly number[],
): RestrictedPath[] {
  const paths: RestrictedPath[] = [];
  for (const entry of wayEnds(roads, viaWays[0])) {
    const start = edges.roadNodeNodes[entry];
    if (start === NO_EDGE) continue;
    const via = followWays(roads, edges, start, viaWays);
    if (via === null) continue;
    const last = via[via.length - 1];
    for (const from of arrivals(edges, start, restriction.fromWay)) {
      if (via[0] === edges.twins[from]) continue;
      for (let to = edges.outOffsets[edges.heads[last]]; to < edges.outOffsets[edges.heads[last] + 1]; to++) {
        if (edges.startWays[to] !== restriction.toWay || to === edges.twins[last]) continue;
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
function followWays(roads: Roads, edges: Edges, start: number, ways: readonly number[]): number[] | null {
  const path: number[] = [];
  let node = start;
  for (const way of ways) {
    const ends = wayEnds(roads, way).map((end) => edges.roadNodeNodes[end]);
    const goal = ends.find((end) => end !== node);
    if (!ends.includes(node) || goal === undefined) return null;
    while (node !== goal) {
      const last = path.length === 0 ? NO_EDGE : path[path.length - 1];
      const next = nextOnWay(edges, node, way, last);
      if (next === NO_EDGE || path.length === MAX_VIA_EDGES) return null;
      path.push(next);
      node = edges.heads[next];
    }
  }
  return path;
}

function nextOnWay(edges: Edges, node: number, way: number, last: number): number {
  for (let edge = edges.outOffsets[node]; edge < edges.outOffsets[node + 1]; edge++) {
    const turnsBack = last !== NO_EDGE && edge === edges.twins[last];
    if (edges.startWays[edge] === way && !turnsBack) return edge;
  }
  return NO_EDGE;
}
