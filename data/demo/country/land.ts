import { createNoise, fractal, ridged, smoothstep } from "../noise.ts";
import type { Ellipse } from "../plan.ts";
import type { CountryPlan } from "./country-plan.ts";

/** Coast and relief of a whole country, as functions of the place. */
export interface Land {
  /** Above 0 on land; grows inland. */
  shoreAt(x: number, y: number): number;
  /** Metres above the sea, for a place on land. */
  elevationAt(x: number, y: number, shore: number): number;
  /** Does a lake cover a place on land? */
  isLakeAt(x: number, y: number, shore: number): boolean;
}

/** Shares of the mainland's radius: beyond, small waves of the coast cannot decide. */
const FINE_SHORE = 0.16;
/** Squared radii from a massif beyond which it raises nothing. */
const FAR_SQUARED = 4.8;
/** The wave of a noise from which its crests are lakes: about 1 % of the land. */
const LAKE_CREST = 0.57;

export function createLand(plan: CountryPlan, seed: number): Land {
  const noise = createNoise(seed);
  const { mainland, gulfs, massifs } = plan;
  const size = Math.min(mainland.radiusX, mainland.radiusY);
  const wide = size / 4;
  const rim = size / 8;
  const [halfWidth, halfHeight] = [(plan.columns * plan.paysMeters) / 2, (plan.rows * plan.paysMeters) / 2];
  return {
    shoreAt(x, y) {
      let shore = 1 - squaredRadius(mainland, x, y) ** 1.3 + 0.45 * fractal(noise, x / wide, y / wide, 2);
      for (const gulf of gulfs) shore -= 0.9 * Math.exp(-squaredRadius(gulf, x, y) * 1.4);
      const toEdge = Math.min(halfWidth - Math.abs(x), halfHeight - Math.abs(y));
      shore -= 2.5 * (1 - smoothstep(0, rim, toEdge));
      if (Math.abs(shore) > FINE_SHORE) return shore;
      return shore + FINE_SHORE * fractal(noise, x / 16_000 + 300, y / 16_000, 6);
    },
    elevationAt(x, y, shore) {
      const inland = smoothstep(0, 0.05, shore);
      const rough = smoothstep(-0.6, 0.7, fractal(noise, x / 90_000 - 50, y / 90_000, 2));
      let meters =
        3 + inland * (70 + 90 * rough + (90 + 260 * rough) * fractal(noise, x / 6_500, y / 6_500, 5));
      for (const massif of massifs) {
        const squared = squaredRadius(massif, x, y);
        if (squared > FAR_SQUARED) continue;
        const rise = Math.exp(-squared * 1.3) * inland;
        meters += massif.meters * rise * (0.35 + 0.65 * ridged(noise, x / 13_000 + 9, y / 13_000, 4));
      }
      return Math.max(1, meters);
    },
    isLakeAt(x, y, shore) {
      return shore > 0.02 && fractal(noise, x / 6_000 - 700, y / 6_000 + 350, 4) > LAKE_CREST;
    },
  };
}

/** Square of a place's distance from an ellipse's centre, 1 on the ellipse. */
function squaredRadius({ center, radiusX, radiusY }: Ellipse, x: number, y: number): number {
  return ((x - center[0]) / radiusX) ** 2 + ((y - center[1]) / radiusY) ** 2;
}
