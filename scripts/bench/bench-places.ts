import { readSectionFile, writeSectionFile } from "../../data/bundle/section-file.ts";
import { Random } from "../../data/demo/random.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Places } from "../../isochrones/engines/engine.ts";

/** Structures whose isochrones are asked for one by one. */
const MOST_SAMPLED = 40;
/** Pairs of the table that all engines are asked for. */
const MOST_PAIRS = 120_000;
const MOST_DESTINATIONS = 100;

/** The places of a suite that every engine is asked about, so that all are asked the same. */
export interface BenchPlaces {
  readonly cells: Places;
  /** People of each cell. */
  readonly people: ArrayLike<number>;
  readonly structures: Places;
  /** Indices of the structures whose isochrones are drawn one by one: all, or a seeded sample. */
  readonly sampledStructures: readonly number[];
  /** Indices of cells and structures of the table: all, or a seeded sample. */
  readonly tableCells: readonly number[];
  readonly tableStructures: readonly number[];
}

/** Takes the places out of a dataset. @param dataset with people and structures */
export function choosePlaces(
  { cells, structures }: Pick<Dataset, "cells" | "structures">,
  seed: number,
): BenchPlaces {
  if (cells === null || structures.length === 0) {
    throw new Error("got a dataset without people or structures, expected both");
  }
  const random = new Random(seed);
  const tableStructures = sample(structures.length, MOST_DESTINATIONS, random.fork("table structures"));
  const mostCells = Math.floor(MOST_PAIRS / tableStructures.length);
  return {
    cells: { lons: cells.lons, lats: cells.lats },
    people: cells.people,
    structures: { lons: structures.map(({ lon }) => lon), lats: structures.map(({ lat }) => lat) },
    sampledStructures: sample(structures.length, MOST_SAMPLED, random.fork("isochrones")),
    tableCells: sample(cells.count, mostCells, random.fork("table cells")),
    tableStructures,
  };
}

/** Some of a list of places, by their indices. */
export function pickPlaces({ lons, lats }: Places, indices: readonly number[]): Places {
  return { lons: indices.map((index) => lons[index]), lats: indices.map((index) => lats[index]) };
}

/** Writes the places to a file, for processes that know nothing else of the dataset. */
export function writePlaces(path: string, places: BenchPlaces): void {
  const { cells, people, structures } = places;
  writeSectionFile(path, {
    cellLons: Float64Array.from(cells.lons),
    cellLats: Float64Array.from(cells.lats),
    people: Float64Array.from(people),
    structureLons: Float64Array.from(structures.lons),
    structureLats: Float64Array.from(structures.lats),
    sampledStructures: Uint32Array.from(places.sampledStructures),
    tableCells: Uint32Array.from(places.tableCells),
    tableStructures: Uint32Array.from(places.tableStructures),
  });
}

export function readPlaces(path: string): BenchPlaces {
  const sections = readSectionFile(path);
  return {
    cells: { lons: sections["cellLons"], lats: sections["cellLats"] },
    people: sections["people"],
    structures: { lons: sections["structureLons"], lats: sections["structureLats"] },
    sampledStructures: [...sections["sampledStructures"]],
    tableCells: [...sections["tableCells"]],
    tableStructures: [...sections["tableStructures"]],
  };
}

/** So many of the numbers below `count`, ascending; all of them where they are not more. */
function sample(count: number, most: number, random: Random): number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (count <= most) return all;
  for (let at = 0; at < most; at++) {
    const other = random.integer(at, count - 1);
    [all[at], all[other]] = [all[other], all[at]];
  }
  return all.slice(0, most).sort((a, b) => a - b);
}
