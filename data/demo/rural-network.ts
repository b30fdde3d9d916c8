import { Groups } from "../../isochrones/geo/groups.ts";
import { gabrielLinks } from "./link-graph.ts";
import type { Link } from "./link-graph.ts";
import { GridRoads, PRIMARY, SECONDARY, TERTIARY, TRACK, TRUNK, UNCLASSIFIED } from "./grid-roads.ts";
import { PlaceIndex } from "./place-index.ts";
import type { Place } from "./places.ts";
import type { DemoPlan } from "./plan.ts";
import type { Random } from "./random.ts";
import { cellCenter, isDry } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

/** A second way round is built only where its effort is at most this many times the crow's distance. */
const WORTHWHILE = 4.5;

/** Roads between all places, the main ones first; then lanes to hamlets and tracks into the fields. */
export function buildRuralNetwork(
  terrain: Terrain,
  places: readonly Place[],
  plan: DemoPlan,
  random: Random,
): GridRoads {
  const roads = new GridRoads(terrain, random.integer(0, 1e9));
  const seats = places.filter((place) => place.rank !== "hamlet");
  const towns = seats.filter((place) => place.rank === "prefecture" || place.rank === "town");
  const bourgs = seats.filter((place) => place.rank !== "village");
  const island = (onIsland: boolean) => (place: Place) => place.onIsland === onIsland;
  const reach = plan.widthMeters / 2;
  const gates = (roadClass: number) => terrain.gates.filter((gate) => gate.roadClass >= roadClass);
  joinSites(
    roads,
    [...seats.filter(({ rank }) => rank === "prefecture"), ...gates(TRUNK)],
    TRUNK,
    2 * plan.widthMeters,
  );
  joinSites(roads, [...towns.filter(island(false)), ...gates(PRIMARY)], PRIMARY, reach);
  joinSites(roads, [...bourgs.filter(island(false)), ...gates(SECONDARY)], SECONDARY, reach);
  joinSites(roads, [...seats.filter(island(false)), ...gates(TERTIARY)], TERTIARY, reach / 3);
  joinSites(roads, seats.filter(island(true)), TERTIARY, reach);
  const hamlets = places.filter((place) => place.rank === "hamlet");
  joinHamlets(roads, [...hamlets, ...terrain.gates], random);
  addTracks(roads, seats, plan, random);
  return roads;
}

/** What a road can lead to: a place, or a gate to a neighbour. */
type Site = Pick<Place, "cell" | "point">;

/** Joins sites along their Gabriel links: a tree of the least effort always, the rest where it is worthwhile. */
export function joinSites(
  roads: GridRoads,
  places: readonly Site[],
  roadClass: number,
  reachMeters: number,
): void {
  const links = gabrielLinks(
    places.map((place) => place.point),
    reachMeters,
  );
  const path = ({ a, b }: Link, reuse: boolean) => {
    const target = places[b].cell;
    return roads.findPath(places[a].cell, (cell) => cell === target, { target, reuse });
  };
  const build = (link: Link) => {
    const found = path(link, true);
    if (found !== null) roads.build(found.cells, roadClass);
  };
  const priced = links
    .map((link) => ({ link, cost: path(link, false)?.cost ?? Infinity }))
    .filter(({ cost }) => cost < Infinity)
    .sort((x, y) => x.cost - y.cost || x.link.a - y.link.a || x.link.b - y.link.b);
  const groups = new Groups(places.length);
  const loops: Link[] = [];
  for (const { link, cost } of priced) {
    if (!groups.join(link.a, link.b)) {
      if (cost <= WORTHWHILE * link.meters) loops.push(link);
      continue;
    }
    build(link);
  }
  for (const link of loops) build(link);
}

/** Each hamlet gets a lane to the nearest road; every second another one, towards a hamlet beyond. */
function joinHamlets(roads: GridRoads, hamlets: readonly Site[], random: Random): void {
  for (const hamlet of hamlets) {
    const lane = roads.findPath(hamlet.cell, (cell) => roads.hasRoad(cell));
    if (lane !== null) roads.build(lane.cells, UNCLASSIFIED);
  }
  const links = gabrielLinks(
    hamlets.map((hamlet) => hamlet.point),
    2_200,
  );
  for (const { a, b, meters } of links) {
    if (!random.chance(0.55)) continue;
    const target = hamlets[b].cell;
    const options = { target, maxCost: WORTHWHILE * meters };
    const lane = roads.findPath(hamlets[a].cell, (cell) => cell === target, options);
    if (lane !== null) roads.build(lane.cells, UNCLASSIFIED);
  }
}

/** Farm and forest tracks that leave the roads and end nowhere; a few come out on another road. */
function addTracks(roads: GridRoads, seats: readonly Place[], plan: DemoPlan, random: Random): void {
  const { terrain } = roads;
  const built = new PlaceIndex(seats, 1.3);
  for (let made = 0, tries = 0; made < plan.trackCount && tries < plan.trackCount * 40; tries++) {
    const cell = random.integer(0, terrain.grounds.length - 1);
    if (!isDry(terrain, cell) || terrain.rivers[cell] > 0 || roads.hasRoad(cell, TRACK)) continue;
    if (built.at(cellCenter(terrain, cell)) !== -1) continue;
    const track = roads.findPath(cell, (near) => roads.hasRoad(near), { maxCost: 4_000 });
    if (track === null || track.cells.length < 4) continue;
    roads.build(track.cells, TRACK);
    made++;
  }
}
