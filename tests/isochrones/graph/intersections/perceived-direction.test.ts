import { describe, expect, test } from "vitest";

import { bearingDegrees, planeMeters } from "../../../../isochrones/geo/distance.ts";
import type { Place } from "../../../../isochrones/geo/places.ts";
import {
  perceivedPlace,
  type RoadTraits,
} from "../../../../isochrones/graph/intersections/perceived-direction.ts";

const STREET: RoadTraits = { isLoop: false, isRoundabout: false, isLowPriority: false, consideredLanes: 2 };

/** Places are whole microdegrees: within so many degrees at some metres. */
const ROUNDING_DEGREES = 1.5;

/** Degrees clockwise from north of the place seen from the junction. */
function bearing(road: readonly Place[], traits: RoadTraits = STREET): number {
  return bearingOf(road[0], perceivedPlace(road, traits));
}

function bearingOf(from: Place, to: Place): number {
  const degrees = bearingDegrees(from[0], from[1], to[0], to[1]);
  return degrees > 180 ? degrees - 360 : degrees;
}

const JUNCTION: Place = [9_000_000, 42_010_000];
const [EAST_METERS, NORTH_METERS] = [
  planeMeters(...JUNCTION, JUNCTION[0] + 1000, JUNCTION[1]) / 1000,
  planeMeters(...JUNCTION, JUNCTION[0], JUNCTION[1] + 1000) / 1000,
];

/** A road from the junction through places given as steps `[degrees, metres]`. */
function roadOf(...steps: readonly (readonly [degrees: number, meters: number])[]): Place[] {
  let [east, north] = [0, 0];
  const road: Place[] = [JUNCTION];
  for (const [degrees, meters] of steps) {
    const radians = (degrees * Math.PI) / 180;
    east += Math.sin(radians) * meters;
    north += Math.cos(radians) * meters;
    road.push([Math.round(JUNCTION[0] + east / EAST_METERS), Math.round(JUNCTION[1] + north / NORTH_METERS)]);
  }
  return road;
}

function expectNear(degrees: number, expected: number): void {
  expect(Math.abs(degrees - expected)).toBeLessThan(ROUNDING_DEGREES);
}

describe("the direction in which a road is perceived to leave", () => {
  test("is that of a straight road, however it is cut", () => {
    expectNear(bearing(roadOf([30, 200])), 30);
    expectNear(bearing(roadOf([30, 3], [30, 8], [30, 1], [30, 70])), 30);
  });

  test("is that of the first segment where this is long, whatever comes after", () => {
    // Two lanes of 3.25 m and ten metres: 16.5 m.
    expectNear(bearing(roadOf([0, 17], [90, 40])), 0);
  });

  test("looks farther on wider roads", () => {
    // Its first segment is far enough for two lanes (16.5 m), not for five (26.25 m): then its chord counts.
    const road = roadOf([0, 20], [4, 20], [4, 20]);
    expectNear(bearing(road), 0);
    const chord = bearingOf(road[0], road[road.length - 1]);
    expect(bearing(road, { ...STREET, consideredLanes: 5 })).toBeCloseTo(chord, 6);
  });

  test("is taken ten metres along a service road", () => {
    // Six metres north and four east.
    const expected = (Math.atan2(4, 6) * 180) / Math.PI;
    expectNear(bearing(roadOf([0, 6], [90, 50]), { ...STREET, isLowPriority: true }), expected);
  });

  test("is taken two metres along a roundabout", () => {
    expectNear(bearing(roadOf([0, 5], [45, 5], [90, 5]), { ...STREET, isRoundabout: true }), 0);
  });

  test("is that of the second place of a loop", () => {
    expectNear(bearing(roadOf([0, 20], [120, 20], [240, 20]), { ...STREET, isLoop: true }), 0);
  });

  test("takes a start across the lanes back", () => {
    // Three metres sideways to the lane, then straight on north: nine tenths of the offset are taken back.
    const road = roadOf([90, 3], [0, 20], [0, 20], [0, 20]);
    expect(Math.abs(bearing(road))).toBeLessThan(2);
  });

  test("is that of the chord of a road that hardly bends", () => {
    const road = roadOf([0, 12], [3, 12], [0, 12], [3, 12]);
    expect(bearing(road)).toBeCloseTo(bearingOf(road[0], road[road.length - 1]), 6);
  });

  test("is that in which a curve sets out, not where it ends", () => {
    const road = roadOf([5, 6], [15, 6], [25, 6], [35, 6], [45, 6], [55, 6], [65, 6], [75, 6]);
    expect(bearing(road)).toBeGreaterThan(0);
    expect(bearing(road)).toBeLessThan(25);
  });

  test("turns with the road", () => {
    const steps = [
      [80, 4],
      [20, 9],
      [50, 7],
      [10, 11],
      [95, 30],
    ] as const;
    const plain = bearing(roadOf(...steps));
    for (const turn of [17, 90, 141]) {
      const turned = bearing(roadOf(...steps.map(([degrees, meters]) => [degrees + turn, meters] as const)));
      expectNear(((turned - plain - turn + 900) % 360) - 180, 0);
    }
  });
});
