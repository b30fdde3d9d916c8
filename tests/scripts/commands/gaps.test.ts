import { describe, expect, test } from "vitest";

import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import type { Gap } from "../../../isochrones/model/report.ts";
import { buildApp } from "../../../server/app.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import { cellAt, DESK_NAME, WORLD } from "./small-world.ts";

const shared = useSharedDataset();

type ListedGap = Omit<Gap, "cells"> & { readonly cells: readonly string[] };

async function gaps(...options: string[]): Promise<string> {
  return (await trenteOk(["gaps", "--dataset", shared.dataset, ...options])).out;
}

async function listed(...options: string[]): Promise<readonly ListedGap[]> {
  return (JSON.parse(await gaps("--format", "json", ...options)) as { gaps: ListedGap[] }).gaps;
}

const eastCells = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => cellAt(from + index, 0)).sort();

describe("gaps as JSON", () => {
  test("are the uncovered cells, joined, most people first", async () => {
    const [first, second, ...more] = await listed();
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      people: WORLD.east.people,
      cells: [cellAt(20, 0)],
      communes: [{ code: "2A004", name: "Ajaccio", people: WORLD.east.people }],
    });
    expect(second).toMatchObject({ people: WORLD.far.people, cells: [cellAt(20, 10)], nearest: null });
  });

  test("grow where fewer structures are counted, and say the nearest", async () => {
    const [first] = await listed("--exclure", "bus");
    expect(await listed("--ouvert-le", "lundi-matin")).toEqual(await listed("--exclure", "bus"));
    expect([...first.cells].sort()).toEqual(eastCells(WORLD.lastCovered + 1, WORLD.east.cells - 1));
    expect(first.nearest).toMatchObject({ id: "12", name: DESK_NAME });
    // The farthest is 40.5 km away at 40 km/h.
    expect((first.worstMinutes ?? 0) / (40.5 * 1.5)).toBeCloseTo(1, 1);
  });

  test("carry where they come from", async () => {
    const answer = JSON.parse(await gaps("--format", "json")) as object;
    expect(answer).toMatchObject({
      territory: { kind: "france" },
      minutes: 30,
      people: WORLD.east.people + WORLD.far.people,
      provenance: { engine: "embedded" },
    });
    expect(answer).toHaveProperty("warnings");
  });

  test("are those of --territoire only", async () => {
    expect(await listed("--territoire", "dep:2B")).toEqual([]);
  });
});

describe("gaps as GeoJSON", () => {
  test("are valid, one feature a gap, with the same properties", async () => {
    const collection = JSON.parse(
      await gaps("--format", "geojson", "--exclure", "bus"),
    ) as GeoJSON.FeatureCollection;
    expect(geojsonFaults(collection)).toEqual([]);
    const inJson = await listed("--exclure", "bus");
    expect(
      collection.features.map(({ id, properties, geometry }) => ({ ...properties, id, outline: geometry })),
    ).toEqual(inJson);
  });
});

describe("gaps as CSV", () => {
  test("are the file that the API gives", async () => {
    const text = await gaps("--format", "csv", "--ouvert-le", "lundi-10:00", "--minutes", "20");
    const app = await buildApp({ study: createStudy(readBundle(shared.dataset)), webRoot: null });
    const url = "/api/v1/zones-blanches?format=csv&ouvert_le=lundi-10h&minutes=20";
    const answer = await app.inject({ url });
    await app.close();
    expect(answer.statusCode, answer.body).toBe(200);
    expect(text.split("\r\n").length).toBeGreaterThan(2);
    expect(text).toBe(answer.body);
  });
});

describe("gaps as a table", () => {
  test("fit in 100 columns, long names shortened, and add up", async () => {
    const text = await gaps("--exclure", "fixe");
    expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
    // The bus's name has a hundred letters.
    expect(text).toMatch(
      /^Bastia, Ajaccio +\d+ +\d+ +[\d,]+ min +[\d,]+ min +Bus France services.*… +[\d,]+ min$/mu,
    );
    expect(await gaps()).toContain("2 zones blanches à 30 minutes, ");
    expect(await gaps()).toContain(` : ${WORLD.east.people + WORLD.far.people} habitants.`);
  });

  test("say when there is none", async () => {
    expect(await gaps("--territoire", "dep:2B")).toMatch(
      /^Aucune zone blanche à 30 minutes, Haute-Corse\.\n/u,
    );
  });
});
