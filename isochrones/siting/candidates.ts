import { communePlaces } from "../accessibility/commune-places.ts";
import type { Snapper } from "../graph/snapping.ts";
import { cellId, type Cells, NO_COMMUNE } from "../model/cells.ts";
import type { Dataset } from "../model/dataset.ts";
import { NO_EDGE } from "../model/network.ts";
import type { Candidate } from "../model/siting.ts";
import type { Snaps } from "../model/points.ts";
import { takeSnaps } from "./demand.ts";

/** The communes of some cells, most people first, each where most of its people live. O(cells). */
export function communeCandidates(
  dataset: Pick<Dataset, "cells" | "communes" | "communeShapes" | "communeOutlines">,
  { communes: communeOf }: Pick<Cells, "communes">,
  members: Uint32Array,
): Candidate[] {
  const codes = new Set<string>();
  for (const cell of members) {
    if (communeOf[cell] !== NO_COMMUNE) codes.add(dataset.communes[communeOf[cell]].code);
  }
  return communePlaces(dataset)
    .filter(({ commune }) => codes.has(commune.code))
    .map(({ commune: { code, name }, lon, lat }) => ({ id: code, name, lon, lat, communeCode: code }));
}

/**
 * A regular choice of places where people live: of each square of a grid that has some, its most peopled cell. Ids are
 * those of the cells. In the order of the cells. O(cells).
 *
 * @param meters side of the squares, a multiple of that of the cells
 */
export function gridCandidates(
  { communes }: Pick<Dataset, "communes">,
  cells: Cells,
  members: Uint32Array,
  meters: number,
): Candidate[] {
  const most = new Map<string, number>();
  for (const cell of members) {
    const square = [cells.crs[cell], cells.northings[cell], cells.eastings[cell]]
      .map((value, i) => (i === 0 ? value : Math.floor(value / meters)))
      .join();
    const known = most.get(square);
    if (known === undefined || cells.people[cell] > cells.people[known]) most.set(square, cell);
  }
  return [...most.values()]
    .sort((a, b) => a - b)
    .map((cell) => {
      const commune = cells.communes[cell] === NO_COMMUNE ? null : communes[cells.communes[cell]];
      const id = cellId(cells, cell);
      const place = { id, lon: cells.lons[cell], lat: cells.lats[cell] };
      return { ...place, name: commune?.name ?? id, communeCode: commune?.code ?? null };
    });
}

/** Candidates that have a road, with where they meet it. */
export interface PlacedCandidates {
  readonly candidates: readonly Candidate[];
  readonly snaps: Snaps;
  readonly withoutRoad: readonly Candidate[];
}

/** @param maxMeters how far a candidate may be from a road */
export function placeCandidates(
  snapper: Snapper,
  candidates: readonly Candidate[],
  maxMeters: number,
): PlacedCandidates {
  const snaps = snapper.snapAll(
    candidates.map(({ lon }) => lon),
    candidates.map(({ lat }) => lat),
    maxMeters,
  );
  const hasRoad = (index: number): boolean => snaps.edges[index] !== NO_EDGE;
  const placed = Uint32Array.from(candidates.keys()).filter(hasRoad);
  return {
    candidates: Array.from(placed, (index) => candidates[index]),
    snaps: takeSnaps(snaps, placed),
    withoutRoad: candidates.filter((_, index) => !hasRoad(index)),
  };
}
