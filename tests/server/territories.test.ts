import { describe, expect, test } from "vitest";

import type { Commune, Territory } from "../../isochrones/model/territory.ts";
import { plainName } from "../../server/names/plain-name.ts";
import { TerritorySearch } from "../../server/territories.ts";
import { seededRandom } from "../helpers/seeded-random.ts";

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

/** Each territory looked at by itself: 0 is best, null no match. */
function rankOf(territory: Territory, postcodes: readonly string[], text: string): number | null {
  const name = plainName(territory.name);
  const sought = plainName(text);
  const code = text.trim().toLowerCase();
  const prefix = territory.kind === "epci" ? "epci" : "com";
  const codes = [territory.code, `${prefix}:${territory.code}`, ...postcodes].map((one) => one.toLowerCase());
  if (code === "" || codes.includes(code)) return 0;
  if (sought === "") return null;
  if (name === sought) return 1;
  if (name.startsWith(sought)) return 2;
  if (` ${name}`.includes(` ${sought}`)) return 3;
  return name.includes(sought) ? 4 : null;
}

test.each(Array.from({ length: 30 }, (_, seed) => seed))("agrees with a slow search, seed %i", (seed) => {
  const random = seededRandom(seed);
  const name = (): string =>
    Array.from({ length: random.int(1, 3) }, () =>
      random.pick(["Île", "Saint", "Aix", "Lès", "Is", "a"]),
    ).join("-");
  const postcode = (): string => `2${random.int(0, 9)}000`;
  const communes: Commune[] = Array.from({ length: 40 }, (_, i) => ({
    code: `2B0${String(i).padStart(2, "0")}`,
    name: name(),
    departementCode: "2B",
    regionCode: "94",
    epciCode: null,
    postcodes: Array.from({ length: random.int(0, 2) }, postcode),
    legalPopulation: random.int(0, 5),
  }));
  const territories: Territory[] = [
    ...communes.map(({ code, name: own }) => ({ kind: "commune" as const, code, name: own })),
    ...Array.from({ length: 10 }, (_, i) => ({ kind: "epci" as const, code: `20${i}`, name: name() })),
  ];
  const communeOf = new Map(communes.map((commune) => [commune.code, commune]));
  const search = new TerritorySearch(random.shuffle(territories), communes);
  for (const text of [
    "",
    " ",
    "-",
    "2b001",
    "com:2B001",
    "20000",
    "St",
    "le",
    "x",
    name(),
    name().slice(1),
    postcode(),
  ]) {
    for (const kind of [null, "commune", "epci"] as const) {
      const expected = territories
        .filter((territory) => kind === null || territory.kind === kind)
        .map((territory) => {
          const commune = communeOf.get(territory.code);
          const rank = rankOf(territory, commune?.postcodes ?? [], text);
          return { territory, rank, people: commune?.legalPopulation ?? 0 };
        })
        .filter(({ rank }) => rank !== null)
        .sort(
          (a, b) =>
            a.rank! - b.rank! ||
            Number(a.territory.kind === "commune") - Number(b.territory.kind === "commune") ||
            b.people - a.people ||
            plainName(a.territory.name).localeCompare(plainName(b.territory.name), "fr") ||
            (a.territory.code < b.territory.code ? -1 : 1),
        );
      expect(search.find(text, kind), `« ${text} », ${kind}`).toEqual(
        expected.map(({ territory }) => territory),
      );
    }
  }
});
