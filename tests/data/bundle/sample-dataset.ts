import { packRoadNames } from "../../../isochrones/graph/road-names.ts";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type NewDataset, writeBundle } from "../../../data/bundle/write-bundle.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { ONE_WAY, PLAIN_ROAD } from "../../helpers/make-roads.ts";
import { squares } from "../../helpers/mini-cells.ts";
import { miniCommune, miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

/** A small dataset with something in every field: accents, decimals, nulls, weights, outlines. */
export function sampleDataset(fields: Partial<Dataset> = {}): NewDataset {
  const world = miniDataset({
    nodes: [
      [9, 42],
      [9.02, 42],
      [9.02, 42.02],
      [9, 42.02],
    ],
    ways: [
      { nodes: [0, 1, 2] },
      { nodes: [2, 3, 0], profile: ONE_WAY },
      { nodes: [0, 2], profile: { ...PLAIN_ROAD, tunnel: true } },
    ],
    structures: [
      miniStructure({
        id: "1",
        name: "Maison « Étoile »",
        lon: 9,
        lat: 42,
        labelledOn: null,
        openingHours: [[{ start: 540, end: 720 }], null],
      }),
      miniStructure({ id: "2", lon: 9.02, lat: 42.02, format: "bus", email: "bus@exemple.test" }),
    ],
    cells: squares([
      [0, 0],
      [1, 0],
      [0, 1],
    ]).map((plan, cell) => ({ ...plan, people: cell + 0.5, imputed: cell === 1, commune: 0 })),
    communes: [
      miniCommune("2A001", {
        name: "L’Île-d’Œuf",
        epciCode: "200000001",
        postcodes: ["20100"],
        legalPopulation: 12,
      }),
    ],
    territories: [{ kind: "departement", code: "2A", name: "Corse-du-Sud" }],
  });
  const square: [number, number][] = [
    [9, 42],
    [9.1, 42],
    [9.1, 42.1],
    [9, 42],
  ];
  const dataset: Dataset = {
    ...world,
    network: {
      ...world.network,
      names: packRoadNames([
        { name: "", ref: "" },
        { name: "Cours Napoléon", ref: "D 81" },
      ]),
    },
    cells:
      world.cells === null ? null : { ...world.cells, weights: { age65plus: Float32Array.of(0.25, 1, 0) } },
    communeShapes: [[[square]]],
    sources: [
      {
        role: "roads",
        name: "OpenStreetMap",
        file: "monde.osm.pbf",
        vintage: "2022-01-01",
        licence: "ODbL 1.0",
        attribution: "© les contributeurs",
        sha256: "ab",
        bytes: 3,
        fictitious: false,
      },
    ],
    issues: [{ code: "structure.outside_network", severity: "info", count: 2, examples: ["3 Loin"] }],
    ...fields,
  };
  const { id: _id, formatVersion: _version, ...contents } = dataset;
  return contents;
}

/** The same dataset with other roads, so that every file but a few has another name. */
export function otherDataset(): NewDataset {
  const dataset = sampleDataset();
  const { network } = dataset;
  return {
    ...dataset,
    name: "Autre monde",
    network: { ...network, edgeDurations: network.edgeDurations.map((duration) => duration + 1) },
  };
}

/** A bundle of `sampleDataset` in a folder of the test. */
export function sampleBundle(): string {
  const directory = join(tempFolder(), "jeu");
  writeBundle(directory, sampleDataset());
  return directory;
}

/** All files of a directory by name, as base64, to compare directories at a glance. */
export function filesOf(directory: string): Record<string, string> {
  const names = readdirSync(directory).sort();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(directory, name)).toString("base64")]),
  );
}

/** A dataset in plain form: whichever kind of memory its arrays lie in does not matter. */
export function plain(dataset: NewDataset): unknown {
  const { index } = dataset.snapIndex;
  return { ...dataset, snapIndex: { ...dataset.snapIndex, index: [...new Uint8Array(index)] } };
}
