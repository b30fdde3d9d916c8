import { describe, expect, test } from "vitest";

import { buildSnapIndex } from "../../../isochrones/graph/snap-index.ts";
import { Snapper } from "../../../isochrones/graph/snapping.ts";
import { NO_NODE } from "../../../isochrones/model/network.ts";
import { placesOf } from "../../../isochrones/routing/places.ts";
import { asciiRoads } from "../../helpers/ascii-roads.ts";
import { drives, LEFT, placeOf, RIGHT, straight } from "../../helpers/drive.ts";

const CROSSING = `
        E
        |
  A-----B----C
        |
        D
`;

describe("a point at a junction", () => {
  const world = asciiRoads(CROSSING, { ways: { AB: {}, BC: {}, EB: {}, BD: {} } });
  const { time, snap, network } = drives(world);

  test("sets out on any of its roads without a turn, and is reached by any", () => {
    for (const [end, steps] of [
      ["A", 6],
      ["C", 5],
      ["D", 2],
      ["E", 2],
    ] as const) {
      expect(time("B", end), `B to ${end}`).toBe(straight(steps));
      expect(time(end, "B"), `${end} to B`).toBe(straight(steps));
    }
    expect(time("B", "B")).toBe(0);
  });

  test("costs a turn again a little beside it", () => {
    const beside = straight(5, 36) - Math.round(straight(5) * 0.98);
    expect(time("BC:0.02", "D")).toBe(beside + LEFT + straight(2));
    expect(time("BC:0.02", "E")).toBe(beside + RIGHT + straight(2));
  });

  test("is told from one along a road, to the precision of coordinates", () => {
    const [lon, lat] = placeOf(world, "B");
    const snapper = new Snapper(network, buildSnapIndex(network, 0));
    expect(snap("B").node).not.toBe(NO_NODE);
    expect(snapper.snap(lon + 0.4e-6, lat, 10)?.node).toBe(snap("B").node);
    expect(snapper.snap(lon + 0.6e-6, lat, 10)?.node).toBe(NO_NODE);
    expect(snap("AB").node).toBe(NO_NODE);
  });

  test("neither sets out on a road against its direction nor on one where no trip may begin", () => {
    const closed = drives(
      asciiRoads(
        `
        A---<-B----C
        `,
        { ways: { BC: { startpoint: false } } },
      ),
    );
    expect(closed.time("B", "A")).toBe(straight(6));
    expect(closed.time("A", "B")).toBeNull();
    const roads = placesOf(closed.network, closed.snap("B")).map(
      ({ edge }) => closed.network.edgeShapes[edge],
    );
    expect(roads).toEqual([closed.network.edgeShapes[closed.snap("A").edge]]);
  });
});
