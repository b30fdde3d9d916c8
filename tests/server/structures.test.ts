import { parse } from "csv-parse/sync";
import type { LightMyRequestResponse } from "fastify";
import { describe, expect, test } from "vitest";

import { selectStructures } from "../../isochrones/accessibility/selection.ts";
import type { Structure, StructureFormat, StructureType } from "../../isochrones/model/structure.ts";
import type { StructureRecordsAnswer, StructuresAnswer } from "../../server/schemas/answers.ts";
import { problemOf, testApp } from "../helpers/app.ts";
import { EMAIL, fakeStudy, type FakeStudy } from "../helpers/fake-study.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { type Random, seededRandom } from "../helpers/seeded-random.ts";

const COUNT = 57;
const TYPES: readonly StructureType[] = ["principal", "antenne"];
const FORMATS: readonly StructureFormat[] = ["fixe", "multisite", "bus", "itinerante"];
const COMMUNES = ["01001", "01002", "01003", "99999"];

/** The made-up study with desks all over the globe, in the communes that it knows and one that it does not. */
function manyStructures(random: Random): FakeStudy {
  const study = fakeStudy();
  const [plain] = study.dataset.structures;
  const structures = Array.from({ length: COUNT }, (_, index): Structure => ({
    ...plain,
    id: `s${index}`,
    lon: random.int(-180, 180),
    lat: random.int(-90, 90),
    communeCode: random.pick(COMMUNES),
    type: random.pick(TYPES),
    format: random.pick(FORMATS),
    labelledOn: random.chance(0.1) ? null : `202${random.int(0, 5)}-06-01`,
  }));
  return { ...study, dataset: { ...study.dataset, structures } };
}

type Box = readonly [west: number, south: number, east: number, north: number];

interface Choice {
  readonly commune: string | null;
  readonly box: Box | null;
  readonly type: StructureType | null;
  readonly formats: readonly StructureFormat[];
  readonly exclude: StructureFormat | null;
  readonly asOf: string | null;
}

function anyChoice(random: Random): Choice {
  const maybe = <Value>(value: Value): Value | null => (random.chance(0.4) ? value : null);
  const [south, north] = [random.int(-90, 90), random.int(-90, 90)].sort((a, b) => a - b);
  return {
    commune: maybe(random.pick(["01001", "01002", "01003"])),
    box: maybe([random.int(-180, 180), south, random.int(-180, 180), north]),
    type: maybe(random.pick(TYPES)),
    formats: FORMATS.filter(() => random.chance(0.6)),
    exclude: maybe(random.pick(FORMATS)),
    asOf: maybe(`202${random.int(0, 5)}-12-31`),
  };
}

function queryOf({ commune, box, type, formats, exclude, asOf }: Choice): string {
  const query = new URLSearchParams();
  if (commune !== null) query.set("territoire", `com:${commune}`);
  if (box !== null) query.set("bbox", box.join());
  if (type !== null) query.set("type", type);
  if (formats.length > 0) query.set("format", formats.join());
  if (exclude !== null) query.set("exclure", exclude);
  if (asOf !== null) query.set("au", asOf);
  return query.toString();
}

/** What a choice means, one structure at a time. */
function isWanted(structure: Structure, { commune, box, type, formats, exclude, asOf }: Choice): boolean {
  const { lon, lat } = structure;
  const isBetween = (low: number, value: number, high: number): boolean => low <= value && value <= high;
  const isInBox = ([west, south, east, north]: Box): boolean =>
    isBetween(south, lat, north) && (west <= east ? isBetween(west, lon, east) : lon >= west || lon <= east);
  return (
    (commune === null || structure.communeCode === commune) &&
    (box === null || isInBox(box)) &&
    (type === null || structure.type === type) &&
    (formats.length === 0 || formats.includes(structure.format)) &&
    structure.format !== exclude &&
    (asOf === null || (structure.labelledOn !== null && structure.labelledOn <= asOf))
  );
}

const idsOf = (response: LightMyRequestResponse): string[] =>
  response.json<StructuresAnswer>().features.map(({ id }) => String(id));

