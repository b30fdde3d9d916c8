import type { OsrmApp } from "../helpers/osrm-app.ts";

type Position = readonly [number, number];

interface Step {
  readonly name: string;
  readonly ref?: string;
  readonly pronunciation?: string;
  readonly destinations?: string;
  readonly mode: string;
  readonly driving_side: string;
  readonly duration: number;
  readonly distance: number;
  readonly weight: number;
  readonly maneuver: {
    readonly type: string;
    readonly modifier?: string;
    readonly exit?: number;
    readonly location: Position;
  };
  readonly intersections: readonly { readonly classes?: readonly string[] }[];
}

interface Leg {
  readonly steps: readonly Step[];
  readonly summary: string;
  readonly annotation?: Readonly<Record<string, readonly (number | string)[]>>;
}

export interface AskedRoute {
  readonly status: number;
  readonly code: string;
  readonly route: {
    readonly legs: readonly Leg[];
    readonly duration: number;
    readonly distance: number;
    readonly weight: number;
    readonly geometry?: unknown;
  } | null;
}

export interface RouteOptions {
  readonly bearings?: string;
  readonly approaches?: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Routes through places, with all steps. */
export async function askRoute(
  app: OsrmApp,
  places: readonly Position[],
  options: RouteOptions,
): Promise<AskedRoute> {
  const coordinates = places.map((place) => place.map((degrees) => degrees.toFixed(10)).join(",")).join(";");
  const params: Record<string, string> = { steps: "true", alternatives: "false", ...options.params };
  const list = (text: string): string[] => text.split(" ").filter((part) => part !== "");
  if (options.bearings !== undefined) {
    params["bearings"] = list(options.bearings)
      .map((bearing) => (bearing.includes(",") ? bearing : `${bearing},10`))
      .join(";");
  }
  if (options.approaches !== undefined) params["approaches"] = list(options.approaches).join(";");
  const query = Object.entries(params)
    .map(([key, value]) => `${key}=${value}`)
    .join("&");
  const response = await app.get(`/route/v1/driving/${coordinates}?${query}`);
  const body = response.json<{ code: string; routes?: readonly NonNullable<AskedRoute["route"]>[] }>();
  return { status: response.statusCode, code: body.code, route: body.routes?.[0] ?? null };
}

export function stepsOf({ route }: AskedRoute): readonly Step[] {
  return route?.legs.flatMap(({ steps }) => steps) ?? [];
}

/** OSRM tells no new name to who stays on a road for less than this. We tell each road. */
const UNTOLD_METERS = 105;

/** Are these the roads of an answer, but for those that OSRM does not tell, short or without a name? */
export function tellsRoads(asked: AskedRoute, wanted: string): boolean {
  const names = wanted.split(",");
  const steps = stepsOf(asked);
  const tells = (step: number, told: number): boolean => {
    if (step === steps.length) return told === names.length;
    const { name, distance } = steps[step];
    if (name === names[told] && tells(step + 1, told + 1)) return true;
    const isEnd = step === 0 || step === steps.length - 1;
    const isUntold = distance < UNTOLD_METERS || name === "";
    return !isEnd && isUntold && tells(step + 1, told);
  };
  return tells(0, 0);
}

/** What a column of a table of routes says about an answer; null for a column that we do not know. */
export function columnOf(
  asked: AskedRoute,
  column: string,
  nameOfPlace: (place: Position) => string,
  nodeNames: ReadonlyMap<number, string>,
): string | null {
  const { route } = asked;
  if (column === "status") return String(asked.status);
  if (column === "code") return asked.code;
  if (route === null) return "";
  const list = (say: (step: Step) => string | number, separator = ","): string =>
    stepsOf(asked).map(say).join(separator);
  if (column.startsWith("a:")) return annotationText(route.legs, column.slice(2), nodeNames);
  switch (column) {
    case "route":
      return list(({ name }) => name).trim();
    case "ref":
      return list(({ ref }) => ref ?? "");
    case "pronunciations":
      return list(({ pronunciation }) => pronunciation ?? "");
    case "destinations":
      return list(({ destinations }) => destinations ?? "");
    case "modes":
      return list(({ mode }) => mode);
    case "driving_side":
      return list(({ driving_side: side }) => side);
    case "turns":
      return list(turnText);
    case "locations":
      return list(({ maneuver }) => nameOfPlace(maneuver.location));
    case "times":
      return list(({ duration }) => `${duration}s`);
    case "distances":
      return list(({ distance }) => `${distance}m`);
    case "weights":
      return list(({ weight }) => weight);
    case "classes":
      return list(
        ({ intersections }) =>
          `[${intersections.map(({ classes }) => `(${(classes ?? []).toSorted().join(",")})`).join(",")}]`,
      );
    case "summary":
      return route.legs
        .map(({ summary }) => summary)
        .join(";")
        .trim();
    case "time":
      return `${route.duration}s`;
    case "distance":
      return `${route.distance}m`;
    case "weight":
      return String(route.weight);
    case "speed":
      return route.duration > 0 ? `${Math.round((3.6 * route.distance) / route.duration)} km/h` : "null km/h";
    case "geometry":
      return String(route.geometry);
    default:
      return null;
  }
}

function turnText({ maneuver }: Step): string {
  const { type, modifier, exit } = maneuver;
  if (type === "depart" || type === "arrive") return type;
  if (type === "roundabout" || type === "rotary") return `${type}-exit-${exit}`;
  if (type === "roundabout turn") return `${type} ${modifier} exit-${exit}`;
  return `${type} ${modifier}`;
}

function annotationText(legs: readonly Leg[], kind: string, nodeNames: ReadonlyMap<number, string>): string {
  const texts = legs.map(({ annotation }) =>
    (annotation?.[kind] ?? []).map((value) =>
      kind === "nodes" ? (nodeNames.get(Number(value)) ?? "_") : String(value),
    ),
  );
  return kind === "nodes"
    ? texts.map((text) => text.join("")).join(",")
    : texts.map((text) => text.join(":")).join(",");
}
