import { firstOf, fromEnd, valueOf } from "./lookup.ts";
import { PRIMARY, SECONDARY, TERTIARY, TRACK, TRUNK, UNCLASSIFIED } from "./grid-roads.ts";
import type { GridRoads } from "./grid-roads.ts";
import { Groups } from "../../isochrones/geo/groups.ts";
import { createNoise } from "./noise.ts";
import type { Noise } from "./noise.ts";
import type { Place } from "./places.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";
import { roundCorners, simplify } from "./road-line.ts";
import type { RoadLine } from "./road-line.ts";
import { ruralTags } from "./rural-tags.ts";
import { cellCenter } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

const RELAX_ROUNDS = 3;
/** Two roads that meet are one route where they deviate less than this. */
const MAX_TURN_RADIANS = 1.1;

const HIGHWAYS: Readonly<Record<number, string>> = {
  [TRUNK]: "trunk",
  [PRIMARY]: "primary",
  [SECONDARY]: "secondary",
  [TERTIARY]: "tertiary",
  [UNCLASSIFIED]: "unclassified",
  [TRACK]: "track",
};

export interface Chain {
  readonly cells: readonly number[];
  readonly roadClass: number;
}

/** Draws the grid's roads as curved lines, busiest first. A route keeps its tags through junctions. */
export function drawRuralLines(
  roads: GridRoads,
  places: readonly Place[],
  toleranceMeters: number,
  random: Random,
): RoadLine[] {
  const seats = new Set(places.filter((place) => place.rank !== "hamlet").map((place) => place.cell));
  for (const { cell } of roads.terrain.gates) seats.add(cell);
  const net = listLinks(roads);
  const chains = findChains(roads, net, seats);
  const positions = relax(roads.terrain, net, seats);
  const routes = joinRoutes(chains, positions);
  const tagsOfRoute = numberedRoutes(roads.terrain, chains, routes, random);
  const noise = createNoise(random.integer(0, 1e9));
  const lines: RoadLine[] = [];
  for (const [index, { cells, roadClass }] of chains.entries()) {
    const route = routes.find(index);
    const highway = HIGHWAYS[roadClass];
    let tags = tagsOfRoute.get(route);
    if (tags === undefined) {
      tags = ruralTags(highway, random);
      tagsOfRoute.set(route, tags);
    }
    const curve = roundCorners(
      cells.map((cell) => valueOf(positions, cell)),
      2,
    );
    const points = roundCorners(wind(curve, highway, noise), 1);
    lines.push({ points: simplify(points, toleranceMeters), highway, tags });
  }
  return lines;
}

/** Tags of the routes that come over a border with a number. */
function numberedRoutes(
  { gates }: Terrain,
  chains: readonly Chain[],
  routes: Groups,
  random: Random,
): Map<number, Readonly<Record<string, string>>> {
  const tagsOfRoute = new Map<number, Readonly<Record<string, string>>>();
  const refs = new Map(gates.flatMap(({ cell, ref }) => (ref === null ? [] : [[cell, ref] as const])));
  for (const [index, { cells, roadClass }] of chains.entries()) {
    const ref = refs.get(cells[0]) ?? refs.get(fromEnd(cells));
    if (ref === undefined || roadClass !== TRUNK || tagsOfRoute.has(routes.find(index))) continue;
    tagsOfRoute.set(routes.find(index), { ...ruralTags("trunk", random), ref });
  }
  return tagsOfRoute;
}

/** Small bends, more of them on small roads; ends stay. */
function wind(points: readonly Point[], highway: string, noise: Noise): Point[] {
  const sway = { trunk: 4, primary: 5, secondary: 8, tertiary: 14 }[highway] ?? 20;
  return points.map(([x, y], index) => {
    if (index === 0 || index === points.length - 1) return [x, y];
    return [x + sway * noise(x / 130, y / 130), y + sway * noise(x / 130 + 33, y / 130 - 71)];
  });
}

/** Squares with a road in ascending order, and the neighbours that a road joins each one to. */
export type Links = ReadonlyMap<number, readonly number[]>;

export function listLinks(roads: GridRoads): Links {
  const links = new Map<number, readonly number[]>();
  for (let cell = 0; cell < roads.terrain.grounds.length; cell++) {
    const near = roads.neighbours(cell);
    if (near.length > 0) links.set(cell, near);
  }
  return links;
}

