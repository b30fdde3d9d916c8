import { fromEnd } from "./lookup.ts";
import type { Random } from "./random.ts";
import { directionOf } from "./one-ways.ts";
import { degrees, Incidences, splitWays, wayLength } from "./road-map.ts";
import type { MapRestriction, MapWay, RoadMap } from "./road-map.ts";

type Tags = Record<string, string>;
type Turn = "left" | "right" | "straight";

/** One of each of these for so many crossroads: every kind is met, none is common. */
const KINDS: readonly { readonly turn: Turn; readonly tags: Tags }[] = [
  { turn: "left", tags: { restriction: "no_left_turn" } },
  { turn: "left", tags: { restriction: "no_left_turn" } },
  { turn: "straight", tags: { restriction: "only_straight_on" } },
  { turn: "right", tags: { restriction: "no_right_turn" } },
  { turn: "left", tags: { restriction: "no_left_turn", except: "bus;taxi" } },
  { turn: "right", tags: { restriction: "only_right_turn" } },
  { turn: "left", tags: { restriction: "no_left_turn", except: "motorcar" } },
  { turn: "straight", tags: { restriction: "no_straight_on" } },
  { turn: "left", tags: { "restriction:conditional": "no_left_turn @ (Mo-Fr 07:30-09:00)" } },
  { turn: "right", tags: { "restriction:hgv": "no_right_turn" } },
  { turn: "left", tags: { restriction: "only_left_turn" } },
];
const CROSSROADS_WITH_ONE = 0.1;
const VIA_WAYS = 5;

/** Forbids turns at the cities' crossroads, by a node and, a few times, by a way. */
export function addTurnRestrictions(map: RoadMap, isCity: (vertex: number) => boolean, random: Random): void {
  const counts = degrees(map);
  const chosen = new Set<number>();
  for (let vertex = 0; vertex < counts.length; vertex++)
    if (counts[vertex] === 4 && isCity(vertex) && random.chance(CROSSROADS_WITH_ONE)) chosen.add(vertex);
  splitWays(map, (vertex) => chosen.has(vertex));
  const near = new Incidences(map);
  let kind = 0;
  for (const vertex of chosen) {
    const arms = near.at(vertex).map(({ way }) => way);
    if (arms.length !== 4 || new Set(arms).size !== 4 || arms.some((way) => directionOf(way) !== 0)) continue;
    const { turn, tags } = KINDS[kind % KINDS.length];
    const from = random.pick(arms);
    const to = arms.find((arm) => arm !== from && turnOf(map, from, vertex, arm) === turn);
    if (to === undefined) continue;
    map.restrictions.push({ from, via: { vertex }, to, tags: { type: "restriction", ...tags } });
    kind++;
    if (kind % 6 !== 0) continue;
    const uTurn = { type: "restriction", restriction: "no_u_turn" };
    map.restrictions.push({ from, via: { vertex }, to: from, tags: uTurn });
  }
  addViaWays(map, near, chosen);
}

/** Turning back over a short way between two crossroads that are cut already. */
function addViaWays(map: RoadMap, near: Incidences, chosen: ReadonlySet<number>): void {
  let made = 0;
  for (const via of map.ways) {
    if (made === VIA_WAYS) return;
    const [first, last] = [via.vertices[0], fromEnd(via.vertices)];
    if (first === last || !chosen.has(first) || directionOf(via) !== 0 || wayLength(map, via) > 400) continue;
    const ending = (vertex: number) =>
      near.at(vertex).find(({ way }) => way !== via && directionOf(way) === 0 && endsAt(way, vertex))?.way;
    const [from, to] = [ending(first), ending(last)];
    if (from === undefined || to === undefined || from === to) continue;
    const restriction: MapRestriction = {
      from,
      via: { way: via },
      to,
      tags: { type: "restriction", restriction: made % 2 === 0 ? "no_u_turn" : "no_left_turn" },
    };
    map.restrictions.push(restriction);
    made++;
  }
}

function endsAt({ vertices }: MapWay, vertex: number): boolean {
  return (vertices[0] === vertex) !== (vertices.at(-1) === vertex);
}

/** How one drives from a way over a vertex into another way. */
function turnOf(map: RoadMap, from: MapWay, via: number, to: MapWay): Turn {
  const degreesTurned = ((heading(map, via, to) - heading(map, via, from) + 360) % 360) - 180;
  if (Math.abs(degreesTurned) < 40) return "straight";
  return degreesTurned > 0 ? "left" : "right";
}

/** Direction in which a way leaves a vertex, degrees anticlockwise from east. */
function heading(map: RoadMap, via: number, { vertices }: MapWay): number {
  const next = vertices[0] === via ? vertices[1] : fromEnd(vertices, 2);
  const [a, b] = [map.points[via], map.points[next]];
  return (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
}
