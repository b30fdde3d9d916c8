import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { type FetchOptions, type FetchReport, fetchTerritories } from "../../data/fetch/fetch-territories.ts";
import type { Patience } from "../../data/fetch/patience.ts";
import { putTerritory, type TerritoryFiles } from "../tools/corsican-sites.mjs";
import { OfficialSites } from "../tools/official-sites.mjs";
import { writeMiniFiles } from "./mini-files.ts";
import { seededRandom } from "./seeded-random.ts";
import { tempFolder } from "./temp-folder.ts";

/** Names of Corsica's four files in a folder of sources. */
export const FILES = {
  structures: "liste-france-services.csv",
  population: "Filosofi2021_carreaux_200m_csv.zip",
  communes: "communes-50m.geojson.gz",
  roads: "corse-latest.osm.pbf",
} as const;

/** Tries as often as usual, without the usual pauses. */
export const HASTE: Patience = {
  tries: 4,
  firstPauseMilliseconds: 2,
  longestPauseMilliseconds: 10,
  longestAskedMilliseconds: 5_000,
  stallMilliseconds: 400,
};

export interface FetchWorld {
  readonly sites: OfficialSites;
  /** Folder of sources. */
  readonly folder: string;
  /** What was told. */
  readonly notes: string[];
  fetch(options?: Partial<FetchOptions>): Promise<FetchReport>;
  /** What is under a name, null where nothing is. */
  hash(file: string): string | null;
}

/** The official sites, here, with a small town in Corsica; gone when the test ends. */
export async function fetchWorld(files?: TerritoryFiles): Promise<FetchWorld> {
  const sites = await OfficialSites.start();
  onTestFinished(async () => sites.close());
  putTerritory(sites, files ?? (await townFiles()));
  const folder = join(tempFolder(), "sources");
  const notes: string[] = [];
  return {
    sites,
    folder,
    notes,
    fetch: async (options = {}) =>
      fetchTerritories({
        words: ["2A"],
        directory: folder,
        agent: "trente/essai",
        mirror: sites.url,
        patience: HASTE,
        progress: { stage() {}, advance() {}, note: (text) => void notes.push(text) },
        ...options,
      }),
    hash: (file) => hashOf(join(folder, file)),
  };
}

/**
 * The town of `writeMiniFiles`, as the sites have it.
 *
 * @param fillerBytes how much its roads are made larger by, so that there is something to cut
 */
export async function townFiles(fillerBytes = 60_000): Promise<TerritoryFiles> {
  const town = await writeMiniFiles();
  return {
    structures: readFileSync(town.structures),
    population: readFileSync(town.population),
    communes: [readFileSync(town.communes)],
    roads: Buffer.concat([readFileSync(town.osm), fillerBlob(fillerBytes)]),
  };
}

/** A blob of a kind that readers pass over: its header's length, type (field 1) and data size (3), then raw data (1). */
function fillerBlob(bytes: number): Buffer {
  const random = seededRandom(bytes);
  const raw = Buffer.from(Array.from({ length: bytes }, () => random.int(0, 255)));
  const blob = Buffer.concat([Buffer.from([0x0a, ...varint(bytes)]), raw]);
  const type = Buffer.from("Filler");
  const header = Buffer.concat([
    Buffer.from([0x0a, type.length]),
    type,
    Buffer.from([0x18, ...varint(blob.length)]),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, blob]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hashOf(path: string): string | null {
  try {
    return sha256(readFileSync(path));
  } catch {
    return null;
  }
}

/** How each file came, by the id of its source. */
export const arrivals = ({ outcomes }: FetchReport): Record<string, string> =>
  Object.fromEntries(
    outcomes.map(({ source, arrived, problem }) => [source.id, arrived?.arrival ?? problem ?? ""]),
  );

/** What a site has at an address. */
export const bytesAt = ({ sites }: FetchWorld, address: string): Buffer =>
  sites.files.get(address)?.bytes ?? Buffer.alloc(0);

/** Why a source could not be had, as it was told; empty where it was. */
export const problemOf = (report: FetchReport, id: string): string =>
  report.outcomes.find(({ source }) => source.id === id)?.problem ?? "";
