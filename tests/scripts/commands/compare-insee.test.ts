import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { describe, expect, onTestFinished, test } from "vitest";

import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { startFakeOsrm } from "../../helpers/fake-osrm.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { trenteOk } from "./fake-terminal.ts";
import {
  FILE,
  fileOf,
  idOf,
  inseeRows,
  MINUTES_PER_KM,
  minutesToDesk,
  times,
  useInseeWorld,
  WORLD_CELLS,
  type WorldCell,
} from "./insee-world.ts";
import { DESK_NAME } from "./small-world.ts";

const world = useInseeWorld();

interface Side {
  readonly minutes: number;
  readonly people: number;
  readonly gained: number;
  readonly lost: number;
}

interface Figures {
  readonly cells: number;
  readonly people: number;
  readonly pairs: {
    readonly pairs: number;
    readonly reachableInBoth: number;
    readonly relative: { readonly median: number; readonly p95: number; readonly max: number };
    readonly bias: { readonly medianRelative: number };
  };
  readonly sides: readonly Side[];
  readonly meanMinutes: { readonly measured: number; readonly reference: number };
}

interface Worst {
  readonly id: string;
  readonly cause: string;
  readonly people: number;
  readonly structure: { readonly id: string } | null;
  readonly measured: { readonly routeMeters: number | null; readonly crowMeters: number | null };
  readonly reference: { readonly seconds: number | null; readonly routeMeters: number | null };
}

interface Report extends Figures {
  readonly measured: string;
  readonly reference: {
    readonly type: string;
    readonly sources: readonly { sha256: string; file: string }[];
  };
  readonly rows: { readonly read: number; readonly ofType: number; readonly cells: number };
  readonly join: {
    readonly matched: { readonly cells: number; readonly people: number };
    readonly onlyInDataset: { readonly cells: number; readonly people: number };
    readonly onlyInReference: { readonly cells: number; readonly referencePeople: number | null };
    readonly peopleDifference: { readonly people: number; readonly referencePeople: number } | null;
  };
  readonly coverage: readonly {
    readonly minutes: number;
    readonly measured: number;
    readonly reference: number;
  }[];
  readonly densities: readonly (Figures & { readonly density: string })[];
  readonly structureMatches: readonly (Figures & { readonly match: string })[];
  readonly departements: readonly (Figures & { readonly code: string; readonly name: string })[];
  readonly worst: readonly Worst[];
  readonly issues: readonly { readonly code: string; readonly count: number }[];
  readonly provenance: { readonly parameters: Readonly<Record<string, unknown>> };
}

/** Without the bus, so that the desk's formula holds everywhere. */
async function compare(file: string, ...options: string[]): Promise<string> {
  const args = ["compare-insee", "--dataset", world.dataset, "--insee", file, "--exclure", "bus"];
  return (await trenteOk([...args, ...options])).out;
}

async function report(file: string, ...options: string[]): Promise<Report> {
  return JSON.parse(await compare(file, "--format", "json", ...options)) as Report;
}

const FACTOR = 1.1;
/** The grid's metre is not quite one on the ground. */
function expectNear(value: number, expected: number): void {
  expect(Math.abs(value - expected), `${value}, expected ${expected}`).toBeLessThan(0.01);
}

const sum = (cells: readonly WorldCell[]): number => cells.reduce((total, { people }) => total + people, 0);

/** Cells that the formula puts on different sides of a limit when theirs takes so many times ours. */
function flipped(limit: number, factor: number): WorldCell[] {
  return WORLD_CELLS.filter((cell) => {
    const minutes = minutesToDesk(cell);
    return minutes !== null && minutes <= limit !== factor * minutes <= limit;
  });
}

const DRIVABLE = WORLD_CELLS.filter(({ desk }) => desk !== null);

