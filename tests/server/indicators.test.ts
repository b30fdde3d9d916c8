import { expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { CoverageAnswer, StructureFeature } from "../../server/schemas/answers.ts";
import { problemOf, studyApp } from "../helpers/app.ts";
import { servedTown } from "../helpers/served-town.ts";

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
