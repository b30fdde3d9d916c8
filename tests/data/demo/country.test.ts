import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { beforeAll, describe, expect, test } from "vitest";

import { buildDataset } from "../../../data/build-dataset.ts";
import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { SMALL_COUNTRY_PLAN } from "../../../data/demo/country/country-plan.ts";
import { planCountry } from "../../../data/demo/country/country.ts";
import { DEFAULT_SEED } from "../../../data/demo/write-demo.ts";
import type { DemoFiles } from "../../../data/demo/write-demo.ts";
import { loadCommuneDirectory } from "../../../data/territories/commune-directory.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { readObjects } from "../../helpers/osm-pbf.ts";
import { testOutlines } from "./commune-checks.ts";
import { connectedPieces, hashesOf, readCommunes, readPlainRows, writtenDemo } from "./demo-fixtures.ts";

const files = await writtenDemo(SMALL_COUNTRY_PLAN, { threads: 0 });
const country = planCountry(SMALL_COUNTRY_PLAN, DEFAULT_SEED);

test("a country of four pays is the same on threads of its own, and another with another seed", async () => {
  const [first, threaded, other] = await Promise.all([
    hashesOf(files),
    writtenDemo(SMALL_COUNTRY_PLAN, { threads: 2 }).then(hashesOf),
    writtenDemo(SMALL_COUNTRY_PLAN, { threads: 2, seed: 31 }).then(hashesOf),
  ]);
  expect(threaded).toEqual(first);
  for (const [index, hash] of other.entries()) expect(hash).not.toBe(first[index]);
}, 60_000);

test("every file of it says that it is fictitious, and counts what was planned", async () => {
  const texts = await Promise.all(
    [files.readme, files.communes, files.structures].map((path) => readFile(path, "utf8")),
  );
  for (const text of texts) expect(text).toMatch(/fictive/i);
  expect(country.pays).toHaveLength(4);
  expect(files.counts.communes).toBe(SMALL_COUNTRY_PLAN.communeCount);
  // A few homes by the borders stand in a cell that no pays counts, or that another one does.
  const people = files.counts.people / SMALL_COUNTRY_PLAN.population;
  expect(Math.abs(people - 1)).toBeLessThan(0.02);
});

describe("its roads", async () => {
  const { nodes, ways, relations } = await readObjects(files.roads);
  const ofClass = (...classes: string[]) =>
    ways.filter(({ tags }) => classes.includes(new Map(tags).get("highway") ?? ""));
  const places = new Map(nodes.map(({ id }, index) => [id, index]));
  /** Pays that ways lead to, at each node. */
  const paysOfNode = new Map<number, Set<number>>();
  const waysOfPays = ways.map(({ id }) => Math.floor((id - ways[0].id) / 2 ** 20));
  for (const [index, { refs }] of ways.entries())
    for (const ref of refs) paysOfNode.set(ref, (paysOfNode.get(ref) ?? new Set()).add(waysOfPays[index]));
  const shared = [...paysOfNode].filter(([, pays]) => pays.size > 1);

  test("are in the order of real files, each id once, ways over nodes of the file", () => {
    for (const objects of [nodes, ways, relations]) {
      const ids = objects.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      expect(ids[0]).toBeGreaterThan(2 ** 32);
    }
    expect(ways.flatMap(({ refs }) => refs).filter((ref) => !places.has(ref))).toEqual([]);
    expect(nodes.filter(({ id }) => !paysOfNode.has(id))).toEqual([]);
  });

  test("hang together over all borders, but for one small estate in each pays", () => {
    const pieces = connectedPieces(ways.map(({ refs }) => refs));
    expect(pieces.length).toBeLessThanOrEqual(1 + country.pays.length);
    expect(pieces.slice(1).every((size) => size < 10)).toBe(true);
  });

  test("cross each border between two pays that touch, where both have a node", () => {
    const borders = new Set(shared.map(([, pays]) => [...pays].sort((a, b) => a - b).join("-")));
    // Two by two: four sides; the diagonals meet in a point.
    for (const border of ["0-1", "0-2", "1-3", "2-3"]) expect.soft(borders).toContain(border);
    expect(shared.length).toBeGreaterThan(12);
  });

  test("carry both carriageways of a motorway over a border", () => {
    const motorway = new Set(ofClass("motorway").flatMap(({ refs }) => refs));
    expect(shared.filter(([node]) => motorway.has(node))).toHaveLength(2);
  });

  test("end no main road in nothing", () => {
    const degrees = new Map<number, number>();
    for (const { refs } of ways)
      for (let i = 1; i < refs.length; i++)
        for (const ref of [refs[i - 1], refs[i]]) degrees.set(ref, (degrees.get(ref) ?? 0) + 1);
    const ends = ofClass("motorway", "trunk", "primary").flatMap(({ refs }) => [
      refs[0],
      refs[refs.length - 1],
    ]);
    expect(ends.filter((end) => degrees.get(end) === 1)).toEqual([]);
  });
});