describe("compare-insee", () => {
  test("finds INSEE a tenth slower where it is", async () => {
    const file = fileOf(inseeRows(times(FACTOR)));
    const answer = await report(file);
    expect(answer).toMatchObject({
      measured: "embedded",
      reference: { type: "A128", sources: [{ file: FILE, vintage: "2024", licence: "Licence Ouverte 2.0" }] },
      rows: { read: WORLD_CELLS.length, ofType: WORLD_CELLS.length, cells: WORLD_CELLS.length },
      cells: WORLD_CELLS.length,
      people: sum(WORLD_CELLS),
      pairs: { pairs: WORLD_CELLS.length, reachableInBoth: DRIVABLE.length },
      issues: [],
      provenance: {
        engine: "embedded",
        parameters: { inseeType: "A128", inseeDistanceUnit: "m", minutes: ["20", "30"] },
      },
    });
    const { sha256 } = answer.reference.sources[0];
    expect(sha256).toBe(createHash("sha256").update(readFileSync(file)).digest("hex"));
    expectNear(answer.pairs.relative.median, 1 - 1 / FACTOR);
    expectNear(answer.pairs.bias.medianRelative, 1 / FACTOR - 1);
    expectNear(answer.meanMinutes.reference / answer.meanMinutes.measured, FACTOR);
    expect(answer.sides.map(({ minutes }) => minutes)).toEqual([20, 30]);
    for (const side of answer.sides) {
      const cells = flipped(side.minutes, FACTOR);
      expect(cells.length).toBeGreaterThan(0);
      expect(side).toMatchObject({ people: sum(WORLD_CELLS), gained: sum(cells), lost: 0 });
    }
  });

  test("counts those who flip the other way, at any limit", async () => {
    const answer = await report(fileOf(inseeRows(times(0.8))), "--minutes", "15,40");
    for (const side of answer.sides) {
      expect(side).toMatchObject({ gained: 0, lost: sum(flipped(side.minutes, 0.8)) });
      expect(side.lost).toBeGreaterThan(0);
    }
    expect(answer.coverage.map(({ minutes }) => minutes)).toEqual([10, 15, 20, 30, 40]);
    for (const { minutes, measured, reference } of answer.coverage) {
      const within = (factor: number) => DRIVABLE.filter((cell) => (times(factor)(cell) ?? 0) <= minutes);
      expect(measured).toBeCloseTo(sum(within(1)) / sum(WORLD_CELLS), 12);
      expect(reference).toBeCloseTo(sum(within(0.8)) / sum(WORLD_CELLS), 12);
    }
  });

  test("tells figures by density and by département", async () => {
    // Slower in 2B alone.
    const file = fileOf(inseeRows((cell) => times(cell.departement === "2B" ? FACTOR : 1)(cell)));
    const { densities, departements } = await report(file);
    expect(departements.map(({ code, cells, people }) => [code, cells, people])).toEqual(
      ["2A", "2B"].map((code) => {
        const inside = WORLD_CELLS.filter(({ departement }) => departement === code);
        return [code, inside.length, sum(inside)];
      }),
    );
    expect(departements[0].pairs.relative.max).toBeLessThan(0.02);
    expectNear(departements[1].pairs.relative.median, 1 - 1 / FACTOR);
    expect(departements[1].name).toBe("Haute-Corse");
    const lone = WORLD_CELLS.length - 5 - 5;
    expect(densities.map(({ density, cells, people }) => [density, cells, people])).toEqual([
      ["dense", 5, 5 * 2000],
      ["intermediate", 5, 5 * 500],
      ["sparse", lone, sum(WORLD_CELLS) - 5 * 2500],
    ]);
  });

  test("keeps to a territory, and joins what is there", async () => {
    const rows = inseeRows(times(1));
    const [, second] = rows;
    const more = [...rows.slice(2), { ...second, pop: 25 }, { ...second, x: second.x + 1_000_000, pop: 12 }];
    const answer = await report(fileOf(more), "--territoire", "dep:2A");
    const inside = WORLD_CELLS.filter(({ departement }) => departement === "2A");
    const [missing, changed] = WORLD_CELLS;
    expect(answer.join).toMatchObject({
      matched: { cells: inside.length - 1, people: sum(inside) - missing.people },
      onlyInDataset: { cells: 1, people: missing.people },
      // Those of 2B are in the dataset: they are not missing there.
      onlyInReference: { cells: 1, referencePeople: 12 },
      peopleDifference: {
        people: sum(inside) - missing.people,
        referencePeople: sum(inside) - missing.people - changed.people + 25,
      },
    });
    expect(answer.departements.map(({ code }) => code)).toEqual(["2A"]);
  });

  test("explains the worst cells by what is known of them", async () => {
    const rows = inseeRows(times(1)).map((row, index) => {
      if (index === 10) return { ...row, duree: 3 * (row.duree ?? 0) };
      if (index === 20) return { ...row, duree: 2.5 * (row.duree ?? 0), distance: 2.5 * (row.distance ?? 0) };
      // As far as the bus at kilometre 40.5, and as nothing at all.
      if (index === 30) return { ...row, duree: 4 * (row.duree ?? 0), deuclidienne: 10_500 };
      if (index === 35) return { ...row, duree: 5 * (row.duree ?? 0), deuclidienne: 77_000 };
      return index === 40 ? { ...row, duree: null } : row;
    });
    const expected = [
      [40, "reach"],
      [35, "missing-structure"],
      [30, "missing-structure"],
      [10, "speed"],
      [20, "route"],
    ] as const;
    const answer = await report(fileOf(rows), "--pires", "5");
    expect(answer.worst.map(({ id, cause }) => [id, cause])).toEqual(
      expected.map(([cell, cause]) => [idOf(WORLD_CELLS[cell]), cause]),
    );
    expect(answer.worst[3].reference).toMatchObject({
      routeMeters: 10_500,
      seconds: 3 * 10.5 * MINUTES_PER_KM * 60,
    });
    expect(answer.worst[3].structure?.id).toBe("12");
    expectNear((answer.worst[3].measured.routeMeters ?? 0) / 10_500, 1);
    expectNear((answer.worst[3].measured.crowMeters ?? 0) / 10_500, 1);
    const matches = Object.fromEntries(answer.structureMatches.map(({ match, cells }) => [match, cells]));
    // Unknown are the one without a road and the one without a time.
    expect(matches).toEqual({ same: WORLD_CELLS.length - 4, missing: 2, unknown: 2 });
  });

  test("knows the other structures that count", async () => {
    const rows = inseeRows(times(1)).map((row, index) =>
      index === 18 ? { ...row, duree: 2 * (row.duree ?? 0), deuclidienne: 22_500 } : row,
    );
    const args = ["compare-insee", "--dataset", world.dataset, "--insee", fileOf(rows), "--format", "json"];
    const all = ["--pires", String(WORLD_CELLS.length)];
    const answer = JSON.parse((await trenteOk([...args, ...all])).out) as Report;
    const worst = answer.worst.find(({ id }) => id === idOf(WORLD_CELLS[18]));
    expect(worst?.cause).toBe("other-structure");
  });

  test("judges another engine", async () => {
    const server = await startFakeOsrm(readBundle(world.dataset), { slower: FACTOR });
    onTestFinished(server.close);
    const options = ["--engine", `osrm:${server.url}`, "--cache", tempFolder(), "--pires", "1"];
    const answer = await report(fileOf(inseeRows(times(1))), ...options);
    expect(answer.measured).toBe(`osrm:${server.url}`);
    expectNear(answer.pairs.bias.medianRelative, FACTOR - 1);
  });
});

