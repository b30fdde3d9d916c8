import { parse } from "csv-parse/sync";
import type { LightMyRequestResponse } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import { buildApp } from "../../server/app.ts";
import type { NearestAnswer } from "../../server/schemas/answers.ts";
import { problemOf } from "../helpers/app.ts";
import { miniDataset, miniStructure } from "../helpers/mini-dataset.ts";

/** A road along a parallel with a desk at each end, the western one a bus. */
const dataset = miniDataset({
  nodes: [
    [9, 42],
    [9.1, 42],
    [9.3, 42],
  ],
  ways: [{ nodes: [0, 1, 2] }],
  structures: [
    miniStructure({ id: "o", name: "Ouest, la première", lon: 9, lat: 42, format: "bus" }),
    miniStructure({ id: "e", name: "Est", lon: 9.3, lat: 42 }),
  ],
});

async function opened(): Promise<{
  post: (body: string | object, type: string, query?: string) => Promise<LightMyRequestResponse>;
  near: (query: string) => Promise<NearestAnswer>;
}> {
  const app = await buildApp({ study: createStudy(dataset), webRoot: null });
  onTestFinished(async () => app.close());
  return {
    post: async (payload, type, query = "") =>
      app.inject({
        method: "POST",
        url: `/api/v1/proche/lot?${query}`,
        payload,
        headers: { "content-type": type },
      }),
    near: async (query) => (await app.inject(`/api/v1/proche?${query}`)).json<NearestAnswer>(),
  };
}

function rowsOf(response: LightMyRequestResponse): Record<string, string>[] {
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toBe("text/csv; charset=utf-8");
  return parse(response.body, { columns: true, bom: true, record_delimiter: "\r\n" });
}

