import type { LightMyRequestResponse } from "fastify";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import { buildApp } from "../../server/app.ts";
import { exampleScenario } from "../../server/scenarios/saved/example-scenario.ts";
import { SavedScenarios } from "../../server/scenarios/saved/saved-scenarios.ts";
import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type {
  SavedListAnswer,
  SavedReceipt,
  SavedScenario,
} from "../../server/schemas/saved-scenario-answers.ts";
import type { ScenarioAnswer } from "../../server/schemas/scenario-answers.ts";
import { StateFolder } from "../../server/state/state-folder.ts";
import { problemOf } from "../helpers/app.ts";
import { servedTown } from "../helpers/served-town.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const LIST = "/api/v1/scenarios/enregistres";
const NEW = { lon: 9.085, lat: 42.085 };
const MODIFICATIONS = [{ fermer: "=4" }, { ajouter: { ...NEW, nom: "À l’est\u0000" } }];
const TILE = "/tiles/carreaux/10/537/379.mvt";

const study = createStudy(servedTown());

interface Keeping {
  readonly get: (url: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  readonly post: (body: unknown, url?: string) => Promise<LightMyRequestResponse>;
  readonly save: (fields?: object) => Promise<SavedReceipt>;
  readonly remove: (id: string, key?: string) => Promise<LightMyRequestResponse>;
  readonly close: () => Promise<void>;
}

async function keeping(directory = join(tempFolder(), "etat")): Promise<Keeping> {
  const state = new StateFolder(directory, (what) => {
    throw new Error(what);
  });
  const app = await buildApp({ study, webRoot: null, state });
  const close = async (): Promise<void> => {
    await app.close();
    await state.close();
  };
  onTestFinished(close);
  const post: Keeping["post"] = async (body, url = LIST) =>
    app.inject({
      method: "POST",
      url,
      headers: { "content-type": "application/json" },
      payload: typeof body === "string" ? body : JSON.stringify(body),
    });
  return {
    get: async (url, headers = {}) => app.inject({ url, headers }),
    post,
    save: async (fields = {}) => {
      const response = await post({ nom: "Essai", modifications: MODIFICATIONS, ...fields });
      expect(response.statusCode, response.body).toBe(201);
      return response.json<SavedReceipt>();
    },
    remove: async (id, key) =>
      app.inject({
        method: "DELETE",
        url: `${LIST}/${id}`,
        headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      }),
    close,
  };
}

test("a scenario is saved, read, counted everywhere, listed and deleted", async () => {
  const { get, post, save, remove } = await keeping();
  const view = { nom: "  L’e\u0301te\u0301 \u0007 ", description: "a\nb", territoire: "dep:2B", minutes: 3 };
  const created = await post({ ...view, modifications: MODIFICATIONS });
  expect(created.statusCode).toBe(201);
  const receipt = created.json<SavedReceipt>();
  const { id, cle, scenario } = receipt;
  expect(receipt).toMatchObject({ nom: "L’été", modifications: 2, scenario: `enregistre:${id}` });
  expect(id).toMatch(/^[\w-]{12,}$/u);
  expect(cle).toMatch(/^[\w-]{30,}$/u);
  expect(created.headers).toMatchObject({ location: `${LIST}/${id}`, "cache-control": "no-store" });

  const read = (await get(`${LIST}/${id}`)).json<SavedScenario>();
  expect(read).toEqual({ version: 1, ...view, nom: "L’été", modifications: MODIFICATIONS });
  const again = (await post(read)).json<SavedReceipt>();
  expect(again.id).not.toBe(id);
  expect((await get(`${LIST}/${again.id}`)).json()).toEqual(read);

  const told = (
    await post({ minutes: 3, modifications: MODIFICATIONS }, "/api/v1/scenarios")
  ).json<ScenarioAnswer>();
  expect((await post({ minutes: 3, scenario }, "/api/v1/scenarios")).json()).toEqual(told);
  const addresses = [
    "/api/v1/couverture?minutes=3",
    "/api/v1/courbes?genre=departement",
    "/api/v1/zones-blanches?minutes=3",
    `${TILE}?jeu=${study.dataset.id}`,
  ];
  for (const address of addresses) {
    const byText = await get(`${address}&scenario=${encodeURIComponent(told.scenario)}`);
    const bySaved = await get(`${address}&scenario=${scenario}`);
    expect(bySaved.statusCode, address).toBe(200);
    expect(bySaved.rawPayload.equals(byText.rawPayload), address).toBe(true);
    // What may be deleted is asked for again each time.
    expect(bySaved.headers["cache-control"]).toBe("public, no-cache");
  }
  const tileJson = (await get(`/tiles/carreaux.json?scenario=${scenario}`)).json<{ tiles: string[] }>();
  expect(tileJson.tiles[0]).toContain(`scenario=${encodeURIComponent(scenario)}`);

  const third = await save({ nom: "Troisième" });
  const list = (await get(LIST)).json<SavedListAnswer>();
  expect(list).toMatchObject({ total: 3, next: null });
  expect(list.scenarios.map((row) => row.id)).toEqual([third.id, again.id, id]);
  const { cle: _, ...row } = receipt;
  expect(list.scenarios[2]).toEqual({ ...row, description: "a\nb", territoire: "dep:2B", minutes: 3 });
  expect(JSON.stringify(list)).not.toContain(cle);

  const address = `/api/v1/couverture?minutes=3&scenario=${scenario}`;
  const { etag } = (await get(address)).headers;
  for (const key of [undefined, "", again.cle, `${cle}x`, "é"]) {
    const { status, type } = problemOf(await remove(id, key));
    expect([status, type]).toEqual([403, "/problemes/cle-refusee"]);
  }
  expect((await get(address)).statusCode).toBe(200);
  expect((await remove(id, cle)).statusCode).toBe(204);
  const gone = [
    await get(`${LIST}/${id}`),
    await get(address),
    await get(address, { "if-none-match": String(etag) }),
    await get(`${TILE}?scenario=${scenario}`),
    await post({ scenario }, "/api/v1/scenarios"),
    await remove(id, cle),
  ].map(problemOf);
  expect(gone.map(({ status }) => status)).toEqual(Array(6).fill(404));
  expect(new Set(gone.map(({ type }) => type))).toEqual(new Set(["/problemes/scenario-non-enregistre"]));
  expect(gone.map(({ parametre }) => parametre)).toEqual(["id", ...Array<string>(4).fill("scenario"), "id"]);
  expect((await get(LIST)).json<SavedListAnswer>().total).toBe(2);
});

test("what is saved is there after a restart, and for the next dataset", async () => {
  const directory = join(tempFolder(), "etat");
  const first = await keeping(directory);
  const { id, cle } = await first.save();
  const before = (await first.get(`${LIST}/${id}`)).body;
  await first.close();
  const second = await keeping(directory);
  expect((await second.get(`${LIST}/${id}`)).body).toBe(before);
  expect((await second.remove(id, cle)).statusCode).toBe(204);
});

test("lists are searched by words of names, and read page by page", async () => {
  const { get, save } = await keeping();
  const names = ["Été à Corte", "Hiver à Corte", "Étang", "100 % bus", "x'; drop table saved_scenarios; --"];
  for (const nom of names) await save({ nom });
  const found = async (q: string): Promise<string[]> =>
    (await get(`${LIST}?q=${encodeURIComponent(q)}`)).json<SavedListAnswer>().scenarios.map(({ nom }) => nom);
  expect(await found("")).toEqual(names.toReversed());
  expect(await found("ete")).toEqual(["Été à Corte"]);
  expect(await found("CORTE é")).toEqual(["Été à Corte"]);
  expect(await found("tang")).toEqual([]);
  expect(await found("%")).toEqual(names.toReversed());
  expect(await found("drop table")).toEqual([names[4]]);
  const pages: string[][] = [];
  for (let next: string | null = `${LIST}?limite=2`; next !== null;) {
    const response: LightMyRequestResponse = await get(next);
    const page = response.json<SavedListAnswer>();
    expect(page.total).toBe(5);
    pages.push(page.scenarios.map(({ nom }) => nom));
    next = page.next;
    expect(response.headers.link).toBe(next === null ? undefined : `<${next}>; rel="next"`);
  }
  expect(pages).toEqual([names.slice(3).toReversed(), names.slice(1, 3).toReversed(), [names[0]]]);
  for (const suite of ["x", "cw", "czE=", "cy0x"]) {
    expect(problemOf(await get(`${LIST}?suite=${suite}`))).toMatchObject({ status: 400, parametre: "suite" });
  }
});

test("a hundred saves at once are all kept, each under an id of its own", async () => {
  const { get, save } = await keeping();
  const receipts = await Promise.all(Array.from({ length: 100 }, async (_, i) => save({ nom: `n° ${i}` })));
  expect(new Set(receipts.map(({ id }) => id)).size).toBe(100);
  const { scenarios, total } = (await get(`${LIST}?limite=200`)).json<SavedListAnswer>();
  expect(total).toBe(100);
  expect(new Map(scenarios.map(({ id, nom }) => [id, nom]))).toEqual(
    new Map(receipts.map(({ id, nom }) => [id, nom])),
  );
});

test.each<[string, unknown, number, string | undefined]>([
  ["no name", { modifications: [] }, 400, "nom"],
  ["a name of nothing", { nom: " \u200B\u0000", modifications: [] }, 400, "nom"],
  ["a name of another type", { nom: 3, modifications: [] }, 400, "nom"],
  ["a name that is too long", { nom: "é".repeat(101), modifications: [] }, 400, "nom"],
  [
    "a description that is too long",
    { nom: "a", description: "é".repeat(2001), modifications: [] },
    400,
    "description",
  ],
  ["a territory of another type", { nom: "a", territoire: 2, modifications: [] }, 400, "territoire"],
  ["minutes out of range", { nom: "a", minutes: 121, modifications: [] }, 400, "minutes"],
  ["another version", { version: 2, nom: "a", modifications: [] }, 400, "version"],
  ["no edits", { nom: "a" }, 400, "modifications"],
  ["both forms", { nom: "a", modifications: [], scenario: "" }, 400, "scenario"],
  [
    "an edit that is none",
    { nom: "a", modifications: [{ fermer: "un" }, { raser: 1 }] },
    400,
    "modifications[1]",
  ],
  ["a text that is none", { nom: "a", scenario: "raser:1" }, 400, "scenario"],
  ["an unknown reference", { nom: "a", scenario: "enregistre:AAAAAAAAAAAAAAAA" }, 404, "scenario"],
  [
    "too many edits",
    { nom: "a", modifications: Array.from({ length: 1001 }, () => ({ fermer: "un" })) },
    413,
    "modifications",
  ],
  ["too long a body", `{"nom":"a","modifications":[${" ".repeat(1024 * 1024)}]}`, 413, "modifications"],
  ["too long in bytes alone", { nom: "é".repeat(530_000), modifications: [] }, 413, "modifications"],
  ["an unknown field", { nom: "a", modifications: [], cle: "x" }, 400, "cle"],
  ["no JSON", "{", 400, "modifications"],
])("%s is refused, and nothing kept", async (_, body, status, parametre) => {
  const { get, post } = await keeping();
  expect(problemOf(await post(body))).toMatchObject({ status, parametre });
  expect((await get(LIST)).json<SavedListAnswer>().total).toBe(0);
});

test("a thousand edits with long names are kept, and counted by address", async () => {
  const { get, save } = await keeping();
  const modifications = Array.from({ length: 1000 }, () => ({
    ajouter: { ...NEW, nom: "\u00E9".repeat(200) },
  }));
  const { scenario, modifications: count } = await save({ nom: "é".repeat(100), modifications });
  expect(count).toBe(1000);
  const response = await get(`/api/v1/couverture?minutes=3&scenario=${scenario}`);
  expect(response.statusCode).toBe(200);
  const { covered } = response.json<CoverageAnswer>();
  const one = await get("/api/v1/couverture?minutes=3&scenario=ajouter:9.085,42.085");
  expect(covered).toBe(one.json<CoverageAnswer>().covered);
});

test("structures that the dataset has no more are told by their edit, and the scenario stays", async () => {
  const { get, post, save } = await keeping();
  const { id, scenario } = await save({ modifications: [{ fermer: "un" }, { fermer: "partie" }] });
  const refused = [
    await get(`/api/v1/couverture?scenario=${scenario}`),
    await get(`${TILE}?scenario=${scenario}`),
    await post({ scenario }, "/api/v1/scenarios"),
  ].map(problemOf);
  for (const problem of refused) {
    expect(problem).toMatchObject({ status: 404, parametre: "modifications[1]" });
    expect(problem.detail).toContain("« partie » inconnue");
  }
  expect((await get(`${LIST}/${id}`)).statusCode).toBe(200);
});

test("no more is kept than there is room for, and room comes back", async () => {
  const state = new StateFolder(join(tempFolder(), "etat"), () => {});
  onTestFinished(async () => state.close());
  const scenario: SavedScenario = { version: 1, nom: "a", modifications: [{ fermer: "un" }] };
  const bytes = JSON.stringify(scenario).length;
  const saved = new SavedScenarios(state, exampleScenario(study.dataset), { count: 3, bytes: 3 * bytes - 1 });
  const first = await saved.save(scenario, 1);
  await saved.save(scenario, 2);
  await expect(saved.save(scenario, 3)).rejects.toMatchObject({ code: "state.full" });
  await saved.remove(first.id, first.cle);
  await saved.save(scenario, 4);
  const roomy = new SavedScenarios(state, exampleScenario(study.dataset), { count: 3, bytes: 100 * bytes });
  await roomy.save(scenario, 5);
  await expect(roomy.save(scenario, 6)).rejects.toMatchObject({ code: "state.full" });
  expect((await roomy.list("", null, 10)).total).toBe(3);
});

test("a server without a folder says that it keeps nothing, and answers the rest", async () => {
  const app = await buildApp({ study, webRoot: null });
  onTestFinished(async () => app.close());
  const refused = await app.inject({ method: "POST", url: LIST, payload: { nom: "a", modifications: [] } });
  expect(problemOf(refused)).toMatchObject({ status: 503, type: "/problemes/enregistrement-indisponible" });
  expect((await app.inject(LIST)).json()).toEqual({ scenarios: [], total: 0, next: null });
  expect(problemOf(await app.inject(`${LIST}/AAAAAAAAAAAAAAAA`)).status).toBe(404);
  const example = await app.inject("/api/v1/couverture?scenario=enregistre:exemple");
  expect(example.json<CoverageAnswer>().structures.counted).toBe(5);
});

test("other sites may read and save, and not delete", async () => {
  const app = await buildApp({ study, webRoot: null });
  onTestFinished(async () => app.close());
  const ask = async (method: string) =>
    app.inject({
      method: "OPTIONS",
      url: `${LIST}/AAAAAAAAAAAAAAAA`,
      headers: {
        origin: "https://ailleurs.example",
        "access-control-request-method": method,
        "access-control-request-headers": "authorization",
      },
    });
  const { headers } = await ask("DELETE");
  expect(String(headers["access-control-allow-methods"]).split(", ")).toEqual(["GET", "HEAD", "POST"]);
});

test("a request that is repeated with its key saves once, and another with the same key is refused", async () => {
  const state = new StateFolder(join(tempFolder(), "etat"), () => {});
  const app = await buildApp({ study, webRoot: null, state });
  onTestFinished(async () => {
    await app.close();
    await state.close();
  });
  const post = async (nom: string, key: string) =>
    app.inject({
      method: "POST",
      url: LIST,
      headers: { "content-type": "application/json", "idempotency-key": key },
      payload: JSON.stringify({ nom, modifications: MODIFICATIONS }),
    });
  const first = await post("Un", "0123456789abcdef");
  expect(first.statusCode, first.body).toBe(201);
  expect((await post("Un", "0123456789abcdef")).json()).toEqual(first.json());
  const other = await post("Un", "0123456789abcdeg");
  expect(other.json<SavedReceipt>().id).not.toBe(first.json<SavedReceipt>().id);
  expect(other.json<SavedReceipt>().cle).not.toBe(first.json<SavedReceipt>().cle);
  const refused = await post("Deux", "0123456789abcdef");
  expect(problemOf(refused)).toMatchObject({ status: 422, type: "/problemes/cle-de-demande-deja-employee" });
  expect((await app.inject({ url: LIST })).json<SavedListAnswer>().total).toBe(2);
  const receipt = first.json<SavedReceipt>();
  const headers = { authorization: `Bearer ${receipt.cle}` };
  expect((await app.inject({ method: "DELETE", url: `${LIST}/${receipt.id}`, headers })).statusCode).toBe(
    204,
  );
  for (const key of ["court", "x".repeat(129), "é123456789abcdefgh"]) {
    expect((await post("Un", key)).statusCode).toBe(400);
  }
});