describe("its people", async () => {
  const rows = await readPlainRows(files.population);

  test("live in cells that stand once in the list, whichever pays they are of", () => {
    expect(rows).toHaveLength(files.counts.cells);
    expect(new Set(rows.map((row) => row["idcar_200m"])).size).toBe(rows.length);
  });
});

describe("its communes", async () => {
  const collection = await readCommunes(files.communes);
  const properties = collection.features.map((feature) => feature.properties);

  testOutlines(collection, 0.6);

  test("share their lines with those of the next pays", () => {
    const paysOf = new Map(
      country.pays.flatMap(({ departement, first, communeCount, index }) =>
        Array.from({ length: communeCount }, (_, i) => [
          `${departement.code}${String(first.commune + i).padStart(3, "0")}`,
          index,
        ]),
      ),
    );
    const owners = new Map<string, number | undefined>();
    for (const { properties: commune, geometry } of collection.features) {
      const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      for (const ring of polygons.flat())
        for (let i = 1; i < ring.length; i++)
          owners.set(`${ring[i - 1].join()}>${ring[i].join()}`, Number(paysOf.get(commune.code)));
    }
    const twoSided = [...owners].filter(([key, pays]) => {
      const other = owners.get(key.split(">").toReversed().join(">"));
      return other !== undefined && other !== pays;
    });
    expect(twoSided.length).toBeGreaterThan(100);
  });

  test("have codes of their own, which no official list knows, in départements and régions of theirs", () => {
    const directory = loadCommuneDirectory();
    expect(new Set(properties.map(({ code }) => code)).size).toBe(properties.length);
    for (const { code, departement, region } of properties) {
      expect(code).toMatch(/^\d[F-Z]\d{3}$/);
      expect(directory.get(code)).toBeUndefined();
      expect(directory.departement(departement)).toBeUndefined();
      expect(directory.region(region)).toBeUndefined();
    }
    expect(new Set(properties.map(({ departement }) => departement)).size).toBe(2);
  });
});

describe("a dataset of it", () => {
  let dataset: Dataset;
  beforeAll(async () => {
    dataset = await datasetOf(files);
  });

  test("is known to be fictitious, with each structure, commune and person of the files", () => {
    expect(dataset.fictitious).toBe(true);
    expect(dataset.structures).toHaveLength(files.counts.structures);
    expect(dataset.communes).toHaveLength(files.counts.communes);
    expect(dataset.territories.filter(({ kind }) => kind === "departement").map(({ name }) => name)).toEqual([
      expect.stringContaining("(fictif)"),
      expect.stringContaining("(fictif)"),
    ]);
  });

  test("has nothing to complain about", () => {
    expect(dataset.issues.filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  test("links every cell to a road that leads to a desk", () => {
    const study = createStudy(dataset);
    expect(study.coverage()).toMatchObject({ unlinked: { cells: 0 }, unreached: { cells: 0 } });
    expect(study.coverage({ minutes: 30 }).share).toBeGreaterThan(0.9);
  });
});

async function datasetOf(demo: DemoFiles): Promise<Dataset> {
  const out = join(dirname(demo.roads), "jeu");
  await buildDataset({
    osm: [demo.roads],
    structures: [demo.structures],
    population: [demo.population],
    communes: [demo.communes],
    out,
  });
  return readBundle(out);
}