describe("a batch of points", () => {
  test("comes back as CSV with its own columns and what is near, as single questions find it", async () => {
    const { post, near } = await opened();
    const csv = 'nom;latitude;Longitude\n"Point; un";42;9,02\nautre;42.0;9.28\n';
    const rows = rowsOf(await post(csv, "text/csv", "limite=2"));
    expect(rows.map(({ nom, fs_rang, fs_id }) => [nom, fs_rang, fs_id])).toEqual([
      ["Point; un", "1", "o"],
      ["Point; un", "2", "e"],
      ["autre", "1", "e"],
      ["autre", "2", "o"],
    ]);
    const { features } = await near("lat=42&lon=9.02&limite=2");
    expect(rows.slice(0, 2).map(({ fs_minutes }) => Number(fs_minutes))).toEqual(
      features.map(({ properties }) => properties.minutes),
    );
    expect(rows[0]).toMatchObject({
      fs_etat: "ok",
      fs_nom: "Ouest, la première",
      latitude: "42",
      Longitude: "9,02",
    });
  });

  test("may be JSON, and be filtered as single questions are", async () => {
    const { post } = await opened();
    const points = [
      { id: 7, lat: 42, lon: 9.02 },
      { lat: 42, lon: 9.25 },
    ];
    const rows = rowsOf(await post(points, "application/json", "exclure=bus"));
    expect(rows.map(({ id, fs_id }) => [id, fs_id])).toEqual([
      ["7", "e"],
      ["2", "e"],
    ]);
    const none = rowsOf(await post(points, "application/json", "type=antenne"));
    expect(none.map(({ fs_etat, fs_id }) => [fs_etat, fs_id])).toEqual([
      ["aucune structure", ""],
      ["aucune structure", ""],
    ]);
    const near = rowsOf(await post(points, "application/json", "minutes_max=7"));
    expect(near.map(({ fs_id }) => fs_id)).toEqual(["o", "e"]);
  });

  test("says of each point that has no answer why, and answers the others", async () => {
    const { post } = await opened();
    const csv =
      "id,lat,lon\na,9.02,42\nb,48.8,2.3\nc,,\nd,quarante-deux,9\ne,42,9.02\nf,91,9\ng,42.09,9.02\n";
    const rows = rowsOf(await post(csv, "text/csv"));
    expect(rows.map(({ id, fs_etat }) => [id, fs_etat])).toEqual([
      ["a", "latitude et longitude inversées"],
      ["b", "hors du jeu de données"],
      ["c", "coordonnées illisibles"],
      ["d", "coordonnées illisibles"],
      ["e", "ok"],
      ["f", "coordonnées illisibles"],
      ["g", "loin de toute route"],
    ]);
  });

  test("of ten thousand points is answered whole, one more is refused", async () => {
    const { post } = await opened();
    const csv = (count: number): string =>
      `lat,lon\n${Array.from({ length: count }, (_, index) => `42,${9 + (index % 300) / 1000}`).join("\n")}`;
    expect(rowsOf(await post(csv(10_000), "text/csv"))).toHaveLength(10_000);
    expect(problemOf(await post(csv(10_001), "text/csv"))).toMatchObject({
      status: 413,
      type: "/problemes/lot-trop-grand",
    });
  });

  test.each([
    ["no column for the latitude", "text/csv", "id,longitude\n1,9", 400, "lot-invalide"],
    ["no line", "text/csv", "lat,lon\n", 400, "lot-invalide"],
    ["nothing", "text/csv", "", 400, "lot-invalide"],
    ["an open quote", "text/csv", 'lat,lon\n42,"9', 400, "lot-invalide"],
    ["a list of something else", "application/json", '[{"x":1}]', 400, "parametre-manquant"],
    ["no JSON", "application/json", "[{", 400, "demande-refusee"],
    ["an empty list", "application/json", "[]", 400, "lot-invalide"],
    ["another format", "application/xml", "<a/>", 415, "demande-refusee"],
  ])("%s is refused with a reason", async (_, type, body, status, slug) => {
    const { post } = await opened();
    expect(problemOf(await post(body, type))).toMatchObject({ status, type: `/problemes/${slug}` });
  });

  test("keeps numbers as they came, formulas disarmed", async () => {
    const { post } = await opened();
    const rows = rowsOf(await post('nom,lat,lon\n=1+1,42,-1.5536\n-,42,"-1,5536"\n', "text/csv"));
    expect(rows.map(({ nom, lon }) => [nom, lon])).toEqual([
      ["'=1+1", "-1.5536"],
      ["'-", "-1,5536"],
    ]);
  });

  test.each([
    ["UTF-8", "text/csv", Buffer.from("ville,lat,lon\nOrléans,42,9.02")],
    [
      "windows-1252, as it says",
      "text/csv; charset=windows-1252",
      Buffer.from("ville,lat,lon\nOrl\u00e9ans,42,9.02", "latin1"),
    ],
    [
      "windows-1252, without saying so",
      "text/csv",
      Buffer.from("ville,lat,lon\nOrl\u00e9ans,42,9.02", "latin1"),
    ],
    ["lines of an old Mac", "text/csv", Buffer.from("ville;lat;lon\rOrléans;42;9,02")],
  ])("is read in %s", async (_, type, body) => {
    const { post } = await opened();
    const rows = rowsOf(await post(body, type));
    expect(rows.map(({ ville, fs_id }) => [ville, fs_id])).toEqual([["Orléans", "o"]]);
  });

  test("does not take what is no number for one", async () => {
    const { post } = await opened();
    for (const lat of [null, true, "42", [42], {}]) {
      const problem = problemOf(await post([{ lat, lon: 9 }], "application/json"));
      expect(problem, JSON.stringify(lat)).toMatchObject({ status: 400, type: "/problemes/lot-invalide" });
      expect(problem.detail).toContain("Point n° 1");
    }
  });

  test("with a thousand columns is refused, not carried for each point", async () => {
    const { post } = await opened();
    const csv = `lat,lon${",".repeat(998)}\n${"42,9\n".repeat(10_000)}`;
    expect(problemOf(await post(csv, "text/csv"))).toMatchObject({ type: "/problemes/lot-invalide" });
  });

  test("that is too long is refused before it is read whole", async () => {
    const { post } = await opened();
    const problem = problemOf(await post("lat,lon\n".padEnd(10_000_000, "x"), "text/csv"));
    expect(problem.status).toBe(413);
  });
});
