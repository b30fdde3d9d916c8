import { describe, expect, test } from "vitest";

import type { Commune, Territory } from "../../isochrones/model/territory.ts";
import { TerritorySearch, plainName } from "../../server/territories.ts";

test.each([
  ["L’Haÿ-les-Roses", "l hay les roses"],
  ["  SAINT-ŒUF ", "saint oeuf"],
  ["St-Étienne", "saint etienne"],
  ["Ste-Foy", "sainte foy"],
  ["Brest", "brest"],
  ["Stains", "stains"],
])("« %s » is typed « %s »", (name, plain) => {
  expect(plainName(name)).toBe(plain);
});

describe("a search", () => {
  const communes: Commune[] = ["Corte", "La Corte", "Cortevieille", "Ucorte"].map((name, i) => ({
    code: `2B00${i}`,
    name,
    departementCode: "2B",
    regionCode: "94",
    epciCode: null,
    postcodes: [],
    legalPopulation: i,
  }));
  const territories: Territory[] = [
    ...communes.map(({ code, name }) => ({ kind: "commune" as const, code, name })),
    { kind: "epci", code: "200", name: "Corte" },
  ];
  const search = new TerritorySearch(territories, communes);

  test("puts the exact name first, then its beginning, the beginning of a word, and the rest", () => {
    const names = search.find("corte", "commune").map(({ name }) => name);
    expect(names).toEqual(["Corte", "Cortevieille", "La Corte", "Ucorte"]);
  });

  test("puts the wider of two territories of one name first", () => {
    expect(search.find("corte", null)[0].kind).toBe("epci");
  });

  test("knows nothing of what is not there", () => {
    expect(search.find("bastia", null)).toEqual([]);
  });
});
