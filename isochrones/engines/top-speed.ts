import type { Network } from "../model/network.ts";

/** OSRM rounds the time of each segment to whole deciseconds, which can shorten a short one by half a one. */
const ROUNDING = 1.1;
const KMH_PER_METER_PER_SECOND = 3.6;

/** The fastest road of OSRM's car profile: a limit of 140 km/h, its value for `none`, driven at 80 %; rounding added. */
export const TOP_METERS_PER_SECOND = ((140 * 0.8) / KMH_PER_METER_PER_SECOND) * ROUNDING;

/**
 * A speed that no road of a network exceeds, by its profiles, nor the fastest of the car profile: another engine may
 * have read other roads than these.
 */
export function topMetersPerSecond({ profiles }: Pick<Network, "profiles">): number {
  return profiles.reduce((top, { forwardSpeedKmh, backwardSpeedKmh }) => {
    const kmh = Math.max(forwardSpeedKmh, backwardSpeedKmh);
    return Math.max(top, (kmh / KMH_PER_METER_PER_SECOND) * ROUNDING);
  }, TOP_METERS_PER_SECOND);
}
