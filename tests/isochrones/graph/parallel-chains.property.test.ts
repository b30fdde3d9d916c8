import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { buildChains } from "../../../isochrones/graph/build-chains.ts";
import type { Chains } from "../../../isochrones/graph/chains.ts";
import { withoutParallels } from "../../../isochrones/graph/parallel-chains.ts";
import { planeMeters } from "../../../isochrones/geo/distance.ts";
import { Obstacle, type Roads } from "../../../isochrones/model/roads.ts";
import { makeRoads, type NodePlan, ONE_WAY, PLAIN_ROAD, type RoadsPlan } from "../../helpers/make-roads.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 300;
const CORNERS = 4;

/** Many ways of one segment between few corners, and some that bend; signals keep the corners junctions. */
function randomTangle(random: Random): RoadsPlan {
  const nodes = Array.from({ length: CORNERS }, (_, i): NodePlan => ({
    lon: (i & 1) * 1000 + random.int(0, 90),
    lat: (i >> 1) * 1000 + random.int(0, 90),
    obstacles: Obstacle.signal,
  }));
  const ways = Array.from({ length: random.int(2, 25) }, () => {
    const [from, to] = random.shuffle([...Array.from({ length: CORNERS }).keys()]);
    const kmh = random.pick([30, 36, 50]);
    // Few speeds and rates, so that weights are often alike where times are not.
    const forward = { forwardSpeedKmh: kmh, forwardRateKmh: random.pick([36, 40]) };
    const back = random.chance(0.3)
      ? { backwardSpeedKmh: 0, backwardRateKmh: 0 }
      : { backwardSpeedKmh: random.pick([kmh, 50]), backwardRateKmh: 36 };
    const between: number[] = [];
    if (random.chance(0.15))
      between.push(nodes.push({ lon: random.int(2000, 9999), lat: 500, obstacles: 0 }) - 1);
    // From ten on, the order of letters is not that of numbers.
    const name = random.pick([0, 2, 9, 10, 11]);
    return { nodes: [from, ...between, to], profile: { ...PLAIN_ROAD, ...forward, ...back }, name };
  });
  return { nodes, ways, restrictions: [] };
}

interface Drive {
  readonly way: number;
  readonly from: number;
  readonly to: number;
  readonly duration: number;
  readonly weight: number;
  readonly name: string;
}

/** All drives along whole ways in either direction that is open, of which the best stay. */
function bestDrives({ nodes, ways }: RoadsPlan, names: Roads["names"]): string[] {
  const drives = ways.flatMap((plan, way): Drive[] =>
    [true, false].flatMap((isForward) => {
      const along = isForward ? plan.nodes : plan.nodes.toReversed();
      const { forwardSpeedKmh, forwardRateKmh, backwardSpeedKmh, backwardRateKmh } = plan.profile;
      const [speed, rate] = isForward
        ? [forwardSpeedKmh, forwardRateKmh]
        : [backwardSpeedKmh, backwardRateKmh];
      if (speed === 0) return [];
      const meters = along
        .slice(1)
        .map((node, i) =>
          planeMeters(nodes[along[i]].lon, nodes[along[i]].lat, nodes[node].lon, nodes[node].lat),
        );
      const total = (kmh: number): number => meters.reduce((sum, m) => sum + Math.round((m * 36) / kmh), 0);
      const [from, to] = [along[0], along[along.length - 1]];
      return [{ way, from, to, duration: total(speed), weight: total(rate), name: names[plan.name].name }];
    }),
  );
  const isBeaten = (drive: Drive): boolean =>
    ways[drive.way].nodes.length === 2 &&
    drives.some(
      (other) =>
        ways[other.way].nodes.length === 2 &&
        other.from === drive.from &&
        other.to === drive.to &&
        rank(other) < rank(drive),
    );
  return drives
    .filter((drive) => !isBeaten(drive))
    .map(({ way, from, to, duration, weight }) => [way, from, to, duration, weight].join())
    .sort();
}

/** Weight, then time, then the name, nameless last, then the first way, as one text to compare. */
function rank({ weight, duration, name, way }: Drive): string {
  const figures = [weight, duration].map((value) => String(value).padStart(9, "0"));
  return [...figures, name === "" ? "~" : name, String(way).padStart(3, "0")].join("|");
}