describe("a list of structures", () => {
  test("holds those that all filters let through, whole and page by page", async () => {
    const random = seededRandom(20_260_101);
    const { get, study } = await testApp(manyStructures(random));
    const { structures } = study.dataset;
    const seen = { some: 0, across: 0, pages: 0 };
    for (let round = 0; round < 150; round++) {
      const choice = anyChoice(random);
      const url = `/api/v1/structures?${queryOf(choice)}`;
      const wanted = structures.filter((structure) => isWanted(structure, choice)).map(({ id }) => id);
      const whole = await get(url);
      expect(idsOf(whole), url).toEqual(wanted);
      expect(whole.json<StructuresAnswer>()).toMatchObject({ total: wanted.length, next: null });
      expect(whole.headers["link"]).toBeUndefined();

      const limit = random.int(1, 20);
      const paged: string[] = [];
      let next: string | null = `${url}&limite=${limit}`;
      while (next !== null) {
        const page = await get(next);
        const answer = page.json<StructuresAnswer>();
        expect(answer.total, next).toBe(wanted.length);
        expect(page.headers["link"]).toBe(answer.next === null ? undefined : `<${answer.next}>; rel="next"`);
        expect(answer.features, next).toHaveLength(Math.min(limit, wanted.length - paged.length));
        paged.push(...idsOf(page));
        next = answer.next;
        seen.pages++;
      }
      expect(paged, url).toEqual(wanted);
      if (wanted.length > 0 && wanted.length < COUNT) seen.some++;
      if (choice.box !== null && choice.box[0] > choice.box[2]) seen.across++;
    }
    expect(seen.some).toBeGreaterThan(50);
    expect(seen.across).toBeGreaterThan(10);
    expect(seen.pages).toBeGreaterThan(200);
  });

  test.each<[sought: string, ids: string[]]>([
    ["", ["1", "2", "3"]],
    ["  ", ["1", "2", "3"]],
    ["poste", ["1"]],
    ["POSTE d'eu", ["1"]],
    ["st eloi", ["2"]],
    ["01002", ["2", "3"]],
    ["01002 mairie", ["3"]],
    ["mairie bourg", ["3"]],
    // Words are known by their beginnings.
    ["oste", []],
    ["poste mairie", []],
    ["?!", []],
  ])("with %j in name, commune or postcode", async (sought, ids) => {
    const study = fakeStudy();
    const [plain] = study.dataset.structures;
    const named = (id: string, name: string, communeName: string, postcode: string): Structure =>
      Object.assign({ ...plain }, { id, name, communeName, postcode });
    const structures = [
      named("1", "La Poste d’Eu", "Eu", "76260"),
      named("2", "Maison de services", "Saint-Éloi", "01002"),
      named("3", "Mairie", "Bourg", "01002"),
    ];
    const { get } = await testApp({ ...study, dataset: { ...study.dataset, structures } });
    expect(idsOf(await get(`/api/v1/structures?q=${encodeURIComponent(sought)}`))).toEqual(ids);
    const first = await get(`/api/v1/structures?q=${encodeURIComponent(sought)}&limite=1`);
    expect(first.json<StructuresAnswer>().total).toBe(ids.length);
  });

  test("is the same in each format, without an e-mail", async () => {
    const { get, study } = await testApp();
    const urls = ["geojson", "json", "csv"].map((f) => `/api/v1/structures?type=principal&f=${f}`);
    const [geojson, json, csv] = await Promise.all(urls.map(get));
    expect(geojson.headers["content-type"]).toContain("application/geo+json");
    expect(json.headers["content-type"]).toContain("application/json");
    expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(csv.headers["content-disposition"]).toBe('attachment; filename="structures-france.csv"');
    expect(geojsonFaults(geojson.json())).toEqual([]);

    const { features } = geojson.json<StructuresAnswer>();
    const { structures, total, dataset } = json.json<StructureRecordsAnswer>();
    expect(structures).toEqual(
      features.map(({ properties, geometry: { coordinates } }) => ({
        ...properties,
        lon: coordinates[0],
        lat: coordinates[1],
      })),
    );
    expect({ total, dataset: dataset.id }).toEqual({ total: 2, dataset: study.dataset.id });
    const rows: Record<string, string>[] = parse(csv.body, { columns: true, bom: true });
    expect(rows.map(({ id, nom, lon, lat }) => [id, nom, Number(lon), Number(lat)])).toEqual(
      structures.map(({ id, name, lon, lat }) => [id, name, lon, lat]),
    );
    for (const { body } of [geojson, json, csv]) expect(body).not.toContain(EMAIL);
  });

  test("as CSV is RFC 4180 that no spreadsheet runs", async () => {
    const study = fakeStudy();
    const [plain] = study.dataset.structures;
    const odd: Structure = {
      ...plain,
      name: '=HYPERLINK("x")',
      phone: "+33 4 00",
      comment: `Fermé\n${EMAIL}, sinon @mairie`,
      address: "1, rue « A »",
      openingHours: [
        [
          { start: 540, end: 720 },
          { start: 845, end: 1440 },
        ],
        [],
        null,
        [],
        [],
        [],
      ],
      byAppointment: true,
      labelledOn: null,
    };
    const { get } = await testApp({ ...study, dataset: { ...study.dataset, structures: [odd] } });
    const { body } = await get("/api/v1/structures?f=csv");
    expect(body.startsWith("\uFEFFid,nom,adresse,")).toBe(true);
    const rows: Record<string, string>[] = parse(body, {
      columns: true,
      bom: true,
      record_delimiter: "\r\n",
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      nom: '\'=HYPERLINK("x")',
      telephone: "'+33 4 00",
      remarque: "Fermé\n[adresse électronique], sinon @mairie",
      adresse: "1, rue « A »",
      horaires_lundi: "09:00-12:00 14:05-24:00",
      horaires_mardi: "fermé",
      horaires_mercredi: "",
      sur_rendez_vous: "1",
      labellisee_le: "",
    });
  });

  test("page by page as CSV, each page with its header and the way to the next", async () => {
    const { get } = await testApp();
    const first = await get("/api/v1/structures?f=csv&limite=2");
    expect(first.body.trimEnd().split("\r\n")).toHaveLength(3);
    const [, next] = /^<(.+)>; rel="next"$/.exec(String(first.headers["link"])) ?? [];
    const second = await get(next);
    expect(second.body.trimEnd().split("\r\n")).toHaveLength(2);
    expect(second.body.split("\r\n")[0]).toBe(first.body.split("\r\n")[0]);
    expect(second.headers["link"]).toBeUndefined();
  });
});

