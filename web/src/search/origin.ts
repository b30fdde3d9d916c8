import type { Origin } from "../app/state.ts";

/** Degrees are kept to a metre. */
const DEGREE_STEPS = 1e5;

/** A place from which one asks, its degrees to a metre. */
export function originAt(lon: number, lat: number, label: string): Origin {
  const toMeter = (degrees: number): number => Math.round(degrees * DEGREE_STEPS) / DEGREE_STEPS;
  return { lon: toMeter(lon), lat: toMeter(lat), label };
}
