import type { RoadProfile } from "../../isochrones/model/network.ts";
import { Obstacle, type Roads } from "../../isochrones/model/roads.ts";
import { makeRoads, PLAIN_ROAD, type NodePlan, type RoadsPlan, type WayPlan } from "./make-roads.ts";
import { randomRestrictions } from "./random-restrictions.ts";
import { seededRandom, type Random } from "./seeded-random.ts";

/** Microdegrees between the crossings of the grid that roads are drawn on: some 300 m. */
const SPACING = 3000;
/** A road begins in the direction of its first segment, as the driver sees it, if that is as long. */
export const LEAST_METERS = 17;
const ORIGIN = { lon: 9_000_000, lat: 42_000_000 };

/** Without `stop`, whose rule looks at the length of the road between junctions: it is tested apart. */
const OBSTACLES = [
  Obstacle.barrier,
  Obstacle.signal,
  Obstacle.signalForward,
  Obstacle.signalBackward,
  Obstacle.stopForward,
  Obstacle.stopBackward,
  Obstacle.stopMinor,
  Obstacle.giveWay,
  Obstacle.giveWayForward,
  Obstacle.giveWayBackward,
  Obstacle.turnaround,
  Obstacle.gate,
  Obstacle.signalForward | Obstacle.giveWay,
  Obstacle.turnaround | Obstacle.stopBackward,
];

/**
 * A small world with a bit of everything: crossings on a bent grid, winding and parallel roads, loops, dead
 * ends, one-ways, ferries, residents' roads, obstacles, restrictions, islands. 10 to 45 nodes, no two
 * segments between the same nodes, none shorter than `LEAST_METERS`.
 */
export function randomRoads(seed: number): Roads {
  return makeRoads(randomPlan(seed));
}

export function randomPlan(seed: number): RoadsPlan {
  const random = seededRandom(seed);
  const drawing = new Drawing(random);
  drawing.crossings(random.int(2, 4), random.int(2, 4));
  const lines = joinLines(random, drawing.lines);
  const ways = random.shuffle(lines.flatMap((line) => cutIntoWays(random, line)));
  const nodes = drawing.nodes.map((node) => ({
    ...node,
    obstacles: random.chance(0.15) ? random.pick(OBSTACLES) : 0,
  }));
  const restrictionCount = random.chance(0.2) ? 0 : random.int(1, 8);
  return { nodes, ways, restrictions: randomRestrictions(random, ways, restrictionCount) };
}

/** Roads as lines of nodes, before they are cut into ways. */
class Drawing {
  readonly nodes: NodePlan[] = [];
  readonly lines: number[][] = [];
  readonly #random: Random;
  readonly #taken = new Set<string>();

  constructor(random: Random) {
    this.#random = random;
  }

  crossings(columns: number, rows: number): void {
    const random = this.#random;
    const at = (column: number, row: number): number => row * columns + column;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        this.#addNode(column * SPACING + this.#jitter(700), row * SPACING + this.#jitter(700));
      }
    }
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        if (column + 1 < columns) this.#maybeRoad(at(column, row), at(column + 1, row), 0.75);
        if (row + 1 < rows) this.#maybeRoad(at(column, row), at(column, row + 1), 0.75);
        if (column + 1 < columns && row + 1 < rows)
          this.#maybeRoad(at(column, row), at(column + 1, row + 1), 0.15);
        if (random.chance(0.12)) this.#deadEnd(at(column, row));
        if (random.chance(0.08)) this.#loop(at(column, row));
      }
    }
    if (random.chance(0.3)) this.#island(columns * SPACING);
  }

  #maybeRoad(from: number, to: number, probability: number): void {
    if (!this.#random.chance(probability)) return;
    this.#road(from, to, this.#random.chance(0.5) ? 0 : this.#random.int(1, 3));
    if (this.#random.chance(0.12)) this.#road(from, to, this.#random.int(1, 2));
  }

  /** A road with some bends, so slight that its segments stay long. */
  #road(from: number, to: number, bends: number): void {
    const a = this.nodes[from];
    const b = this.nodes[to];
    const line = [from];
    const stray = 0.06 * Math.max(Math.abs(b.lon - a.lon), Math.abs(b.lat - a.lat));
    for (let bend = 1; bend <= bends; bend++) {
      const share = bend / (bends + 1);
      line.push(
        this.#addNode(
          a.lon + (b.lon - a.lon) * share + this.#jitter(stray) - ORIGIN.lon,
          a.lat + (b.lat - a.lat) * share + this.#jitter(stray) - ORIGIN.lat,
        ),
      );
    }
    line.push(to);
    this.lines.push(line);
  }

  #deadEnd(from: number): void {
    const { lon, lat } = this.nodes[from];
    const to = this.#addNode(
      lon - ORIGIN.lon + 1000 + this.#jitter(300),
      lat - ORIGIN.lat + 1000 + this.#jitter(300),
    );
    this.#road(from, to, this.#random.int(0, 1));
  }

  #loop(from: number): void {
    const { lon, lat } = this.nodes[from];
    const [x, y] = [lon - ORIGIN.lon, lat - ORIGIN.lat];
    const around = [
      [-1000, 400],
      [-1400, 1200],
      [-400, 1100],
    ].map(([dx, dy]) => this.#addNode(x + dx + this.#jitter(150), y + dy + this.#jitter(150)));
    this.lines.push([from, ...around, from]);
  }

  /** A ring or a lone road, away from the rest. */
  #island(x: number): void {
    const nodes = [
      [2000, 0],
      [3000, 300],
      [2600, 1200],
    ].map(([dx, dy]) => this.#addNode(x + dx + this.#jitter(150), dy + this.#jitter(150)));
    this.lines.push(this.#random.chance(0.5) ? [...nodes, nodes[0]] : nodes);
  }

  #addNode(x: number, y: number): number {
    let lon = Math.round(ORIGIN.lon + x);
    const lat = Math.round(ORIGIN.lat + y);
    while (this.#taken.has(`${lon},${lat}`)) lon++;
    this.#taken.add(`${lon},${lat}`);
    this.nodes.push({ lon, lat, obstacles: 0 });
    return this.nodes.length - 1;
  }

  #jitter(reach: number): number {
    return (this.#random.next() * 2 - 1) * reach;
  }
}

