import { describe, expect, test } from "vitest";

import type { Commune } from "../../../isochrones/model/territory.ts";
import { OfflinePlaces } from "../../../server/addresses/offline-places.ts";
import { miniCells, squares } from "../../helpers/mini-cells.ts";
import { miniCommune } from "../../helpers/mini-dataset.ts";

/** Communes that are called like real ones; names that repeat are real too. */
const COMMUNES: readonly Commune[] = (
  [
    ["2A004", "Ajaccio", 70_000, "20000 20090 20167"],
    ["2A001", "Afa", 3_000, "20167"],
    ["2B033", "Bastia", 48_000, "20200 20600"],
    ["2B096", "Corte", 7_000, "20250"],
    ["2B201", "Poggio-di-Venaco", 200, "20250"],
    ["2B298", "Saint-Florent", 1_600, "20217"],
    ["18207", "Saint-Florent", 600, "18400"],
    ["49276", "Saint-Florent-le-Vieil", 2_800, "49410"],
    ["2B134", "L'Île-Rousse", 3_500, "20220"],
    ["17300", "La Rochelle", 77_000, "17000"],
    ["85191", "La Roche-sur-Yon", 54_000, "85000"],
    ["93066", "Saint-Denis", 113_000, "93200 93210"],
    ["97411", "Saint-Denis", 150_000, "97400 97490"],
    ["13001", "Aix-en-Provence", 147_000, "13080 13090 13100"],
    ["13201", "Marseille 1er Arrondissement", 40_000, "13001"],
    ["75112", "Paris 12e Arrondissement", 140_000, "75012"],
    ["75101", "Paris 1er Arrondissement", 16_000, "75001"],
    ["36018", "Le Blanc", 6_000, "36300"],
    ["80688", "Rue", 3_000, "80120"],
    ["71076", "Chalon-sur-Saône", 45_000, "71100"],
    ["02548", "Œuilly", 300, "02160"],
  ] as const
).map(([code, name, legalPopulation, postcodes]) =>
  miniCommune(code, {
    name,
    legalPopulation,
    postcodes: postcodes.split(" "),
    departementCode: code.startsWith("97") ? code.slice(0, 3) : code.slice(0, 2),
  }),
);

const cells = miniCells(
  squares(COMMUNES.map((_, i) => [i, 0] as const)).map((plan, commune) => ({ ...plan, commune })),
);
const places = new OfflinePlaces({
  cells,
  communes: COMMUNES,
  communeShapes: COMMUNES.map(() => null),
});

function codesOf(text: string, limit = 10): string[] {
  return places.find(text, limit).map(({ communeCode }) => communeCode);
}

function codesWith(postcode: string): string[] {
  return COMMUNES.filter(({ postcodes }) => postcodes.includes(postcode))
    .sort((a, b) => b.legalPopulation - a.legalPopulation)
    .map(({ code }) => code);
}

test("an answer says where, how precise and how sure it is, and who says so", () => {
  expect(places.find("20000 Ajaccio", 1)).toEqual([
    {
      label: "Ajaccio (2A)",
      score: 1,
      precision: "commune",
      source: "communes",
      communeCode: "2A004",
      lon: cells.lons[0],
      lat: cells.lats[0],
    },
  ]);
});

