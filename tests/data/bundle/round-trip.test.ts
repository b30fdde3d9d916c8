import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { networkSections } from "../../../data/bundle/layout.ts";
import { flatOutlines } from "../../../data/bundle/outlines.ts";
import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { readSectionFile, writeSectionFile } from "../../../data/bundle/section-file.ts";
import type { Section } from "../../../data/bundle/section-source.ts";
import { verifyDataset } from "../../../data/bundle/verify-dataset.ts";
import { verifyFiles } from "../../../data/bundle/verify-files.ts";
import { BUNDLE_FORMAT, readManifest } from "../../../data/bundle/manifest.ts";
import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { filesOf, otherDataset, plain, sampleBundle, sampleDataset } from "./sample-dataset.ts";

function roundTrip(dataset: ReturnType<typeof sampleDataset>): { read: Dataset; directory: string } {
  const directory = join(tempFolder(), "jeu");
  writeBundle(directory, dataset);
  return { read: readBundle(directory), directory };
}

/** What reading should give of a dataset. */
function expected(dataset: ReturnType<typeof sampleDataset>, id: string): unknown {
  const communeOutlines = flatOutlines(dataset.communeShapes);
  const read: Dataset = { ...dataset, id, formatVersion: BUNDLE_FORMAT, communeOutlines };
  return plain(read);
}

