import type { TurnRestriction } from "../../../isochrones/model/roads.ts";
import type { DataIssues } from "../../issues.ts";
import type { Float64List } from "../typed-list.ts";
import type { RawRestriction } from "./block-roads.ts";
import { NO_INDEX, SortedIds } from "./sorted-ids.ts";
import { orderVias } from "./via-order.ts";
import type { RoadPieces } from "./way-pieces.ts";

type Fault =
  | "osm.restriction.malformed"
  | "osm.restriction.missing_member"
  | "osm.restriction.not_drivable"
  | "osm.restriction.unconnected";

const SEVERITIES = {
  "osm.restriction.malformed": "warning",
  "osm.restriction.missing_member": "info",
  "osm.restriction.not_drivable": "info",
  "osm.restriction.unconnected": "warning",
} as const satisfies Record<Fault, "warning" | "info">;

/** What a restriction's relation names: OSM ids by role. */
interface Roles {
  readonly fromWays: readonly number[];
  readonly toWays: readonly number[];
  readonly viaNodes: readonly number[];
  readonly viaWays: readonly number[];
}

/**
 * Turns restrictions in OSM ids into indices of the roads. As in OSRM, a via node must be an end of both ways,
 * and only `no_entry` may have several `from`, only `no_exit` several `to`. What cannot be resolved is counted:
 * `osm.restriction.malformed` (roles or their number), `.missing_member` (in no file), `.not_drivable`,
 * `.unconnected`.
 *
 * @param rejectedWays OSM ids of ways that are no road for this profile
 */
export function resolveRestrictions(
  raw: readonly RawRestriction[],
  roads: RoadPieces,
  rejectedWays: Float64List,
  issues: DataIssues,
): TurnRestriction[] {
  const resolver = new Resolver(raw, roads, rejectedWays);
  const resolved: TurnRestriction[] = [];
  for (const restriction of raw) {
    for (const result of resolver.resolve(restriction)) {
      if (typeof result === "string") {
        issues.count(result, SEVERITIES[result], `relation ${restriction.osmRelationId}`);
      } else {
        resolved.push(result);
      }
    }
  }
  return resolved;
}

class Resolver {
  readonly #roads: RoadPieces;
  readonly #rejectedWays: ReadonlySet<number>;
  readonly #nodes: SortedIds;
  /** Pieces of the ways that some restriction names, by OSM id. */
  readonly #pieces: ReadonlyMap<number, readonly number[]>;

