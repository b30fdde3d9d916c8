import { expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type {
  CoverageAnswer,
  StructureFeature,
  StructuresAnswer,
  TerritoryAnswer,
} from "../../server/schemas/answers.ts";
import type { ScenarioAnswer } from "../../server/schemas/scenario-answers.ts";
import { problemOf, studyApp } from "../helpers/app.ts";
import { servedTown } from "../helpers/served-town.ts";

test("a share of acts without re-direction chooses who counts, in addresses and in a scenario", async () => {
  const town = servedTown();
  const shares: Readonly<Record<string, number | null>> = { un: 90, bus: 60, trois: null };
  const structures = town.structures.map((one) => {
    const noRedirectionShare = shares[one.id];
    return noRedirectionShare === undefined
      ? one
      : { ...one, indicators: { realisationRate: null, noRedirectionShare, satisfaction: null } };
  });
  const { app, get } = await studyApp(createStudy({ ...town, structures }));
  const query = "minutes=3&sans_reorientation_min=60.5";
  const answer = (await get(`/api/v1/couverture?${query}`)).json<CoverageAnswer>();
  expect(answer.structures).toMatchObject({
    counted: 1,
    excluded: [
      { reason: "part sans réorientation sous 60.5 %", count: 1 },
      // One without a row, one with an empty field.
      { reason: "part sans réorientation inconnue", count: 2 },
    ],
  });
  expect(answer.provenance.parameters).toMatchObject({ minNoRedirection: 60.5 });
  const listed = (await get("/api/v1/structures?sans_reorientation_min=60")).json<StructuresAnswer>();
  expect(listed.features.map(({ properties }) => properties.id)).toEqual(["un", "bus"]);
  const tiles = (await get("/tiles/carreaux.json?sans_reorientation_min=60")).json<{ tiles: string[] }>();
  expect(tiles.tiles[0]).toContain("sans_reorientation_min=60");
  const post = async (sans_reorientation_min: unknown) =>
    app.inject({
      method: "POST",
      url: "/api/v1/scenarios",
      payload: { minutes: 3, sans_reorientation_min, modifications: [{ fermer: "un" }] },
    });
  const closed = (await post(60.5)).json<ScenarioAnswer>();
  expect(closed.before.covered).toBe(answer.covered);
  expect(closed.after.covered).toBe(0);
  for (const wrong of [101, -1, "60"]) {
    expect(problemOf(await post(wrong))).toMatchObject({ status: 400, parametre: "sans_reorientation_min" });
  }
  expect(problemOf(await get("/api/v1/couverture?sans_reorientation_min=101")).status).toBe(400);
});

test("a territory has the medians of its structures, of those of which each is known", async () => {
  const town = servedTown();
  const given = new Map([
    ["un", { realisationRate: 80, noRedirectionShare: null, satisfaction: 90 }],
    ["=4", { realisationRate: 91.3, noRedirectionShare: null, satisfaction: null }],
    ["bus", { realisationRate: 60, noRedirectionShare: 50, satisfaction: null }],
  ]);
  const structures = town.structures.map((one) => {
    const indicators = given.get(one.id);
    return indicators === undefined ? one : { ...one, indicators };
  });
  const { get } = await studyApp(createStudy({ ...town, structures }));
  const of = async (ref: string): Promise<unknown> =>
    (await get(`/api/v1/territoires/${ref}`)).json<TerritoryAnswer>().indicators;
  // Halfway between 80 and 91.3, to a tenth.
  expect(await of("dep:2A")).toEqual({
    known: 2,
    unknown: 0,
    realisationRate: 85.7,
    noRedirectionShare: null,
    satisfaction: 90,
  });
  expect(await of("com:2B002")).toEqual({
    known: 1,
    unknown: 1,
    realisationRate: 60,
    noRedirectionShare: 50,
    satisfaction: null,
  });
  expect(await of("france")).toMatchObject({ known: 3, unknown: 1, realisationRate: 80 });
  const csv = (await get("/api/v1/structures?f=csv")).body.replace("\uFEFF", "").split("\r\n");
  expect(csv[0]).toMatch(/taux_realisation.part_sans_reorientation.satisfaction$/u);
  const ends = csv
    .filter((line) => /^(bus|trois)\b/u.test(line))
    .map((line) => line.split(/[;,]/u).slice(-3));
  expect(ends).toEqual([
    ["60", "50", ""],
    ["", "", ""],
  ]);
  const plain = await studyApp(createStudy(town));
  expect((await plain.get("/api/v1/territoires/france")).json<TerritoryAnswer>().indicators).toBeNull();
});

test("indicators are shown where they are given, and choose who counts", async () => {
  const town = servedTown();
  const indicators = { realisationRate: 85, noRedirectionShare: null, satisfaction: 92.5 };
  const structures = town.structures.map((one) => (one.id === "un" ? { ...one, indicators } : one));
  const study = createStudy({ ...town, structures });
  const { get } = await studyApp(study);
  const [with_, without] = await Promise.all(
    ["un", "trois"].map(async (id) => (await get(`/api/v1/structures/${id}`)).json<StructureFeature>()),
  );
  expect(with_.properties.indicators).toEqual(indicators);
  expect(without.properties).not.toHaveProperty("indicators");
  const chosen = (await get("/api/v1/couverture?minutes=3&realisation_min=80")).json<CoverageAnswer>();
  expect(chosen.structures.counted).toBe(1);
  const alone = createStudy(town).coverage({ minutes: 3, selection: { exclude: ["bus", "antenne"] } });
  // "=4" stands beside "un": both cover the same.
  expect(chosen.covered).toBeCloseTo(alone.covered, 9);
  expect(chosen.provenance.parameters).toMatchObject({ minRealisation: 80 });
  const none = (await get("/api/v1/couverture?minutes=3&realisation_min=86")).json<CoverageAnswer>();
  expect(none.covered).toBe(0);
  expect(problemOf(await get("/api/v1/couverture?realisation_min=101")).status).toBe(400);
});
