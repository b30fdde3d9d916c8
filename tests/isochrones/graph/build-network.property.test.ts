import { describe, expect, test } from "vitest";

import { verifyDataset } from "../../../data/bundle/verify-dataset.ts";
import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { planeMeters } from "../../../isochrones/geo/distance.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import type { Network } from "../../../isochrones/model/network.ts";
import { Obstacle, type Roads } from "../../../isochrones/model/roads.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { makeSeeds } from "../../../isochrones/routing/seeds.ts";
import { makeRoads, PLAIN_ROAD, type RoadsPlan, type WayPlan } from "../../helpers/make-roads.ts";
import { edgeByEnd, nodesOfEdges } from "../../helpers/network-segments.ts";
import { snapsOf } from "../../helpers/random-points.ts";
import { LEAST_METERS, randomPlan } from "../../helpers/random-roads.ts";
import { seededRandom, type Random } from "../../helpers/seeded-random.ts";

const WORLDS = 250;

const DIRECTED =
  Obstacle.signalForward |
  Obstacle.signalBackward |
  Obstacle.stopForward |
  Obstacle.stopBackward |
  Obstacle.giveWayForward |
  Obstacle.giveWayBackward;

/** Says the same roads otherwise: ways in another order, cut in two, drawn the other way round. */
function retell(random: Random, { nodes, ways, restrictions }: RoadsPlan): RoadsPlan {
  const named = new Set(
    restrictions.flatMap(({ fromWay, toWay, via }) => [fromWay, toWay, ...("ways" in via ? via.ways : [])]),
  );
  const retold = ways.flatMap((way, index) => {
    const turned = random.chance(0.5) ? turnRound(way, nodes) : way;
    const at = random.int(1, turned.nodes.length - 1);
    // The time of a ferry is that of the whole way; restrictions name whole ways.
    const isWhole = named.has(index) || way.profile.durationSeconds > 0 || at === turned.nodes.length - 1;
    if (isWhole) return [{ was: index, way: turned }];
    const first = { ...turned, nodes: turned.nodes.slice(0, at + 1) };
    return [first, { ...turned, nodes: turned.nodes.slice(at) }].map((half) => ({ was: index, way: half }));
  });
  const shuffled = random.shuffle(retold);
  const now = (was: number): number => shuffled.findIndex((entry) => entry.was === was);
  return {
    nodes,
    ways: shuffled.map(({ way }) => way),
    restrictions: restrictions.map(({ kind, fromWay, toWay, via }) => ({
      kind,
      fromWay: now(fromWay),
      toWay: now(toWay),
      via: "ways" in via ? { ways: via.ways.map(now) } : via,
    })),
  };
}

/** As `oneway=-1` does it. Signs that face one direction of the way would turn with it: then it stays. */
function turnRound(way: WayPlan, nodes: RoadsPlan["nodes"]): WayPlan {
  if (way.nodes.some((node) => (nodes[node].obstacles & DIRECTED) !== 0)) return way;
  const { profile } = way;
  return {
    ...way,
    nodes: way.nodes.toReversed(),
    profile: {
      ...profile,
      forwardSpeedKmh: profile.backwardSpeedKmh,
      backwardSpeedKmh: profile.forwardSpeedKmh,
      forwardRateKmh: profile.backwardRateKmh,
      backwardRateKmh: profile.forwardRateKmh,
      forwardRestricted: profile.backwardRestricted,
      backwardRestricted: profile.forwardRestricted,
    },
  };
}

/** What is left to drive to the start of one segment, for the end of every segment that ends an edge. */
function arrivals(roads: Roads, start: readonly number[]): Map<string, string> {
  const network = buildNetwork(roads);
  const edgeNodes = nodesOfEdges(network, roads);
  const edge = edgeByEnd(network, edgeNodes, start[0], start[1], "first");
  if (edge === null) return new Map();
  const search = new EdgeSearch(network, "arrival");
  search.run(makeSeeds(network, snapsOf(network, [{ edge, fraction: 0 }]), [0]));
  const labels = new Map<string, string>();
  for (let other = 0; other < network.firstCopy; other++) {
    labels.set(edgeNodes[other].slice(-2).join(">"), `${search.weights[other]} ${search.durations[other]}`);
  }
  return labels;
}

