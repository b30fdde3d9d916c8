import { createNoise } from "../noise.ts";
import type { Point } from "../plane.ts";
import { Random } from "../random.ts";
import { scaleOf } from "./country-plan.ts";
import type { CountryPlan } from "./country-plan.ts";

/** Share of a pays' side by which its seed may lie off the middle of its square. */
const JITTER = 0.22;
const WARP_METERS = 3_500;
const WARP_WAVELENGTH_METERS = 14_000;

/** Nowhere's pays. */
export const NO_PAYS = -1;

/** Which pays a place of the plane belongs to: that of the nearest seed, with borders bent by noise. */
export interface Mosaic {
  readonly seeds: readonly Point[];
  paysAt(x: number, y: number): number;
}

/** Seeds on a grid, each moved a little; the same answer wherever it is asked from. */
export function createMosaic(plan: CountryPlan, seed: number): Mosaic {
  const { columns, rows, paysMeters } = plan;
  const random = new Random(seed);
  const west = (-columns * paysMeters) / 2;
  const south = (-rows * paysMeters) / 2;
  const seeds: Point[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const jitter = () => random.between(-JITTER, JITTER);
      seeds.push([
        west + (column + 0.5 + jitter()) * paysMeters,
        south + (row + 0.5 + jitter()) * paysMeters,
      ]);
    }
  }
  const noise = createNoise(random.integer(0, 1e9));
  const warp = scaleOf(plan) * WARP_METERS;
  const wavelength = scaleOf(plan) * WARP_WAVELENGTH_METERS;
  const bend = (x: number, y: number) =>
    warp * (noise(x / wavelength, y / wavelength) + 0.2 * noise((5 * x) / wavelength, (5 * y) / wavelength));
  return {
    seeds,
    paysAt(x, y) {
      const bentX = x + bend(x, y);
      const bentY = y + bend(y + 1e6, x - 1e6);
      const column = Math.floor((bentX - west) / paysMeters);
      const row = Math.floor((bentY - south) / paysMeters);
      let best = NO_PAYS;
      let bestSquared = Infinity;
      for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
        for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
          const [seedX, seedY] = seeds[r * columns + c];
          const squared = (seedX - bentX) ** 2 + (seedY - bentY) ** 2;
          if (squared >= bestSquared) continue;
          bestSquared = squared;
          best = r * columns + c;
        }
      }
      return best;
    },
  };
}
