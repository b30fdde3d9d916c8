import type { Tags } from "../profile.ts";

const MOST_LANES = 255;

/** Lanes of both directions together, 0 where the tags do not say; fractions and other texts are ignored. */
export function laneCount(tags: Tags): number {
  const total = tags.get("lanes");
  if (total !== undefined) return wholeNumber(total);
  return wholeNumber(tags.get("lanes:forward")) + wholeNumber(tags.get("lanes:backward"));
}

function wholeNumber(value: string | undefined): number {
  return value !== undefined && /^\d+$/.test(value) ? Math.min(Number(value), MOST_LANES) : 0;
}
