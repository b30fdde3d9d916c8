import { kinks } from "@turf/kinks";
import type { Position } from "geojson";
import { expect, test } from "vitest";

import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import type { CommuneCollection } from "./demo-fixtures.ts";

/** Declares the tests of any demonstration's commune outlines. */
export function testOutlines(collection: CommuneCollection, leastInland: number): void {
  const rings = collection.features.map(({ geometry }) =>
    (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).flat(),
  );

  test("are valid GeoJSON without a line that crosses itself", () => {
    expect(geojsonFaults(collection)).toEqual([]);
    for (const feature of collection.features)
      expect.soft(kinks(feature).features, feature.properties.nom).toEqual([]);
  });

  test("have outer rings anticlockwise", () => {
    for (const { geometry } of collection.features) {
      const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      for (const [outer, ...holes] of polygons) {
        expect(signedArea(outer)).toBeGreaterThan(0);
        for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
      }
    }
  });

  test("share their borders to the last digit: every segment is one commune's, or two communes' both ways", () => {
    const seen = new Map<string, number>();
    for (const ring of rings.flat()) {
      for (let i = 1; i < ring.length; i++) {
        const key = `${ring[i - 1].join()}>${ring[i].join()}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
    }
    expect([...seen.values()].filter((count) => count > 1)).toEqual([]);
    const inland = [...seen.keys()].filter((key) => seen.has(key.split(">").toReversed().join(">")));
    // Coasts alone are one-sided: most borders are not coasts.
    expect(inland.length / seen.size).toBeGreaterThan(leastInland);
  });
}

/** Declares the tests of the communes of a demonstration of one département. */
export function testCommunes(collection: CommuneCollection, leastInland: number): void {
  const properties = collection.features.map((feature) => feature.properties);
  testOutlines(collection, leastInland);

  test("have codes of no real département in the order of their names, and say what they belong to", () => {
    expect(properties.map(({ code }) => code)).toEqual(
      properties.map((_, index) => `99${String(index + 1).padStart(3, "0")}`),
    );
    for (const commune of properties) {
      expect(commune).toMatchObject({ departement: "99", region: "99" });
      expect(commune.departement_nom).toContain("fictif");
      expect(commune.epci).toMatch(/^99000\d{4}$/);
      expect(commune.epci_nom).toContain("fictive");
      expect(commune.population).toBeGreaterThan(0);
    }
  });
}

function signedArea(ring: readonly Position[]): number {
  return ring.slice(1).reduce((sum, b, i) => sum + ring[i][0] * b[1] - b[0] * ring[i][1], 0);
}
