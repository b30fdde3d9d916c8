import { offsetsAt } from "../../../isochrones/graph/offsets.ts";
import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { withoutRoads } from "../../../isochrones/graph/without-roads.ts";
import { NO_NODE, type Network } from "../../../isochrones/model/network.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { type Place, placesOf } from "../../../isochrones/routing/places.ts";
import { findLeg, type Leg } from "../../../isochrones/routing/route.ts";
import { seedsAt } from "../../../isochrones/routing/seeds.ts";
import { findViaRoute } from "../../../isochrones/routing/via-route.ts";
import { WayLengths } from "../../../isochrones/routing/way-lengths.ts";
import { bestWay, edgesOfWay } from "../../../isochrones/routing/ways.ts";
import { plainCost, type PlacedPoint } from "../../helpers/network-reference.ts";
import { randomPoints } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 150;

interface World {
  readonly name: string;
  readonly network: Network;
  readonly points: readonly PlacedPoint[];
  readonly places: readonly (readonly Place[])[];
}

function* worlds(): Generator<World> {
  for (let seed = 1; seed <= WORLDS; seed++) {
    const network = buildNetwork(randomRoads(seed));
    const points = randomPoints(network, seededRandom(seed + 3_000_000), 4);
    const places = points.map((point) =>
      placesOf(network, {
        node: NO_NODE,
        ...point,
        offsets: offsetsAt(network, point.edge, point.fraction),
      }),
    );
    yield { name: `seed ${seed}`, network, points, places };
  }
}

/** Metres of a way, edge by edge. */
function metersByHand(
  { edgeLengths }: Network,
  edges: readonly number[],
  isArrival: boolean,
  placeFraction: number,
  seedFraction: number,
): number {
  if (edges.length === 1) return edgeLengths[edges[0]] * Math.abs(seedFraction - placeFraction);
  const shares = edges.map(() => 1);
  shares[0] = isArrival ? 1 - placeFraction : placeFraction;
  shares[shares.length - 1] = isArrival ? seedFraction : 1 - seedFraction;
  return edges.reduce((sum, edge, index) => sum + edgeLengths[edge] * shares[index], 0);
}

describe(`ways between places, on ${WORLDS} random worlds`, () => {
  test.each(["arrival", "departure"] as const)("cost what the plain search says (%s)", (direction) => {
    let found = 0;
    for (const { name, network, points, places } of worlds()) {
      const search = new EdgeSearch(network, direction);
      for (const [other, others] of places.entries()) {
        const seeds = seedsAt([{ point: 0, places: others }]);
        search.run(seeds);
        for (const [index, own] of places.entries()) {
          const way = bestWay(search, seeds, own);
          const [from, to] = direction === "arrival" ? [index, other] : [other, index];
          const cost = way && { weight: way.weight, duration: way.duration };
          expect(cost, `${name}, ${from} to ${to}`).toEqual(plainCost(network, points[from], points[to]));
          if (way !== null) found++;
        }
      }
    }
    expect(found).toBeGreaterThan(WORLDS);
  });

  test.each(["arrival", "departure"] as const)(
    "are as long as their edges, in any order (%s)",
    (direction) => {
      let inside = 0;
      for (const { name, network, places } of worlds()) {
        const search = new EdgeSearch(network, direction);
        const seeds = seedsAt([{ point: 0, places: places[0] }]);
        search.run(seeds);
        const lengths = new WayLengths(search, seeds);
        for (const own of places) {
          const way = bestWay(search, seeds, own);
          if (way === null) continue;
          const edges = edgesOfWay(search, seeds, way);
          const fractions = [way.place.fraction, seeds.fractions[way.slot]] as const;
          const expected = metersByHand(network, edges, direction === "arrival", ...fractions);
          expect(lengths.meters(way), name).toBeCloseTo(expected, 6);
          if (edges.length > 2) inside++;
        }
      }
      expect(inside).toBeGreaterThan(WORLDS / 10);
    },
  );
});

describe(`a route through waypoints, on ${WORLDS} random worlds`, () => {
  const sum = (legs: readonly Leg[] | null): number | null =>
    legs && legs.reduce((total, { weight }) => total + weight, 0);

  test("that may turn round at them is the sum of its legs, each for itself", () => {
    let found = 0;
    for (const { name, network, points, places } of worlds()) {
      const search = new EdgeSearch(network, "arrival");
      const legs = findViaRoute(search, places.slice(0, 3), false);
      const costs = [plainCost(network, points[0], points[1]), plainCost(network, points[1], points[2])];
      const expected = costs.some((cost) => cost === null)
        ? null
        : costs.reduce((total, cost) => total + (cost?.weight ?? 0), 0);
      expect(sum(legs), name).toBe(expected);
      if (legs !== null) found++;
    }
    expect(found).toBeGreaterThan(WORLDS / 10);
  });

  test("that goes straight on is the least over all places at which a leg may end", () => {
    let found = 0;
    let dearer = 0;
    for (const { name, network, places } of worlds()) {
      const search = new EdgeSearch(network, "arrival");
      const [from, via, to] = places;
      const legs = findViaRoute(search, [from, via, to], true);
      const sums = via.flatMap((place) => {
        const [first, second] = [findLeg(search, from, [place]), findLeg(search, [place], to)];
        return first === null || second === null ? [] : [first.weight + second.weight];
      });
      expect(sum(legs), name).toBe(sums.length === 0 ? null : Math.min(...sums));
      if (legs === null) continue;
      found++;
      expect(legs[1].start, name).toEqual(legs[0].end);
      if ((sum(legs) ?? 0) > (sum(findViaRoute(search, [from, via, to], false)) ?? 0)) dearer++;
    }
    expect(found).toBeGreaterThan(WORLDS / 10);
    expect(dearer).toBeGreaterThan(0);
  });
});

test(`without some roads, routes are those over roads that cost too much, on ${WORLDS} random worlds`, () => {
  const tooMuch = 100_000_000;
  let detours = 0;
  for (const { name, network, places } of worlds()) {
    const closed = network.profiles.filter((_, index) => index % 3 === 1);
    const isClosed = (edge: number): boolean => closed.includes(network.profiles[network.edgeProfiles[edge]]);
    const dear: Network = {
      ...network,
      edgeWeights: network.edgeWeights.map((weight, edge) => (isClosed(edge) ? tooMuch : weight)),
    };
    const open = withoutRoads(network, (profile) => closed.includes(profile));
    const [from, to] = places.map((some) => some.filter(({ edge }) => !isClosed(edge)));
    const leg = findLeg(new EdgeSearch(open, "arrival"), from, to);
    const expected = findLeg(new EdgeSearch(dear, "arrival"), from, to);
    expect(leg?.weight ?? null, name).toBe(
      expected === null || expected.weight >= tooMuch ? null : expected.weight,
    );
    expect(leg?.edges.some(isClosed) ?? false, name).toBe(false);
    const free = findLeg(new EdgeSearch(network, "arrival"), from, to);
    if (free !== null && free.weight < (leg?.weight ?? Infinity)) detours++;
  }
  expect(detours).toBeGreaterThan(0);
});
