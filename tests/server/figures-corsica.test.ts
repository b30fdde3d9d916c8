import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { readTerritoryOutlines } from "../../isochrones/accessibility/territory-outlines.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import { doubleArea, type Ring } from "../../isochrones/geo/rings.ts";
import type { Study } from "../../isochrones/study.ts";
import { buildApp } from "../../server/app.ts";
import { askThreads } from "../../server/questions/ask-threads.ts";
import type { Asker } from "../../server/questions/questions.ts";
import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type {
  ClosureAnswer,
  CoverageGeoJson,
  CurvesAnswer,
  DatesAnswer,
  SensitivityAnswer,
} from "../../server/schemas/figure-answers.ts";
import { buildCorsica, corsicanFiles } from "../helpers/corsica.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { withoutStructure } from "../helpers/without-structure.ts";

const files = corsicanFiles();

function areaOf(geometry: CoverageGeoJson["features"][number]["geometry"]): number {
  const rings = (geometry?.coordinates.flat() ?? []) as Ring[];
  return rings.reduce((sum, ring) => sum + doubleArea(ring) / 2, 0);
}

describe.skipIf(files === null)("figures of Corsica (skipped without the real data of ../shared)", () => {
  let study: Study;
  let asker: Asker;
  let get: (url: string) => Promise<LightMyRequestResponse>;

  beforeAll(async () => {
    if (files === null) return;
    const { dataset } = await buildCorsica(files, files.filosofi);
    study = createStudy(dataset);
    asker = askThreads(dataset);
    const app = await buildApp({ study, asker, webRoot: null });
    get = async (url) => app.inject({ method: "GET", url });
  });

  afterAll(async () => asker?.close());

  test("curves have the detail of the coverage at each minute", async () => {
    for (const kind of ["commune", "epci", "departement"]) {
      const { territories } = (await get(`/api/v1/courbes?genre=${kind}&exclure=bus`)).json<CurvesAnswer>();
      for (const minutes of [1, 7, 15, 20, 30, 45, 60]) {
        const url = `/api/v1/couverture?detail=${kind}&exclure=bus&minutes=${minutes}`;
        const detail = (await get(url)).json<CoverageAnswer>().territories ?? [];
        expect(territories.map(({ ref }) => ref)).toEqual(detail.map(({ territory }) => territory.ref));
        territories.forEach(({ covered, population, structures }, row) => {
          const { share, ...figures } = detail[row];
          expect(Math.abs(covered[minutes] - figures.covered)).toBeLessThan(0.0501);
          expect(Math.abs(covered[minutes] / population - share)).toBeLessThan(0.11 / figures.population);
          expect(structures).toBe(figures.structures);
        });
      }
    }
  });

  test("a closure leaves the figure of a dataset that never had the structure, to the cell", async () => {
    const { structures } = study.dataset;
    for (const structure of [0, 9, 18, 27, 36]) {
      const { id } = structures[structure];
      const never = createStudy(withoutStructure(study.dataset, structure));
      const after = study.cellTimesAfter({ closed: [id] });
      expect(Buffer.compare(bytesOf(after.deciseconds), bytesOf(never.cellTimes().deciseconds))).toBe(0);
      const { losses } = (await get(`/api/v1/structures/${id}/fermeture`)).json<ClosureAnswer>();
      for (const { minutes, lost, gained } of losses) {
        const rest = study.coverage({ minutes }).covered - lost + gained;
        expect(rest).toBeCloseTo(never.coverage({ minutes }).covered, 4);
      }
    }
  });

  test("the figure under an assumption is asked of threads as of the study", async () => {
    const url = "/api/v1/sensibilite?territoire=dep:2A&hypothese=";
    const slow = (await get(`${url}vitesse-moins-20`)).json<SensitivityAnswer>();
    const asked = (await get(`${url}telle-que-demandee`)).json<SensitivityAnswer>();
    const figure = study.coverage({ territory: "dep:2A" });
    asked.curve.forEach(({ share }, at) => expect(share).toBeCloseTo(figure.curve[at].share, 9));
    slow.curve.forEach(({ share }, at) => expect(share).toBeLessThanOrEqual(asked.curve[at].share));
    expect(slow.curve[20].share).toBeLessThan(asked.curve[20].share);
    const unknown = await get(`${url}a-pied`);
    expect(unknown.statusCode).toBe(400);
  });

  test("dates count what the coverage of each day does", async () => {
    const { dates, undated } = (await get("/api/v1/dates")).json<DatesAnswer>();
    expect(dates[0]).toEqual({ date: "2020-01-01", added: 4, counted: 4 });
    expect((dates.at(-1)?.counted ?? 0) + undated).toBe(study.dataset.structures.length);
    const { structures } = study.coverage({ selection: { asOf: dates[3].date } });
    expect(structures.counted).toBe(dates[3].counted);
  });

  test("outlines of wider territories hold all of their communes and nothing else", async () => {
    const areasOf = async (kind: string): Promise<number[]> => {
      const answer = (await get(`/api/v1/couverture?detail=${kind}&f=geojson`)).json<CoverageGeoJson>();
      expect(geojsonFaults(answer)).toEqual([]);
      return answer.features.map(({ geometry }) => areaOf(geometry));
    };
    const sum = (areas: readonly number[]): number => areas.reduce((total, area) => total + area, 0);
    // Those where nobody lives have no row.
    const readOutline = readTerritoryOutlines(study.dataset, "commune");
    const communes = study.dataset.communes.map(({ code, name }) => {
      const coordinates = readOutline({ kind: "commune", code, name }) as Ring[][] | null;
      return areaOf({ type: "MultiPolygon", coordinates: coordinates ?? [] });
    });
    expect(Math.min(...communes)).toBeGreaterThan(0);
    expect(sum(await areasOf("commune"))).toBeLessThan(sum(communes));
    const departements = await areasOf("departement");
    expect(departements).toHaveLength(2);
    expect(sum(departements) / sum(communes)).toBeCloseTo(1, 9);
    expect(sum(await areasOf("region")) / sum(communes)).toBeCloseTo(1, 9);
  });
});

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
