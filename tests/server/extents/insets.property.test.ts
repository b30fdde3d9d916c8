import { describe, expect, test } from "vitest";

import { distanceMeters } from "../../../isochrones/geo/distance.ts";
import type { CommuneShape } from "../../../isochrones/model/dataset.ts";
import { CommuneBoxes } from "../../../server/extents/commune-boxes.ts";
import { departementsApart } from "../../../server/extents/insets.ts";
import { miniCommune } from "../../helpers/mini-dataset.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);
const SIDE_DEGREES = 0.2;

function square(lon: number, lat: number): CommuneShape {
  const [east, north] = [lon + SIDE_DEGREES, lat + SIDE_DEGREES];
  return [
    [
      [
        [lon, lat],
        [east, lat],
        [east, north],
        [lon, north],
        [lon, lat],
      ],
    ],
  ];
}

describe.each(SEEDS)("départements scattered over some thousand kilometres, seed %i", (seed) => {
  const random = seededRandom(seed);
  const count = random.int(1, 9);
  const places = Array.from({ length: count }, () => [random.int(0, 15), random.int(38, 52)] as const);
  const communes = places.map((_, i) =>
    miniCommune(`0${i}001`, { departementCode: `0${i}`, legalPopulation: 2 ** random.int(0, 12) + i }),
  );
  const dataset = {
    communes,
    territories: communes.map(({ departementCode: code }) => ({
      kind: "departement" as const,
      code,
      name: code,
    })),
    communeShapes: places.map(([lon, lat]) => square(lon, lat)),
    cells: null,
  };

  test("are apart where no steps of 500 km lead to those with most people", () => {
    // Warshall's closure of "at most 500 km from middle to middle".
    const half = SIDE_DEGREES / 2;
    const joined = places.map(([lon, lat]) =>
      places.map(
        ([otherLon, otherLat]) =>
          distanceMeters(
            (lon + half) * 1e6,
            (lat + half) * 1e6,
            (otherLon + half) * 1e6,
            (otherLat + half) * 1e6,
          ) <= 500_000,
      ),
    );
    for (let via = 0; via < count; via++)
      for (let from = 0; from < count; from++)
        for (let to = 0; to < count; to++) joined[from][to] ||= joined[from][via] && joined[via][to];
    const peopleWith = (one: number): number =>
      communes.reduce((sum, { legalPopulation }, i) => sum + (joined[one][i] ? legalPopulation : 0), 0);
    const most = Math.max(...places.map((_, i) => peopleWith(i)));
    const main = places.findIndex((_, i) => peopleWith(i) === most);
    const expected = communes
      .filter((_, i) => !joined[main][i])
      .map(({ departementCode }) => departementCode);
    const found = departementsApart(dataset, new CommuneBoxes(dataset));
    expect(found.map(({ territory }) => territory.code)).toEqual(expected);
    for (const { communes: members, box } of found) {
      const [lon, lat] = places[members[0]];
      expect(members).toHaveLength(1);
      expect(box).toEqual([lon, lat, lon + SIDE_DEGREES, lat + SIDE_DEGREES]);
    }
  });
});
