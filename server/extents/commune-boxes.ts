import { flatOutlines } from "../../data/bundle/outlines.ts";
import { NO_COMMUNE } from "../../isochrones/model/cells.ts";
import type { Dataset, FlatOutlines } from "../../isochrones/model/dataset.ts";

/** `[west, south, east, north]`, degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

type Growing = [west: number, south: number, east: number, north: number];

type Sources = Pick<Dataset, "communes" | "cells" | "communeOutlines" | "communeShapes">;

/** The boxes of communes: around the outline, where it is not known around the centres of the inhabited cells. */
export class CommuneBoxes {
  readonly #boxes: readonly (Box | null)[];

  /** O(positions of all outlines + cells). */
  constructor(dataset: Sources) {
    const boxes: (Growing | null)[] = dataset.communes.map(() => null);
    growByOutlines(boxes, dataset.communeOutlines ?? flatOutlines(dataset.communeShapes));
    const hasOutline = boxes.map((box) => box !== null);
    const { cells } = dataset;
    for (let cell = 0; cell < (cells?.count ?? 0) && cells !== null; cell++) {
      const commune = cells.communes[cell];
      if (commune === NO_COMMUNE || hasOutline[commune]) continue;
      boxes[commune] = grown(boxes[commune], cells.lons[cell], cells.lats[cell]);
    }
    this.#boxes = boxes;
  }

  /** The box of some communes together; null where nothing is known of any. */
  around(communes: Iterable<number>): Box | null {
    let all: Growing | null = null;
    for (const commune of communes) {
      const box = this.#boxes[commune];
      if (box !== null) all = grown(grown(all, box[0], box[1]), box[2], box[3]);
    }
    return all;
  }
}

function growByOutlines(
  boxes: (Growing | null)[],
  { polygons, rings, positions, coordinates }: FlatOutlines,
): void {
  let polygon = 0;
  let ring = 0;
  let at = 0;
  for (let commune = 0; commune < polygons.length; commune++) {
    for (const end = polygon + polygons[commune]; polygon < end; polygon++) {
      for (const lastRing = ring + rings[polygon]; ring < lastRing; ring++) {
        for (const last = at + 2 * positions[ring]; at < last; at += 2)
          boxes[commune] = grown(boxes[commune], coordinates[at], coordinates[at + 1]);
      }
    }
  }
}

function grown(box: Growing | null, lon: number, lat: number): Growing {
  if (box === null) return [lon, lat, lon, lat];
  if (lon < box[0]) box[0] = lon;
  if (lat < box[1]) box[1] = lat;
  if (lon > box[2]) box[2] = lon;
  if (lat > box[3]) box[3] = lat;
  return box;
}
