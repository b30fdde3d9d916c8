import { UNREACHED } from "../../isochrones/model/network.ts";

export type LengthUnit = "m" | "km";

/**
 * Between metres and kilometres a minute: cars drive 0.3 to 2 km or 300 to 2 000 m in one. The geometric middle of
 * the two ranges.
 */
const BETWEEN_UNITS_PER_MINUTE = 25;
/** What a median of trips by car can be, km/h: beyond, the times are not minutes. */
const PLAUSIBLE_KMH: readonly [number, number] = [5, 130];

const DECISECONDS_PER_MINUTE = 600;

export interface LengthReading {
  /** null where no trip has both a time and a length. */
  readonly unit: LengthUnit | null;
  /** Median speed in that unit, null as above. */
  readonly medianKmh: number | null;
  /** Whether it is one of cars. */
  readonly isPlausible: boolean;
}

/**
 * Finds the unit of lengths whose times are known, by the median of length by time: the documents name none, and the
 * two that are in use lie a factor of a thousand apart.
 *
 * @param lengths NaN where unknown
 */
export function readLengthUnit(lengths: Float64Array, deciseconds: Uint32Array): LengthReading {
  const ratios: number[] = [];
  for (let row = 0; row < lengths.length; row++) {
    if (!(lengths[row] > 0) || deciseconds[row] === 0 || deciseconds[row] === UNREACHED) continue;
    ratios.push((lengths[row] * DECISECONDS_PER_MINUTE) / deciseconds[row]);
  }
  if (ratios.length === 0) return { unit: null, medianKmh: null, isPlausible: true };
  const perMinute = Float64Array.from(ratios).sort()[Math.floor(ratios.length / 2)];
  const unit = perMinute > BETWEEN_UNITS_PER_MINUTE ? "m" : "km";
  const medianKmh = (perMinute * 60) / (unit === "m" ? 1000 : 1);
  const [least, most] = PLAUSIBLE_KMH;
  return { unit, medianKmh, isPlausible: medianKmh >= least && medianKmh <= most };
}
