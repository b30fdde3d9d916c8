import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { SOFT_DECISECONDS, type Surface } from "../../../isochrones/isoline/surface.ts";
import { timeSurface } from "../../../isochrones/isoline/time-surface.ts";
import { type Network, UNREACHED } from "../../../isochrones/model/network.ts";
import type { Direction } from "../../../isochrones/routing/edge-labels.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { makeSeeds, type Seeds } from "../../../isochrones/routing/seeds.ts";
import { makeRoads, ONE_WAY, PLAIN_ROAD } from "../../helpers/make-roads.ts";
import { randomPoints, snapsOf } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { referenceTimes } from "../../helpers/reference-surface.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

interface World {
  readonly name: string;
  readonly network: Network;
  readonly seeds: Seeds;
  readonly search: EdgeSearch;
  readonly random: Random;
}

function worldOf(name: string, network: Network, direction: Direction, random: Random): World {
  const seeds = makeSeeds(network, snapsOf(network, randomPoints(network, random, 1)), [0]);
  const search = new EdgeSearch(network, direction);
  search.run(seeds);
  return { name: `${name}, ${direction}`, network, seeds, search, random };
}

/** Times of edges of which each place has one: where one arrives in several states of a road, that of the lightest. */
function lightestTimes({ network, direction, weights, durations, copies }: EdgeSearch): Uint32Array {
  if (direction === "arrival") return durations;
  return durations.map((_, edge) => {
    if (edge >= network.firstCopy) return UNREACHED;
    const [lightest] = [edge, ...(copies.get(edge) ?? [])].sort(
      (a, b) => weights[a] - weights[b] || durations[a] - durations[b],
    );
    return durations[lightest];
  });
}

/** The same roads, so much slower. */
function slowed(network: Network, factor: number): Network {
  const times = (deciseconds: Uint32Array): Uint32Array => deciseconds.map((time) => time * factor);
  return {
    ...network,
    edgeDurations: times(network.edgeDurations),
    edgeWeights: times(network.edgeWeights),
  };
}

/** Roads of some hundred metres with bends; where ten times as slow, some are slower than a walk. */
function* windingWorlds(direction: Direction, count: number): Generator<World> {
  for (let seed = 1; seed <= count; seed++) {
    const random = seededRandom(seed + 3_000_000);
    const factor = random.pick([1, 1, 4, 10]);
    yield worldOf(
      `seed ${seed}, ${factor} times slower`,
      slowed(buildNetwork(randomRoads(seed)), factor),
      direction,
      random,
    );
  }
}

/** Straight roads of kilometres, some due east or north, between few places. */
function* straightWorlds(direction: Direction, count: number): Generator<World> {
  for (let seed = 1; seed <= count; seed++) {
    const random = seededRandom(seed + 4_000_000);
    const nodes = Array.from({ length: 5 }, () => ({
      lon: 9_000_000 + random.pick([0, random.int(0, 40_000)]),
      lat: 42_000_000 + random.pick([0, random.int(0, 30_000)]),
      obstacles: 0,
    }));
    nodes.push({ lon: 9_050_000, lat: 42_010_000, obstacles: 0 });
    const ways = nodes.slice(1).map((_, index) => ({
      nodes: [random.int(0, index), index + 1],
      profile: random.chance(0.2) ? ONE_WAY : { ...PLAIN_ROAD, forwardSpeedKmh: random.pick([4, 20, 90]) },
      name: 0,
    }));
    const isDistinct = new Set(nodes.map(({ lon, lat }) => `${lon},${lat}`)).size === nodes.length;
    if (!isDistinct) continue;
    yield worldOf(
      `seed ${seed}`,
      buildNetwork(makeRoads({ nodes, ways, restrictions: [] })),
      direction,
      random,
    );
  }
}

function drawn({ seeds, search }: World, cutoffs: readonly number[]): Surface {
  const { network, direction, weights, durations } = search;
  const touched = Uint32Array.from(durations.keys()).filter((edge) => durations[edge] !== UNREACHED);
  const surface = timeSurface({ network, direction, weights, durations, touched }, seeds, cutoffs);
  if (surface === null) throw new Error("got no surface, expected one around the point");
  return surface;
}

/** How far from each cutoff a time is, as far as borders depend on it. */
function levels(time: number, cutoffs: readonly number[]): number[] {
  return cutoffs.map((cutoff) =>
    Math.max(-SOFT_DECISECONDS, Math.min(SOFT_DECISECONDS, Math.fround(time) - cutoff)),
  );
}

function expectAlike(world: World, cutoffs: readonly number[]): { near: number; slack: number } {
  const surface = drawn(world, cutoffs);
  const { network, search, seeds } = world;
  const times = { network, direction: search.direction, durations: lightestTimes(search) };
  const expected = referenceTimes(surface, times, seeds, Math.max(...cutoffs));
  const counts = { near: 0, slack: 0 };
  surface.deciseconds.forEach((time, vertex) => {
    const want = expected[vertex];
    const name = `${world.name}, cutoffs ${cutoffs.join()}, vertex ${vertex}: ${time} for ${want}`;
    levels(time, cutoffs).forEach((level, at) =>
      expect(Math.abs(level - levels(want, cutoffs)[at]), name).toBeLessThan(0.01),
    );
    if (want < Infinity) counts.near++;
    if (Math.abs(time - want) > 1) counts.slack++;
  });
  return counts;
}

describe.each(["arrival", "departure"] as const)("the surface of times by %s", (direction) => {
  test("is what a search over all places of all roads finds, on winding roads", () => {
    let near = 0;
    for (const world of windingWorlds(direction, 40)) {
      const { near: more, slack } = expectAlike(world, [world.random.int(1, SOFT_DECISECONDS)]);
      near += more;
      // So short a cutoff leaves no time to which all borders are indifferent.
      expect(slack, world.name).toBe(0);
    }
    expect(near).toBeGreaterThan(500);
  });

  test("is that on long straight roads, and on roads slower than a walk", () => {
    let near = 0;
    for (const world of straightWorlds(direction, 80)) near += expectAlike(world, [SOFT_DECISECONDS]).near;
    expect(near).toBeGreaterThan(1000);
  });

  test("differs only where no border depends on it, for one cutoff and for several", () => {
    let slack = 0;
    for (const world of windingWorlds(direction, 40)) {
      slack += expectAlike(world, [4000]).slack;
      slack += expectAlike(world, [9000, 2500]).slack;
    }
    expect(slack).toBeGreaterThan(300);
  });

  test("takes the lightest state of a road that restricted paths lead over", () => {
    const others = [...windingWorlds(direction, 40)].filter(({ search }) =>
      lightestTimes(search).some((time, edge) => time !== search.durations[edge]),
    );
    expect(others.length > 0).toBe(direction === "departure");
  });

  test("has a frame that is out of reach", () => {
    for (const world of windingWorlds(direction, 40)) {
      const { columns, rows, deciseconds } = drawn(world, [3000]);
      const frame = deciseconds.filter((_, vertex) => {
        const [column, row] = [vertex % columns, Math.floor(vertex / columns)];
        return column === 0 || row === 0 || column === columns - 1 || row === rows - 1;
      });
      expect(Math.min(...frame), world.name).toBe(Infinity);
    }
  });
});
