import { beforeAll, describe, expect, test } from "vitest";

import { distanceMeters, toMicrodegrees } from "../../../isochrones/geo/distance.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { OfflinePlaces } from "../../../server/addresses/offline-places.ts";
import { buildCorsica, corsicanFiles } from "../../helpers/corsica.ts";

const files = corsicanFiles();

describe.skipIf(files === null)("the communes of Corsica (skipped without the shared data)", () => {
  let dataset: Dataset;
  let places: OfflinePlaces;
  beforeAll(async () => {
    ({ dataset } = await buildCorsica(files!, files!.census));
    places = new OfflinePlaces(dataset);
  });

  test("all have a point", () => {
    expect(dataset.communes.filter(({ code }) => places.byInseeCode(code) === null)).toEqual([]);
  });

  test("are found by name and postcode, and by name alone but where several share it", () => {
    for (const { code, name, postcodes } of dataset.communes) {
      for (const postcode of postcodes) {
        expect(places.find(`${postcode} ${name}`, 1)[0], name).toMatchObject({ communeCode: code, score: 1 });
      }
      const homonyms = dataset.communes.filter((other) => other.name === name).length;
      const found = places.find(`mairie de ${name}`, homonyms);
      expect(
        found.map(({ communeCode }) => communeCode),
        name,
      ).toContain(code);
    }
  });

  test("are found by the addresses of the structures, near to where those stand", () => {
    expect(dataset.structures.length).toBeGreaterThan(20);
    for (const { address, postcode, communeName, communeCode, lon, lat } of dataset.structures) {
      const text = `${address}, ${postcode} ${communeName}`;
      const [found] = places.find(text, 1);
      expect(found, text).toMatchObject({ communeCode });
      // Corsican communes are wide and their desks in the main village, or in one of two.
      const [lonA, latA, lonB, latB] = [found.lon, found.lat, lon, lat].map(toMicrodegrees) as [
        number,
        number,
        number,
        number,
      ];
      expect(distanceMeters(lonA, latA, lonB, latB), text).toBeLessThan(12_000);
    }
  });
});
