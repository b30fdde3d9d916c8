import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, describe, expect, test, vi } from "vitest";

import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { buildDataset } from "../../../data/build-dataset.ts";
import { hashFile } from "../../../data/hash-file.ts";
import { choosePlaces, readPlaces, writePlaces } from "../../../scripts/bench/bench-places.ts";
import { findFiles } from "../../../scripts/bench/bench-world.ts";
import { AbsentError } from "../../../scripts/bench/contender.ts";
import { commitOf, describeMachine } from "../../../scripts/bench/machine.ts";
import { describeInputs } from "../../../scripts/bench/suites/inputs.ts";
import { writeMadePlaces } from "../../../scripts/bench/suites/made-places.ts";
import { demoFilesIn, SUITES } from "../../../scripts/bench/suites/suites.ts";
import { squares } from "../../helpers/mini-cells.ts";
import { miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";
import { roads } from "../../helpers/mini-files.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";

const { signal } = new AbortController();

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the files of a suite", () => {
  test.each(["corse", "liechtenstein"])(
    "%s are absent without the shared data, which is said",
    async (name) => {
      vi.stubEnv("TRENTE_SHARED_DATA", tempFolder());
      const suite = SUITES.find((one) => one.name === name)!;
      const files = suite.files({ folder: tempFolder(), seed: 1, signal });
      await expect(files).rejects.toThrow(AbsentError);
      await expect(files).rejects.toThrow(/\.osm\.pbf is absent: set TRENTE_SHARED_DATA/u);
    },
  );

  test("are those of a folder that is given, or absent where one is missing", async () => {
    const folder = tempFolder();
    expect(() => demoFilesIn(folder)).toThrow("routes.osm.pbf is not in the folder");
    for (const name of ["routes.osm.pbf", "structures.csv", "carreaux_200m.csv", "communes.geojson"])
      writeFileSync(join(folder, name), name);
    const [suite] = SUITES;
    const files = await findFiles(
      { suite, seed: 1, filesFolder: folder, datasetFolder: null },
      folder,
      signal,
    );
    expect(files).toMatchObject({ osm: join(folder, "routes.osm.pbf") });
    expect(describeInputs(files!).map(({ role, name, bytes }) => [role, name, bytes])).toEqual([
      ["osm", "routes.osm.pbf", 14],
      ["structures", "structures.csv", 14],
      ["population", "carreaux_200m.csv", 17],
      ["communes", "communes.geojson", 16],
    ]);
    expect(describeInputs(files!)[0].sha256).toBe(hashFile(join(folder, "routes.osm.pbf")).sha256);
  });
});

describe("people and desks that are invented on real roads", () => {
  test("are the same for a seed, and make a dataset", async () => {
    const osm = tempFile("ville.osm.pbf", await roads("suites-test"));
    const make = async (seed: number) => writeMadePlaces(osm, tempFolder(), seed, signal);
    const [first, again, other] = [await make(5), await make(5), await make(6)];
    const text = (path: string): string => readFileSync(path, "utf8");
    expect(text(again.population)).toBe(text(first.population));
    expect(text(again.structures)).toBe(text(first.structures));
    expect(text(other.structures)).not.toBe(text(first.structures));

    const out = join(tempFolder(), "jeu");
    const { structures, population } = first;
    await buildDataset({ osm: [osm], structures: [structures], population: [population], out });
    const dataset = readBundle(out);
    // The streets of the town have nodes at its 24 crossings alone, each in a cell of its own.
    expect(dataset.cells?.count).toBe(24);
    expect(dataset.structures.map(({ type }) => type).filter((type) => type === "antenne")).toHaveLength(3);
    expect(dataset.structures).toHaveLength(12);
  });
});

describe("the places that all engines are asked about", () => {
  const structures = Array.from({ length: 130 }, (_, id) =>
    miniStructure({ id: String(id), lon: 9, lat: 42 }),
  );
  const dataset = miniDataset({
    nodes: [
      [9, 42],
      [9.01, 42],
    ],
    ways: [{ nodes: [0, 1] }],
    structures,
    cells: squares(Array.from({ length: 1300 }, (_, column) => [column, 0] as const)),
  });

  test("are a seeded sample where there are many", () => {
    const places = choosePlaces(dataset, 3);
    expect(places.sampledStructures).toHaveLength(40);
    expect(places.tableStructures).toHaveLength(100);
    // 120 000 pairs over 100 structures.
    expect(places.tableCells).toHaveLength(1200);
    for (const sample of [places.sampledStructures, places.tableCells]) {
      expect(new Set(sample).size).toBe(sample.length);
      expect([...sample].sort((a, b) => a - b)).toEqual(sample);
    }
    expect(choosePlaces(dataset, 3)).toEqual(places);
    expect(choosePlaces(dataset, 4).tableCells).not.toEqual(places.tableCells);
  });

  test("come back from their file", () => {
    const path = join(tempFolder(), "places.bin");
    const places = choosePlaces(dataset, 3);
    writePlaces(path, places);
    const read = readPlaces(path);
    expect(Array.from(read.cells.lons)).toEqual(Array.from(places.cells.lons));
    expect(Array.from(read.structures.lats)).toEqual(Array.from(places.structures.lats));
    expect(Array.from(read.people)).toEqual(Array.from(places.people));
    expect(read.tableCells).toEqual(places.tableCells);
    expect(read.sampledStructures).toEqual(places.sampledStructures);
  });
});

describe("the machine", () => {
  test("is described without its name", () => {
    const { cores, memoryBytes, node, system } = describeMachine();
    expect(cores).toBeGreaterThan(0);
    expect(memoryBytes).toBeGreaterThan(2 ** 28);
    expect(node).toBe(process.versions.node);
    expect(system).not.toBe("");
  });

  test("has no commit outside git", () => {
    expect(commitOf(tempFolder())).toBeNull();
  });
});
