import { malformed, type OsrmRequest, type RawOption } from "./request.ts";
import { OsrmRefusal } from "./refusal.ts";

export interface Bearing {
  /** Degrees clockwise from north, and how far a road may be off it. */
  readonly degrees: number;
  readonly range: number;
}

/** Options of every service, one entry a coordinate where they are lists. */
export interface CommonOptions {
  /** Metres; `Infinity` where there is no limit. */
  readonly radiuses: readonly number[];
  readonly bearings: readonly (Bearing | null)[];
  readonly approaches: readonly Approach[];
  /** Ordered, each once. */
  readonly exclude: readonly RoadClass[];
  readonly anyRoad: boolean;
  readonly hints: boolean;
  readonly waypoints: boolean;
}

/** On which side of the road a coordinate has to lie: that on which one drives, the other one, or either. */
export type Approach = "unrestricted" | "curb" | "opposite";

export type RoadClass = "toll" | "motorway" | "ferry";

export type GeometryFormat = "polyline" | "polyline6" | "geojson";

export const ANNOTATIONS = ["nodes", "distance", "duration", "speed", "weight", "datasources"] as const;

export type Annotation = (typeof ANNOTATIONS)[number];

export interface RouteOptions extends CommonOptions {
  readonly steps: boolean;
  readonly geometries: GeometryFormat;
  readonly overview: "simplified" | "full" | "false";
  readonly annotations: readonly Annotation[];
  /** Does a route go straight on at its waypoints? */
  readonly continueStraight: boolean;
  /** Indices of the coordinates at which legs end, null for all. */
  readonly stops: readonly number[] | null;
}

export interface TableOptions extends CommonOptions {
  readonly sources: readonly number[];
  readonly destinations: readonly number[];
  readonly durations: boolean;
  readonly distances: boolean;
  /** Null: pairs without a route stay empty. */
  readonly fallbackSpeed: number | null;
  readonly fallbackCoordinate: "input" | "snapped";
  readonly scaleFactor: number;
}

export interface NearestOptions extends CommonOptions {
  readonly number: number;
}

const COMMON: Readonly<Record<string, RegExp>> = {
  bearings: /^(?:\d+,\d+)?(?:;(?:\d+,\d+)?)*$/,
  radiuses: /^(?:\d+(?:\.\d*)?|\.\d+|unlimited)?(?:;(?:\d+(?:\.\d*)?|\.\d+|unlimited)?)*$/,
  hints: /^[A-Za-z0-9_=-]*(?:;[A-Za-z0-9_=-]*)*$/,
  approaches: /^(?:unrestricted|curb|opposite)?(?:;(?:unrestricted|curb|opposite)?)*$/,
  exclude: /^\w+(?:,\w+)*$/,
  snapping: /^(?:default|any)$/,
  generate_hints: /^(?:true|false)$/,
  skip_waypoints: /^(?:true|false)$/,
};
const ROUTE: Readonly<Record<string, RegExp>> = {
  ...COMMON,
  alternatives: /^(?:true|false|\d+)$/,
  steps: /^(?:true|false)$/,
  geometries: /^(?:polyline|polyline6|geojson)$/,
  overview: /^(?:simplified|full|false)$/,
  annotations: new RegExp(`^(?:true|false|(?:${ANNOTATIONS.join("|")})(?:,(?:${ANNOTATIONS.join("|")}))*)$`),
  continue_straight: /^(?:default|true|false)$/,
  waypoints: /^\d+(?:;\d+)*$/,
};
const POSITIVE = /^(?=.*[1-9])(?:\d+(?:\.\d*)?|\.\d+)$/;
const TABLE: Readonly<Record<string, RegExp>> = {
  ...COMMON,
  sources: /^(?:all|\d+(?:;\d+)*)$/,
  destinations: /^(?:all|\d+(?:;\d+)*)$/,
  annotations: /^(?:duration|distance)(?:,(?:duration|distance))*$/,
  fallback_speed: POSITIVE,
  fallback_coordinate: /^(?:input|snapped)$/,
  scale_factor: POSITIVE,
};
const NEAREST: Readonly<Record<string, RegExp>> = { ...COMMON, number: /^\d+$/ };

