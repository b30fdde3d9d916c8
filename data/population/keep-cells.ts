import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { DataIssues } from "../issues.ts";
import type { Population } from "./read-population.ts";

const METERS_PER_DEGREE = 111_000;

/**
 * Keeps the cells inside the box of the roads and a margin around it: a national grid over regional roads is not
 * a region where nobody has a road. The others are counted as `population.cell.outside_network`.
 */
export function keepCells(
  { cells, codes }: Population,
  [west, south, east, north]: Dataset["bbox"],
  marginMeters: number,
  issues: DataIssues,
): Pick<Population, "cells" | "codes"> {
  const marginLat = marginMeters / METERS_PER_DEGREE;
  const widest = Math.min(89, Math.max(Math.abs(south), Math.abs(north)));
  const marginLon = marginLat / Math.cos((widest * Math.PI) / 180);
  const kept: number[] = [];
  for (let cell = 0; cell < cells.count; cell++) {
    const lon = cells.lons[cell];
    const lat = cells.lats[cell];
    const isNear =
      lon >= west - marginLon &&
      lon <= east + marginLon &&
      lat >= south - marginLat &&
      lat <= north + marginLat;
    if (isNear) kept.push(cell);
  }
  const dropped = cells.count - kept.length;
  if (dropped === 0) return { cells, codes };
  issues.count("population.cell.outside_network", "info", undefined, dropped);
  return pickCells({ cells, codes }, kept);
}

/** Some of the cells, in the order given. */
export function pickCells(
  { cells, codes }: Pick<Population, "cells" | "codes">,
  kept: readonly number[],
): Pick<Population, "cells" | "codes"> {
  return {
    cells: {
      count: kept.length,
      crs: Uint16Array.from(kept, (cell) => cells.crs[cell]),
      sizes: Uint16Array.from(kept, (cell) => cells.sizes[cell]),
      northings: Int32Array.from(kept, (cell) => cells.northings[cell]),
      eastings: Int32Array.from(kept, (cell) => cells.eastings[cell]),
      lons: Float64Array.from(kept, (cell) => cells.lons[cell]),
      lats: Float64Array.from(kept, (cell) => cells.lats[cell]),
      people: Float64Array.from(kept, (cell) => cells.people[cell]),
      imputed: Uint8Array.from(kept, (cell) => cells.imputed[cell]),
      weights: Object.fromEntries(
        Object.entries(cells.weights).map(([name, values]) => [
          name,
          Float32Array.from(kept, (cell) => values[cell]),
        ]),
      ),
    },
    codes: codes === null ? null : kept.map((cell) => codes[cell]),
  };
}
