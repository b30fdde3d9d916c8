import { NO_CELL, mostPeopledCells } from "./town-halls.ts";
import { readOutlines } from "../geo/commune-outlines.ts";
import { NO_COMMUNE, type Cells } from "../model/cells.ts";
import type { CommuneShape, Dataset } from "../model/dataset.ts";
import type { Commune } from "../model/territory.ts";

/** A commune with one point for all of it. */
export interface CommunePlace {
  readonly commune: Commune;
  /** The legal population; people in cells where that is unknown. */
  readonly people: number;
  readonly lon: number;
  readonly lat: number;
}

/**
 * The communes of a dataset, most people first. The point is where most of them live, the centre of the most peopled
 * cell, which is where the name is looked for; else the middle of the outline. A commune with neither is left out.
 * O(cells + positions of the outlines that are needed).
 */
export function communePlaces(
  dataset: Pick<Dataset, "cells" | "communes" | "communeShapes" | "communeOutlines">,
): CommunePlace[] {
  const { cells, communes } = dataset;
  const mostPeopled = cells === null ? null : mostPeopledCells(cells, communes.length);
  const peopleInCells = cells === null ? null : peopleOf(cells, communes.length);
  const outlineOf = readOutlines(dataset);
  const places: CommunePlace[] = [];
  for (const [i, commune] of communes.entries()) {
    const cell = mostPeopled?.[i] ?? NO_CELL;
    const point =
      cells === null || cell === NO_CELL
        ? middleOf(outlineOf(i))
        : ([cells.lons[cell], cells.lats[cell]] as const);
    if (point === null) continue;
    const people = commune.legalPopulation > 0 ? commune.legalPopulation : (peopleInCells?.[i] ?? 0);
    places.push({ commune, people, lon: point[0], lat: point[1] });
  }
  return places.sort((a, b) => b.people - a.people);
}

function peopleOf({ count, people, communes }: Cells, communeCount: number): Float64Array {
  const sums = new Float64Array(communeCount);
  for (let cell = 0; cell < count; cell++) {
    if (communes[cell] !== NO_COMMUNE) sums[communes[cell]] += people[cell];
  }
  return sums;
}

/** Middle of the box around the outline's largest piece, for a small one may lie far out at sea. */
function middleOf(shape: CommuneShape | null): readonly [lon: number, lat: number] | null {
  let largest = -1;
  let middle: readonly [number, number] | null = null;
  for (const [outline = []] of shape ?? []) {
    if (outline.length === 0) continue;
    const [west, south, east, north] = boxOf(outline);
    const area = (east - west) * (north - south);
    if (area <= largest) continue;
    largest = area;
    middle = [(west + east) / 2, (south + north) / 2];
  }
  return middle;
}

function boxOf(
  outline: CommuneShape[number][number],
): [west: number, south: number, east: number, north: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of outline) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}
