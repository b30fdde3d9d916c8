import { offsetsAt } from "../../../isochrones/graph/offsets.ts";
import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { distanceMeters, MICRODEGREES } from "../../../isochrones/geo/distance.ts";
import { pointOnEdge } from "../../../isochrones/graph/snapping.ts";
import { NO_NODE, type Network } from "../../../isochrones/model/network.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { findRoute, type Route } from "../../../isochrones/routing/route.ts";
import { placesAt, plainCost, type PlacedPoint, upTo } from "../../helpers/network-reference.ts";
import { randomPoints } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 250;

interface Trip {
  readonly name: string;
  readonly network: Network;
  readonly from: PlacedPoint;
  readonly to: PlacedPoint;
  readonly route: Route | null;
}

function* trips(): Generator<Trip> {
  for (let seed = 1; seed <= WORLDS; seed++) {
    const random = seededRandom(seed + 2_000_000);
    const network = buildNetwork(randomRoads(seed));
    const search = new EdgeSearch(network, "arrival");
    const points = randomPoints(network, random, 5);
    for (const [i, from] of points.entries()) {
      for (const [j, to] of points.entries()) {
        const [start, end] = [from, to].map((point) => ({
          node: NO_NODE,
          ...point,
          offsets: offsetsAt(network, point.edge, point.fraction),
          segment: 0,
          distanceMeters: 0,
        }));
        const route = findRoute(search, start, end);
        yield { name: `seed ${seed}, ${i} to ${j}`, network, from, to, route };
      }
    }
  }
}

function metersOf(line: Route["line"]): number {
  let meters = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]].map((position) =>
      position.map((degrees) => degrees * MICRODEGREES),
    );
    meters += distanceMeters(a[0], a[1], b[0], b[1]);
  }
  return meters;
}

/** The turn from one edge into the road of another, or null: a route names its last edge without its state. */
function turnBetween(network: Network, from: number, to: number): number | null {
  for (let turn = network.turnOffsets[from]; turn < network.turnOffsets[from + 1]; turn++) {
    const target = network.turnTargets[turn];
    if (target === to || network.edgeOriginals[target] === to) return network.turnClasses[turn];
  }
  return null;
}

/**
 * Deciseconds from the tail of an edge to where a trip may get on or off: a point is on both directions of its road, or
 * on all at a junction.
 */
function placesOn(network: Network, point: PlacedPoint, edge: number): number[] {
  return placesAt(network, point)
    .filter((place) => place.edge === network.edgeOriginals[edge])
    .map((place) => upTo(network, place).duration);
}

describe(`a route, on ${WORLDS} random worlds`, () => {
  test("costs what the plain search says, and is null only where there is none", () => {
    let none = 0;
    for (const { name, network, from, to, route } of trips()) {
      const expected = plainCost(network, from, to);
      if (expected === null) none++;
      const got = route === null ? null : { weight: route.weight, duration: route.duration };
      expect(got, name).toEqual(expected);
    }
    expect(none).toBeGreaterThan(WORLDS / 10);
  });

  test("is driven by allowed turns, whose times and those of its edges sum up to its own", () => {
    for (const { name, network, from, to, route } of trips()) {
      if (route === null) continue;
      const { edges } = route;
      const last = edges.length - 1;
      let between = 0;
      for (let i = 1; i <= last; i++) {
        const turn = turnBetween(network, edges[i - 1], edges[i]);
        expect(turn, `${name}: edge ${edges[i - 1]} to ${edges[i]}`).not.toBeNull();
        between += network.turnClassDurations[turn ?? 0] + (i === last ? 0 : network.edgeDurations[edges[i]]);
      }
      const sums = placesOn(network, from, edges[0]).flatMap((start) =>
        placesOn(network, to, edges[last]).map((end) =>
          last === 0 ? end - start : network.edgeDurations[edges[0]] - start + between + end,
        ),
      );
      expect(sums, name).toContain(route.duration);
    }
  });

  test("is drawn from point to point, as long as it says", () => {
    let meters = 0;
    for (const { name, network, from, to, route } of trips()) {
      if (route === null) continue;
      const { line } = route;
      expect(line.length, name).toBeGreaterThan(1);
      for (const [point, position] of [
        [from, line[0]],
        [to, line[line.length - 1]],
      ] as const) {
        const expected = pointOnEdge(network, point.edge, point.fraction);
        expect(Math.hypot(position[0] - expected[0], position[1] - expected[1]), name).toBeLessThan(1e-6);
      }
      // A hundredth, and what rounding to a place on the edge can do to a short line.
      expect(Math.abs(metersOf(line) - route.meters), name).toBeLessThan(0.01 * route.meters + 0.1);
      meters += route.meters;
    }
    expect(meters).toBeGreaterThan(0);
  });
});