function datasetOf(network: Network): Dataset {
  return {
    id: "",
    name: "",
    formatVersion: 1,
    fictitious: true,
    sources: [],
    issues: [],
    profile: "car",
    parameters: {},
    bbox: [0, 0, 0, 0],
    network,
    snapIndex: {
      index: new ArrayBuffer(0),
      boxShapes: new Uint32Array(0),
      boxFirsts: new Uint32Array(0),
      boxLasts: new Uint32Array(0),
    },
    structures: [],
    structureSnaps: snapsOf(network, []),
    cells: null,
    cellSnaps: null,
    cellsByRoad: null,
    communes: [],
    territories: [],
    communeShapes: [],
  };
}

describe(`a network built from ${WORLDS} random worlds`, () => {
  test("hangs together as every dataset must", () => {
    for (let seed = 1; seed <= WORLDS; seed++) {
      const checks = verifyDataset(datasetOf(buildNetwork(makeRoads(randomPlan(seed)))));
      expect(
        checks.filter(({ trouble }) => trouble !== null),
        `seed ${seed}`,
      ).toEqual([]);
    }
  });

  test("drives each open segment of road once, in edges as long as their segments", () => {
    let shortest = Infinity;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const plan = randomPlan(seed);
      const roads = makeRoads(plan);
      const network = buildNetwork(roads);
      const edgeNodes = nodesOfEdges(network, roads);
      const open = plan.ways.flatMap(({ nodes, profile }) =>
        nodes
          .slice(1)
          .flatMap((to, index) => [
            ...(profile.forwardSpeedKmh > 0 ? [`${nodes[index]}>${to}`] : []),
            ...(profile.backwardSpeedKmh > 0 ? [`${to}>${nodes[index]}`] : []),
          ]),
      );
      const driven: string[] = [];
      for (let edge = 0; edge < network.firstCopy; edge++) {
        let meters = 0;
        edgeNodes[edge].slice(1).forEach((to, index) => {
          const from = edgeNodes[edge][index];
          driven.push(`${from}>${to}`);
          const { nodeLons, nodeLats } = roads;
          const length = planeMeters(nodeLons[from], nodeLats[from], nodeLons[to], nodeLats[to]);
          meters += length;
          shortest = Math.min(shortest, length);
        });
        expect(network.edgeLengths[edge], `seed ${seed}, edge ${edge}`).toBeCloseTo(meters, 2);
      }
      expect(driven.sort(), `seed ${seed}`).toEqual(open.sort());
    }
    expect(shortest).toBeGreaterThan(LEAST_METERS);
  });

  test("keeps as nodes only where something is decided, on a road of many ways", () => {
    const nodes = Array.from({ length: 10 }, (_, i) => ({ lon: i * 1000, lat: 0, obstacles: 0 }));
    const ways = nodes.slice(1).map((_, i) => ({ nodes: [i, i + 1], profile: PLAIN_ROAD, name: 0 }));
    const network = buildNetwork(makeRoads({ nodes, ways, restrictions: [] }));
    expect({ nodes: network.nodeCount, shapes: network.shapeOffsets.length - 1 }).toEqual({
      nodes: 2,
      shapes: 1,
    });
  });

  test("keeps apart what has another name", () => {
    const nodes = [0, 1, 2].map((i) => ({ lon: i * 1000, lat: 0, obstacles: 0 }));
    const ways = [1, 2].map((i) => ({ nodes: [i - 1, i], profile: PLAIN_ROAD, name: i }));
    const network = buildNetwork(makeRoads({ nodes, ways, restrictions: [] }));
    expect([...network.edgeNames].sort((a, b) => a - b)).toEqual([1, 1, 2, 2]);
  });

  test("gives the same times when the same roads are cut, turned and ordered otherwise", () => {
    let compared = 0;
    let lost = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const random = seededRandom(seed + 3_000_000);
      const plan = randomPlan(seed);
      const roads = makeRoads(plan);
      const network = buildNetwork(roads);
      const start = nodesOfEdges(network, roads)[random.int(0, network.firstCopy - 1)].slice(0, 2);
      const expected = arrivals(roads, start);
      const retold = arrivals(makeRoads(retell(random, plan)), start);
      for (const [segment, label] of expected) {
        // A ring that leads nowhere begins where its first way does, and so may have no edge that ends here.
        const other = retold.get(segment) ?? "lost";
        if (other === "lost") lost++;
        expect([label, "lost"], `seed ${seed}, start ${start.join(">")}, end ${segment}`).toContain(other);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(WORLDS * 10);
    expect(lost / compared).toBeLessThan(0.02);
  });

  test("is the same to the byte when built twice", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const roads = makeRoads(randomPlan(seed));
      expect(buildNetwork(roads), `seed ${seed}`).toEqual(buildNetwork(roads));
    }
  });
});
