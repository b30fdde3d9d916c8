import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";

import { planSiting } from "../../data/siting/plan-siting.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import { buildApp, type AppOptions } from "../../server/app.ts";
import { Front } from "../../server/front.ts";
import { MemoryJobStore } from "../../server/jobs/memory-job-store.ts";
import { type JobWorker, openJobWorker } from "../../server/long-work/job-worker.ts";
import type { SitingJob } from "../../server/schemas/siting-answers.ts";
import { problemOf } from "../helpers/app.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { seededRandom } from "../helpers/seeded-random.ts";
import { servedTown } from "../helpers/served-town.ts";

const URL = "/api/v1/implantations";
const town = servedTown();
const study = createStudy(town);
const random = seededRandom(5);
const PLACES = Array.from({ length: 8 }, (_, at) => ({
  id: `lieu-${at}`,
  nom: `Lieu ${at}`,
  lon: Number((9 + random.next() * 0.09).toFixed(6)),
  lat: Number((42 + random.next() * 0.09).toFixed(6)),
  code_insee: at % 2 === 0 ? "2A001" : "2B002",
}));
const AT_SEA = { nom: "En mer", lon: 7, lat: 40 };
/** So few minutes that all cannot be covered. */
const BODY = { minutes: 1, nombre: 2, candidats: PLACES };

interface Town {
  readonly app: FastifyInstance;
  readonly post: (body: unknown) => Promise<LightMyRequestResponse>;
  readonly get: (url: string) => Promise<LightMyRequestResponse>;
  /** Waits for a job's end. */
  readonly ended: (body: unknown) => Promise<SitingJob>;
}

async function openTown(options: Partial<AppOptions> = {}): Promise<Town> {
  const app = await buildApp({ study, webRoot: null, ...options });
  onTestFinished(async () => app.close());
  const get = async (url: string) => app.inject({ method: "GET", url });
  const post = async (body: unknown) =>
    app.inject({
      method: "POST",
      url: URL,
      headers: { "content-type": "application/json" },
      payload: typeof body === "string" ? body : JSON.stringify(body),
    });
  const ended = async (body: unknown): Promise<SitingJob> => {
    const posted = await post(body);
    expect(posted.statusCode, posted.body).toBe(202);
    let job = posted.json<SitingJob>();
    while (job.endedAt === null) job = (await get(`${job.url}?attendre=10`)).json<SitingJob>();
    return job;
  };
  return { app, post, get, ended };
}

/** A worker that goes on until it is cancelled. */
function endlessWorker(): JobWorker & { readonly begun: number[] } {
  const begun: number[] = [];
  return {
    begun,
    run: {
      implantations: async (_, { signal }) =>
        new Promise((_resolve, reject) => {
          begun.push(begun.length);
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        }),
    },
    close: async () => {},
  };
}

