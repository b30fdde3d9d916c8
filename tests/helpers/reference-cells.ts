import type { ReferenceCells } from "../../isochrones/compare/reference-cells.ts";
import { UNREACHED } from "../../isochrones/model/network.ts";
import type { CellPlan } from "./mini-cells.ts";

/** What somebody else found for a cell; null without a way, unknown where nothing is said. */
export interface ReferencePlan extends CellPlan {
  readonly minutes: number | null;
  readonly roadMeters?: number;
  readonly crowMeters?: number;
}

/** In the order given. */
export function referenceCells(plans: readonly ReferencePlan[]): ReferenceCells {
  return {
    count: plans.length,
    crs: Uint16Array.from(plans, ({ crs }) => crs ?? 3035),
    sizes: Uint16Array.from(plans, ({ size }) => size ?? 1000),
    eastings: Int32Array.from(plans, ({ easting }) => easting),
    northings: Int32Array.from(plans, ({ northing }) => northing),
    deciseconds: Uint32Array.from(plans, ({ minutes }) =>
      minutes === null ? UNREACHED : Math.round(minutes * 600),
    ),
    roadMeters: Float64Array.from(plans, ({ roadMeters }) => roadMeters ?? NaN),
    crowMeters: Float64Array.from(plans, ({ crowMeters }) => crowMeters ?? NaN),
    people: Float64Array.from(plans, ({ people }) => people ?? NaN),
  };
}
