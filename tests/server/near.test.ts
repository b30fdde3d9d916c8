import { describe, expect, onTestFinished, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import { planeMeters, MICRODEGREES } from "../../isochrones/geo/distance.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { buildApp, type AppOptions } from "../../server/app.ts";
import { NearFinder } from "../../server/near/near-finder.ts";
import { askHere } from "../../server/questions/ask-here.ts";
import type { NearestAnswer, OneStructureAnswer } from "../../server/schemas/answers.ts";
import { problemOf } from "../helpers/app.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { miniCells, squares } from "../helpers/mini-cells.ts";
import { miniCommune, miniDataset, miniStructure } from "../helpers/mini-dataset.ts";
import { PLAIN_ROAD } from "../helpers/make-roads.ts";

const CELLS = squares([
  [0, 0],
  [4, 0],
  [9, 0],
  [15, 0],
]);
const { lons, lats } = miniCells(CELLS);
/** A Wednesday at half past ten in Paris, summer time. */
const NOW = Date.parse("2026-06-10T08:30:00Z");
const MORNING = [{ start: 540, end: 720 }];

/** A straight road through four cells, all 1 km squares of one row; a desk in the first, a bus in the third, an antenne in the last. */
function world(): Dataset {
  return miniDataset({
    nodes: CELLS.map((_, cell) => [lons[cell], lats[cell]] as const),
    ways: [{ nodes: [0, 1, 2, 3], profile: PLAIN_ROAD }],
    structures: [
      miniStructure({
        id: "1",
        lon: lons[0],
        lat: lats[0],
        openingHours: [MORNING, MORNING, MORNING, MORNING, MORNING, []],
        email: "agent@exemple.test",
      }),
      miniStructure({ id: "2", lon: lons[2], lat: lats[2], format: "bus" }),
      miniStructure({
        id: "3",
        lon: lons[3],
        lat: lats[3],
        type: "antenne",
        openingHours: [[], [], [], [], [], MORNING],
      }),
    ],
    cells: CELLS.map((cell, index) => ({ ...cell, people: 10 + index, commune: index < 2 ? 0 : 1 })),
    communes: [
      miniCommune("2A001", { name: "Ajaccio", postcodes: ["20000"], legalPopulation: 21 }),
      miniCommune("2A002", { name: "Saint-Florent", postcodes: ["20217"], legalPopulation: 25 }),
    ],
    territories: [{ kind: "departement", code: "2A", name: "Corse-du-Sud" }],
  });
}

const dataset = world();

interface Asked {
  readonly status: number;
  readonly answer: NearestAnswer;
  readonly body: string;
}

type Ask = (query: string) => Promise<Asked>;

async function asker(options: Partial<AppOptions> = {}): Promise<Ask> {
  const study = createStudy(dataset);
  const app = await buildApp({ study, webRoot: null, now: () => NOW, ...options });
  onTestFinished(async () => app.close());
  return async (query) => {
    const response = await app.inject(`/api/v1/proche?${query}`);
    return { status: response.statusCode, answer: response.json<NearestAnswer>(), body: response.body };
  };
}

/** With the table of all roads, as a server has it. */
async function prepared(): Promise<NearFinder> {
  const near = new NearFinder(dataset, askHere(createStudy(dataset)));
  await near.prepare({ threads: 0 });
  return near;
}

const place = (cell: number): string => `lat=${lats[cell]}&lon=${lons[cell]}`;
const ids = ({ answer }: Asked): unknown[] => answer.features.map(({ id }) => id);

describe("what is near a place", () => {
  /** By the length of the road between two cells and its speed. */
  const leg = (from: number, to: number): number => {
    const at = (degrees: number): number => degrees * MICRODEGREES;
    const meters = planeMeters(at(lons[from]), at(lats[from]), at(lons[to]), at(lats[to]));
    return meters / (PLAIN_ROAD.forwardSpeedKmh / 3.6);
  };
  const seconds = [leg(1, 0), leg(1, 2), leg(1, 3)];

  test("is ordered by time, with minutes, kilometres and what is open, as valid GeoJSON", async () => {
    const asked = await (await asker())(place(1));
    expect(asked.status).toBe(200);
    expect(geojsonFaults(asked.answer)).toEqual([]);
    expect(ids(asked)).toEqual(["1", "2", "3"]);
    const [first, second, third] = asked.answer.features.map(({ properties }) => properties);
    // Each of the two segments of the longest way is rounded to a decisecond.
    [first, second, third].forEach((structure, index) =>
      expect(structure.seconds).toBeCloseTo(seconds[index], 0),
    );
    expect(first.minutes).toBeCloseTo(seconds[0] / 60, 1);
    // Four squares of a kilometre, as the crow flies and the road goes.
    expect(first.kilometers).toBeCloseTo(4, 1);
    expect([first.rank, second.rank, third.rank]).toEqual([1, 2, 3]);
    expect(first.opening).toMatchObject({
      state: "open",
      until: "2026-06-10T12:00:00+02:00",
      onRounds: false,
    });
    expect(second.opening).toMatchObject({ state: "closed", onRounds: true });
    expect(third.opening).toMatchObject({ state: "closed", nextOpening: "2026-06-13T09:00:00+02:00" });
    expect(asked.answer.from).toEqual({ lat: lats[1], lon: lons[1], snapMeters: 0 });
    expect(asked.body).not.toContain("@");
    expect(asked.answer.provenance).toMatchObject({ engine: "embedded", dataset: { id: dataset.id } });
  });

  test.each([
    "limite=1",
    "exclure=bus",
    "format=bus",
    "type=antenne",
    "ouvert_le=samedi",
    "minutes_max=1",
    "au=2020-01-01",
  ])("%s is answered alike from the table and by searching", async (filter) => {
    const searched = await (await asker())(`${place(1)}&${filter}`);
    const lookedUp = await (await asker({ near: await prepared() }))(`${place(1)}&${filter}`);
    expect(searched.status).toBe(200);
    const withoutMeters = ({ answer }: Asked): unknown =>
      answer.features.map(({ id, properties: { seconds: time } }) => [id, time]);
    expect(withoutMeters(lookedUp)).toEqual(withoutMeters(searched));
  });

  test("can be limited in number, time, type, format and hours", async () => {
    const ask = await asker();
    expect(ids(await ask(`${place(1)}&limite=2`))).toEqual(["1", "2"]);
    expect(ids(await ask(`${place(1)}&exclure=bus`))).toEqual(["1", "3"]);
    expect(ids(await ask(`${place(1)}&format=bus,itinerante`))).toEqual(["2"]);
    expect(ids(await ask(`${place(1)}&type=antenne`))).toEqual(["3"]);
    expect(ids(await ask(`${place(1)}&ouvert_le=samedi`))).toEqual(["3"]);
    expect(ids(await ask(`${place(1)}&au=2020-01-01`))).toEqual([]);
    const within = Math.ceil(seconds[0] / 60);
    expect(ids(await ask(`${place(1)}&minutes_max=${within}`))).toEqual(["1"]);
  });

  test("comes with the routes where they are asked for", async () => {
    const { answer } = await (
      await asker({ near: await prepared() })
    )(`${place(1)}&itineraire=true&limite=1`);
    const { route } = answer.features[0].properties;
    const rounded = (position: readonly number[] = []): number[] =>
      position.map((degrees) => Number(degrees.toFixed(5)));
    expect(rounded(route?.coordinates[0])).toEqual(rounded([lons[1], lats[1]]));
    expect(rounded(route?.coordinates.at(-1))).toEqual(rounded([lons[0], lats[0]]));
  });

  test("may be asked by an address or a commune, and says how that was understood", async () => {
    const ask = await asker();
    const byName = await ask("adresse=St%20Florent&limite=1");
    expect(ids(byName)).toEqual(["3"]);
    expect(byName.answer.from).toMatchObject({
      geocoder: "unused",
      address: { communeCode: "2A002", precision: "commune", source: "communes" },
    });
    const byCode = await ask("code_insee=2A001&limite=1");
    expect(byCode.answer.from.address).toMatchObject({
      communeCode: "2A001",
      label: expect.stringContaining("Ajaccio") as string,
    });
  });

  test.each([
    ["", 400, "parametre-manquant", "lat"],
    [`lat=${lats[1]}`, 400, "parametre-manquant", "lon"],
    [`${place(1)}&code_insee=2A001`, 400, "parametre-invalide", "adresse"],
    ["adresse=Ulan%20Bator", 404, "adresse-introuvable", "adresse"],
    ["code_insee=2A999", 404, "commune-inconnue", "code_insee"],
    ["code_insee=demain", 400, "parametre-invalide", "code_insee"],
    [`lat=${lons[1]}&lon=${lats[1]}`, 400, "coordonnees-inversees", "lat"],
    ["lat=48.85&lon=2.35", 400, "point-hors-emprise", "lat"],
    [`${place(1)}&limite=0`, 400, "parametre-invalide", "limite"],
    [`${place(1)}&format=tapis`, 400, "parametre-invalide", "format"],
    [`${place(1)}&itineraire=peut-etre`, 400, "parametre-invalide", "itineraire"],
    [`${place(1)}&rayon=10`, 400, "parametre-inconnu", "rayon"],
  ])("%s is refused with a reason", async (query, status, slug, parameter) => {
    const study = createStudy(dataset);
    const app = await buildApp({ study, webRoot: null });
    onTestFinished(async () => app.close());
    const problem = problemOf(await app.inject(`/api/v1/proche?${query}`));
    expect(problem).toMatchObject({ status, type: `/problemes/${slug}`, parametre: parameter });
  });

  test.each([
    ["what is near", `/api/v1/proche?${place(1)}`],
    ["one structure", "/api/v1/structures/1"],
  ])("%s is asked again each minute, for what is open changes, and not before", async (_, url) => {
    let now = NOW;
    const study = createStudy(dataset);
    const app = await buildApp({ study, webRoot: null, now: () => now });
    onTestFinished(async () => app.close());
    const etagAt = async (time: number): Promise<unknown> => {
      now = time;
      return (await app.inject(url)).headers.etag;
    };
    const etag = await etagAt(NOW);
    expect(await etagAt(NOW + 29_000)).toBe(etag);
    expect(await etagAt(NOW + 60_000)).not.toBe(etag);
    now = NOW;
    const held = await app.inject({ url, headers: { "if-none-match": String(etag) } });
    expect(held.statusCode).toBe(304);
  });
});

test("one structure tells its opening as what is near does, as valid GeoJSON", async () => {
  const study = createStudy(dataset);
  const app = await buildApp({ study, webRoot: null, now: () => NOW });
  onTestFinished(async () => app.close());
  const { features } = (await app.inject(`/api/v1/proche?${place(1)}`)).json<NearestAnswer>();
  for (const { id, properties } of features) {
    const one = (await app.inject(`/api/v1/structures/${id}`)).json<OneStructureAnswer>();
    expect(geojsonFaults(one)).toEqual([]);
    expect(one.properties.opening).toEqual(properties.opening);
    expect(one.properties.name).toBe(properties.name);
  }
});
