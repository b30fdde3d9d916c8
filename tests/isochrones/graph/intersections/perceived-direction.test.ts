import { describe, expect, test } from "vitest";

import {
  perceivedPlace,
  type Place,
  type RoadTraits,
} from "../../../../isochrones/graph/intersections/perceived-direction.ts";

const STREET: RoadTraits = { isLoop: false, isRoundabout: false, isLowPriority: false, consideredLanes: 2 };

/** Degrees clockwise from north of the place seen from the junction. */
function bearing(road: readonly Place[], traits: RoadTraits = STREET): number {
  const [east, north] = perceivedPlace(road, traits);
  return (Math.atan2(east, north) * 180) / Math.PI;
}

/** A road from the junction through places given as steps `[degrees, metres]`. */
function roadOf(...steps: readonly (readonly [degrees: number, meters: number])[]): Place[] {
  const road: Place[] = [[0, 0]];
  for (const [degrees, meters] of steps) {
    const [east, north] = road[road.length - 1];
    const radians = (degrees * Math.PI) / 180;
    road.push([east + Math.sin(radians) * meters, north + Math.cos(radians) * meters]);
  }
  return road;
}

describe("the direction in which a road is perceived to leave", () => {
  test("is that of a straight road, however it is cut", () => {
    expect(bearing(roadOf([30, 200]))).toBeCloseTo(30, 6);
    expect(bearing(roadOf([30, 3], [30, 8], [30, 1], [30, 70]))).toBeCloseTo(30, 6);
  });

  test("is that of the first segment where this is long, whatever comes after", () => {
    // Two lanes of 3.25 m and ten metres: 16.5 m.
    expect(bearing(roadOf([0, 17], [90, 40]))).toBeCloseTo(0, 6);
  });

  test("looks farther on wider roads", () => {
    // Its first segment is far enough for two lanes (16.5 m), not for five (26.25 m): then its chord counts.
    const road = roadOf([0, 20], [4, 20], [4, 20]);
    const [east, north] = road[road.length - 1];
    expect(bearing(road)).toBeCloseTo(0, 6);
    const chord = (Math.atan2(east, north) * 180) / Math.PI;
    expect(bearing(road, { ...STREET, consideredLanes: 5 })).toBeCloseTo(chord, 6);
  });

  test("is taken ten metres along a service road", () => {
    // Six metres north and four east.
    const expected = (Math.atan2(4, 6) * 180) / Math.PI;
    expect(bearing(roadOf([0, 6], [90, 50]), { ...STREET, isLowPriority: true })).toBeCloseTo(expected, 6);
  });

  test("is taken two metres along a roundabout", () => {
    expect(bearing(roadOf([0, 5], [45, 5], [90, 5]), { ...STREET, isRoundabout: true })).toBeCloseTo(0, 6);
  });

  test("is that of the second place of a loop", () => {
    expect(bearing(roadOf([0, 20], [120, 20], [240, 20]), { ...STREET, isLoop: true })).toBeCloseTo(0, 6);
  });

  test("takes a start across the lanes back", () => {
    // Three metres sideways to the lane, then straight on north: nine tenths of the offset are taken back.
    const road = roadOf([90, 3], [0, 20], [0, 20], [0, 20]);
    expect(Math.abs(bearing(road))).toBeLessThan(2);
  });

  test("is that of the chord of a road that hardly bends", () => {
    const road = roadOf([0, 12], [3, 12], [0, 12], [3, 12]);
    const [east, north] = road[road.length - 1];
    expect(bearing(road)).toBeCloseTo((Math.atan2(east, north) * 180) / Math.PI, 6);
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
      expect((turned - plain - turn + 720) % 360).toBeCloseTo(0, 0);
    }
  });
});
