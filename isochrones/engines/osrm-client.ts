import {
  type OsrmGeometries,
  type OsrmRoutes,
  type OsrmTable,
  type OsrmWaypoint,
  readNearest,
  readRoutes,
  readTable,
} from "./osrm/answers.ts";
import { Transport, type TransportOptions } from "./osrm/transport.ts";

export type { OsrmGeometries, OsrmRoute, OsrmRoutes, OsrmTable, OsrmWaypoint } from "./osrm/answers.ts";
export { OsrmError } from "./engine-error.ts";

/** `[lon, lat]` in degrees. */
export type OsrmCoordinate = readonly [number, number];

/** Where the server is and how it is asked; what is not given has the default beside it. */
export interface OsrmClientOptions extends Partial<TransportOptions> {
  /** `http://localhost:5000`, or with the folder under which it answers. */
  readonly url: string;
  /** Third part of each address; `osrm-routed` takes any. Default `driving`. */
  readonly profile?: string;
}

/** Options that all services share. */
export interface OsrmRequest {
  readonly coordinates: readonly OsrmCoordinate[];
  /** Metres within which each coordinate must find a road, null for any; one that finds none fails the request. */
  readonly radiuses?: readonly (number | null)[];
  /** Classes of road not to be used: `toll`, `motorway`, `ferry`. */
  readonly exclude?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

export interface OsrmRouteRequest extends OsrmRequest {
  readonly geometries?: OsrmGeometries;
  /** Default `full`. */
  readonly overview?: "full" | "simplified" | "false";
  readonly alternatives?: number;
}

export interface OsrmTableRequest extends OsrmRequest {
  /** Places in `coordinates`; all of them where none are given. */
  readonly sources?: readonly number[];
  readonly destinations?: readonly number[];
  /** Default durations alone. */
  readonly annotations?: readonly ("duration" | "distance")[];
  /**
   * Pairs without a route get the crow-fly distance over this speed. Metres a second by OSRM's documentation; 6.0.0
   * takes the quotient for deciseconds, so that its times are a tenth of that.
   */
  readonly fallbackSpeed?: number;
  readonly scaleFactor?: number;
  readonly skipWaypoints?: boolean;
}

export interface OsrmNearestRequest extends Omit<OsrmRequest, "coordinates"> {
  readonly coordinate: OsrmCoordinate;
  /** How many roads, 1 by default. */
  readonly number?: number;
}

const DEFAULTS: TransportOptions = {
  concurrency: 4,
  timeoutMilliseconds: 60_000,
  retries: 4,
  backoffMilliseconds: 250,
};

/**
 * A client of OSRM's HTTP protocol, version 1 (OSRM 5 and 6): route, table and nearest. Every answer is checked
 * before it is believed. Requests beyond the bound on concurrency wait.
 *
 * Throws `OsrmError`, with OSRM's code, where the server refuses; `EngineError` where there is no server, no answer
 * in time, or one that makes no sense; the signal's reason when aborted.
 */
export class OsrmClient {
  /** Without a slash at its end. */
  readonly url: string;
  readonly #profile: string;
  readonly #transport: Transport;

  constructor({ url, profile = "driving", ...options }: OsrmClientOptions) {
    this.url = url.replace(/\/+$/u, "");
    this.#profile = encodeURIComponent(profile);
    this.#transport = new Transport({ ...DEFAULTS, ...options });
  }

  async route(request: OsrmRouteRequest): Promise<OsrmRoutes> {
    const { coordinates, geometries = "geojson", overview = "full", alternatives } = request;
    const options = sharedOptions(request);
    options.set("geometries", geometries);
    options.set("overview", overview);
    if (alternatives !== undefined) options.set("alternatives", String(alternatives));
    const body = await this.#get("route", coordinates, options, request.signal);
    return readRoutes(body, geometries, overview !== "false", coordinates.length);
  }

  async table(request: OsrmTableRequest): Promise<OsrmTable> {
    const { coordinates, sources, destinations, annotations = ["duration"] } = request;
    const options = sharedOptions(request);
    options.set("annotations", annotations.join(","));
    if (sources !== undefined) options.set("sources", sources.join(";"));
    if (destinations !== undefined) options.set("destinations", destinations.join(";"));
    if (request.fallbackSpeed !== undefined) {
      options.set("fallback_speed", String(request.fallbackSpeed));
    }
    if (request.scaleFactor !== undefined) options.set("scale_factor", String(request.scaleFactor));
    if (request.skipWaypoints === true) options.set("skip_waypoints", "true");
    const body = await this.#get("table", coordinates, options, request.signal);
    const rows = sources?.length ?? coordinates.length;
    const columns = destinations?.length ?? coordinates.length;
    return readTable(body, rows, columns, {
      durations: annotations.includes("duration"),
      distances: annotations.includes("distance"),
    });
  }

  /** The nearest roads of a place, nearest first; at least one. */
  async nearest({ coordinate, number, ...request }: OsrmNearestRequest): Promise<OsrmWaypoint[]> {
    const options = sharedOptions({ ...request, coordinates: [coordinate] });
    if (number !== undefined) options.set("number", String(number));
    return readNearest(await this.#get("nearest", [coordinate], options, request.signal));
  }

  async #get(
    service: "route" | "table" | "nearest",
    coordinates: readonly OsrmCoordinate[],
    options: Map<string, string>,
    signal: AbortSignal | undefined,
  ): ReturnType<Transport["get"]> {
    const places = coordinates.map(([lon, lat]) => `${degrees(lon)},${degrees(lat)}`).join(";");
    const query = [...options].map(([name, value]) => `${name}=${value}`).join("&");
    const where = `${this.url}/${service}/v1/${this.#profile}`;
    return this.#transport.get(`${where}/${places}?${query}`, where, signal);
  }
}

function sharedOptions({ radiuses, exclude }: OsrmRequest): Map<string, string> {
  // Hints would be a fifth of the answer, for a second question that we do not ask.
  const options = new Map([["generate_hints", "false"]]);
  if (radiuses !== undefined) {
    options.set("radiuses", radiuses.map((radius) => radius ?? "unlimited").join(";"));
  }
  if (exclude !== undefined && exclude.length > 0)
    options.set("exclude", exclude.map(encodeURIComponent).join(","));
  return options;
}

/** Six decimals, OSRM's own precision; never the `1e-7` that it does not read. */
function degrees(value: number): string {
  return value.toFixed(6).replace(/\.?0+$/u, "");
}
