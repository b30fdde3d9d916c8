import { directionalKey } from "./directional.ts";
import type { DirectionalKey } from "./directional.ts";
import { SPEEDS_KMH, SURFACE_SPEEDS_KMH } from "./figures.ts";
import { NATIONAL_LIMITS_KMH } from "./national-limits.ts";

/**
 * What changed in OSRM's car profile between its releases. OSRM 6.0 is the one that its recorded answers and
 * most of its servers speak; the later edition follows OSRM 26.9.
 */
export interface CarEdition {
  readonly name: string;
  readonly speedsKmh: ReadonlyMap<string, number>;
  readonly surfaceSpeedsKmh: ReadonlyMap<string, number>;
  readonly nationalLimitsKmh: ReadonlyMap<string, number>;
  /** Access values that keep cars out, unless they are restricted ones on a road where those count. */
  readonly deniedAccess: ReadonlySet<string>;
  /** Access values for those who have business there: a trip may start or end, not pass. */
  readonly restrictedAccess: ReadonlySet<string>;
  /** Does `destination;agricultural` count as the kindest of its values? */
  readonly splitsAccess: boolean;
  /** Are gates a delay, instead of nothing at all? */
  readonly delaysAtGates: boolean;
  /** Does `barrier=fence` with `sensory=audible|audio` let cars pass? */
  readonly passesAudibleFences: boolean;
  /** Keys of weight limits, the more precise first. */
  readonly weightKeys: readonly DirectionalKey[];
  /** Does `proposed=*` close a road that exists already? */
  readonly proposalsClose: boolean;
  /** Preferences by width in steps, for unmarked lanes and by `priority`. */
  readonly finePreferences: boolean;
}

const DENIED_ACCESS = [
  "no",
  "agricultural",
  "forestry",
  "emergency",
  "psv",
  "customers",
  "private",
  "delivery",
  "destination",
];

const RESTRICTED_ACCESS = ["private", "delivery", "destination", "customers"];

/** The profile of OSRM 6.0 (April 2025). */
export const OSRM_6: CarEdition = {
  name: "osrm-6.0",
  speedsKmh: SPEEDS_KMH,
  surfaceSpeedsKmh: SURFACE_SPEEDS_KMH,
  nationalLimitsKmh: new Map([
    ...NATIONAL_LIMITS_KMH,
    ["cz:trunk", 0],
    ["cz:motorway", 0],
    ["pl:trunk", 120],
  ]),
  deniedAccess: new Set(DENIED_ACCESS),
  restrictedAccess: new Set(RESTRICTED_ACCESS),
  splitsAccess: false,
  delaysAtGates: false,
  passesAudibleFences: false,
  weightKeys: [directionalKey("maxweight")],
  proposalsClose: true,
  finePreferences: false,
};

/** The profile of OSRM 26.9 (September 2026). */
export const OSRM_26: CarEdition = {
  name: "osrm-26.9",
  speedsKmh: new Map([...SPEEDS_KMH, ["winter_road", 20], ["ice_road", 15]]),
  surfaceSpeedsKmh: new Map([...SURFACE_SPEEDS_KMH, ["laterite", 15], ["ice", 20], ["snow", 30]]),
  nationalLimitsKmh: new Map([
    ...NATIONAL_LIMITS_KMH,
    ["ar:urban", 40],
    ["ar:rural", 110],
    ["lv:living_street", 20],
  ]),
  deniedAccess: new Set([
    ...DENIED_ACCESS,
    "taxi",
    "share_taxi",
    "minibus",
    "bus",
    "foot",
    "emergency_vehicle",
    "restricted",
    "military",
    "official",
    "permit",
    "residents",
  ]),
  restrictedAccess: new Set([...RESTRICTED_ACCESS, "permit", "residents", "unknown"]),
  splitsAccess: true,
  delaysAtGates: true,
  passesAudibleFences: true,
  weightKeys: [directionalKey("maxweightrating"), directionalKey("maxweight")],
  proposalsClose: false,
  finePreferences: true,
};
