import { Random } from "../random.ts";
import type { CountryPlan } from "./country-plan.ts";
import { createLand } from "./land.ts";
import type { Land } from "./land.ts";
import { createMosaic } from "./mosaic.ts";
import type { Mosaic } from "./mosaic.ts";

/** What a country is at each place, whoever asks. */
export interface CountryFields {
  readonly land: Land;
  readonly mosaic: Mosaic;
}

export function createFields(plan: CountryPlan, seed: number): CountryFields {
  const random = new Random(seed);
  return {
    land: createLand(plan, random.fork("land").integer(0, 1e9)),
    mosaic: createMosaic(plan, random.fork("mosaic").integer(0, 1e9)),
  };
}