/** Some lines that end at the same crossing become one, so that ways run through crossings. */
function joinLines(random: Random, lines: readonly (readonly number[])[]): number[][] {
  const joined: number[][] = [];
  for (const line of random.shuffle(lines)) {
    const turned = random.chance(0.5) ? [...line] : line.toReversed();
    const before = joined.find((other) => other[other.length - 1] === turned[0] && random.chance(0.5));
    if (before === undefined) joined.push(turned);
    else before.push(...turned.slice(1));
  }
  return joined;
}

function cutIntoWays(random: Random, line: readonly number[]): WayPlan[] {
  const ways: WayPlan[] = [];
  let profile = randomProfile(random);
  let name = random.int(0, 2);
  let start = 0;
  for (let i = 1; i < line.length; i++) {
    if (i < line.length - 1 && !random.chance(0.25)) continue;
    const nodes = line.slice(start, i + 1);
    // Nameless where one-way: two such roads of one name may be halves of a divided road, which is tested apart.
    const ownName = profile.backwardSpeedKmh === 0 ? 0 : name;
    ways.push({ nodes: random.chance(0.25) ? nodes.toReversed() : nodes, profile, name: ownName });
    start = i;
    if (random.chance(0.3)) profile = randomProfile(random);
    if (random.chance(0.2)) name = random.int(0, 2);
  }
  return ways;
}

/** Few enough kinds that neighbouring ways are often of one. */
function randomProfile(random: Random): RoadProfile {
  const kmh = random.pick([30, 47, 80]);
  const plain = symmetric(kmh, random.chance(0.3) ? kmh * 0.8 : kmh);
  const draw = random.next();
  if (draw < 0.5) return plain;
  if (draw < 0.7) return { ...plain, backwardSpeedKmh: 0, backwardRateKmh: 0 };
  if (draw < 0.76) return { ...plain, backwardSpeedKmh: 25, backwardRateKmh: 20 };
  if (draw < 0.82) return { ...plain, forwardRestricted: true, backwardRestricted: random.chance(0.7) };
  if (draw < 0.88) return ferry(plain, random.int(20, 200));
  if (draw < 0.94) return { ...plain, leftHandDriving: true };
  // Roundabouts have rules of their own and are tested apart.
  return { ...plain, backwardSpeedKmh: 0, backwardRateKmh: 0 };
}

function symmetric(speedKmh: number, rateKmh: number): RoadProfile {
  return {
    ...PLAIN_ROAD,
    forwardSpeedKmh: speedKmh,
    backwardSpeedKmh: speedKmh,
    forwardRateKmh: rateKmh,
    backwardRateKmh: rateKmh,
  };
}

function ferry(plain: RoadProfile, durationSeconds: number): RoadProfile {
  return {
    ...plain,
    // As a public road, whose direction is that of its first segment; a ferry's is that of its first ten metres.
    highway: "residential",
    mode: "ferry",
    startpoint: false,
    durationSeconds,
    durationWeightSeconds: durationSeconds + 7,
  };
}