describe("a dataset written and read again", () => {
  test("is the same", () => {
    const dataset = sampleDataset();
    const { read, directory } = roundTrip(dataset);
    const { id } = readManifest(directory);
    expect(id).toMatch(/^[0-9a-f]{16}$/u);
    expect(plain(read)).toEqual(expected(dataset, id));
  });

  test.each<[string, Partial<Dataset>]>([
    ["without a population", { cells: null, cellSnaps: null, cellsByRoad: null }],
    ["without communes", { communes: [], territories: [], communeShapes: [] }],
    ["with communes that have no outline", { communeShapes: [null] }],
    [
      "with no structure",
      {
        structures: [],
        structureSnaps: {
          edges: new Uint32Array(0),
          fractions: new Float32Array(0),
          offsets: new Uint32Array(0),
          nodes: new Uint32Array(0),
          distancesMeters: new Float32Array(0),
        },
      },
    ],
    ["fictitious", { fictitious: true }],
  ])("is the same %s", (_, fields) => {
    const dataset = sampleDataset(fields);
    const { read, directory } = roundTrip(dataset);
    expect(plain(read)).toEqual(expected(dataset, read.id));
    expect(verifyFiles(directory).filter(({ trouble }) => trouble !== null)).toEqual([]);
  });

  test("answers as before", () => {
    const dataset = sampleDataset();
    const before = createStudy({ ...dataset, id: "avant", formatVersion: 1 });
    const after = createStudy(roundTrip(dataset).read);
    expect(after.cellTimes()).toEqual(before.cellTimes());
    expect(after.isochrones({ lon: 9.01, lat: 42 }, [5])).toEqual(
      before.isochrones({ lon: 9.01, lat: 42 }, [5]),
    );
  });

  test("lies in memory that threads share", () => {
    const { network, cells } = roundTrip(sampleDataset()).read;
    expect(network.edgeHeads.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(cells?.people.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test("gives the same bytes and the same id each time, and over itself", () => {
    const first = sampleBundle();
    const files = filesOf(first);
    expect(filesOf(sampleBundle())).toEqual(files);
    writeBundle(first, sampleDataset());
    expect(filesOf(first)).toEqual(files);
  });

  test("takes over a file of it that is written already, and writes it where there is none", () => {
    const dataset = sampleDataset();
    const folder = tempFolder();
    const network = join(folder, "network.bin");
    writeSectionFile(network, networkSections(dataset.network));
    const directory = join(folder, "jeu");
    const { id, files } = writeBundle(directory, dataset, undefined, { network });
    expect(filesOf(directory)).toEqual(filesOf(sampleBundle()));
    expect(statSync(join(directory, files["network"].file)).ino).toBe(statSync(network).ino);
    const absent = { network: join(folder, "absent.bin") };
    expect(writeBundle(join(folder, "autre"), dataset, undefined, absent).id).toBe(id);
  });

  test("has another id where anything in it is another", () => {
    const ids = [
      sampleDataset(),
      otherDataset(),
      sampleDataset({ name: "Autre nom" }),
      sampleDataset({ fictitious: true }),
      sampleDataset({ issues: [] }),
      sampleDataset({ cells: null, cellSnaps: null, cellsByRoad: null }),
      sampleDataset({ communeShapes: [null] }),
    ].map((dataset) => roundTrip(dataset).read.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("replaces another one whole, and leaves none of its files", () => {
    const directory = sampleBundle();
    const manifest = writeBundle(directory, otherDataset());
    expect(readBundle(directory)).toMatchObject({ id: manifest.id, name: "Autre monde" });
    const named = Object.values(manifest.files).map(({ file }) => file);
    expect(readdirSync(directory).sort()).toEqual([...named, "manifest.json"].sort());
  });

  test("is described by a manifest that names no path of the machine", () => {
    const directory = sampleBundle();
    const text = readFileSync(join(directory, "manifest.json"), "utf8");
    expect(text).not.toContain(directory);
    expect(text).toMatch(/\n$/u);
  });
});

describe("the checks of a dataset", () => {
  const troubles = (dataset: Dataset): string[] =>
    verifyDataset(dataset)
      .filter(({ trouble }) => trouble !== null)
      .map(({ name }) => name);
  const sound = (): Dataset => ({ ...sampleDataset(), id: "", formatVersion: 1 });

  test("find nothing in a sound one", () => {
    expect(troubles(sound())).toEqual([]);
  });

  const spoil: Record<string, (dataset: Dataset) => void> = {
    "arcs entre des carrefours": ({ network }) => (network.edgeHeads[0] = network.nodeCount),
    "arcs de chaque carrefour": ({ network }) => (network.nodeInEdges[0] = network.nodeInEdges[1]),
    "carreaux de chaque route": ({ cellsByRoad }) => cellsByRoad?.offsets.fill(1, 0, 1),
    "mouvements vers des arcs": ({ network }) => (network.turnTargets[0] = network.edgeCount),
    "mouvements en ordre": ({ network }) => (network.turnOffsets[1] = network.turnCount + 1),
    "mouvements inverses en ordre": ({ network }) => (network.reverseTurnOffsets[network.edgeCount] -= 1),
    "mouvements et mouvements inverses identiques": ({ network }) =>
      (network.reverseTurnSources[0] = network.edgeCount),
    "formes en ordre": ({ network }) => (network.shapeOffsets[1] = 1000),
    "durées positives": ({ network }) => (network.edgeDurations[0] = 0),
    "poids positifs": ({ network }) => (network.edgeWeights[0] = 0),
    "sens opposés réciproques": ({ network }) => (network.edgeTwins[0] = 0),
    "profils connus": ({ network }) => (network.edgeProfiles[0] = network.profiles.length),
    "noms connus": ({ network }) => (network.edgeNames[0] = network.names.count),
    "structures rattachées": ({ structureSnaps }) => (structureSnaps.fractions[0] = 1.5),
    "carreaux rattachés": ({ cellSnaps }) => cellSnaps?.edges.fill(10_000),
    "habitants positifs": ({ cells }) => cells?.people.fill(0),
    "communes des carreaux connues": ({ cells }) => cells?.communes.fill(7),
  };

  test.each(Object.keys(spoil))("find what is spoilt: %s", (name) => {
    const dataset = sound();
    spoil[name](dataset);
    expect(troubles(dataset)).toContain(name);
  });
});

describe("a file of sections", () => {
  const arrays = fc.oneof<fc.Arbitrary<Section>[]>(
    fc.uint8Array(),
    fc.uint16Array(),
    fc.uint32Array(),
    fc.int32Array(),
    fc.float32Array(),
    fc.float64Array(),
  );

  test("gives back what was put in, whatever the lengths", () => {
    const folder = tempFolder();
    let count = 0;
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-zA-Z/é]{1,9}$/u), arrays, { maxKeys: 5 }),
        (sections) => {
          const path = join(folder, `${count++}.bin`);
          writeSectionFile(path, sections);
          const read = readSectionFile(path);
          expect(Object.keys(read)).toEqual(Object.keys(sections));
          for (const [name, section] of Object.entries(sections)) {
            expect(read[name].constructor).toBe(section.constructor);
            expect(Buffer.from(read[name].slice().buffer)).toEqual(Buffer.from(section.slice().buffer));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("may end on an empty section after one of any length", () => {
    const folder = tempFolder();
    for (let length = 0; length <= 9; length++) {
      const path = join(folder, `${length}.bin`);
      writeSectionFile(path, { first: new Uint8Array(length).fill(7), last: new Float64Array(0) });
      expect(readSectionFile(path)).toEqual({
        first: new Uint8Array(length).fill(7),
        last: new Float64Array(0),
      });
    }
  });

  test("is never written over another file", () => {
    const path = join(tempFolder(), "a.bin");
    writeSectionFile(path, { a: Uint8Array.of(1) });
    expect(() => writeSectionFile(path, { a: Uint8Array.of(2) })).toThrow("EEXIST");
    expect(readSectionFile(path)["a"][0]).toBe(1);
  });
});
