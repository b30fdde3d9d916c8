import { perceivedLegs } from "../../isochrones/graph/intersections/bearings.ts";
import { DividedRoads } from "../../isochrones/graph/intersections/divided-roads.ts";
import { asciiRoads, type AsciiOptions } from "./ascii-roads.ts";
import { junctions } from "./junctions.ts";

/** The pairs of halves at X, clockwise: `AB` where the roads towards A and B are halves of one road. */
export function pairsAtX(drawing: string, options: AsciiOptions): string[] {
  const { legs, node, towardOf } = junctions(asciiRoads(drawing, options));
  const divided = new DividedRoads(legs);
  const around = perceivedLegs(legs, node("X")).sort((a, b) => a.perceived - b.perceived);
  const pairs = around.flatMap((leg, index) =>
    divided.arePair(around, index) ? [towardOf(leg) + towardOf(around[(index + 1) % around.length])] : [],
  );
  // The cheap question must not miss any.
  if (pairs.length > 0 && !divided.hasCandidates(around))
    throw new Error(`no candidates for ${pairs.join()}`);
  return pairs;
}

/** One street name for several ways. */
export function street(ways: string, name = "rue Haute"): Record<string, string> {
  return Object.fromEntries(ways.split(" ").map((way) => [way, name]));
}
