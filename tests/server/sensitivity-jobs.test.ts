import { describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import { ASSUMPTION_WORDS } from "../../isochrones/model/sensitivity.ts";
import { openJobWorker } from "../../server/long-work/job-worker.ts";
import { askHere } from "../../server/questions/ask-here.ts";
import { BusyError } from "../../server/questions/busy-error.ts";
import type { AssumptionsAnswer, SensitivityAnswer } from "../../server/schemas/figure-answers.ts";
import type { SensitivityJob } from "../../server/schemas/sensitivity-job-answers.ts";
import { problemOf, studyApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { endlessWorker, jobApp } from "../helpers/job-app.ts";
import { servedTown } from "../helpers/served-town.ts";

const URL = "/api/v1/sensibilites";
const town = servedTown();
const study = createStudy(town);

describe("a job of sensitivity", () => {
  test.each([
    { body: {}, query: "" },
    { body: { territoire: "com:2B002", exclure: "bus" }, query: "territoire=com:2B002&exclure=bus" },
    { body: { au: "2024-01-01", exclure: "antenne" }, query: "au=2024-01-01&exclure=antenne" },
  ])("comes to what GET answers for each assumption: $query", async ({ body, query }) => {
    const { get, ended } = await jobApp(study);
    const job = await ended<SensitivityJob>(URL, body);
    const { assumptions } = (await get(`/api/v1/sensibilite?${query}`)).json<AssumptionsAnswer>();
    expect(job.result?.assumptions).toEqual(assumptions);
    const tried = assumptions.filter(({ isAvailable }) => isAvailable);
    expect(tried.length).toBeGreaterThanOrEqual(9);
    const figures: SensitivityAnswer[] = [];
    for (const { assumption } of tried)
      figures.push((await get(`/api/v1/sensibilite?${query}&hypothese=${assumption}`)).json());
    expect(job.result?.figures).toEqual(figures);
    const shares = new Set(figures.map(({ curve }) => JSON.stringify(curve)));
    expect(shares.size).toBeGreaterThan(4);
  });

  test("says what was understood, and is one job however it was written", async () => {
    const { ended } = await jobApp(study);
    const job = await ended<SensitivityJob>(URL, { exclure: "bus,antenne", territoire: "dep:2A" });
    expect(job).toMatchObject({
      url: `${URL}/${job.id}`,
      state: "terminee",
      dataset: { id: town.id, name: town.name },
      question: { territoire: "dep:2A", exclure: "antenne,bus", au: null, ouvert_le: null },
      problem: null,
    });
    const again = await ended<SensitivityJob>(URL, { territoire: "dep:2A", exclure: "antenne,bus" });
    expect(again.createdAt).toBe(job.createdAt);
    const other = await ended<SensitivityJob>(URL, { territoire: "dep:2B", exclure: "antenne,bus" });
    expect(other.id).not.toBe(job.id);
  });

  test("tells each assumption in its turn, on a thread as well", async () => {
    for (const jobWorker of [openJobWorker(town, { threads: 0 }), openJobWorker(town)]) {
      const stages: string[] = [];
      const { run } = jobWorker;
      const heard = {
        ...jobWorker,
        run: {
          ...run,
          sensibilites: async (...[input, options]: Parameters<(typeof run)[string]>) =>
            run["sensibilites"](input, {
              ...options,
              onProgress: (progress) => {
                stages.push(`${progress.done}/${progress.total} ${progress.stage}`);
                options.onProgress(progress);
              },
            }),
        },
      };
      const { ended } = await jobApp(study, { jobWorker: heard });
      const { result } = await ended<SensitivityJob>(URL, {});
      const labels = result?.figures.map(({ label }) => label) ?? [];
      expect(stages).toHaveLength(labels.length);
      expect(stages[0]).toBe(`0/${labels.length} Telle que demandée`);
      expect(stages.map((stage) => stage.replace(/^\S+ /, "")).sort()).toEqual(labels.toSorted());
      expect(stages.map((stage) => Number.parseInt(stage, 10))).toEqual([...labels.keys()]);
    }
  });

  test("gives its curves as CSV: one line for each assumption and minute", async () => {
    const { get, ended } = await jobApp(study);
    const { url, result } = await ended<SensitivityJob>(URL, {});
    const csv = await get(`${url}?f=csv`);
    expect(csv.headers["content-type"]).toContain("text/csv");
    const [header, ...lines] = csv.body.split("\r\n");
    expect(header).toBe("\uFEFFhypothese,libelle,structures,habitants,minutes,part");
    const expected = (result?.figures ?? []).flatMap(({ assumption, structures, population, curve }) =>
      curve.map(({ minutes, share }) => [assumption, structures, population, minutes, share].join()),
    );
    expect(lines.pop()).toBe("");
    expect(lines.map((line) => line.replace(/,("[^"]*"|[^,]*)/, ""))).toEqual(expected);
  });

  test("is given up by who asked for it, and goes on for who else does", async () => {
    const { get, post, remove } = await jobApp(study, { jobWorker: endlessWorker("sensibilites") });
    const { url } = (await post(`${URL}?demandeur=anne`, {})).json<SensitivityJob>();
    expect((await post(URL, {})).json<SensitivityJob>().url).toBe(url);
    await expect
      .poll(async () => (await get(url)).json<SensitivityJob>())
      .toMatchObject({
        state: "encours",
        stage: "étape",
        done: 1,
        total: 3,
      });
    expect((await remove(url)).json<SensitivityJob>().state).toBe("encours");
    expect((await remove(`${url}?demandeur=marc`)).json<SensitivityJob>().state).toBe("encours");
    expect((await remove(`${url}?demandeur=anne`)).json<SensitivityJob>().state).toBe("annulee");
    expect((await remove(`${url}?demandeur=anne`)).json<SensitivityJob>().state).toBe("annulee");
    expect(problemOf(await post(`${URL}?demandeur=a%20b`, {}))).toMatchObject({
      status: 400,
      parametre: "demandeur",
    });
  });

  test("is not under the address of another kind", async () => {
    const { get, remove, post } = await jobApp(study, { jobWorker: endlessWorker("sensibilites") });
    const { id, url } = (await post(URL, {})).json<SensitivityJob>();
    for (const response of [
      await get(`/api/v1/implantations/${id}`),
      await remove(`/api/v1/isochrones/${id}`),
    ])
      expect(problemOf(response)).toMatchObject({ status: 404, type: "/problemes/calcul-inconnu" });
    expect((await get(url)).json<SensitivityJob>().state).toMatch(/attente|encours/);
  });
});

const REFUSED: readonly (readonly [string, unknown, number, string | undefined])[] = [
  ["no JSON", "{", 400, "corps"],
  ["a list", [], 400, "corps"],
  ["nothing", "", 400, undefined],
  ["an unknown field", { hypothese: "chef-lieu" }, 400, "hypothese"],
  ["an unknown territory", { territoire: "dep:75" }, 404, "territoire"],
  ["a number for a territory", { territoire: 75 }, 400, "territoire"],
  ["an unknown kind", { exclure: "voiture" }, 400, "exclure"],
  ["no day", { au: "2024-02-31" }, 400, "au"],
];

test.each(REFUSED)("a question with %s is refused", async (_, body, status, parametre) => {
  const { post } = await jobApp(study, { jobWorker: endlessWorker("sensibilites") });
  expect(problemOf(await post(URL, body))).toMatchObject({
    status,
    ...(parametre !== undefined && { parametre }),
  });
});

test("a dataset without a population has no sensitivity", async () => {
  const { post } = await jobApp(fakeStudy({ withPopulation: false }));
  expect(problemOf(await post(URL, {}))).toMatchObject({
    status: 404,
    type: "/problemes/population-absente",
  });
});

test("GET that takes too long, or finds too many before it, names the job", async () => {
  for (const reason of ["time", "queue"] as const) {
    const { get } = await studyApp(study, {
      ...askHere(study),
      ask: async () => Promise.reject(new BusyError(reason, 7)),
    });
    const response = await get(`/api/v1/sensibilite?hypothese=${ASSUMPTION_WORDS[1]}`);
    expect(problemOf(response)).toMatchObject({ status: 503, attendreSecondes: 7 });
    expect(problemOf(response).detail).toContain(`POST ${URL}`);
    expect(response.headers["retry-after"]).toBe("7");
  }
});
