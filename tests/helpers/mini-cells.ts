import { gridToLonLat } from "../../isochrones/geo/grid-projection.ts";
import { type Cells, NO_COMMUNE } from "../../isochrones/model/cells.ts";
import { NO_EDGE, NO_NODE, UNREACHED } from "../../isochrones/model/network.ts";
import { OFFSETS, type Snaps } from "../../isochrones/model/points.ts";

/** A cell by its place in the grid; everything else has a plain value of its own. */
export interface CellPlan {
  /** Metres of the grid: multiples of `size`. */
  readonly easting: number;
  readonly northing: number;
  readonly size?: number;
  readonly crs?: number;
  readonly people?: number;
  readonly imputed?: boolean;
  /** Index into the communes of the test. */
  readonly commune?: number;
}

/** A corner of the grid on Corsica: cells near it have places on the globe that look like France. */
export const ORIGIN = { easting: 4_230_000, northing: 2_100_000 };

/** Cells of 1 km of one grid by column and row from `ORIGIN`, one person in each. */
export function squares(places: Iterable<readonly [column: number, row: number]>, size = 1000): CellPlan[] {
  return Array.from(places, ([column, row]) => ({
    easting: ORIGIN.easting + column * size,
    northing: ORIGIN.northing + row * size,
    size,
  }));
}

/** Cells in the order given. */
export function miniCells(plans: readonly CellPlan[]): Cells {
  const centers = plans.map(({ crs = 3035, easting, northing, size = 1000 }) =>
    gridToLonLat(crs, easting + size / 2, northing + size / 2),
  );
  return {
    count: plans.length,
    crs: Uint16Array.from(plans, ({ crs }) => crs ?? 3035),
    sizes: Uint16Array.from(plans, ({ size }) => size ?? 1000),
    eastings: Int32Array.from(plans, ({ easting }) => easting),
    northings: Int32Array.from(plans, ({ northing }) => northing),
    lons: Float64Array.from(centers, ([lon]) => lon),
    lats: Float64Array.from(centers, ([, lat]) => lat),
    people: Float64Array.from(plans, ({ people }) => people ?? 1),
    imputed: Uint8Array.from(plans, ({ imputed }) => (imputed === true ? 1 : 0)),
    communes: Uint32Array.from(plans, ({ commune }) => commune ?? NO_COMMUNE),
    cutTimes: new Uint32Array(plans.length).fill(UNREACHED),
    weights: {},
  };
}

/** Snaps at these distances on edge 0; null for a point without a road. */
export function miniSnaps(distancesMeters: readonly (number | null)[]): Snaps {
  return {
    edges: Uint32Array.from(distancesMeters, (meters) => (meters === null ? NO_EDGE : 0)),
    fractions: new Float32Array(distancesMeters.length),
    offsets: new Uint32Array(distancesMeters.length * OFFSETS),
    nodes: new Uint32Array(distancesMeters.length).fill(NO_NODE),
    distancesMeters: Float32Array.from(distancesMeters, (meters) => meters ?? Infinity),
  };
}