/** @throws OsrmRefusal for options that the service does not have, or not so */
export function readRouteOptions(request: OsrmRequest): RouteOptions {
  const values = valuesOf(request.options, ROUTE);
  const annotations = values.get("annotations") ?? "false";
  const geometries = values.get("geometries") ?? "polyline";
  const overview = values.get("overview") ?? "simplified";
  const stops = values.get("waypoints");
  return {
    ...commonOptions(values, request.coordinates.length),
    steps: values.get("steps") === "true",
    geometries: geometries as GeometryFormat,
    overview: overview as RouteOptions["overview"],
    annotations:
      annotations === "true"
        ? ANNOTATIONS
        : ANNOTATIONS.filter((name) => annotations.split(",").includes(name)),
    continueStraight: values.get("continue_straight") !== "false",
    stops: stops === undefined ? null : stops.split(";").map(Number),
  };
}

/** @throws OsrmRefusal for options that the service does not have, or not so */
export function readTableOptions(request: OsrmRequest): TableOptions {
  const values = valuesOf(request.options, TABLE);
  const count = request.coordinates.length;
  const annotations = (values.get("annotations") ?? "duration").split(",");
  const fallback = values.get("fallback_speed");
  return {
    ...commonOptions(values, count),
    sources: indicesOf(values.get("sources"), count),
    destinations: indicesOf(values.get("destinations"), count),
    durations: annotations.includes("duration"),
    distances: annotations.includes("distance"),
    fallbackSpeed: fallback === undefined ? null : Number(fallback),
    fallbackCoordinate: values.get("fallback_coordinate") === "snapped" ? "snapped" : "input",
    scaleFactor: Number(values.get("scale_factor") ?? 1),
  };
}

/** @throws OsrmRefusal for options that the service does not have, or not so */
export function readNearestOptions(request: OsrmRequest): NearestOptions {
  const values = valuesOf(request.options, NEAREST);
  const number = Number(values.get("number") ?? 1);
  if (number < 1) throw new OsrmRefusal("InvalidOptions", "Number of results has to be at least one.");
  return { ...commonOptions(values, request.coordinates.length), number };
}

function valuesOf(
  options: readonly RawOption[],
  known: Readonly<Record<string, RegExp>>,
): ReadonlyMap<string, string> {
  for (const { name, value, position, valuePosition } of options) {
    if (!Object.hasOwn(known, name)) throw malformed(position);
    if (!known[name].test(value)) throw malformed(valuePosition);
  }
  return new Map(options.map(({ name, value }) => [name, value]));
}

function commonOptions(values: ReadonlyMap<string, string>, count: number): CommonOptions {
  const list = (name: string): readonly string[] => {
    const value = values.get(name);
    if (value === undefined) return Array.from({ length: count }, () => "");
    const elements = value.split(";");
    if (elements.length === count) return elements;
    throw new OsrmRefusal(
      "InvalidOptions",
      `Number of elements in ${name} size ${elements.length} does not match coordinate size ${count}`,
    );
  };
  list("hints");
  return {
    radiuses: list("radiuses").map((radius) =>
      radius === "" || radius === "unlimited" ? Infinity : Number(radius),
    ),
    bearings: list("bearings").map(bearingOf),
    approaches: list("approaches").map((approach) =>
      approach === "" ? "unrestricted" : (approach as Approach),
    ),
    exclude: classesOf(values.get("exclude")),
    anyRoad: values.get("snapping") === "any",
    hints: values.get("generate_hints") !== "false",
    waypoints: values.get("skip_waypoints") !== "true",
  };
}

function bearingOf(text: string): Bearing | null {
  if (text === "") return null;
  const [degrees, range] = text.split(",").map(Number);
  if (degrees <= 360 && range <= 180) return { degrees, range };
  throw new OsrmRefusal("InvalidValue", `Bearing values are not in range: ${text}`);
}

const CLASSES: readonly RoadClass[] = ["toll", "motorway", "ferry"];

/** OSRM's profile takes one class at a time; here they go together too. */
function classesOf(text: string | undefined): readonly RoadClass[] {
  const wanted = text?.split(",") ?? [];
  const isKnown = (name: string): boolean => CLASSES.some((known) => known === name);
  if (wanted.every(isKnown)) return CLASSES.filter((known) => wanted.includes(known));
  throw new OsrmRefusal("InvalidValue", "Exclude flag combination is not supported.");
}

function indicesOf(text: string | undefined, count: number): readonly number[] {
  if (text === undefined || text === "all") return Array.from({ length: count }, (_, index) => index);
  const indices = text.split(";").map(Number);
  // OSRM says no more either.
  if (indices.some((index) => index >= count)) throw new OsrmRefusal("InvalidOptions", "");
  return indices;
}
