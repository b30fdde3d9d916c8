/** What is known of one trip in one engine. */
export interface TripFacts {
  readonly seconds: number | null;
  /** How far each end was moved to its road; null where it is not known. */
  readonly originSnapMeters: number | null;
  readonly destinationSnapMeters: number | null;
  /** The route driven; null where there is none or it is not known. */
  readonly route: { readonly meters: number; readonly line: readonly (readonly [number, number])[] } | null;
}

/**
 * Why two engines disagree on a trip: one has no way (`reach`), an end stands on another road (`snap`), another way is
 * taken (`route`), the same way is driven at another speed (`speed`). Where one of the routes is not known, the last
 * two cannot be told apart: `route-or-speed`.
 */
export type Cause = "reach" | "snap" | "route" | "speed" | "route-or-speed";

/** A recorded snap is in whole metres, and two engines round coordinates: less is no other road. */
const SNAP_TOLERANCE_METERS = 5;
/** How far apart two lengths of the same way may be: the greater of a share of it and of so many metres. */
export interface LengthTolerance {
  readonly share: number;
  readonly meters: number;
}

/** Lengths of one way differ by how its ends are cut. */
const SAME_LENGTH: LengthTolerance = { share: 0.01, meters: 0 };

/** The first cause that explains the difference, in the order above. */
export function causeOf(
  measured: TripFacts,
  reference: TripFacts,
  sameLength: LengthTolerance = SAME_LENGTH,
): Cause {
  if ((measured.seconds === null) !== (reference.seconds === null)) return "reach";
  const isMoved =
    differ(measured.originSnapMeters, reference.originSnapMeters) ||
    differ(measured.destinationSnapMeters, reference.destinationSnapMeters);
  if (isMoved) return "snap";
  if (measured.route === null || reference.route === null) return "route-or-speed";
  const longer = Math.max(measured.route.meters, reference.route.meters);
  const difference = Math.abs(measured.route.meters - reference.route.meters);
  return difference > Math.max(longer * sameLength.share, sameLength.meters) ? "route" : "speed";
}

/** Mean speed of a trip, km/h; null without a route or for one of no time. */
export function speedKmh({ seconds, route }: TripFacts): number | null {
  return route === null || seconds === null || seconds === 0 ? null : (route.meters / seconds) * 3.6;
}

function differ(a: number | null, b: number | null): boolean {
  if (a === null || b === null || a === b) return false;
  return Math.abs(a - b) > SNAP_TOLERANCE_METERS;
}
