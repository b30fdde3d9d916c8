/**
 * Figures of OSRM's `car` profile (profiles/car.lua, OSRM 6.0): speeds in km/h, preferences as factors.
 * A preference makes a road less attractive without making it slower: it divides the weight, not the time.
 */

/** Speed of each highway class that is open to cars by itself. */
export const SPEEDS_KMH: ReadonlyMap<string, number> = new Map([
  ["motorway", 90],
  ["motorway_link", 45],
  ["trunk", 85],
  ["trunk_link", 40],
  ["primary", 65],
  ["primary_link", 30],
  ["secondary", 55],
  ["secondary_link", 25],
  ["tertiary", 40],
  ["tertiary_link", 20],
  ["unclassified", 25],
  ["residential", 25],
  ["living_street", 10],
  ["service", 15],
]);

/** Any other way, where its access tags let cars in. */
export const DEFAULT_SPEED_KMH = 10;

/** Routes on which a car is carried. */
export const ROUTE_SPEEDS_KMH: ReadonlyMap<string, number> = new Map([
  ["ferry", 5],
  ["shuttle_train", 10],
]);

/** `bridge=movable`, waiting included. */
export const MOVABLE_BRIDGE_SPEED_KMH = 5;

/** Upper limits by `surface`; asphalt, concrete and whatever is not listed have none. */
export const SURFACE_SPEEDS_KMH: ReadonlyMap<string, number> = new Map([
  ["cement", 80],
  ["compacted", 80],
  ["fine_gravel", 80],
  ["paving_stones", 60],
  ["metal", 60],
  ["bricks", 60],
  ["grass", 40],
  ["wood", 40],
  ["sett", 40],
  ["grass_paver", 40],
  ["gravel", 40],
  ["unpaved", 40],
  ["ground", 40],
  ["dirt", 40],
  ["pebblestone", 40],
  ["tartan", 40],
  ["cobblestone", 30],
  ["clay", 30],
  ["earth", 20],
  ["stone", 20],
  ["rocky", 20],
  ["sand", 20],
  ["mud", 10],
]);

export const TRACKTYPE_SPEEDS_KMH: ReadonlyMap<string, number> = new Map([
  ["grade1", 60],
  ["grade2", 40],
  ["grade3", 30],
  ["grade4", 25],
  ["grade5", 20],
]);

/** 0 closes the road. */
export const SMOOTHNESS_SPEEDS_KMH: ReadonlyMap<string, number> = new Map([
  ["intermediate", 80],
  ["bad", 40],
  ["very_bad", 20],
  ["horrible", 10],
  ["very_horrible", 5],
  ["impassable", 0],
]);

/** Share of a tagged speed limit that is driven on average. */
export const MAXSPEED_SHARE = 0.8;

/** Preference for `service=*` of these kinds. */
export const SERVICE_PREFERENCE = 0.5;
export const DISLIKED_SERVICES: ReadonlySet<string> = new Set([
  "alley",
  "parking",
  "parking_aisle",
  "driveway",
  "drive-through",
  "drive-thru",
]);

/** Two directions that share one lane, or a road at most this wide. */
export const NARROW_PREFERENCE = 0.5;
export const NARROW_WIDTH_METERS = 3;

/** Preference for `oneway=alternating`: the wait for the own turn. */
export const ALTERNATING_PREFERENCE = 0.4;

/** Preference for `side_road=yes|rotary`. */
export const SIDE_ROAD_PREFERENCE = 0.8;

/** The car: a large family car, slightly higher than the biggest SUV. */
export const CAR_HEIGHT_METERS = 2;
export const CAR_WIDTH_METERS = 1.9;
export const CAR_LENGTH_METERS = 4.8;
export const CAR_WEIGHT_KG = 2000;