/** Runs of links of one class between junctions, busiest first. */
export function findChains(roads: GridRoads, links: Links, stops: ReadonlySet<number>): Chain[] {
  const isEnd = (cell: number) => {
    const near = valueOf(links, cell);
    return (
      near.length !== 2 ||
      stops.has(cell) ||
      roads.linkClass(cell, near[0]) !== roads.linkClass(cell, near[1])
    );
  };
  const chains: Chain[] = [];
  for (const [start, around] of links) {
    if (!isEnd(start)) continue;
    for (const first of around) {
      const cells = [start, first];
      while (!isEnd(fromEnd(cells))) {
        const before = fromEnd(cells, 2);
        cells.push(firstOf(valueOf(links, fromEnd(cells)), (near) => near !== before));
      }
      // Each run is found from both of its ends: one is enough.
      const last = fromEnd(cells);
      if (start < last || (start === last && first < fromEnd(cells, 2)))
        chains.push({ cells, roadClass: roads.linkClass(start, first) });
    }
  }
  return chains.sort((a, b) => b.roadClass - a.roadClass);
}

/** Places of all squares with a road, drawn towards their neighbours: no corners of the grid stay visible. */
export function relax(terrain: Terrain, links: Links, fixed: ReadonlySet<number>): Map<number, Point> {
  const cells = [...links.keys()];
  const places = new Int32Array(terrain.grounds.length);
  let xs = new Float64Array(cells.length);
  let ys = new Float64Array(cells.length);
  for (const [place, cell] of cells.entries()) {
    places[cell] = place;
    [xs[place], ys[place]] = cellCenter(terrain, cell);
  }
  const neighbours = Array.from(links.values(), (near) => near.map((cell) => places[cell]));
  for (let round = 0; round < RELAX_ROUNDS; round++) {
    const nextXs = xs.slice();
    const nextYs = ys.slice();
    for (const [place, near] of neighbours.entries()) {
      if (near.length === 1 || fixed.has(cells[place])) continue;
      let sumX = 0;
      let sumY = 0;
      for (const other of near) {
        sumX += xs[other];
        sumY += ys[other];
      }
      nextXs[place] = (xs[place] + sumX / near.length) / 2;
      nextYs[place] = (ys[place] + sumY / near.length) / 2;
    }
    xs = nextXs;
    ys = nextYs;
  }
  return new Map(cells.map((cell, place) => [cell, [xs[place], ys[place]]]));
}

/** Joins the chains that go straight on through a junction into routes, so that a road keeps its number. */
export function joinRoutes(chains: readonly Chain[], positions: ReadonlyMap<number, Point>): Groups {
  interface End {
    readonly chain: number;
    readonly heading: number;
  }
  const ends = new Map<string, End[]>();
  const addEnd = (chain: number, cell: number, next: number, roadClass: number) => {
    const [from, to] = [valueOf(positions, cell), valueOf(positions, next)];
    const key = `${cell}/${roadClass}`;
    const end = { chain, heading: Math.atan2(to[1] - from[1], to[0] - from[0]) };
    ends.set(key, [...(ends.get(key) ?? []), end]);
  };
  for (const [index, { cells, roadClass }] of chains.entries()) {
    addEnd(index, cells[0], cells[1], roadClass);
    addEnd(index, fromEnd(cells), fromEnd(cells, 2), roadClass);
  }
  const routes = new Groups(chains.length);
  for (const meeting of ends.values()) {
    const pairs = meeting.flatMap((a, i) =>
      meeting.slice(i + 1).map((b) => ({ a, b, turn: Math.PI - angleBetween(a.heading, b.heading) })),
    );
    const used = new Set<End>();
    for (const { a, b, turn } of pairs.sort((x, y) => x.turn - y.turn)) {
      if (turn > MAX_TURN_RADIANS || used.has(a) || used.has(b)) continue;
      used.add(a).add(b);
      routes.join(a.chain, b.chain);
    }
  }
  return routes;
}

function angleBetween(a: number, b: number): number {
  const turn = Math.abs(a - b) % (2 * Math.PI);
  return turn > Math.PI ? 2 * Math.PI - turn : turn;
}
