import type { LightMyRequestResponse } from "fastify";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { measureFigures } from "../../data/figures/measure-figures.ts";
import { buildApp } from "../../server/app.ts";
import { FolderHistory } from "../../server/history/folder-history.ts";
import type { HistoryStore } from "../../server/history/history-store.ts";
import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type { HistoryAnswer } from "../../server/schemas/history-answers.ts";
import { problemOf, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { makeFigures, makeTerritoryFigures } from "../helpers/make-figures.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const ADDRESS = "/api/v1/historique";
/** Before the study of these tests. */
const OLDER = makeFigures({
  dataset: { id: "older", name: "Pays d’essai", fictitious: true, profile: "car" },
  madeAt: "2020-01-01T00:00:00.000Z",
  sources: [{ role: "roads", name: "Routes d’essai", vintage: "2019", sha256: "ab" }],
  territories: ["france", "reg:84", "dep:01"].map((reference) =>
    makeTerritoryFigures({ reference, people: 200, covered: [50, 100] }),
  ),
});

async function historyApp(store?: HistoryStore): Promise<{
  get: (url: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  store: HistoryStore;
}> {
  const history = store ?? new FolderHistory(join(tempFolder(), "historique"), () => {});
  const app = await buildApp({ study: fakeStudy(), webRoot: null, history });
  onTestFinished(async () => app.close());
  return { store: history, get: (url, headers = {}) => app.inject({ method: "GET", url, headers }) };
}

describe("/api/v1/historique", () => {
  test("has the dataset in service alone where nothing is kept, with the figures of its coverage", async () => {
    const { get } = await testApp();
    for (const territory of ["france", "reg:84", "dep:01"]) {
      const answer = (await get(`${ADDRESS}?territoire=${territory}`)).json<HistoryAnswer>();
      expect(answer.minutes).toEqual([20, 30]);
      expect(answer.entries).toHaveLength(1);
      const [{ isCurrent, changed, isComparable, covered, people }] = answer.entries;
      expect({ isCurrent, changed, isComparable }).toEqual({
        isCurrent: true,
        changed: [],
        isComparable: true,
      });
      for (const { minutes, share, people: within } of covered) {
        const asked = (
          await get(`/api/v1/couverture?territoire=${territory}&minutes=${minutes}`)
        ).json<CoverageAnswer>();
        expect([people, within, share]).toEqual([asked.population, asked.covered, asked.share]);
      }
    }
  });

  test("tells what is kept before it, and what has changed since", async () => {
    const { get, store } = await historyApp();
    await store.record(OLDER);
    const { entries } = (await get(`${ADDRESS}?territoire=dep:01&minutes=30`)).json<HistoryAnswer>();
    expect(entries).toMatchObject([
      { dataset: { id: "older" }, isCurrent: false, covered: [{ minutes: 30, people: 100, share: 0.5 }] },
      { dataset: { id: "fake-1" }, isCurrent: true, changed: ["roads"], isComparable: true },
    ]);
  });

  test("has the dataset in service once, as it is kept", async () => {
    const { get, store } = await historyApp();
    await store.record(measureFigures(fakeStudy(), new Date("2021-01-01T00:00:00.000Z")));
    const { entries } = (await get(ADDRESS)).json<HistoryAnswer>();
    expect(entries.map(({ since }) => since)).toEqual(["2021-01-01T00:00:00.000Z"]);
  });

  test("has an ETag that changes with what is kept", async () => {
    const { get, store } = await historyApp();
    const first = await get(ADDRESS);
    const etag = String(first.headers["etag"]);
    const held = { "if-none-match": etag };
    const again = await get(ADDRESS, held);
    expect([again.statusCode, again.body, again.headers["etag"]]).toEqual([304, "", etag]);
    expect((await get(`${ADDRESS}?territoire=dep:01`, held)).statusCode).toBe(200);
    expect((await get(ADDRESS, { ...held, "accept-encoding": "gzip" })).statusCode).toBe(200);
    await store.record(OLDER);
    const changed = await get(ADDRESS, held);
    expect(changed.statusCode).toBe(200);
    expect(changed.json<HistoryAnswer>().entries).toHaveLength(2);
  });

  test("as CSV is a file with a line for each time", async () => {
    const { get } = await historyApp();
    const response = await get(`${ADDRESS}?territoire=dep:01&f=csv`);
    expect(response.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(response.headers["content-disposition"]).toBe(
      'attachment; filename="historique-dep-01-20-30-min.csv"',
    );
    expect(response.body.trimEnd().split("\r\n")).toHaveLength(3);
  });

  test("refuses what it does not keep, naming what it does", async () => {
    const { get } = await historyApp();
    const unknown = await get(`${ADDRESS}?territoire=dep:99`);
    expect([unknown.statusCode, problemOf(unknown).parametre]).toEqual([404, "territoire"]);
    const commune = problemOf(await get(`${ADDRESS}?territoire=com:01001`));
    expect(commune).toMatchObject({ status: 400, parametre: "territoire" });
    expect(commune.detail).toContain("la France, une région ou un département");
    const minutes = problemOf(await get(`${ADDRESS}?minutes=25`));
    expect(minutes).toMatchObject({ status: 400, parametre: "minutes" });
    expect(minutes.detail).toBe(
      "Paramètre « minutes » : reçu « 25 », attendu un temps que l’historique garde : 20 ou 30.",
    );
    for (const query of ["minutes=vite", "f=xml", "au=2020-01-01"]) {
      expect((await get(`${ADDRESS}?${query}`)).statusCode, query).toBe(400);
    }
  });

  test("of a dataset without a population is not found", async () => {
    const { get } = await testApp(fakeStudy({ withPopulation: false }));
    expect(problemOf(await get(ADDRESS)).type).toBe("/problemes/population-absente");
  });
});