describe("a list of structures is refused", () => {
  test.each([
    { query: "limite=0", parameter: "limite", expected: "de 1 à 1000" },
    { query: "limite=1001", parameter: "limite", expected: "de 1 à 1000" },
    { query: "suite=abc", parameter: "suite", expected: "page précédente" },
    // `1 other-dataset`
    { query: "suite=MSBvdGhlci1kYXRhc2V0", parameter: "suite", expected: "même jeu de données" },
    { query: "bbox=1,2,3", parameter: "bbox", expected: "quatre nombres" },
    { query: "bbox=1,50,2,40", parameter: "bbox", expected: "ouest, sud, est et nord" },
    { query: "bbox=-181,0,2,40", parameter: "bbox", expected: "en degrés" },
    { query: "type=mairie", parameter: "type", expected: "principal, antenne" },
    { query: "format=geojson", parameter: "format", expected: "fixe, multisite" },
    { query: "f=xml", parameter: "f", expected: "geojson, json, csv" },
  ])("$query", async ({ query, parameter, expected }) => {
    const { get } = await testApp();
    const problem = problemOf(await get(`/api/v1/structures?${query}`));
    expect(problem).toMatchObject({ status: 400, parametre: parameter });
    expect(problem.detail).toContain(expected);
  });
});

test("a page costs what is on it, and nothing when it was written before", async () => {
  const study = manyStructures(seededRandom(7));
  let reads = 0;
  const structures = study.dataset.structures.map((structure) => ({
    ...structure,
    get type(): StructureType {
      reads++;
      return structure.type;
    },
  }));
  const { get } = await testApp({ ...study, dataset: { ...study.dataset, structures } });
  expect(selectStructures(structures, { exclude: ["bus"] }).counted.length).toBeGreaterThan(0);
  const ask = async (url: string): Promise<StructuresAnswer> => (await get(url)).json<StructuresAnswer>();
  await ask("/api/v1/structures?limite=1&exclure=bus");
  const prepared = reads;
  const { next } = await ask("/api/v1/structures?limite=5&exclure=bus");
  await ask(String(next));
  // The first of them has been written before.
  expect(reads - prepared).toBe(9);
  await ask(String(next));
  await ask("/api/v1/structures?limite=7&exclure=bus");
  expect(reads - prepared).toBe(9);
});