describe("a run of siting", () => {
  test("has an address, tells its state, and comes to what planSiting answers", async () => {
    const { post, get, ended } = await openTown();
    const posted = await post({ ...BODY, exact: true, duree: 10 });
    const job = posted.json<SitingJob>();
    expect(posted.statusCode).toBe(202);
    expect(posted.headers.location).toBe(`${URL}/${job.id}`);
    expect(job).toMatchObject({
      url: `${URL}/${job.id}`,
      dataset: { id: town.id, name: town.name },
      result: null,
      problem: null,
      question: {
        territoire: "france",
        minutes: 1,
        but: "couverture",
        nombre: 2,
        part: null,
        candidats: { lieux: PLACES.length },
        poids: "people",
        exact: true,
        duree: 10,
        scenario: null,
      },
    });
    const done = await ended({ ...BODY, exact: true, duree: 10 });
    expect(done).toMatchObject({ id: job.id, state: "terminee", position: null });
    const expected = await planSiting(
      study,
      {
        aim: { kind: "most", count: 2 },
        minutes: 1,
        candidates: PLACES.map(({ id, nom, lon, lat, code_insee: communeCode }) => ({
          id,
          name: nom,
          lon,
          lat,
          communeCode,
        })),
        candidatesNote: "8 lieux de la demande",
        exactSeconds: 10,
        territory: "france",
      },
      { threads: 0 },
    );
    expect(done.result).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(done.result?.sites).toHaveLength(2);
    const again = await post({ exact: true, duree: 10, ...BODY });
    expect(again.json<SitingJob>()).toEqual(done);
    expect((await get(done.url)).json()).toEqual(done);
  });

  test("gives its sites as CSV and GeoJSON once it has ended", async () => {
    const { get, ended } = await openTown();
    const { url, result } = await ended(BODY);
    const csv = await get(`${url}?f=csv`);
    expect(csv.headers["content-type"]).toContain("text/csv");
    expect(csv.body.trim().split("\r\n")).toHaveLength(1 + (result?.sites.length ?? 0));
    expect(csv.body).toContain(result?.sites[0].name);
    const geojson = await get(`${url}?f=geojson`);
    expect(geojson.headers["content-type"]).toContain("application/geo+json");
    expect(geojsonFaults(geojson.json())).toEqual([]);
    expect(geojson.json<{ features: unknown[] }>().features).toHaveLength(result?.sites.length ?? 0);
  });

  test("on a thread comes to the same, and tells its stages", async () => {
    const here = await openTown();
    const there = await openTown({ jobWorker: openJobWorker(town) });
    const [one, other] = [await here.ended(BODY), await there.ended(BODY)];
    expect(other.id).toBe(one.id);
    expect(other.result).toEqual(one.result);
    expect(other.stage).toBe("temps avec les implantations");
  });

  test("takes a CSV, a grid, communes and all else that the command takes", async () => {
    const { ended } = await openTown();
    const lines = [...PLACES, { ...AT_SEA, lat: 43.5 }].map(({ nom, lon, lat }) => `${nom};${lon};${lat}`);
    const csv = ["nom;lon;lat", ...lines, "Nulle part;;"].join("\n");
    const fromCsv = await ended({ minutes: 1, nombre: 2, candidats_csv: csv });
    const fromList = await ended(BODY);
    const placesOf = ({ result }: SitingJob): unknown[] =>
      (result?.sites ?? []).map(({ name, gain }) => [name, gain]);
    expect(placesOf(fromCsv)).toEqual(placesOf(fromList));
    expect(fromCsv.result?.assumptions.join(" ")).toContain("1 ligne rejetée");
    expect(fromCsv.result?.candidates).toMatchObject({ withoutRoad: 1, leftOut: [{ name: "En mer" }] });
    const [best] = fromList.result?.sites ?? [];
    const bodies = [
      { minutes: 1, candidats: { grille_km: 2 }, nombre: 3 },
      { minutes: 1, nombre: 1, territoire: "dep:2A" },
      { ...BODY, but: "temps-moyen" },
      { ...BODY, but: "plus-eloignes" },
      { minutes: 1, candidats: PLACES, part: 70 },
      { ...BODY, imposer: ["lieu-3"], interdire: ["lieu-0"], planchers: { "dep:2B": 1 } },
      { ...BODY, capacite: 1 },
      { ...BODY, exclure: "bus", au: "2024-01-01", ouvert_le: "samedi" },
      { ...BODY, modifications: [{ ajouter: { lon: best.lon, lat: best.lat } }] },
    ];
    const jobs: SitingJob[] = [];
    for (const body of bodies) jobs.push(await ended(body));
    expect(jobs.map(({ state }) => state)).toEqual(bodies.map(() => "terminee"));
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(bodies.length);
    const [grid, part, , , target, ruled, limited, selected, edited] = jobs;
    expect(grid.question.candidats).toEqual({ grille_km: 2 });
    expect(part.result?.territory.code).toBe("2A");
    expect(target.result?.target?.share).toBeCloseTo(0.7, 12);
    expect(ruled.result?.sites[0]).toMatchObject({ id: "lieu-3", isForced: true });
    expect(limited.question.capacite).toBe(1);
    expect(limited.result?.sites.map(({ served }) => served)).toEqual([1, 1]);
    expect(selected.question).toMatchObject({ exclure: "bus", au: "2024-01-01", ouvert_le: "samedi" });
    expect(edited.question.scenario).toContain("ajouter:");
    // The same edits, as an address has them, are the same question.
    expect((await ended({ ...BODY, scenario: edited.question.scenario })).id).toBe(edited.id);
    expect(edited.result?.coveredBefore).toBe(best.covered);
  });

  test("that cannot be done tells why", async () => {
    const jobWorker: JobWorker = {
      run: { implantations: async () => Promise.reject(new Error("cassé")) },
      close: async () => {},
    };
    const { ended } = await openTown({ jobWorker });
    const job = await ended(BODY);
    expect(job).toMatchObject({ state: "echouee", result: null, problem: { status: 500 } });
    // What is ours to mend is not for others.
    expect(JSON.stringify(job)).not.toContain("cassé");
  });

  test("is cancelled while it runs and while it waits, as often as one likes", async () => {
    const jobWorker = endlessWorker();
    const { app, post, get } = await openTown({ jobWorker });
    const [first, second] = [await post(BODY), await post({ ...BODY, nombre: 1 })].map((posted) =>
      posted.json<SitingJob>(),
    );
    expect(second).toMatchObject({ state: "attente", position: 1 });
    expect(problemOf(await get(`${first.url}?f=csv`))).toMatchObject({ status: 409, parametre: "f" });
    for (const { url } of [second, first, first]) {
      const removed = await app.inject({ method: "DELETE", url });
      expect(removed.json<SitingJob>()).toMatchObject({ state: "annulee", result: null });
    }
    expect((await get(first.url)).json<SitingJob>().state).toBe("annulee");
    expect((await post(BODY)).json<SitingJob>()).toMatchObject({ id: first.id, state: "attente" });
    await expect.poll(() => jobWorker.begun.length).toBe(2);
  });

  test("is refused where too many wait, and found where it is known", async () => {
    const { post } = await openTown({
      jobWorker: endlessWorker(),
      jobStore: new MemoryJobStore({ mostWaiting: 1 }),
    });
    await post(BODY);
    await post({ ...BODY, nombre: 1 });
    const refused = await post({ ...BODY, nombre: 3 });
    expect(problemOf(refused)).toMatchObject({ status: 503 });
    expect(refused.headers["retry-after"]).toBeDefined();
    expect((await post(BODY)).statusCode).toBe(202);
  });

  test("of another time is unknown, in words", async () => {
    const { app, get } = await openTown();
    expect(problemOf(await get(`${URL}/inconnu`)).detail).toContain("POST");
    expect((await app.inject({ method: "DELETE", url: `${URL}/inconnu` })).statusCode).toBe(404);
  });

  test("ends with its app, and says so to who waits for it", async () => {
    const { app, post, get } = await openTown({ jobWorker: endlessWorker() });
    const { url } = (await post(BODY)).json<SitingJob>();
    const waiting = get(`${url}?attendre=30`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await app.close();
    expect((await waiting).json<SitingJob>()).toMatchObject({ state: "annulee", problem: { status: 503 } });
  });

  test("that a thread is at ends with its app", async () => {
    const { app, post } = await openTown({ jobWorker: openJobWorker(town) });
    expect((await post({ minutes: 1, candidats: { grille_km: 1 }, nombre: 50 })).statusCode).toBe(202);
    await app.close();
  });
});

test("another dataset's app tells of a run of the one before, by its name", async () => {
  const jobStore = new MemoryJobStore();
  const before = await openTown({ jobStore });
  const done = await before.ended(BODY);
  const town2 = { ...town, id: "autre", name: "Autre jeu" };
  const after = await openTown({ jobStore, study: createStudy(town2) });
  const front = new Front(before.app);
  await front.swap(after.app);
  expect((await after.get(done.url)).json()).toEqual(done);
  const again = await after.ended(BODY);
  expect(again.id).not.toBe(done.id);
  expect(again.dataset).toEqual({ id: "autre", name: "Autre jeu" });
});

test("who waits for a run is answered when the front takes another app", async () => {
  const before = await openTown({ jobWorker: endlessWorker() });
  const { url } = (await before.post(BODY)).json<SitingJob>();
  const front = new Front(before.app);
  const waiting = before.get(`${url}?attendre=30`);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await front.swap((await openTown()).app);
  expect((await waiting).json<SitingJob>().id).not.toBe("");
});

describe("a question that cannot be answered is refused, with the field at fault", () => {
  const refused: [string, unknown, number, string][] = [
    ["no JSON", "{", 400, "corps"],
    ["a list", [], 400, "corps"],
    ["an unknown field", { p: 1 }, 400, "p"],
    ["a prototype", '{"__proto__":{"nombre":1}}', 400, "__proto__"],
    ["more than the candidates", { ...BODY, nombre: 9 }, 400, "nombre"],
    ["half a site", { nombre: 1.5 }, 400, "nombre"],
    ["a number and a share", { nombre: 1, part: 50 }, 400, "part"],
    ["a share of nothing", { part: 0 }, 400, "part"],
    ["a share of times", { part: 50, but: "temps-moyen" }, 400, "part"],
    ["an unknown goal", { but: "toString" }, 400, "but"],
    ["no candidates", { candidats: [] }, 400, "candidats"],
    ["too fine a grid", { candidats: { grille_km: 0.1 } }, 400, "candidats"],
    ["another grid", { candidats: { grille: 5 } }, 400, "candidats"],
    ["a place without coordinates", { candidats: [PLACES[0], { nom: "x" }] }, 400, "candidats[1]"],
    ["a place with more", { candidats: [{ ...PLACES[0], rue: "x" }] }, 400, "candidats[0]"],
    ["two places of one name", { candidats: [PLACES[0], PLACES[0]] }, 400, "candidats[1]"],
    ["too many places", { candidats: Array.from({ length: 50_001 }, () => AT_SEA) }, 413, "candidats"],
    ["a CSV without coordinates", { candidats_csv: "nom\na" }, 400, "candidats_csv"],
    ["a CSV and a list", { candidats_csv: "lon,lat\n9,42", candidats: PLACES }, 400, "candidats_csv"],
    ["an unknown id", { ...BODY, imposer: ["ailleurs"] }, 400, "imposer"],
    ["an unknown id left out", { ...BODY, interdire: ["ailleurs"] }, 400, "interdire"],
    ["forced and forbidden", { ...BODY, imposer: ["lieu-1"], interdire: ["lieu-1"] }, 400, "imposer"],
    ["more forced than asked", { ...BODY, imposer: ["lieu-1", "lieu-2", "lieu-3"] }, 400, "nombre"],
    ["forced at sea", { ...BODY, candidats: [...PLACES, AT_SEA], imposer: ["En mer"] }, 400, "imposer"],
    ["a floor above the number", { ...BODY, planchers: { "dep:2A": 3 } }, 400, "planchers"],
    ["a floor above its candidates", { ...BODY, nombre: 8, planchers: { "dep:2A": 5 } }, 400, "planchers"],
    ["floors that overlap", { ...BODY, planchers: { "dep:2A": 1, "reg:94": 1 } }, 400, "planchers"],
    ["a floor elsewhere", { ...BODY, planchers: { "dep:75": 1 } }, 404, "planchers"],
    ["a floor for a share", { part: 50, planchers: { "dep:2A": 1 } }, 400, "planchers"],
    ["floors in words", { planchers: { "dep:2A": "un" } }, 400, "planchers"],
    ["a capacity for a share", { part: 50, capacite: 10 }, 400, "capacite"],
    ["a capacity of nothing", { capacite: 0 }, 400, "capacite"],
    ["an unknown territory", { territoire: "dep:75" }, 404, "territoire"],
    ["an unknown weight", { poids: "chats" }, 400, "poids"],
    ["a proof without end", { exact: true, duree: 121 }, 400, "duree"],
    ["time for no proof", { duree: 10 }, 400, "duree"],
    ["a word for a flag", { exact: "oui" }, 400, "exact"],
    ["too many minutes", { minutes: 121 }, 400, "minutes"],
    ["an unknown structure", { modifications: [{ fermer: "x" }] }, 404, "modifications[0]"],
    ["an edit at sea", { modifications: [{ ajouter: { lon: 7, lat: 40 } }] }, 400, "modifications[0]"],
    ["edits twice", { modifications: [], scenario: "" }, 400, "modifications"],
    ["an unknown kind", { exclure: "voiture" }, 400, "exclure"],
  ];
  test.each(refused)("%s", async (_, body, status, parametre) => {
    const { post } = await openTown({ jobWorker: endlessWorker() });
    const problem = problemOf(await post(body));
    expect(problem).toMatchObject({ status, parametre });
    expect(problem.detail).toMatch(/^[\p{Lu}«].*[.!?]$/u);
  });
});