test.each([
  ["20000 Ajaccio", "2A004"],
  ["ajaccio", "2A004"],
  ["Ajaccio, Corse", "2A004"],
  ["2 rue du Cours, Ajaccio", "2A004"],
  ["142 Grande Rue, Ajaccio", "2A004"],
  ["2 Grand’Rue Ajaccio", "2A004"],
  ["rue Saint, Florent Ajaccio", "2A004"],
  ["Saint-Denis, 93", "93066"],
  ["AJACCIO CEDEX 9", "2A004"],
  ["20176 Ajaccio Cedex 1", "2A004"],
  ["20 000 Ajaccio", "2A004"],
  ["F-20000 AJACCIO", "2A004"],
  ["12 rue Fesch 20000 Ajaccio", "2A004"],
  ["20000 Ajaccio, 12 rue Fesch", "2A004"],
  ["12 rue Fesch 20000", "2A004"],
  ["12 rue Fesch 20000 Aja", "2A004"],
  ["12 rue de Bastia, Ajaccio", "2A004"],
  ["12 rue de Corte 20000 Ajaccio", "2A004"],
  ["12 rue de Bastia 20000", "2A004"],
  ["20000 Bastia", "2B033"],
  ["St-Florent 20217", "2B298"],
  ["l'ile rousse", "2B134"],
  ["L’ÎLE-ROUSSE", "2B134"],
  ["ile rousse", "2B134"],
  ["Mairie de Corte, 20250", "2B096"],
  ["mairie de corte", "2B096"],
  ["Hôtel de ville de Bastia", "2B033"],
  ["saint florent le v", "49276"],
  ["la roche", "17300"],
  ["la roche sur", "85191"],
  ["rochelle", "17300"],
  ["Saint-Denis 93", "93066"],
  ["Saint-Denis (93)", "93066"],
  ["saint denis", "97411"],
  ["93205 Saint-Denis", "93066"],
  ["13001", "13201"],
  ["13001 Aix", "13001"],
  ["Paris 12", "75112"],
  ["Paris 12e", "75112"],
  ["75012 Paris", "75112"],
  ["5 rue de Rivoli Paris 1er", "75101"],
  ["12 rue Fesch, Paris", "75112"],
  ["Rue", "80688"],
  ["80120 Rue", "80688"],
  ["mairie de Rue", "80688"],
  ["CHALON S/ SAONE", "71076"],
  ["oeuilly", "02548"],
  ["ŒUILLY", "02548"],
  ["2a004", "2A004"],
  ["1 place Saint-Florent 49410", "49276"],
])("« %s » is %s", (text, code) => {
  expect(codesOf(text)[0]).toBe(code);
});

test.each([
  "",
  " ",
  "?",
  "12 rue Fesch",
  "rue de Corte",
  "12 rue Louis Blanc",
  "boulevard Saint-Denis",
  "99999",
  "xyz",
])("« %s » names no commune", (text) => {
  expect(codesOf(text)).toEqual([]);
});

describe("several communes", () => {
  test.each(["20167", "20250"])("of the postcode %s are all found, most people first", (postcode) => {
    expect(codesOf(postcode)).toEqual(codesWith(postcode));
  });

  test("of one name are all found, those that only begin so after them", () => {
    expect(codesOf("St Florent")).toEqual(["2B298", "18207", "49276"]);
  });

  test("are no more than wanted", () => {
    expect(codesOf("saint", 2)).toEqual(["97411", "93066"]);
  });

  test("of a city are its arrondissements", () => {
    expect(codesOf("Paris")).toEqual(["75112", "75101"]);
  });

  test("with the code come before those without, which come with less confidence", () => {
    const found = places.find("18400 Saint-Florent", 10);
    expect(found.map(({ communeCode }) => communeCode)).toEqual(["18207", "2B298"]);
    expect(found[1].score).toBeLessThan(found[0].score);
  });
});

test("a commune is known by its INSEE code, and by no other", () => {
  expect(places.byInseeCode("2a004")).toMatchObject({
    communeCode: "2A004",
    score: 1,
    label: "Ajaccio (2A)",
  });
  expect(places.byInseeCode("20000")).toBeNull();
  expect(places.byInseeCode("")).toBeNull();
});

test.each([
  ["20000", true],
  ["2A004", true],
  ["20000 13001", true],
  ["99999", false],
  ["20000 Ajaccio", false],
  ["", false],
])("is « %s » nothing but known codes? %s", (text, expected) => {
  expect(places.isKnownCode(text)).toBe(expected);
});
