import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import type { HealthAnswer, Problem } from "../../../server/schemas/answers.ts";
import type { SitingJob } from "../../../server/schemas/siting-answers.ts";
import { useCompiled } from "../../helpers/compiled.ts";
import { serveInProcess, type ServedProcess } from "../../helpers/hostile/serve-process.ts";
import { NO_POSTGRES, startPostgres } from "../../helpers/postgres.ts";
import { servedTown } from "../../helpers/served-town.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const JOBS = "/api/v1/implantations";
const SAVED = "/api/v1/scenarios/enregistres";
const SOON = { timeout: 20_000, interval: 100 };

useCompiled();

function townFolder(): string {
  const folder = join(tempFolder(), "jeu");
  writeBundle(folder, servedTown());
  return folder;
}

async function served(folder: string, environment: Record<string, string> = {}): Promise<ServedProcess> {
  const server = await serveInProcess(folder, [], environment);
  onTestFinished(async () => void (await server.stop()));
  return server;
}

async function post(url: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
}

async function doneJob(url: string): Promise<SitingJob> {
  const posted = await post(`${url}${JOBS}`, { minutes: 1, nombre: 1, candidats: { grille_km: 1 } });
  expect(posted.status).toBe(202);
  let job = (await posted.json()) as SitingJob;
  while (job.endedAt === null) {
    job = (await (await fetch(`${url}${JOBS}/${job.id}?attendre=10`)).json()) as SitingJob;
  }
  expect(job).toMatchObject({ state: "terminee" });
  return job;
}

async function healthOf(url: string): Promise<HealthAnswer> {
  const response = await fetch(`${url}/sante`);
  expect(response.status).toBe(200);
  return (await response.json()) as HealthAnswer;
}

test("a job outlives the server that did it, with nothing but its folder", { timeout: 180_000 }, async () => {
  const folder = townFolder();
  const first = await served(folder);
  const job = await doneJob(first.url);
  await first.kill();
  const second = await served(folder);
  const again = (await (await fetch(`${second.url}${JOBS}/${job.id}`)).json()) as SitingJob;
  expect(again).toEqual(job);
  expect(await second.stop()).toEqual({ code: 0, err: "" });
});

test.skipIf(NO_POSTGRES !== null)(
  "a server whose database is away answers all else, says so, and has it back",
  { timeout: 180_000 },
  async () => {
    const postgres = await startPostgres();
    onTestFinished(async () => postgres.close());
    await postgres.stop("fast");
    const { url, said, stop } = await served(townFolder(), { TRENTE_ETAT: postgres.url });
    expect(await healthOf(url)).toMatchObject({ status: "ok", state: "unavailable" });
    expect((await fetch(`${url}/api/v1/couverture`)).status).toBe(200);
    const refused = [
      await post(`${url}${SAVED}`, { nom: "Un", modifications: [] }),
      await fetch(`${url}${SAVED}`),
      await fetch(`${url}${JOBS}/inconnu`),
      await post(`${url}${JOBS}`, { minutes: 1, nombre: 1 }),
    ];
    for (const response of refused) {
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("5");
      const problem = (await response.json()) as Problem;
      expect(problem).toMatchObject({ type: "/problemes/enregistrement-indisponible", attendreSecondes: 5 });
      expect(problem.detail).toContain("base de données");
    }
    await postgres.start();
    await expect.poll(async () => (await healthOf(url)).state, SOON).toBe("ok");
    const modifications = [{ ajouter: { lon: 9.01, lat: 42.01, nom: "Une" } }];
    expect((await post(`${url}${SAVED}`, { nom: "Un", modifications })).status).toBe(201);
    await doneJob(url);
    expect(said()).toContain("127.0.0.1");
    expect(said()).not.toContain(postgres.password);
    expect((await stop()).code).toBe(0);
  },
);
