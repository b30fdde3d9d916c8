import { describe, expect, test } from "vitest";

import type { SeenLeg } from "../../../../isochrones/graph/intersections/leg.ts";
import { goesAgainstRoundabout } from "../../../../isochrones/graph/intersections/roundabouts.ts";
import { NO_EDGE } from "../../../../isochrones/model/network.ts";
import { Obstacle } from "../../../../isochrones/model/roads.ts";
import { asciiRoads } from "../../../helpers/ascii-roads.ts";
import { drives } from "../../../helpers/drive.ts";

/** A road at the junction by where it leads, degrees clockwise from north; one-ways lead `in` or `out`. */
interface Drawn {
  readonly bearing: number;
  readonly flow?: "in" | "out";
}

/** Does a turn between two roads go against the roundabout? */
function isAgainst(ring: readonly Drawn[], from: number, to: number): boolean {
  const leg = ({ bearing, flow }: Drawn, chain: number): SeenLeg => ({
    node: 0,
    chain,
    fromHead: false,
    out: flow === "in" ? NO_EDGE : 1,
    into: flow === "out" ? NO_EDGE : 2,
    perceived: bearing,
    initial: bearing,
    isMergedAway: false,
    isStopped: false,
  });
  const legs = [...ring, { bearing: from }, { bearing: to }].map(leg);
  return goesAgainstRoundabout(legs.slice(0, ring.length), legs[ring.length], legs[ring.length + 1]);
}

describe("where a roundabout passes a junction eastwards", () => {
  const ring: Drawn[] = [
    { bearing: 270, flow: "in" },
    { bearing: 90, flow: "out" },
  ];

  test("one does not turn from outside into a road that lies before one's own", () => {
    // Outside, on the right of the flow, that is in the order 250, 200, 160, 110.
    expect(isAgainst(ring, 160, 200)).toBe(true);
    expect(isAgainst(ring, 110, 250)).toBe(true);
    expect(isAgainst(ring, 200, 160)).toBe(false);
    expect(isAgainst(ring, 250, 110)).toBe(false);
  });

  test("nor from inside", () => {
    expect(isAgainst(ring, 20, 340)).toBe(true);
    expect(isAgainst(ring, 340, 20)).toBe(false);
  });

  test("one may cross it, and follow it", () => {
    expect(isAgainst(ring, 200, 20)).toBe(false);
    expect(isAgainst(ring, 340, 160)).toBe(false);
    expect(isAgainst(ring, 160, 90)).toBe(false);
    expect(isAgainst(ring, 20, 90)).toBe(false);
  });

  test("it is a roundabout only if it comes in and goes out", () => {
    expect(isAgainst(ring.slice(0, 1), 160, 200)).toBe(false);
    expect(isAgainst(ring.slice(1), 160, 200)).toBe(false);
    expect(isAgainst([], 160, 200)).toBe(false);
  });
});

test("where roundabouts touch, those roads count that lie farthest to the left of who arrives", () => {
  const [rightIn, leftIn]: Drawn[] = [
    { bearing: 270, flow: "in" },
    { bearing: 330, flow: "in" },
  ];
  const [out, rightOut]: Drawn[] = [
    { bearing: 30, flow: "out" },
    { bearing: 190, flow: "out" },
  ];
  // The road at 280 lies before the flow from 330, and not before that from 270.
  expect(isAgainst([leftIn, out], 180, 280)).toBe(true);
  expect(isAgainst([rightIn, out], 180, 280)).toBe(false);
  expect(isAgainst([rightIn, leftIn, out], 180, 280)).toBe(true);
  expect(isAgainst([leftIn, rightIn, out], 180, 280)).toBe(true);
  // A flow from the right is farther to the left than one from the left: it turns all the way.
  const opposite: Drawn = { bearing: 90, flow: "in" };
  expect(isAgainst([rightIn, out], 180, 120)).toBe(false);
  expect(isAgainst([opposite, rightIn, out], 180, 120)).toBe(true);
  expect(isAgainst([rightIn, opposite, out], 180, 120)).toBe(true);
  // If the flow went out at 190, the road of arrival would lie inside.
  expect(isAgainst([leftIn, rightOut], 180, 280)).toBe(false);
  expect(isAgainst([leftIn, rightOut, out], 180, 280)).toBe(true);
  expect(isAgainst([leftIn, out, rightOut], 180, 280)).toBe(true);
});

describe("on the roads", () => {
  // Driven against the clock. At D the two roads W and E lie outside; E after W in the direction of the flow.
  const drawing = `
        A<<<<<<<B
        v       ^
        v       ^
        C>>>D>>>F

         W     E
  `;
  const ring = { roundabout: true };
  const [forth, back] = ["DW", "DE"];
  const draw = (profile: { roundabout: boolean }): ReturnType<typeof drives> =>
    drives(
      asciiRoads(drawing, {
        ways: { BA: profile, AC: profile, CDF: profile, FB: profile, [forth]: {}, [back]: {} },
        obstacles: { F: Obstacle.barrier },
      }),
    );

  test("one comes from the first road to the next one at the same place, not back", () => {
    // The barrier keeps one from going round.
    const roundabout = draw(ring);
    expect(roundabout.time("W", "E")).not.toBeNull();
    expect(roundabout.time("E", "W")).toBeNull();
    const street = draw({ roundabout: false });
    expect(street.time("E", "W")).not.toBeNull();
  });
});
