import { describe, expect, test } from "vitest";

import { distanceMeters } from "../../../isochrones/geo/distance.ts";
import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { buildSnapIndex, effectiveMinComponent } from "../../../isochrones/graph/snap-index.ts";
import { pointOnEdge, Snapper } from "../../../isochrones/graph/snapping.ts";
import { type Network, NO_EDGE } from "../../../isochrones/model/network.ts";
import { asciiRoads, type AsciiWorld } from "../../helpers/ascii-roads.ts";
import { placeOf } from "../../helpers/drive.ts";
import { makeRoads, PLAIN_ROAD } from "../../helpers/make-roads.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

function snapperOf(network: Network, minComponent = 0): Snapper {
  return new Snapper(network, buildSnapIndex(network, minComponent));
}

/** Metres from a place to the nearest road that takes snaps, over every segment in small steps. */
function nearestByHand(network: Network, lon: number, lat: number): number {
  const taken = new Set<number>();
  for (let edge = 0; edge < network.firstCopy; edge++) {
    if (network.profiles[network.edgeProfiles[edge]].startpoint) taken.add(network.edgeShapes[edge] >> 1);
  }
  const { shapeLons: lons, shapeLats: lats, shapeOffsets } = network;
  const metersTo = (i: number, t: number): number =>
    distanceMeters(lon, lat, lons[i] + (lons[i + 1] - lons[i]) * t, lats[i] + (lats[i + 1] - lats[i]) * t);
  let nearest = Infinity;
  for (const shape of taken) {
    for (let i = shapeOffsets[shape]; i < shapeOffsets[shape + 1] - 1; i++) {
      // The distance to a straight line has one lowest place: close in on it.
      let [low, high] = [0, 1];
      for (let round = 0; round < 60; round++) {
        const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
        if (metersTo(i, a) < metersTo(i, b)) high = b;
        else low = a;
      }
      nearest = Math.min(nearest, metersTo(i, (low + high) / 2));
    }
  }
  return nearest;
}

describe("a snap", () => {
  test("is the nearest of all roads, at the place on its edge that it says, on random worlds", () => {
    let snapped = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const network = buildNetwork(randomRoads(seed));
      const snapper = snapperOf(network);
      const random = seededRandom(seed);
      for (let round = 0; round < 10; round++) {
        const [lon, lat] = [random.int(8_990_000, 9_020_000), random.int(41_990_000, 42_015_000)];
        const expected = nearestByHand(network, lon, lat);
        const found = snapper.snap(lon / 1e6, lat / 1e6, 5000);
        const message = `seed ${seed}, at ${lon},${lat}`;
        expect(found !== null, message).toBe(expected <= 5000);
        if (found === null) continue;
        snapped++;
        const [footLon, footLat] = pointOnEdge(network, found.edge, found.fraction);
        const away = distanceMeters(lon, lat, footLon * 1e6, footLat * 1e6);
        // The plane that stands in for the globe is off by some 1e-4 of the distance.
        const slack = 0.5 + expected * 2e-4;
        expect(Math.abs(found.distanceMeters - expected), message).toBeLessThan(slack);
        expect(Math.abs(away - found.distanceMeters), message).toBeLessThan(slack);
        expect(found.edge, message).toBeLessThan(network.firstCopy);
        expect(network.profiles[network.edgeProfiles[found.edge]].startpoint, message).toBe(true);
      }
    }
    expect(snapped).toBeGreaterThan(500);
  });

  test("finds a place on a road again, at no distance", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const network = buildNetwork(randomRoads(seed));
      const snapper = snapperOf(network);
      const random = seededRandom(seed);
      const edge = random.int(0, network.firstCopy - 1);
      const isTaken = network.profiles[network.edgeProfiles[edge]].startpoint;
      const [lon, lat] = pointOnEdge(network, edge, random.next());
      const found = snapper.snap(lon, lat, 1);
      expect(found === null || found.distanceMeters < 0.05, `seed ${seed}`).toBe(true);
      expect(found !== null || !isTaken, `seed ${seed}`).toBe(true);
    }
  });
});

