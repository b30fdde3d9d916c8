import { buildNetwork } from "../../isochrones/graph/build-network.ts";
import { buildSnapIndex } from "../../isochrones/graph/snap-index.ts";
import { type Snap, Snapper } from "../../isochrones/graph/snapping.ts";
import { planeMeters } from "../../isochrones/geo/distance.ts";
import { type Network, UNREACHED } from "../../isochrones/model/network.ts";
import { EdgeSearch } from "../../isochrones/routing/edge-search.ts";
import { timesAtPoints } from "../../isochrones/routing/point-times.ts";
import { makeSeeds } from "../../isochrones/routing/seeds.ts";
import { type AsciiWorld, COLUMN_MICRODEGREES } from "./ascii-roads.ts";
import { snapsOf } from "./random-points.ts";

/** Somewhere in a drawn world: at a letter, or between two (`AB` halfway, `AB:0.25` a quarter of the way). */
export type Spot = string;

export interface Drives {
  readonly network: Network;
  readonly snap: (spot: Spot) => Snap;
  /** Deciseconds from the first spot to the last that is nearest to it, null where there is no way. */
  readonly time: (from: Spot, ...to: Spot[]) => number | null;
}

/** Builds the network of a drawing and drives in it. */
export function drives(world: AsciiWorld): Drives {
  const network = buildNetwork(world.roads);
  const snapper = new Snapper(network, buildSnapIndex(network, 0));
  const search = new EdgeSearch(network, "arrival");
  const snap = (spot: Spot): Snap => {
    const [lon, lat] = placeOf(world, spot);
    const found = snapper.snap(lon, lat, 100);
    if (found === null) throw new Error(`no road at ${spot}`);
    return found;
  };
  const time = (from: Spot, ...to: Spot[]): number | null => {
    const snaps = snapsOf(network, [from, ...to].map(snap));
    const seeds = makeSeeds(
      network,
      snaps,
      to.map((_, index) => index + 1),
    );
    search.run(seeds);
    const [duration] = timesAtPoints(search, seeds, snaps).durations;
    return duration === UNREACHED ? null : duration;
  };
  return { network, snap, time };
}

/** Coordinates of a spot, degrees. */
export function placeOf(world: AsciiWorld, spot: Spot): [number, number] {
  const [names, share = "0.5"] = spot.split(":");
  const [a, b] = [world.place(names[0]), world.place(names[names.length - 1])];
  const t = names.length === 1 ? 0 : Number(share);
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/** Deciseconds over one straight stretch of so many columns or lines, all of it one segment. */
export function straight(steps: number, kmh = 36): number {
  return Math.round((planeMeters(0, 0, steps * COLUMN_MICRODEGREES, 0) * 36) / kmh);
}

/** Seconds of a turn's angle, by the formula of OSRM's car profile: degrees to the right, negative to the left. */
export function angleSeconds(degrees: number): number {
  const [max, bias] = [7.5, 1.075];
  return degrees >= 0
    ? max / (1 + Math.exp(6.5 * bias - ((13 / bias) * degrees) / 180))
    : max / (1 + Math.exp(6.5 / bias - (13 * bias * -degrees) / 180));
}

/** Whole deciseconds of what a turn takes. */
export function turnTime(seconds: number): number {
  return Math.trunc(seconds * 10);
}

/** Deciseconds of turns at a crossing of more than two roads, and of turning back anywhere. */
export const RIGHT = turnTime(angleSeconds(90));
export const LEFT = turnTime(angleSeconds(-90));
export const AHEAD = turnTime(angleSeconds(0));
export const BACK = turnTime(angleSeconds(180) + 20);
