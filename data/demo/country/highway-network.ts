import { GridRoads } from "../grid-roads.ts";
import { fromEnd, valueOf } from "../lookup.ts";
import { createNoise } from "../noise.ts";
import { distance } from "../plane.ts";
import type { Point } from "../plane.ts";
import type { Random } from "../random.ts";
import { keepLargestGround } from "../relief.ts";
import { roundCorners, simplify } from "../road-line.ts";
import { findChains, joinRoutes, listLinks, relax } from "../rural-lines.ts";
import { joinSites } from "../rural-network.ts";
import { cellAt, MAINLAND, SEA } from "../terrain.ts";
import type { Terrain } from "../terrain.ts";
import { scaleOf } from "./country-plan.ts";
import type { CountryPlan } from "./country-plan.ts";
import type { CountryFields } from "./fields.ts";

/** Side of the squares on which roads through the country find their way. */
const STEP_METERS = 4_000;
/** Classes of roads through the country, the busiest highest. */
const TRUNK_LINE = 1;
const EXPRESS_LINE = 2;
const MOTORWAY_LINE = 3;
/** Share of the prefectures that express roads join to the motorways. */
const EXPRESS_CHANCE = 0.6;

/** A road through several pays. */
export interface NationalRoad {
  /** `trunk`: crosses borders at gates, each pays leads it on; the others are drawn along `points`. */
  readonly kind: "motorway" | "express" | "trunk";
  readonly ref: string;
  readonly name: string;
  readonly points: readonly Point[];
  /** Knots at both ends, where it meets others or ends. */
  readonly from: number;
  readonly to: number;
}

export interface NationalCity {
  readonly point: Point;
  readonly people: number;
  readonly isPrefecture: boolean;
}

/**
 * Lays motorways between the largest cities, express roads to some prefectures, trunk roads between all others.
 *
 * @param settled cells of the mosaic that have land
 */
export function layNationalRoads(
  plan: CountryPlan,
  fields: CountryFields,
  cities: readonly NationalCity[],
  settled: ReadonlySet<number>,
  random: Random,
): NationalRoad[] {
  const terrain = coarseTerrain(plan, fields, settled);
  const sites = cities.map((city) => ({ ...city, cell: cellAt(terrain, city.point) }));
  const large: typeof sites = [];
  for (const site of sites.toSorted((a, b) => b.people - a.people)) {
    if (large.length >= plan.motorwayCities) break;
    if (large.every(({ point }) => distance(point, site.point) >= plan.motorwaySpacingMeters))
      large.push(site);
  }
  const reach = plan.columns * plan.paysMeters;
  const divided = new GridRoads(terrain, random.integer(0, 1e9));
  joinSites(divided, large, MOTORWAY_LINE, reach);
  const prefectures = sites.filter(({ isPrefecture }) => isPrefecture && random.chance(EXPRESS_CHANCE));
  joinSites(divided, prefectures, EXPRESS_LINE, reach / 5);
  // Trunk roads cross motorways without meeting them: they are a network of their own.
  const trunk = new GridRoads(terrain, random.integer(0, 1e9));
  joinSites(trunk, sites, TRUNK_LINE, reach / 4);
  const lines = random.fork("lines");
  const fast = drawRoads(divided, lines, 0);
  return [...fast, ...drawRoads(trunk, lines, fast.length)];
}

function coarseTerrain(
  plan: CountryPlan,
  { land, mosaic }: CountryFields,
  settled: ReadonlySet<number>,
): Terrain {
  const stepMeters = Math.round(scaleOf(plan) * STEP_METERS);
  const columns = Math.ceil((plan.columns * plan.paysMeters) / stepMeters);
  const rows = Math.ceil((plan.rows * plan.paysMeters) / stepMeters);
  const west = (-columns * stepMeters) / 2;
  const south = (-rows * stepMeters) / 2;
  const size = columns * rows;
  const terrain: Terrain = {
    columns,
    rows,
    stepMeters,
    west,
    south,
    elevations: new Float32Array(size),
    grounds: new Uint8Array(size),
    rivers: new Float32Array(size),
    gates: [],
    warp: (point) => point,
  };
  for (let cell = 0; cell < size; cell++) {
    const x = west + ((cell % columns) + 0.5) * stepMeters;
    const y = south + (Math.floor(cell / columns) + 0.5) * stepMeters;
    const shore = land.shoreAt(x, y);
    const isLand = shore > 0 && settled.has(mosaic.paysAt(x, y));
    terrain.grounds[cell] = isLand ? MAINLAND : SEA;
    terrain.elevations[cell] = isLand ? land.elevationAt(x, y, shore) : -1;
  }
  keepLargestGround(terrain, MAINLAND);
  return terrain;
}

function drawRoads(roads: GridRoads, random: Random, roadsBefore: number): NationalRoad[] {
  const links = listLinks(roads);
  const chains = findChains(roads, links, new Set());
  // Knots stay where land was found.
  const knots = new Set(chains.flatMap(({ cells }) => [cells[0], fromEnd(cells)]));
  const positions = relax(roads.terrain, links, knots);
  const routes = joinRoutes(chains, positions);
  const noise = createNoise(random.integer(0, 1e9));
  const names = new Map<number, Pick<NationalRoad, "kind" | "ref" | "name">>();
  return chains.map(({ cells, roadClass }, index) => {
    const route = routes.find(index);
    let name = names.get(route);
    if (name === undefined) {
      name = nameRoute(roadClass, roadsBefore + names.size + 1, random);
      names.set(route, name);
    }
    const course = roundCorners(
      cells.map((cell) => valueOf(positions, cell)),
      3,
    ).map(([x, y], at, all): Point => {
      if (at === 0 || at === all.length - 1) return [x, y];
      return [x + 350 * noise(x / 5_000, y / 5_000), y + 350 * noise(x / 5_000 + 70, y / 5_000)];
    });
    return {
      ...name,
      points: simplify(roundCorners(course, 2), 3),
      from: cells[0],
      to: fromEnd(cells),
    };
  });
}

const MOTORWAY_NAMES = [
  "L’Intérieure",
  "La Transversale",
  "L’Océane Neuve",
  "La Corniche",
  "La Route des Marches",
  "L’Autoroute des Lacs",
  "La Levante",
  "La Grande Boucle",
  "La Méridienne Nouvelle",
  "L’Autoroute des Plateaux",
];

function nameRoute(
  roadClass: number,
  number: number,
  random: Random,
): Pick<NationalRoad, "kind" | "ref" | "name"> {
  if (roadClass === MOTORWAY_LINE)
    return { kind: "motorway", ref: `A ${900 + number}`, name: random.pick(MOTORWAY_NAMES) };
  return { kind: roadClass === EXPRESS_LINE ? "express" : "trunk", ref: `N ${900 + number}`, name: "" };
}
