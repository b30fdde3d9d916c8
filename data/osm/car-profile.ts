import { OSRM_6 } from "./car/edition.ts";
import type { CarEdition } from "./car/edition.ts";
import { roadNameOf } from "./car/name.ts";
import { obstaclesAt } from "./car/node.ts";
import { restrictionRule } from "./car/restriction.ts";
import { driveWay } from "./car/way.ts";
import type { CarProfile } from "./profile.ts";

/**
 * A car as OSRM's `car` profile drives it: same figures, same rules, same corner cases. Roads that drive
 * alike give profiles that compare equal as JSON.
 *
 * Source: github.com/Project-OSRM/osrm-backend, profiles/car.lua and profiles/lib, features/car.
 *
 * @param edition the release of OSRM to follow
 */
export function createCarProfile(edition: CarEdition): CarProfile {
  return {
    name: "car",
    wayKeys: ["highway", "route"],
    way: (tags) => driveWay(tags, edition),
    node: (tags) => obstaclesAt(tags, edition),
    restriction: restrictionRule,
    roadName: roadNameOf,
  };
}

/** The car of OSRM 6.0. */
export const carProfile: CarProfile = createCarProfile(OSRM_6);
