import type { QualityIndicators } from "../../../isochrones/model/structure.ts";

/** In the order in which they are told. */
export const INDICATORS = [
  "noRedirectionShare",
  "realisationRate",
  "satisfaction",
] as const satisfies readonly (keyof QualityIndicators)[];
