import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { gridToLonLat, lonLatToGrid, squareCorners } from "../../../isochrones/geo/grid-projection.ts";
import { sharedData } from "../../helpers/shared-data.ts";

const corsica = sharedData("corse/corse_1km_2021.csv");

describe("the projections of the census grids", () => {
  test.each([
    // The natural origin of each projection falls on its false easting and northing (EPSG registry).
    { crs: 3035, origin: [10, 52], falseOrigin: [4321000, 3210000] },
    { crs: 5490, origin: [-63, 0], falseOrigin: [500000, 0] },
    { crs: 2975, origin: [57, 0], falseOrigin: [500000, 10000000] },
  ])("EPSG:$crs puts its natural origin on its false origin", ({ crs, origin, falseOrigin }) => {
    const [easting, northing] = lonLatToGrid(crs, origin[0], origin[1]);
    expect(easting).toBeCloseTo(falseOrigin[0], 3);
    expect(northing).toBeCloseTo(falseOrigin[1], 3);
  });

  test.each([
    { crs: 3035, easting: 4237500, northing: 2100500 },
    { crs: 5490, easting: 708900, northing: 1618300 },
    { crs: 2975, easting: 338100, northing: 7691500 },
  ])("EPSG:$crs comes back from degrees to the same metres", ({ crs, easting, northing }) => {
    const [lon, lat] = gridToLonLat(crs, easting, northing);
    const back = lonLatToGrid(crs, lon, lat);
    expect(back[0]).toBeCloseTo(easting, 3);
    expect(back[1]).toBeCloseTo(northing, 3);
  });

  test("corners go counter-clockwise from the south-west and enclose the centre", () => {
    const [southWest, southEast, northEast, northWest] = squareCorners(3035, 4237000, 2100000, 1000);
    const ring = [southWest, southEast, northEast, northWest];
    const twiceArea = ring.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = ring[(i + 1) % ring.length];
      return sum + x * nextY - nextX * y;
    }, 0);
    const [lon, lat] = gridToLonLat(3035, 4237500, 2100500);
    expect(twiceArea).toBeGreaterThan(0);
    expect(southWest[0]).toBeLessThan(lon);
    expect(northEast[0]).toBeGreaterThan(lon);
    expect(southWest[1]).toBeLessThan(lat);
    expect(northEast[1]).toBeGreaterThan(lat);
  });

  test("neighbouring squares share their corners exactly, so that the map shows no seam", () => {
    const west = squareCorners(3035, 4237000, 2100000, 1000);
    const east = squareCorners(3035, 4238000, 2100000, 1000);
    expect(west[1]).toEqual(east[0]);
    expect(west[2]).toEqual(east[3]);
  });

  test("an unknown grid is refused by its code", () => {
    expect(() => gridToLonLat(2154, 0, 0)).toThrow(/EPSG 2154/);
  });

  test.skipIf(corsica === null)(
    "agrees with Eurostat's own centres in Corsica to 1e-4 degrees (shared data)",
    () => {
      const rows = readFileSync(corsica ?? "", "utf8")
        .trim()
        .split("\n")
        .slice(1);
      expect(rows.length).toBe(3100);
      for (const row of rows) {
        const [id, , , lon, lat] = row.split(",");
        const place = /N(\d+)E(\d+)/.exec(id);
        if (place === null) throw new Error(`identifier not understood: ${id}`);
        const got = gridToLonLat(3035, Number(place[2]) + 500, Number(place[1]) + 500);
        expect(Math.abs(got[0] - Number(lon))).toBeLessThan(1e-4);
        expect(Math.abs(got[1] - Number(lat))).toBeLessThan(1e-4);
      }
    },
  );
});
