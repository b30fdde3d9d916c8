import { describe, expect, test } from "vitest";

import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import { buildArgs, placeAt, WORLD } from "./small-world.ts";

const shared = useSharedDataset();

async function isochrone(...options: string[]): Promise<GeoJSON.FeatureCollection> {
  const { out } = await trenteOk(["isochrone", "--dataset", shared.dataset, ...options]);
  return JSON.parse(out) as GeoJSON.FeatureCollection;
}

describe("isochrone", () => {
  test("of a structure is valid GeoJSON, the widest first, with the people within", async () => {
    const collection = await isochrone("--structure", "12", "--minutes", "10,30");
    expect(geojsonFaults(collection)).toEqual([]);
    // 10 minutes are 6.67 km from the desk: east cells 0 to 6, north cells 1 to 6.
    expect(collection.features.map(({ properties }) => properties)).toEqual([
      {
        structureId: "12",
        minutes: 30,
        people: 20 * WORLD.east.people + WORLD.north.cells * WORLD.north.people,
      },
      { structureId: "12", minutes: 10, people: 7 * WORLD.east.people + 6 * WORLD.north.people },
    ]);
  });

  test("has three bands unless told otherwise", async () => {
    const { features } = await isochrone("--structure", "12");
    expect(features.map(({ properties }) => (properties as { minutes: number }).minutes)).toEqual([
      30, 20, 10,
    ]);
  });

  test("of a point is that of the structure that stands there", async () => {
    const { lon, lat } = placeAt(-0.5, 0);
    const ofPoint = await isochrone("--point", `${lon.toFixed(6)},${lat.toFixed(6)}`, "--minutes", "20");
    const ofStructure = await isochrone("--structure", "12", "--minutes", "20");
    expect(ofPoint.features[0].geometry).toEqual(ofStructure.features[0].geometry);
  });

  test("takes a western longitude as a value", async () => {
    const { code, err } = await trente(["isochrone", "--dataset", shared.dataset, "--point", "-1.5,48"]);
    expect(code).toBe(1);
    expect(err).toMatch(/^trente isochrone: aucune route à moins de 5000 m du point -1\.5,48/u);
  });

  test("of an unknown structure is an error", async () => {
    const { code, out, err } = await trente(["isochrone", "--dataset", shared.dataset, "--structure", "99"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe("trente isochrone: structure « 99 » inconnue de ce jeu de données\n");
  });
});

describe("a dataset of roads alone", () => {
  test("has isochrones without people, and no coverage", async () => {
    const roads = `${tempFolder()}/jeu`;
    await trenteOk(buildArgs({ osm: shared.files.osm }, roads));
    const { lon, lat } = placeAt(0, 0);
    const { out } = await trenteOk([
      "isochrone",
      "--dataset",
      roads,
      "--point",
      `${lon},${lat}`,
      "--minutes",
      "5",
    ]);
    const { features } = JSON.parse(out) as GeoJSON.FeatureCollection;
    expect(features[0].properties).toMatchObject({ minutes: 5, people: null });
    for (const command of ["coverage", "gaps"]) {
      const { code, err } = await trente([command, "--dataset", roads]);
      expect(code).toBe(1);
      expect(err).toMatch(/n’a pas de population.*\n$/u);
    }
  });
});
