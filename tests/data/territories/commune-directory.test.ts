import { beforeAll, describe, expect, test } from "vitest";

import { loadCommuneDirectory, type CommuneDirectory } from "../../../data/territories/commune-directory.ts";

let directory: CommuneDirectory;
beforeAll(() => {
  directory = loadCommuneDirectory();
});

describe("the official code of communes", () => {
  test("knows a commune with all its territories", () => {
    expect(directory.get("2A004")).toEqual({
      code: "2A004",
      name: "Ajaccio",
      departementCode: "2A",
      regionCode: "94",
      epciCode: "242010056",
      postcodes: ["20000", "20090", "20167"],
      legalPopulation: 76320,
    });
    expect(directory.departement("2A")).toBe("Corse-du-Sud");
    expect(directory.region("94")).toBe("Corse");
    expect(directory.epci("242010056")).toMatch(/Ajacc/);
    expect(directory.regionOf("2A")).toBe("94");
  });

  test("writes names as they are, whatever letters they have", () => {
    expect(directory.get("02201")?.name).toBe("Cœuvres-et-Valsery");
    expect(directory.get("97134")?.name).toBe("Vieux-Habitants");
    expect(directory.epci("200005957")).toBe("CC de la Région de Rambervillers");
  });

  test.each([
    ["49069", "49126", "delegated: Champtoceaux in Orée-d'Anjou"],
    ["93059", "93066", "delegated: Pierrefitte in Saint-Denis"],
    ["01120", "01262", "associated: Cordieux in Montluel"],
    ["20004", "2A004", "renumbered: Ajaccio before 1976"],
    ["55273", "55386", "associated today, whatever merger came before"],
    ["2A004", "2A004", "itself"],
    ["75112", "75112", "a municipal arrondissement, itself"],
  ])("%s is %s now (%s)", (former, present) => {
    expect(directory.get(former)?.code).toBe(present);
  });

  test.each(["", "99999", "2B14", "toString"])("does not know %j", (code) => {
    expect(directory.get(code)).toBeUndefined();
  });

  test("knows the city, EPCI and people of each of the 45 arrondissements", () => {
    const codes = [
      ...Array.from({ length: 20 }, (_, index) => String(75101 + index)),
      ...Array.from({ length: 9 }, (_, index) => String(69381 + index)),
      ...Array.from({ length: 16 }, (_, index) => String(13201 + index)),
    ];
    const people: Record<string, number> = {};
    for (const code of codes) {
      const arrondissement = directory.get(code);
      const city = directory.cityOf(code);
      expect(city).toBeDefined();
      expect(arrondissement?.epciCode).toBe(city?.epciCode);
      people[city?.code ?? ""] = (people[city?.code ?? ""] ?? 0) + (arrondissement?.legalPopulation ?? 0);
    }
    // The parts make the whole.
    for (const [city, sum] of Object.entries(people)) expect(sum).toBe(directory.get(city)?.legalPopulation);
    expect(Object.keys(people).sort()).toEqual(["13055", "69123", "75056"]);
    expect(directory.cityOf("2A004")).toBeUndefined();
  });

  test("has no EPCI for the communes that are in none", () => {
    // Île-de-Bréhat, Île-de-Sein, Ouessant, L'Île-d'Yeu.
    for (const code of ["22016", "29083", "29155", "85113"]) expect(directory.get(code)?.epciCode).toBeNull();
  });

  test("lists the territories that communes touch, each once", () => {
    const communes = ["2A004", "2B033", "2A041"].map((code) => directory.get(code)!);
    const territories = directory.territoriesOf(communes);
    expect(territories.filter(({ kind }) => kind !== "epci")).toEqual([
      { kind: "region", code: "94", name: "Corse" },
      { kind: "departement", code: "2A", name: "Corse-du-Sud" },
      { kind: "departement", code: "2B", name: "Haute-Corse" },
    ]);
    const epci = territories.filter(({ kind }) => kind === "epci").map(({ code }) => code);
    expect(epci).toEqual([...new Set(communes.map(({ epciCode }) => epciCode ?? ""))].sort());
    expect(directory.territoriesOf([])).toEqual([]);
  });

  test("names its vintage and its source", () => {
    // The package's readme: version 6 is the code of 2026.
    expect(directory.vintage).toBe("2026");
    expect(directory.source).toMatchObject({ role: "codes", vintage: "2026", fictitious: false });
    expect(directory.source.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});