function drivesOf(chains: Chains): string[] {
  return Array.from({ length: chains.count }, (_, chain) => chain)
    .flatMap((chain) => {
      const [way, tail, head] = [chains.tailWays[chain], chains.tails[chain], chains.heads[chain]];
      const along = [way, tail, head, chains.alongDurations[chain], chains.alongWeights[chain]];
      const against = [way, head, tail, chains.againstDurations[chain], chains.againstWeights[chain]];
      return [along, against].filter(([, , , duration]) => duration > 0).map((drive) => drive.join());
    })
    .sort();
}

/** All that is known of each chain but its times, by its way: what must not change. */
function factsOf(chains: Chains): Map<number, unknown> {
  const facts = Array.from({ length: chains.count }, (_, chain): [number, unknown] => [
    chains.tailWays[chain],
    {
      ends: [chains.tails[chain], chains.heads[chain]],
      profile: chains.profiles[chain],
      name: chains.names[chain],
      meters: chains.lengthsMeters[chain],
      follows: chains.followsProfile[chain],
      headWay: chains.headWays[chain],
      alongWay: [chains.tailAlongWay[chain], chains.headAlongWay[chain]],
      shape: [...chains.shapeNodes.subarray(chains.shapeOffsets[chain], chains.shapeOffsets[chain + 1])],
    },
  ]);
  return new Map(facts);
}

describe("without parallel segments", () => {
  test(`the best one in each direction is left between two nodes, and all roads that bend, in ${WORLDS} tangles`, () => {
    let left = 0;
    let all = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const plan = randomTangle(seededRandom(seed));
      const roads = makeRoads(plan);
      const chains = buildChains(roads);
      const single = withoutParallels(roads, chains);
      expect(drivesOf(single), `seed ${seed}`).toEqual(bestDrives(plan, roads.names));
      const before = factsOf(chains);
      for (const [way, facts] of factsOf(single))
        expect(facts, `seed ${seed}, way ${way}`).toEqual(before.get(way));
      // None is left that is closed in both directions.
      const open = new Set(drivesOf(single).map((drive) => drive.split(",")[0]));
      expect(single.count, `seed ${seed}`).toBe(open.size);
      expect(single.shapeNodes.length, `seed ${seed}`).toBe(single.shapeOffsets[single.count]);
      left += single.count;
      all += chains.count;
    }
    expect(left).toBeLessThan(all * 0.8);
  });

  test("a one-way is not beaten by one that leads the other way", () => {
    const nodes = [0, 1000].map((lon) => ({ lon, lat: 0, obstacles: Obstacle.signal }));
    const ways = [
      { nodes: [0, 1], profile: ONE_WAY, name: 1 },
      { nodes: [1, 0], profile: { ...ONE_WAY, forwardSpeedKmh: 50, forwardRateKmh: 50 }, name: 1 },
    ];
    const roads = makeRoads({ nodes, ways, restrictions: [] });
    expect(withoutParallels(roads, buildChains(roads))).toEqual(buildChains(roads));
  });
});

describe("a street to a dead end that is drawn twice", () => {
  const nodes: NodePlan[] = [0, 1000, 2000].map((lon) => ({
    lon,
    lat: lon === 2000 ? 700 : 0,
    obstacles: 0,
  }));
  const once = [
    { nodes: [0, 1], profile: PLAIN_ROAD, name: 0 },
    { nodes: [1, 2], profile: PLAIN_ROAD, name: 1 },
  ];

  test.each([
    ["by two ways", [...once, { nodes: [1, 2], profile: PLAIN_ROAD, name: 1 }]],
    ["by two ways against each other", [...once, { nodes: [2, 1], profile: PLAIN_ROAD, name: 1 }]],
    ["by one way there and back", [once[0], { nodes: [1, 2, 1], profile: PLAIN_ROAD, name: 1 }]],
  ])("%s is one street, and no loop", (_, ways) => {
    const [plain, twice] = [once, ways].map((plan) => {
      const network = buildNetwork(makeRoads({ nodes, ways: plan, restrictions: [] }));
      const { edgeCount, turnTargets, edgeDurations } = network;
      return { edgeCount, turns: turnTargets.length, times: [...edgeDurations].toSorted((a, b) => a - b) };
    });
    expect(twice).toEqual(plain);
  });
});
