import { describe, expect, test } from "vitest";

import type { CommuneShape } from "../../isochrones/model/dataset.ts";
import type { Territory } from "../../isochrones/model/territory.ts";
import type { TerritoryAnswer } from "../../server/schemas/answers.ts";
import { problemOf, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { miniCommune } from "../helpers/mini-dataset.ts";
import { TerritoryIndex } from "../../isochrones/accessibility/territories.ts";

type Box = readonly [west: number, south: number, east: number, north: number];

/** A commune in its territories, and the box that is its outline. */
const COMMUNES: readonly [
  code: string,
  region: string,
  epci: string | null,
  people: number,
  box: Box | null,
][] = [
  ["13001", "93", "100", 900, [5, 43, 5.5, 43.5]],
  ["13002", "93", "200", 10, [5.5, 43, 6, 43.5]],
  ["83001", "93", "200", 500, [6, 43, 6.5, 43.25]],
  ["83002", "93", null, 20, [6.5, 43, 7, 43.5]],
  // Corsica, some 260 km from there.
  ["2A001", "94", "300", 70, [8.5, 41.5, 9, 42]],
  ["97401", "04", "400", 800, [55.25, -21.25, 55.75, -20.75]],
  ["97402", "04", null, 5, null],
];

const TERRITORIES: readonly Territory[] = [
  ...["93", "94", "04"].map((code): Territory => ({ kind: "region", code, name: `Région ${code}` })),
  ...["13", "83", "2A", "974"].map((code): Territory => ({
    kind: "departement",
    code,
    name: `Dép. ${code}`,
  })),
  ...["100", "200", "300", "400"].map((code): Territory => ({ kind: "epci", code, name: `EPCI ${code}` })),
];

function outline([west, south, east, north]: Box): CommuneShape {
  return [
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  ];
}

/** A country with a part overseas, whose dataset has a name and a bbox of its own. */
function country() {
  const study = fakeStudy({ withPopulation: false });
  const communes = COMMUNES.map(([code, regionCode, epciCode, legalPopulation]) =>
    miniCommune(code, {
      regionCode,
      epciCode,
      legalPopulation,
      departementCode: code.slice(0, code.startsWith("97") ? 3 : 2),
    }),
  );
  const communeShapes = COMMUNES.map(([, , , , box]) => (box === null ? null : outline(box)));
  const dataset = { ...study.dataset, communes, communeShapes, territories: TERRITORIES, cells: null };
  const index = new TerritoryIndex(dataset);
  return {
    ...study,
    dataset,
    territory: (ref: string) => index.get(ref),
    territories: () => index.all(),
  };
}

async function pageOf(ref: string): Promise<TerritoryAnswer> {
  const { get } = await testApp(country());
  const response = await get(`/api/v1/territoires/${ref}`);
  expect(response.statusCode).toBe(200);
  return response.json<TerritoryAnswer>();
}

describe("/api/v1/territoires/:ref", () => {
  test.each([
    ["com:13001", [5, 43, 5.5, 43.5], ["france", "reg:93", "dep:13", "epci:100"], {}],
    ["com:83002", [6.5, 43, 7, 43.5], ["france", "reg:93", "dep:83"], {}],
    // Most of its people live in the Var.
    ["epci:200", [5.5, 43, 6.5, 43.5], ["france", "reg:93", "dep:83"], { commune: 2 }],
    ["dep:13", [5, 43, 6, 43.5], ["france", "reg:93"], { epci: 2, commune: 2 }],
    ["dep:974", [55.25, -21.25, 55.75, -20.75], ["france", "reg:04"], { epci: 1, commune: 2 }],
    ["reg:93", [5, 43, 7, 43.5], ["france"], { departement: 2, epci: 2, commune: 4 }],
  ])("tells of %s where it is, what it is in and what is in it", async (ref, bbox, parents, kinds) => {
    const page = await pageOf(ref);
    expect(page.territory.ref).toBe(ref);
    expect(page.bbox).toEqual(bbox);
    expect(page.mainBbox).toEqual(bbox);
    expect(page.parents.map((parent) => parent.ref)).toEqual(parents);
    expect(page.kinds).toEqual(kinds);
    expect(page.insets).toEqual([]);
  });

  test("a commune of which nothing is known has the box of the dataset", async () => {
    expect((await pageOf("com:97402")).bbox).toEqual(country().dataset.bbox);
  });

  test("one without an outline has the box of its cells", async () => {
    const { app, get } = await testApp(fakeStudy({ withShapes: false }));
    const { cells } = fakeStudy().dataset;
    const { bbox } = (await get("/api/v1/territoires/com:01003")).json<TerritoryAnswer>();
    // The last row of five.
    const lons = Array.from(cells?.lons ?? []).slice(-5);
    const lats = Array.from(cells?.lats ?? []).slice(-5);
    expect(bbox).toEqual([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]);
    await app.close();
  });

  test("tells of france which départements lie apart, with an outline; Corsica does not", async () => {
    const page = await pageOf("france");
    expect(page.parents).toEqual([]);
    expect(page.kinds).toEqual({ region: 3, departement: 4, epci: 4, commune: 7 });
    expect(page.bbox).toEqual(country().dataset.bbox);
    expect(page.mainBbox).toEqual([5, 41.5, 9, 43.5]);
    expect(page.insets.map(({ ref, name, bbox }) => ({ ref, name, bbox }))).toEqual([
      { ref: "dep:974", name: "Dép. 974", bbox: [55.25, -21.25, 55.75, -20.75] },
    ]);
    const [[ring]] = page.insets[0].outline?.coordinates ?? [[]];
    expect([...new Set(ring.map(String))].sort()).toEqual([
      "55.25,-20.75",
      "55.25,-21.25",
      "55.75,-20.75",
      "55.75,-21.25",
    ]);
  });

  test("the made-up country of one département has none apart", async () => {
    const { get } = await testApp();
    expect((await get("/api/v1/territoires/france")).json<TerritoryAnswer>().insets).toEqual([]);
  });

  test.each([
    ["dep:99", 404, "/problemes/territoire-inconnu"],
    [`com:${"1".repeat(60)}`, 400, "/problemes/parametre-invalide"],
  ])("refuses %s", async (ref, status, type) => {
    const { get } = await testApp(country());
    const problem = problemOf(await get(`/api/v1/territoires/${ref}`));
    expect(problem).toMatchObject({ status, type, parametre: "ref" });
  });

  test("is asked again by its ETag", async () => {
    const { app } = await testApp(country());
    const url = "/api/v1/territoires/dep:13";
    const { headers } = await app.inject({ url });
    const again = await app.inject({ url, headers: { "if-none-match": String(headers["etag"]) } });
    expect(again.statusCode).toBe(304);
  });
});
