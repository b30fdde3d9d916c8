import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { StructureEdit } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import { buildApp } from "../../server/app.ts";
import { askThreads } from "../../server/questions/ask-threads.ts";
import type { Asker } from "../../server/questions/questions.ts";
import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type { ClosureAnswer } from "../../server/schemas/figure-answers.ts";
import type { RobustnessAnswer } from "../../server/schemas/robustness-answers.ts";
import type { ScenarioAnswer } from "../../server/schemas/scenario-answers.ts";
import type { WeekAnswer } from "../../server/schemas/week-answers.ts";
import { problemOf } from "../helpers/app.ts";
import { buildCorsica, corsicanFiles } from "../helpers/corsica.ts";
import { seededRandom } from "../helpers/seeded-random.ts";
import { editList, withStructures } from "../helpers/with-structures.ts";

const files = corsicanFiles();

describe.skipIf(files === null)("scenarios of Corsica (skipped without the real data of ../shared)", () => {
  let study: Study;
  let asker: Asker;
  let get: (url: string) => Promise<LightMyRequestResponse>;
  let post: (modifications: unknown) => Promise<LightMyRequestResponse>;

  beforeAll(async () => {
    if (files === null) return;
    const { dataset } = await buildCorsica(files, files.filosofi);
    study = createStudy(dataset);
    asker = askThreads(dataset);
    const app = await buildApp({ study, asker, webRoot: null });
    get = async (url) => app.inject({ method: "GET", url });
    post = async (modifications) =>
      app.inject({ method: "POST", url: "/api/v1/scenarios", payload: { modifications } });
  });

  afterAll(async () => asker?.close());

  test("a scenario is the dataset built from its list, to the cell", async () => {
    const { dataset } = study;
    const { cells, structures } = dataset;
    if (cells === null) throw new Error("Corsica without cells");
    const random = seededRandom(20);
    for (let round = 0; round < 6; round++) {
      const place = (): { lon: number; lat: number } => {
        const cell = random.int(0, cells.count - 1);
        return { lon: Number(cells.lons[cell].toFixed(6)), lat: Number(cells.lats[cell].toFixed(6)) };
      };
      const shift = random.int(0, structures.length - 1);
      const id = (step: number): string => structures[(shift + 7 * step) % structures.length].id;
      const edits: StructureEdit[] = [
        { kind: "open", ...place(), name: null },
        { kind: "close", id: id(0) },
        { kind: "move", id: id(1), ...place() },
        { kind: "open", ...place(), name: "Autre" },
        { kind: "close", id: id(2) },
      ];
      const rebuilt = createStudy(withStructures(dataset, editList(structures, edits, structures[0])));
      const times = study.cellTimes({ edits }).deciseconds;
      expect(
        Buffer.compare(Buffer.from(times.buffer), Buffer.from(rebuilt.cellTimes().deciseconds.buffer)),
      ).toBe(0);
      const modifications = edits.map((edit) => {
        if (edit.kind === "open") return { ajouter: { lon: edit.lon, lat: edit.lat } };
        if (edit.kind === "move") return { deplacer: { id: edit.id, lon: edit.lon, lat: edit.lat } };
        return { fermer: "id" in edit ? edit.id : "" };
      });
      const answer = (await post(modifications)).json<ScenarioAnswer>();
      expect(answer.after.covered).toBeCloseTo(rebuilt.coverage().covered, 4);
      expect(answer.gaps.countAfter).toBe(rebuilt.gaps().length);
      expect(answer.gained - answer.lost).toBeCloseTo(answer.after.covered - answer.before.covered, 4);
    }
  });

  test("a place at sea is refused, and nothing is lost", async () => {
    const [west, south, east] = study.dataset.bbox;
    const sea = { lon: east - 0.001, lat: south + 0.001 };
    expect(problemOf(await post([{ ajouter: sea }]))).toMatchObject({
      status: 400,
      type: "/problemes/point-sans-route",
      parametre: "modifications[0]",
    });
    expect(problemOf(await post([{ ajouter: { ...sea, lon: west - 1 } }]))).toMatchObject({
      type: "/problemes/point-hors-emprise",
    });
    expect((await post([])).json<ScenarioAnswer>().changedCells).toBe(0);
  });

  test.each([20, 30])(
    "who depends on one structure at %i minutes is who its closure loses",
    async (minutes) => {
      const { structures, coveredByOne } = (
        await get(`/api/v1/robustesse?minutes=${minutes}`)
      ).json<RobustnessAnswer>();
      expect(structures).toHaveLength(37);
      for (const { id, alone, people } of structures) {
        const url = `/api/v1/structures/${id}/fermeture?minutes=${minutes}`;
        const closure = (await get(url)).json<ClosureAnswer>();
        expect(alone).toBeCloseTo(closure.losses[0].lost, 6);
        expect(people).toBeCloseTo(closure.people, 6);
      }
      expect(structures.reduce((sum, { alone }) => sum + alone, 0)).toBeCloseTo(coveredByOne, 4);
    },
  );

  test("a week is the coverage of each half-hour", async () => {
    for (const [territory, minutes] of [
      ["france", 20],
      ["dep:2A", 30],
    ]) {
      const place = `territoire=${territory}&minutes=${minutes}`;
      const week = (await get(`/api/v1/horaires?${place}`)).json<WeekAnswer>();
      const days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
      for (const [day, name] of days.entries()) {
        for (const hour of [8, 9, 12, 13, 16, 17]) {
          const open = `ouvert_le=${name}-${hour}h-${hour}h30&exclure=bus,itinerante`;
          const { covered } = (await get(`/api/v1/couverture?${place}&${open}`)).json<CoverageAnswer>();
          expect(Math.abs(week.days[day].covered[2 * hour] - covered), `${name} ${hour}`).toBeLessThan(
            0.0501,
          );
        }
      }
      expect(Math.max(...week.days[0].covered)).toBeGreaterThan(0);
      const whole = (await get(`/api/v1/couverture?${place}&exclure=bus,itinerante`)).json<CoverageAnswer>();
      expect(week.covered).toBeCloseTo(whole.covered, 4);
    }
  });
});
