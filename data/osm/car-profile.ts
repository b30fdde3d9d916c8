import { OSRM_26, OSRM_6 } from "./car/edition.ts";
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
export function createCarProfile(edition: CarEdition, name = "car"): CarProfile {
  return {
    name,
    wayKeys: ["highway", "route"],
    way: (tags) => driveWay(tags, edition),
    node: (tags) => obstaclesAt(tags, edition),
    restriction: restrictionRule,
    roadName: roadNameOf,
  };
}

/** The car of OSRM 6.0. */
export const carProfile: CarProfile = createCarProfile(OSRM_6);

/**
 * What `trente build --profile` offers, by name. The later edition has the ways and nodes of OSRM 26.9; its turns cost
 * what they cost in 6.0.
 */
export const CAR_PROFILES: ReadonlyMap<string, CarProfile> = new Map(
  [carProfile, createCarProfile(OSRM_26, "car-26.9")].map((profile) => [profile.name, profile]),
);

/** Is that one of `CAR_PROFILES`, which its name tells whole? */
export function isOffered(profile: CarProfile): boolean {
  return CAR_PROFILES.get(profile.name) === profile;
}