test("every segment of a long winding road takes snaps", () => {
  const nodes = Array.from({ length: 40 }, (_, i) => ({ lon: i * 500, lat: (i % 2) * 500, obstacles: 0 }));
  const ways = [{ nodes: [...nodes.keys()], profile: PLAIN_ROAD, name: 0 }];
  const snapper = snapperOf(buildNetwork(makeRoads({ nodes, ways, restrictions: [] })));
  for (let i = 1; i < nodes.length; i++) {
    const found = snapper.snap((i - 0.5) * 0.0005, 0.00025, 1);
    expect(found?.distanceMeters, `segment ${i}`).toBeLessThan(0.01);
    const along = (i - 0.5) / (nodes.length - 1);
    expect(
      Math.min(Math.abs((found?.fraction ?? NaN) - along), Math.abs((found?.fraction ?? NaN) - (1 - along))),
    ).toBeLessThan(1e-4);
  }
});

describe("on a drawn road", () => {
  const world = asciiRoads("A--------B", { ways: { AB: {} } });
  const network = buildNetwork(world.roads);
  const snapper = snapperOf(network);

  test.each([0, 0.25, 0.5, 1])("a point at a share of %d of the road is at that fraction", (share) => {
    const [lon, lat] = placeOf(world, `AB:${share}`);
    const found = snapper.snap(lon, lat + 0.0001, 50);
    const along = found === null ? NaN : placeAlong(found.edge, found.fraction);
    expect(along).toBeCloseTo(share, 6);
    expect(found?.distanceMeters).toBeCloseTo(distanceMeters(0, 0, 0, 100), 3);
  });

  test("a point beyond the limit has none, just within it has one", () => {
    const [lon, lat] = placeOf(world, "AB");
    const away = distanceMeters(0, 0, 0, 3000);
    expect(snapper.snap(lon, lat + 0.003, away - 0.01)).toBeNull();
    expect(snapper.snap(lon, lat + 0.003, away + 0.01)?.distanceMeters).toBeCloseTo(away, 3);
  });

  test("many points are snapped as one by one; those without a road say so", () => {
    const [lon, lat] = placeOf(world, "AB:0.25");
    const snaps = snapper.snapAll([lon, 50], [lat, 50], 100);
    expect([...snaps.edges]).toEqual([snapper.snap(lon, lat, 100)?.edge, NO_EDGE]);
    expect([...snaps.distancesMeters]).toEqual([0, Infinity]);
  });

  function placeAlong(edge: number, fraction: number): number {
    return network.nodeLons[network.edgeTails[edge]] === 0 ? fraction : 1 - fraction;
  }
});

describe("small components", () => {
  // A road of two edges on the left, one of six on the right (three roads, both directions).
  const world = asciiRoads(`
                 E
                 |
    A----B    C--D--F
  `);
  const network = buildNetwork(world.roads);

  const nearest = (minComponent: number): number | undefined => {
    const [lon, lat] = placeOf(world, "B");
    return snapperOf(network, minComponent).snap(lon, lat, 1000)?.distanceMeters;
  };
  const fromBToC = gap(world);

  test("take no snaps where another is large enough", () => {
    expect([nearest(2), nearest(3), nearest(6)]).toEqual([0, fromBToC, fromBToC]);
  });

  test("take snaps where none is", () => {
    expect([effectiveMinComponent(network, 6), effectiveMinComponent(network, 7)]).toEqual([6, 0]);
    expect(nearest(7)).toBe(0);
  });

  function gap(drawn: AsciiWorld): number {
    const [b, c] = [placeOf(drawn, "B"), placeOf(drawn, "C")];
    return distanceMeters(b[0] * 1e6, b[1] * 1e6, c[0] * 1e6, c[1] * 1e6);
  }
});

test("ferries and private roads take no snaps; a world of nothing else has none", () => {
  const world = asciiRoads("A----B", { ways: { AB: { startpoint: false } } });
  const data = buildSnapIndex(buildNetwork(world.roads), 0);
  expect(data.index.byteLength).toBe(0);
  expect(new Snapper(buildNetwork(world.roads), data).snap(0, 0, 1000)).toBeNull();
});
