import { describe, expect, test } from "vitest";

import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { findRoute } from "../../../isochrones/routing/route.ts";
import { asciiRoads } from "../../helpers/ascii-roads.ts";
import { drives, straight } from "../../helpers/drive.ts";

/** Half as long to drive as a plain road, and weighed alike. */
const QUICK = { forwardSpeedKmh: 72, backwardSpeedKmh: 72 };

describe("of two routes of one weight", () => {
  test.each(["AC", "BD"])("the quicker one is taken, whichever side it is on (%s)", (quick) => {
    const world = asciiRoads(
      `
      A-------B
      |       |
      |       |
      |       |
      C-------D
      `,
      { ways: { AB: {}, CD: {}, AC: {}, BD: {}, [quick]: QUICK } },
    );
    const { network, snap, time } = drives(world);
    const route = findRoute(new EdgeSearch(network, "arrival"), snap("AB"), snap("CD"));
    const side = straight(4, 72);
    expect(route?.duration).toBe(2 * Math.round(straight(8) / 2) + side);
    expect(route?.duration).toBe(time("AB", "CD"));
  });
});

test("a route is not sought with a search that looks the other way", () => {
  const { network, snap } = drives(asciiRoads("A---B"));
  expect(() => findRoute(new EdgeSearch(network, "departure"), snap("A"), snap("B"))).toThrow(
    /arrival search/,
  );
});

test("a route to the very place where it starts is two equal positions and no metres", () => {
  const { network, snap } = drives(asciiRoads("A---B"));
  const route = findRoute(new EdgeSearch(network, "arrival"), snap("AB"), snap("AB"));
  expect(route).toMatchObject({ duration: 0, meters: 0 });
  expect(route?.line[0]).toEqual(route?.line[1]);
});
