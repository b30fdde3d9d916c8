import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import { UNREACHED } from "../../isochrones/model/network.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CatchmentAnswer, CatchmentGeoJson } from "../../server/schemas/answers.ts";
import { problemOf, studyApp, testApp } from "../helpers/app.ts";
import { coverCount } from "../helpers/areas.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { servedTown } from "../helpers/served-town.ts";

let study: Study;

beforeAll(() => {
  study = createStudy(servedTown());
});

/** The cells that have that structure as their nearest, by looking at each. */
function cellsOf(structure: number, exclude: readonly "bus"[] = []): number[] {
  const { deciseconds, nearest } = study.cellTimes({ exclude });
  return [...nearest.keys()].filter((cell) => nearest[cell] === structure && deciseconds[cell] !== UNREACHED);
}

function peopleOf(cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + (study.dataset.cells?.people[cell] ?? 0), 0);
}

const url = (id: string, query = ""): string =>
  `/api/v1/structures/${encodeURIComponent(id)}/bassin?${query}`;

describe("/api/v1/structures/:id/bassin", () => {
  test("says who has it as the nearest, within which time and in which communes", async () => {
    const { get } = await studyApp(study);
    const answer = (await get(url("un", "minutes=5,10"))).json<CatchmentAnswer>();
    const cells = cellsOf(0);
    const { deciseconds } = study.cellTimes();
    expect(cells.length).toBeGreaterThan(5);
    expect(answer).toMatchObject({ people: peopleOf(cells), cells: cells.length });
    expect(answer.structure).toMatchObject({ id: "un", name: "France services un" });
    expect(answer.share).toBeCloseTo(peopleOf(cells) / study.coverage().population, 12);
    expect(answer.bands).toEqual(
      [5, 10].map((minutes) => {
        const within = cells.filter((cell) => deciseconds[cell] <= minutes * 600);
        return { minutes, people: peopleOf(within), cells: within.length };
      }),
    );
    expect(answer.communes.map(({ name }) => name)).toContain("L’Ouest");
    expect(answer.provenance.dataset.id).toBe(study.dataset.id);
  });

  test("grows when others do not count", async () => {
    const { get } = await studyApp(study);
    const all = (await get(url("trois"))).json<CatchmentAnswer>();
    const without = (await get(url("trois", "exclure=bus"))).json<CatchmentAnswer>();
    expect(without.people).toBe(peopleOf(cellsOf(2, ["bus"])));
    expect(without.people).toBeGreaterThan(all.people);
    expect(without.provenance.parameters["exclude"]).toEqual(["bus"]);
  });

  test("is empty of a desk beside another that comes before it", async () => {
    const { get } = await studyApp(study);
    const answer = (await get(url("=4"))).json<CatchmentAnswer>();
    expect(answer).toMatchObject({
      people: 0,
      cells: 0,
      meanMinutes: null,
      medianMinutes: null,
      communes: [],
    });
    const drawn = (await get(url("=4", "f=geojson"))).json<CatchmentGeoJson>();
    expect(geojsonFaults(drawn)).toEqual([]);
    expect(drawn.features.map(({ geometry }) => geometry.coordinates)).toEqual([[], [], [], []]);
  });

  test("as GeoJSON draws the whole and its bands, the largest first", async () => {
    const { get } = await studyApp(study);
    const response = await get(url("un", "minutes=5,10&f=geojson"));
    expect(response.headers["content-type"]).toContain("application/geo+json");
    const answer = response.json<CatchmentGeoJson>();
    expect(geojsonFaults(answer)).toEqual([]);
    expect(answer.features.map(({ properties }) => properties.minutes)).toEqual([null, 10, 5]);
    const { cells } = study.dataset;
    const inWhole = new Set(cellsOf(0));
    const [whole] = answer.features;
    for (let cell = 0; cell < (cells?.count ?? 0); cell++) {
      const covers = coverCount(whole.geometry, cells?.lons[cell] ?? 0, cells?.lats[cell] ?? 0);
      expect(covers, `cell ${cell}`).toBe(inWhole.has(cell) ? 1 : 0);
    }
  });

  test("as CSV lists its cells", async () => {
    const { get } = await studyApp(study);
    const response = await get(url("un", "f=csv"));
    expect(response.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(response.headers["content-disposition"]).toBe('attachment; filename="bassin-un.csv"');
    const rows: Record<string, string>[] = parse(response.body, { columns: true, record_delimiter: "\r\n" });
    const cells = cellsOf(0);
    const { deciseconds } = study.cellTimes();
    expect(rows.map(({ structure, secondes }) => [structure, Number(secondes)])).toEqual(
      cells.map((cell) => ["un", deciseconds[cell] / 10]),
    );
  });

  test("disarms identifiers that a spreadsheet would run", async () => {
    const [first, ...others] = study.dataset.structures;
    const { get } = await studyApp(
      createStudy({ ...study.dataset, structures: [{ ...first, id: "=1+1" }, ...others] }),
    );
    const { body } = await get(url("=1+1", "f=csv"));
    expect(body).toContain(",'=1+1,");
    expect(body).not.toContain(",=1+1");
  });
});

describe("a catchment is refused", () => {
  test("of a structure that is not known, or not counted", async () => {
    const { get } = await studyApp(study);
    const unknown = problemOf(await get(url("nulle")));
    expect(unknown).toMatchObject({ status: 404, type: "/problemes/structure-inconnue", parametre: "id" });
    const uncounted = problemOf(await get(url("bus", "exclure=bus")));
    expect(uncounted).toMatchObject({
      status: 400,
      type: "/problemes/structure-non-comptee",
      parametre: "id",
    });
    expect(uncounted.detail).toBe(
      "La structure « bus » n’est pas comptée par cette demande : format bus exclu.",
    );
  });

  test("without a population", async () => {
    const { get } = await testApp(fakeStudy({ withPopulation: false }));
    expect(problemOf(await get(url("1")))).toMatchObject({
      status: 404,
      type: "/problemes/population-absente",
    });
  });

  test.each(["minutes=0", "minutes=a", "f=parquet", "limite=3"])("with %s", async (query) => {
    const { get } = await testApp();
    expect(problemOf(await get(url("1", query)))).toMatchObject({ status: 400 });
  });
});
