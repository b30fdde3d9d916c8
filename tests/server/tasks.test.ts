import { expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import { MemoryJobStore } from "../../server/jobs/memory-job-store.ts";
import type { IsochroneJob } from "../../server/schemas/isochrone-job-answers.ts";
import type { TaskAnswer, TaskListAnswer } from "../../server/schemas/task-answers.ts";
import { problemOf } from "../helpers/app.ts";
import { endlessWorker, jobApp } from "../helpers/job-app.ts";
import { servedTown } from "../helpers/served-town.ts";

const URL = "/api/v1/taches";
const study = createStudy(servedTown());

test("all kinds of jobs are listed, the newest first, page by page, without what they come to", async () => {
  let clock = Date.UTC(2026, 0, 1);
  const { get, post } = await jobApp(study, {
    now: () => (clock += 1000),
    jobWorker: endlessWorker("sensibilites", "isochrones"),
  });
  expect((await get(URL)).json()).toEqual({ tasks: [], next: null });
  const urls: string[] = [];
  for (const [url, body] of [
    ["/api/v1/sensibilites", {}],
    ["/api/v1/isochrones", { minutes: [1] }],
    ["/api/v1/implantations", { minutes: 1, nombre: 1 }],
    ["/api/v1/isochrones", { minutes: [2] }],
    ["/api/v1/isochrones", { minutes: [3] }],
  ] as const)
    urls.push((await post(url, body)).json<IsochroneJob>().url);
  await expect
    .poll(async () => (await get(URL)).json<TaskListAnswer>().tasks.at(-1))
    .toMatchObject({ state: "encours" });
  const { tasks } = (await get(URL)).json<TaskListAnswer>();
  expect(tasks.map(({ url }) => url)).toEqual(urls.toReversed());
  expect(tasks.map(({ kind }) => kind)).toEqual([
    "isochrones",
    "isochrones",
    "implantations",
    "isochrones",
    "sensibilites",
  ]);
  expect(tasks.map(({ position }) => position)).toEqual([4, 3, 2, 1, null]);
  expect(tasks[4]).toMatchObject({ stage: "étape", done: 1, total: 3 });
  for (const task of tasks) {
    expect(task).not.toHaveProperty("result");
    expect(task).not.toHaveProperty("question");
    const { question: _, result: __, ...standing } = (await get(task.url)).json<IsochroneJob>();
    const { kind: ___, ...listed } = task;
    expect(listed).toEqual(standing);
  }
  const byPages: TaskAnswer[] = [];
  for (let next: string | null = `${URL}?limite=2`; next !== null;) {
    const response = await get(next);
    const page = response.json<TaskListAnswer>();
    expect(page.tasks.length).toBeLessThanOrEqual(2);
    expect(response.headers.link).toBe(page.next === null ? undefined : `<${page.next}>; rel="next"`);
    byPages.push(...page.tasks);
    ({ next } = page);
  }
  expect(byPages).toEqual(tasks);
});

test("a cursor that was made up is refused", async () => {
  const { get } = await jobApp(study);
  const written = (text: string): string => Buffer.from(text).toString("base64url");
  for (const suite of ["x", "MSA", written("1e3 a"), written("1 \0"), written("1 é")])
    expect(problemOf(await get(`${URL}?suite=${suite}`))).toMatchObject({ status: 400, parametre: "suite" });
});

test("a job of a kind that this program does not know is not listed", async () => {
  const jobStore = new MemoryJobStore();
  const fields = { scope: "autre", asker: "", createdAt: 1, input: new Uint8Array(0) };
  const question = { echo: {}, dataset: { id: "autre", name: "Autre" } };
  await jobStore.enqueue({ ...fields, question, id: "a", kind: "isochrones" });
  await jobStore.enqueue({ ...fields, question, id: "b", kind: "a-venir" });
  const { get } = await jobApp(study, { jobStore });
  const { tasks } = (await get(URL)).json<TaskListAnswer>();
  expect(tasks.map(({ id }) => id)).toEqual(["a"]);
});

test("what no job can be called is unknown, without asking a database that would refuse it", async () => {
  const jobStore = new MemoryJobStore();
  jobStore.find = async () => Promise.reject(new Error("was asked"));
  const { get, remove } = await jobApp(study, { jobStore });
  for (const url of [
    "/api/v1/isochrones/%00",
    "/api/v1/implantations/a%20b",
    "/api/v1/sensibilites/%C3%A9",
  ]) {
    expect(problemOf(await get(url))).toMatchObject({ status: 404, type: "/problemes/calcul-inconnu" });
    expect(problemOf(await remove(url))).toMatchObject({ status: 404, type: "/problemes/calcul-inconnu" });
  }
});
