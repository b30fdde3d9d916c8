import { expect, test } from "vitest";

import { distanceMeters, planeMeters } from "../../../isochrones/geo/distance.ts";
import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { buildRestIndices, buildSnapIndex } from "../../../isochrones/graph/snap-index.ts";
import { Snapper } from "../../../isochrones/graph/snapping.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 60;

test(`the nearest segments come in order, begin with the snap, and are as many as asked, on ${WORLDS} random worlds`, () => {
  let several = 0;
  for (let seed = 1; seed <= WORLDS; seed++) {
    const network = buildNetwork(randomRoads(seed));
    const random = seededRandom(seed + 4_000_000);
    const snapper = new Snapper(network, buildSnapIndex(network, 0));
    const [lon, lat] = [random.int(8_990_000, 9_020_000) / 1e6, random.int(41_990_000, 42_015_000) / 1e6];
    const search = { maxMeters: 2000, accepts: () => true };
    const all = snapper.snapSeveral(lon, lat, { ...search, number: 1_000_000 });
    const meters = all.map((snap) => snap.distanceMeters);
    // The plane that stands in for the globe may swap two that are all but equally far.
    meters
      .slice(1)
      .forEach((far, i) => expect(far, `seed ${seed}`).toBeGreaterThan(meters[i] * 0.999 - 0.01));
    expect(new Set(all.map(({ segment }) => segment)).size, `seed ${seed}`).toBe(all.length);
    expect(all[0]?.distanceMeters, `seed ${seed}`).toBe(snapper.snap(lon, lat, 2000)?.distanceMeters);
    const number = random.int(1, 5);
    expect(snapper.snapSeveral(lon, lat, { ...search, number }), `seed ${seed}`).toEqual(
      all.slice(0, number),
    );
    const even = all.filter(({ segment }) => segment % 2 === 0);
    const accepts = (_: number, segment: number): boolean => segment % 2 === 0;
    const found = snapper.snapSeveral(lon, lat, { maxMeters: 2000, number: 1_000_000, accepts });
    expect(found, `seed ${seed}`).toEqual(even);
    if (all.length > 5) several++;
  }
  expect(several).toBeGreaterThan(WORLDS / 3);
});

test("what an index leaves out is in one of the two others, and in one only", () => {
  let left = 0;
  for (let seed = 1; seed <= WORLDS; seed++) {
    const network = buildNetwork(randomRoads(seed));
    const main = buildSnapIndex(network, 6);
    const { small, closed } = buildRestIndices(network, main);
    const shapes = [main, small, closed].map(({ boxShapes }) => [...new Set(boxShapes)]);
    const inOrder = shapes.flat().sort((a, b) => a - b);
    expect(inOrder, `seed ${seed}`).toEqual([...network.shapeOffsets.slice(0, -1).keys()]);
    left += shapes[1].length + shapes[2].length;
  }
  expect(left).toBeGreaterThan(0);
});

test("distances on the plane are those on the globe to half a hundredth, from the equator to 70 degrees", () => {
  const random = seededRandom(5_000_000);
  for (let round = 0; round < 1000; round++) {
    const [lon, lat] = [random.int(-180_000_000, 180_000_000), random.int(-70_000_000, 70_000_000)];
    const [toLon, toLat] = [lon + random.int(-20_000, 20_000), lat + random.int(-20_000, 20_000)];
    const [plane, globe] = [planeMeters, distanceMeters].map((measure) => measure(lon, lat, toLon, toLat));
    expect(Math.abs(plane - globe), `${lon},${lat} to ${toLon},${toLat}`).toBeLessThan(globe * 0.006 + 0.01);
    expect(planeMeters(toLon, toLat, lon, lat)).toBe(plane);
  }
});
