import type { Place } from "../../isochrones/geo/places.ts";
import type { Random } from "./seeded-random.ts";

/** A place on either side of both noughts, now and then far from them. */
function randomPlace(random: Random): Place {
  const reach = random.chance(0.5) ? 300 : 50_000_000;
  return [random.int(-reach, reach), random.int(-reach, reach)];
}

/** Two to eight places within some 40 m of each other, some of them repeated. */
export function randomLine(random: Random): Place[] {
  const line = [randomPlace(random)];
  for (let more = random.int(1, 7); more > 0; more--) {
    const [lon, lat] = line[line.length - 1];
    const reach = random.chance(0.1) ? 0 : 300;
    line.push([lon + random.int(-reach, reach), lat + random.int(-reach, reach)]);
  }
  return line;
}