describe("compare-insee shows", () => {
  const twice = inseeRows(times(2)).map((row, index) => (index === 0 ? { ...row, pop: -1 } : row));

  test("a table in lines that fit, in French", async () => {
    const text = await compare(fileOf(twice), "--pires", "3");
    expect(text).toContain(
      "embedded, comparé à Insee, accès de la population aux équipements, type A128 (2024)",
    );
    expect(text).toMatch(/écart relatif médian +(?:49|50),\d{3} %/u);
    expect(text).toContain("Habitants qui changent de côté");
    expect(text).toContain("1 500 hab./km² et plus");
    expect(text).toContain("2A Corse-du-Sud");
    // The cell without a road: nothing to compare, which is not the same as no difference.
    expect(text).toMatch(/^inconnue +1 +7 +0,000 % +– +– +– +–$/mu);
    expect(text).toContain("même itinéraire, autre vitesse");
    // Lines may break inside the name.
    expect(text.replaceAll(/\s+/gu, " ")).toContain(DESK_NAME);
    expect(text).toMatch(/insee\.people\.invalid +1 /u);
    expect(text).toContain("Licence Ouverte 2.0");
    expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
    expect(await compare(fileOf(twice), "--pires", "0")).toContain("Aucun désaccord à expliquer.");
  });

  test("the disagreements as valid GeoJSON, once each", async () => {
    const text = await compare(fileOf(twice), "--minutes", "30", "--pires", "2", "--format", "geojson");
    const collection = JSON.parse(text) as GeoJSON.FeatureCollection;
    expect(geojsonFaults(collection)).toEqual([]);
    const ids = collection.features.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const changed = collection.features.filter(
      ({ properties }) => properties !== null && (properties["changedMinutes"] as number[]).length > 0,
    );
    expect(new Set(changed.map(({ id }) => id))).toEqual(new Set(flipped(30, 2).map(idOf)));
    const ranked = collection.features.flatMap(({ properties }) => (properties?.["rank"] as number) ?? []);
    expect(new Set(ranked)).toEqual(new Set([1, 2]));
    for (const { geometry } of collection.features) {
      const [ring] = (geometry as GeoJSON.Polygon).coordinates;
      expect(ring).toHaveLength(5);
      // Twice the area by the shoelace formula: positive where the ring is counter-clockwise.
      const area = ring
        .slice(1)
        .reduce((total, [lon, lat], i) => total + ring[i][0] * lat - lon * ring[i][1], 0);
      expect(area).toBeGreaterThan(0);
    }
  });

  test("no feature where both agree", async () => {
    const text = await compare(
      fileOf(inseeRows(times(1))),
      "--minutes",
      "37",
      "--pires",
      "0",
      "--format",
      "geojson",
    );
    expect((JSON.parse(text) as GeoJSON.FeatureCollection).features).toEqual([]);
  });
});
