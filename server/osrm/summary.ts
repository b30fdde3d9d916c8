import type { Step } from "./steps.ts";

const NAMES = 2;

/** The names of the roads on which a leg spends most weight, in the order in which they are driven. */
export function summaryOf(steps: readonly Step[]): string {
  const weights = new Map<string, number>();
  for (const { name, ref = "", weight } of steps) {
    const road = name === "" ? ref : name;
    if (road !== "") weights.set(road, (weights.get(road) ?? 0) + weight);
  }
  const chosen = [...weights].sort((a, b) => b[1] - a[1]).slice(0, NAMES);
  return [...weights.keys()].filter((road) => chosen.some(([name]) => name === road)).join(", ");
}