  constructor(raw: readonly RawRestriction[], roads: RoadPieces, rejectedWays: Float64List) {
    const named = namedWays(raw);
    this.#roads = roads;
    this.#rejectedWays = new Set(
      rejectedWays.values.subarray(0, rejectedWays.length).filter((id) => named.has(id)),
    );
    this.#nodes = new SortedIds(roads.nodeOsmIds);
    this.#pieces = piecesOf(named, roads);
  }

  resolve(restriction: RawRestriction): (TurnRestriction | Fault)[] {
    const roles = readRoles(restriction);
    if (roles === null) return ["osm.restriction.malformed"];
    const results: (TurnRestriction | Fault)[] = [];
    for (const from of roles.fromWays) {
      for (const to of roles.toWays) results.push(this.#resolvePair(restriction, roles, from, to));
    }
    return results;
  }

  #resolvePair(restriction: RawRestriction, roles: Roles, from: number, to: number): TurnRestriction | Fault {
    for (const way of [from, ...roles.viaWays, to]) {
      if (this.#pieces.has(way)) continue;
      return this.#rejectedWays.has(way) ? "osm.restriction.not_drivable" : "osm.restriction.missing_member";
    }
    const { osmRelationId, kind } = restriction;
    const path =
      roles.viaNodes.length === 1
        ? this.#throughNode(from, roles.viaNodes[0], to)
        : this.#throughWays(from, roles.viaWays, to);
    return path === null ? "osm.restriction.unconnected" : { osmRelationId, kind, ...path };
  }

  #throughNode(
    from: number,
    via: number,
    to: number,
  ): Pick<TurnRestriction, "fromWay" | "toWay" | "via"> | null {
    const node = this.#nodes.find(via);
    if (node === NO_INDEX) return null;
    const fromWay = this.#pieceAt(from, node, "arrives");
    const toWay = this.#pieceAt(to, node, "leaves");
    return fromWay === null || toWay === null ? null : { fromWay, toWay, via: { node } };
  }

  #throughWays(
    from: number,
    vias: readonly number[],
    to: number,
  ): Pick<TurnRestriction, "fromWay" | "toWay" | "via"> | null {
    // A via must be driven from end to end: one that the extract cut into pieces cannot be.
    if (vias.some((via) => this.#piecesOf(via).length !== 1)) return null;
    const viaPieces = vias.map((via) => this.#piecesOf(via)[0]);
    const starts = this.#piecesOf(from).flatMap((piece) => [this.#lastNode(piece), this.#firstNode(piece)]);
    for (const start of new Set(starts)) {
      const path = orderVias(
        start,
        viaPieces.map((way) => ({ way, first: this.#firstNode(way), last: this.#lastNode(way) })),
        (node) => this.#pieceAt(to, node, "leaves") !== null,
      );
      if (path === null) continue;
      const fromWay = this.#pieceAt(from, start, "arrives");
      const toWay = this.#pieceAt(to, path.end, "leaves");
      if (fromWay !== null && toWay !== null) return { fromWay, toWay, via: { ways: path.ways } };
    }
    return null;
  }

  /** The piece of a way with an end at `node`; of several (a ring that was cut) one that may be driven so. */
  #pieceAt(osmWayId: number, node: number, movement: "arrives" | "leaves"): number | null {
    const touching = this.#piecesOf(osmWayId).filter(
      (piece) => this.#firstNode(piece) === node || this.#lastNode(piece) === node,
    );
    return touching.find((piece) => this.#allows(piece, node, movement)) ?? touching[0] ?? null;
  }

  #allows(piece: number, node: number, movement: "arrives" | "leaves"): boolean {
    const profile = this.#roads.profiles[this.#roads.wayProfiles[piece]];
    const forwardEnd = movement === "arrives" ? this.#lastNode(piece) : this.#firstNode(piece);
    const backwardEnd = movement === "arrives" ? this.#firstNode(piece) : this.#lastNode(piece);
    return (
      (profile.forwardSpeedKmh > 0 && forwardEnd === node) ||
      (profile.backwardSpeedKmh > 0 && backwardEnd === node)
    );
  }

  #piecesOf(osmWayId: number): readonly number[] {
    return this.#pieces.get(osmWayId) ?? [];
  }

  #firstNode(piece: number): number {
    return this.#roads.wayNodes[this.#roads.wayOffsets[piece]];
  }

  #lastNode(piece: number): number {
    return this.#roads.wayNodes[this.#roads.wayOffsets[piece + 1] - 1];
  }
}

function namedWays(raw: readonly RawRestriction[]): Set<number> {
  const named = new Set<number>();
  for (const { members } of raw) {
    for (const { type, ref } of members) if (type === "way") named.add(ref);
  }
  return named;
}

function piecesOf(named: ReadonlySet<number>, roads: RoadPieces): Map<number, number[]> {
  const pieces = new Map<number, number[]>();
  for (let piece = 0; piece < roads.wayOsmIds.length; piece++) {
    const id = roads.wayOsmIds[piece];
    if (!named.has(id)) continue;
    const known = pieces.get(id);
    if (known === undefined) pieces.set(id, [piece]);
    else known.push(piece);
  }
  return pieces;
}

/** The members by role, or null where they do not make a restriction. Other roles do not count. */
function readRoles(restriction: RawRestriction): Roles | null {
  const roles = {
    fromWays: [] as number[],
    toWays: [] as number[],
    viaNodes: [] as number[],
    viaWays: [] as number[],
  };
  for (const { type, ref, role } of restriction.members) {
    if (role === "from" && type === "way") roles.fromWays.push(ref);
    else if (role === "to" && type === "way") roles.toWays.push(ref);
    else if (role === "via" && type === "way") roles.viaWays.push(ref);
    else if (role === "via" && type === "node") roles.viaNodes.push(ref);
    else if (role === "from" || role === "to" || role === "via") return null;
  }
  const fromFits = roles.fromWays.length === 1 || (roles.fromWays.length > 1 && restriction.severalFrom);
  const toFits = roles.toWays.length === 1 || (roles.toWays.length > 1 && restriction.severalTo);
  const viaFits = roles.viaNodes.length + Math.min(roles.viaWays.length, 1) === 1;
  return fromFits && toFits && viaFits ? roles : null;
}
