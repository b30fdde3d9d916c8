import { statSync } from "node:fs";
import { basename } from "node:path";

import type { Source } from "../isochrones/model/provenance.ts";
import type { Structure } from "../isochrones/model/structure.ts";
import { hashFile, hashLargeFile } from "./hash-file.ts";
import { PbfFile } from "./osm/pbf/pbf-reader.ts";
import type { Population } from "./population/read-population.ts";
import { type Progress, stopIfAborted } from "./progress.ts";

/** Who made each file of a dataset, from when it is, and what its use asks for. */

const OPEN_LICENCE = "Licence Ouverte 2.0";
const UNKNOWN_DATE = "date inconnue";
/** Of what is invented. */
const NO_DATE = "sans date";

/** Files whose header says so are invented: the demonstration's. */
const FICTITIOUS = /fictiti|fictive/iu;

/** Hashes the files, which may take long: tells its progress and can be stopped. */
export async function roadSources(
  files: readonly string[],
  { progress, signal }: { progress: Progress; signal?: AbortSignal | undefined },
): Promise<Source[]> {
  const sources: Source[] = [];
  const total = files.reduce((sum, file) => sum + statSync(file).size, 0);
  let before = 0;
  for (const file of files) {
    const pbf = await PbfFile.open(file);
    const { writingProgram, source, replicationTimestamp } = pbf.header;
    await pbf.close();
    const fictitious = FICTITIOUS.test(`${writingProgram} ${source}`);
    sources.push({
      role: "roads",
      name: fictitious ? "Routes fictives" : "OpenStreetMap",
      vintage: vintageOfRoads(replicationTimestamp, fictitious),
      licence: fictitious ? "MIT" : "ODbL 1.0",
      attribution: fictitious ? "Données fictives" : "© les contributeurs d’OpenStreetMap",
      fictitious,
      file: basename(file),
      ...(await hashLargeFile(file, (done) => {
        stopIfAborted(signal);
        progress.advance(before + done, total, "octets");
      })),
    });
    before += statSync(file).size;
  }
  return sources;
}

export function structureSources(
  files: readonly string[],
  structures: readonly Structure[],
  fictitious: boolean,
): Source[] {
  const labels = structures.map(({ labelledOn }) => labelledOn).filter((date) => date !== null);
  const latest = labels.sort().at(-1);
  return files.map((file) => ({
    role: "structures",
    name: fictitious ? "Structures fictives" : "Liste des structures France services",
    vintage: latest === undefined ? UNKNOWN_DATE : `labels jusqu’au ${latest}`,
    licence: fictitious ? "MIT" : OPEN_LICENCE,
    attribution: fictitious ? "Données fictives" : "ANCT",
    fictitious,
    ...fileOf(file),
  }));
}

/** Tables of indicators, which no open source has. */
export function indicatorSources(files: readonly string[], fictitious: boolean): Source[] {
  return files.map((file) => ({
    role: "structures",
    name: fictitious ? "Indicateurs de qualité fictifs" : "Indicateurs de qualité fournis par l’exploitant",
    vintage: UNKNOWN_DATE,
    licence: fictitious ? "MIT" : "",
    attribution: fictitious ? "Données fictives" : "",
    fictitious,
    ...fileOf(file),
  }));
}

export function populationSources(
  files: readonly string[],
  { product, vintage, licence, attribution }: Population,
  fictitious: boolean,
): Source[] {
  return files.map((file) => ({
    role: "population",
    name: fictitious ? "Population fictive" : product,
    vintage: fictitious ? NO_DATE : vintage,
    licence: fictitious ? "MIT" : licence,
    attribution: fictitious ? "Données fictives" : attribution,
    fictitious,
    ...fileOf(file),
  }));
}

export function communeSources(files: readonly string[], fictitious: boolean): Source[] {
  return files.map((file) => ({
    role: "communes",
    name: fictitious ? "Communes fictives" : "Contours des communes",
    vintage: fictitious ? NO_DATE : UNKNOWN_DATE,
    licence: fictitious ? "MIT" : OPEN_LICENCE,
    attribution: fictitious ? "Données fictives" : "IGN",
    fictitious,
    ...fileOf(file),
  }));
}

function fileOf(path: string): Pick<Source, "file" | "sha256" | "bytes"> {
  return { file: basename(path), ...hashFile(path) };
}

function vintageOfRoads(replicationTimestamp: number | null, fictitious: boolean): string {
  if (fictitious) return NO_DATE;
  return replicationTimestamp === null ? UNKNOWN_DATE : isoDay(replicationTimestamp);
}

function isoDay(secondsSince1970: number): string {
  return new Date(secondsSince1970 * 1000).toISOString().slice(0, 10);
}
