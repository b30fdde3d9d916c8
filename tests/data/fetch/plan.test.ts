import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { DEPARTEMENT_PLACES, isOverseas } from "../../../data/fetch/departements.ts";
import { planFetch, UnknownTerritory } from "../../../data/fetch/plan.ts";
import { fetchSources } from "../../../data/fetch/sources.ts";
import { sharedData } from "../../helpers/shared-data.ts";

const ids = (...words: string[]): string[] =>
  planFetch(words)
    .sources.map(({ id }) => id)
    .filter((id) => id.startsWith("osm/"))
    .map((id) => id.slice("osm/".length));

describe("words", () => {
  test.each([
    [["2A"], ["2A"]],
    [["2a"], ["2A"]],
    [["dep:2B"], ["2B"]],
    [["974"], ["974"]],
    [["1"], ["01"]],
    [["reg:94"], ["2A", "2B"]],
    [["corse"], ["2A", "2B"]],
    [
      ["Corse", "2A"],
      ["2A", "2B"],
    ],
    [["bretagne"], ["22", "29", "35", "56"]],
    [["provence-alpes-cote-d-azur"], ["04", "05", "06", "13", "83", "84"]],
    [["Cantal"], ["15"]],
    // A département and a région have this name: the smaller one is meant, they hold the same.
    [["la réunion"], ["974"]],
    [["Réunion"], ["974"]],
    [["DEP:2a"], ["2A"]],
    [["Reg:94"], ["2A", "2B"]],
  ])("%s is %s", (words, expected) => {
    expect(planFetch(words).departements).toEqual(expected);
  });

  test("Corsica's postal code leads to its départements", () => {
    for (const [word, meant] of [
      ["20", "2A"],
      ["dep:20", "dep:2A"],
    ]) {
      expect(() => planFetch([word])).toThrow(expect.objectContaining({ known: [meant] }) as Error);
    }
  });

  test("france is all of them, the overseas ones as well", () => {
    const { departements, territories } = planFetch(["france"]);
    expect(departements).toHaveLength(101);
    expect(territories).toEqual(["france"]);
    expect(ids("france")).toEqual(expect.arrayContaining(["france", "reunion", "monaco", "switzerland"]));
    expect(ids("france")).not.toContain("bretagne");
  });

  test.each(["99", "dep:94x", "reg:2A", "bretange", "", "dep:", "com:2A004"])("%o is none", (word) => {
    expect(() => planFetch([word])).toThrow(UnknownTerritory);
  });
});

describe("extracts", () => {
  test("an island stands alone", () => {
    expect(ids("2A")).toEqual(["corse"]);
    expect(ids("974")).toEqual(["reunion"]);
  });

  test("a département near others takes their extracts, and those of countries beyond a border", () => {
    expect(ids("06")).toEqual(["monaco", "nord-ovest", "provence-alpes-cote-d-azur"]);
    expect(ids("74")).toEqual(["franche-comte", "nord-ovest", "rhone-alpes", "switzerland"]);
    expect(ids("93")).toEqual(["ile-de-france", "picardie"]);
    // The Val d'Aran is 8 km from the Barousse, Luxembourg 16 km from Arrancy: neither touches the département.
    expect(ids("65")).toContain("cataluna");
    expect(ids("55")).toContain("luxembourg");
    expect(ids("29")).toEqual(["bretagne"]);
  });

  test("Guyane has no grid, and that is told; with another, the grid is fetched for that one", () => {
    const alone = planFetch(["973"]);
    expect(alone.sources.map(({ role }) => role)).toEqual(["structures", "communes", "osm"]);
    expect(alone.remarks.join()).toContain("Guyane");
    const both = planFetch(["973", "972"]);
    expect(both.sources.map(({ role }) => role)).toContain("population");
    expect(both.remarks.join()).not.toContain("Martinique");
  });

  test("each extract that the table names has its source, and nearness is mutual", () => {
    const known = new Set(fetchSources().map(({ id }) => id));
    expect(DEPARTEMENT_PLACES.size).toBe(101);
    for (const { code, extract, near, foreign } of DEPARTEMENT_PLACES.values()) {
      for (const one of [extract, ...foreign]) expect(known, code).toContain(`osm/${one}`);
      for (const one of near) expect(DEPARTEMENT_PLACES.get(one)?.near, one).toContain(code);
      expect(isOverseas(code) && near.length + foreign.length > 0, code).toBe(false);
    }
  });

  const outlines = sharedData("france/departements-version-simplifiee.geojson");
  test.skipIf(outlines === null)("what is near on the map is in the table", () => {
    const text = readFileSync(outlines ?? "", "utf8");
    const corners = cornersOf(JSON.parse(text) as Outlines);
    // Corners alone: two that are near prove that outlines are; the contrary they do not.
    for (const [a, of] of corners) {
      for (const [b, those] of corners) {
        if (a >= b || !isNear(of, those, 15)) continue;
        expect(DEPARTEMENT_PLACES.get(a)?.near, `${a} and ${b}`).toContain(b);
      }
    }
    for (const { code, near } of DEPARTEMENT_PLACES.values()) {
      for (const one of near)
        expect(isNear(corners.get(code) ?? [], corners.get(one) ?? [], 30), one).toBe(true);
    }
  });
});

test("sources.json is sound", () => {
  const sources = fetchSources();
  expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length);
  expect(new Set(sources.map(({ file }) => file)).size).toBe(sources.length);
  for (const source of sources) {
    expect(source.address).toMatch(/^https:\/\/[a-z0-9.-]+\/\S+$/u);
    expect(source.bytes).toBeGreaterThan(1000);
    expect(source.tolerance).toBeGreaterThan(0);
    expect(source.tolerance).toBeLessThan(1);
    expect(source.licence).toMatch(/^(ODbL 1\.0|Licence Ouverte 2\.0)$/u);
    for (const field of source.unverified) expect(source).toHaveProperty(field);
  }
});

type Point = readonly [lon: number, lat: number];

interface Outlines {
  readonly features: readonly {
    readonly properties: { readonly code: string };
    readonly geometry:
      | { readonly type: "Polygon"; readonly coordinates: readonly (readonly Point[])[] }
      | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly (readonly Point[])[])[] };
  }[];
}

function cornersOf({ features }: Outlines): Map<string, readonly Point[]> {
  return new Map(
    features.map(({ properties, geometry }) => [
      properties.code,
      geometry.type === "Polygon" ? geometry.coordinates.flat() : geometry.coordinates.flat(2),
    ]),
  );
}

function isNear(some: readonly Point[], others: readonly Point[], kilometers: number): boolean {
  return some.some(([lon, lat]) => {
    const east = 111.2 * Math.cos((lat * Math.PI) / 180);
    return others.some(
      ([otherLon, otherLat]) => Math.hypot((lon - otherLon) * east, (lat - otherLat) * 111.2) <= kilometers,
    );
  });
}
