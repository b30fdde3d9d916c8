import { describe, expect, test } from "vitest";

import { perceivedLegs, plainLegs } from "../../../../isochrones/graph/intersections/bearings.ts";
import type { SeenLeg } from "../../../../isochrones/graph/intersections/leg.ts";
import type { RoadProfile } from "../../../../isochrones/model/network.ts";
import { asciiRoads } from "../../../helpers/ascii-roads.ts";
import { junctions } from "../../../helpers/junctions.ts";

/** A road that leads from X a metre to the east, then to the north; another one makes X a junction of three. */
const CORNER = `
     B
     .
     .
     .
     .
     .
     .
     .
     .
     .
     .
     .
     .
     .
     .
     .
     .
     .
     .
     .
W---XA
    |
    S
`;
/** Microdegrees, nine to a metre, are cut off: so much may it turn two metres away. */
const CUT_DEGREES = 5;

function roadAtX(
  profile: Partial<RoadProfile>,
  look: typeof perceivedLegs = perceivedLegs,
  drawing = CORNER,
): SeenLeg {
  const ways = { XAB: profile, WX: {} };
  const { legs, node, towardOf } = junctions(asciiRoads(drawing, { meters: 1, ways }));
  const found = look(legs, node("X")).find((leg) => towardOf(leg) === "A");
  if (found === undefined) throw new Error("no road towards A");
  return found;
}

/** A metre to the east and so many to the north. */
function bearingAt(north: number): number {
  return (Math.atan2(1, north) * 180) / Math.PI;
}

function expectNear(degrees: number, expected: number, within = CUT_DEGREES): void {
  expect(Math.abs(degrees - expected)).toBeLessThan(within);
}

describe("a road at a junction", () => {
  test("leaves by its first two metres as where it begins, whatever it is", () => {
    for (const profile of [{}, { roundabout: true }, { highway: "service" }]) {
      expectNear(roadAtX(profile).initial, bearingAt(1));
      expectNear(roadAtX(profile, plainLegs).initial, bearingAt(1));
    }
  });

  test("is perceived by those two metres if it is a roundabout", () => {
    const ring = roadAtX({ roundabout: true });
    expect(ring.perceived).toBe(ring.initial);
  });

  test("is perceived by ten metres if it is of a class that is drawn in every way", () => {
    // Nine metres to the north.
    for (const highway of ["service", "track"]) expectNear(roadAtX({ highway }).perceived, bearingAt(9), 1);
    expect(Math.abs(roadAtX({ highway: "unclassified" }).perceived - bearingAt(9))).toBeGreaterThan(1);
  });

  test("is perceived by its first bend where nothing branches off, and where roads are followed", () => {
    const alone = CORNER.replace("W---XA", "    XA");
    const ways = junctions(asciiRoads(alone, { meters: 1, ways: { XAB: { forwardSpeedKmh: 50 } } }));
    const [bent] = perceivedLegs(ways.legs, ways.node("X")).filter((leg) => ways.towardOf(leg) === "A");
    expect(bent.perceived).toBeCloseTo(90, 6);
    expect(roadAtX({}, plainLegs).perceived).toBeCloseTo(90, 6);
    expect(roadAtX({}).perceived).toBeLessThan(45);
  });
});
