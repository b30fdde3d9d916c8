import { describe, expect, test } from "vitest";

import { problemOf } from "../../helpers/app.ts";
import { ORIGIN, PLACED, STEP, ogcApp } from "../../helpers/ogc-world.ts";

/** OGC 18-058r1: names of tests are those of the requirements. */

const CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const LAMBERT = "http://www.opengis.net/def/crs/EPSG/0/2154";
const FEATURES = "/collections/points/items";

test("/req/crs/crs-uri, fc-md-crs-list, fc-md-storageCrs, fc-md-storageCrs-valid-value: both systems, the default first", async () => {
  const { get } = await ogcApp();
  expect((await get("/collections/points")).json()).toMatchObject({
    crs: [CRS84, LAMBERT],
    storageCrs: CRS84,
  });
  expect((await get("/collections")).json()).toMatchObject({
    crs: [CRS84, LAMBERT],
    collections: [{ crs: [CRS84, LAMBERT], storageCrs: CRS84 }],
  });
});

describe("crs", () => {
  test("/req/crs/fc-crs-action: coordinates are in the system asked for, easting first", async () => {
    const { json } = await ogcApp();
    const { features } = await json(`${FEATURES}?crs=${LAMBERT}&limit=6`);
    const places = features.map(({ geometry }) => geometry?.coordinates ?? []);
    // The false origin of Lambert-93 by its definition.
    expect(places[0]).toEqual([700_000, 6_600_000]);
    // Points 0 and 5 are on its central meridian; between its parallels at 44° and 49°, scale is within 1e-3 of 1.
    const degreeMeters = 111_160;
    const northing = Number(places[5][1]) - 6_600_000;
    expect(places[5][0]).toBe(700_000);
    expect(Math.abs(northing / (STEP * degreeMeters) - 1)).toBeLessThan(2e-3);
    // Parallels bend northward on both sides of it.
    expect(places[4][1]).toBeGreaterThan(6_600_000);
  });

  test("/req/crs/fc-crs-action on one feature", async () => {
    const { get } = await ogcApp();
    const response = await get(`${FEATURES}/p%2F0?crs=${encodeURIComponent(LAMBERT)}`);
    expect(response.json()).toMatchObject({ geometry: { coordinates: [700_000, 6_600_000] } });
    expect(response.headers["content-crs"]).toBe(`<${LAMBERT}>`);
  });

  test("/req/crs/fc-crs-default-value: degrees without the parameter, and with their own", async () => {
    const { json } = await ogcApp();
    const { features } = await json(FEATURES);
    expect((await json(`${FEATURES}?crs=${CRS84}`)).features).toEqual(features);
    expect(features[0].geometry?.coordinates).toEqual([ORIGIN.lon, ORIGIN.lat]);
  });

  test.each([FEATURES, `${FEATURES}/p%2F0`])(
    "/req/crs/ogc-crs-header, ogc-crs-header-value: %s names its system",
    async (path) => {
      const { get } = await ogcApp();
      expect((await get(path)).headers["content-crs"]).toBe(`<${CRS84}>`);
      expect((await get(`${path}?crs=${LAMBERT}`)).headers["content-crs"]).toBe(`<${LAMBERT}>`);
      expect((await get(`${path}?crs=${LAMBERT}&f=html`)).body).toContain("Lambert-93");
    },
  );

  test.each(["http://www.opengis.net/def/crs/EPSG/0/9999", "EPSG:2154", "", "2154"])(
    "/req/crs/fc-crs-valid-value, crs-exception: %j is refused",
    async (crs) => {
      const { get } = await ogcApp();
      for (const path of [FEATURES, `${FEATURES}/p%2F0`]) {
        const problem = problemOf(await get(`${path}?crs=${encodeURIComponent(crs)}`));
        expect(problem).toMatchObject({ status: 400, parametre: "crs" });
        expect(problem.detail).toContain(LAMBERT);
      }
    },
  );

  test("what has no place has none in any system", async () => {
    const { get } = await ogcApp();
    expect((await get(`${FEATURES}/p%2F${PLACED}?crs=${LAMBERT}`)).json()).toMatchObject({ geometry: null });
  });

  test("paging keeps the system", async () => {
    const { json } = await ogcApp();
    const { links } = await json(`${FEATURES}?crs=${LAMBERT}`);
    for (const { href } of links.filter(({ rel }) => ["self", "alternate", "next"].includes(rel))) {
      expect(new URL(href).searchParams.get("crs")).toBe(LAMBERT);
    }
  });
});

describe("bbox-crs", () => {
  test("/req/crs/fc-bbox-crs-action: the box is in that system, the answer is not", async () => {
    const { json } = await ogcApp();
    // A box of metres around the origin alone: the next points are 7.7 km east and 11 km north of it.
    const box = `699000,6599000,701000,6601000&bbox-crs=${LAMBERT}`;
    const { features } = await json(`${FEATURES}?bbox=${box}`);
    expect(features.map(({ id }) => id)).toEqual(["p/0", `p/${PLACED}`]);
    expect(features[0].geometry?.coordinates).toEqual([ORIGIN.lon, ORIGIN.lat]);
  });

  test("/req/crs/fc-bbox-crs-action: a box of metres is turned against one of degrees", async () => {
    const { json } = await ogcApp();
    // All of the first row is at 46.5° N, but the parallel bends: 7.7 km east of the meridian it is 7.7² / (2 * 6056) km,
    // 5 m, farther north, 6056 km being its radius in the plane. A box that ends 1 m north of the first point has it alone.
    const box = `600000,6500000,800000,6600001&bbox-crs=${LAMBERT}`;
    expect((await json(`${FEATURES}?bbox=${box}`)).features.map(({ id }) => id)).toEqual([
      "p/0",
      `p/${PLACED}`,
    ]);
  });

  test("/req/crs/fc-bbox-crs-default-value: degrees without the parameter, whatever the system of the answer", async () => {
    const { json } = await ogcApp();
    const { features } = await json(`${FEATURES}?bbox=2.99,46.49,3.01,46.51&crs=${LAMBERT}`);
    expect(features.map(({ id }) => id)).toEqual(["p/0", `p/${PLACED}`]);
    expect(features[0].geometry?.coordinates).toEqual([700_000, 6_600_000]);
  });

  test("/req/crs/fc-bbox-crs-valid-value, bbox-crs-exception: another is refused", async () => {
    const { get } = await ogcApp();
    const url = `${FEATURES}?bbox=1,2,3,4&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857`;
    expect(problemOf(await get(url))).toMatchObject({ status: 400, parametre: "bbox-crs" });
  });

  test("is no parameter of one feature", async () => {
    const { get } = await ogcApp();
    expect((await get(`${FEATURES}/p%2F0?bbox-crs=${LAMBERT}`)).statusCode).toBe(400);
  });
});
