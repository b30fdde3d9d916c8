import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { createEmbeddedEngine } from "../../isochrones/engines/embedded-engine.ts";
import type { Engine, Places } from "../../isochrones/engines/engine.ts";
import { pointOnEdge, Snapper } from "../../isochrones/graph/snapping.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { UNREACHED } from "../../isochrones/model/network.ts";

/** OSRM moves a coordinate any distance. */
const ANY_METERS = 1e6;

export interface FakeOsrmOptions {
  /** As `--max-table-size`. */
  readonly maxTableSize?: number;
  /** All times are longer by this factor. */
  readonly slower?: number;
  /**
   * Sees each request first, with its number from 0.
   *
   * @returns true where it has dealt with it
   */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse, index: number) => boolean;
}

export interface FakeOsrm {
  readonly url: string;
  /** Addresses asked for, in order. */
  readonly requests: readonly string[];
  /** How many requests were in hand at once, at most. */
  readonly mostAtOnce: () => number;
  readonly close: () => Promise<void>;
}

/** Any handler on a port of its own. */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; server: Server; close: () => Promise<void> }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, server, close };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8" });
  response.end(JSON.stringify(body));
}

/** A small OSRM server over the roads of a dataset: what its clients here need of the protocol. */
export async function startFakeOsrm(dataset: Dataset, options: FakeOsrmOptions = {}): Promise<FakeOsrm> {
  const requests: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const answerer = new Answerer(dataset, options);
  const { url, close } = await listen((request, response) => {
    const index = requests.push(request.url ?? "") - 1;
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    response.on("close", () => atOnce--);
    if (options.intercept?.(request, response, index) === true) return;
    answerer.answer(request.url ?? "").then(
      ({ status, body }) => sendJson(response, status, body),
      (error: unknown) => sendJson(response, 500, { code: "Fault", message: String(error) }),
    );
  });
  return { url, requests, mostAtOnce: () => mostAtOnce, close };
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

class Answerer {
  readonly #engine: Engine;
  readonly #dataset: Dataset;
  readonly #snapper: Snapper;
  readonly #maxTableSize: number;
  readonly #slower: number;

  constructor(dataset: Dataset, { maxTableSize = 100, slower = 1 }: FakeOsrmOptions) {
    const parameters = { ...dataset.parameters, maxSnapMeters: ANY_METERS };
    this.#engine = createEmbeddedEngine({ ...dataset, parameters });
    this.#dataset = dataset;
    this.#snapper = new Snapper(dataset.network, dataset.snapIndex);
    this.#maxTableSize = maxTableSize;
    this.#slower = slower;
  }

  async answer(address: string): Promise<Answer> {
    const url = new URL(address, "http://fake");
    const [service, version, , places = ""] = url.pathname.slice(1).split("/");
    if (version !== "v1") return refusal("InvalidVersion", `Service ${service} not found!`);
    const coordinates = decodeURIComponent(places)
      .split(";")
      .map((place) => place.split(",").map(Number));
    if (coordinates.some((place) => place.length !== 2 || place.some(Number.isNaN))) {
      return refusal("InvalidQuery", "Query string malformed");
    }
    const points = coordinates as [number, number][];
    if (service === "table") return this.#table(points, url.searchParams);
    if (service === "route") return this.#route(points);
    if (service === "nearest")
      return { status: 200, body: { code: "Ok", waypoints: points.map(this.#waypoint) } };
    return refusal("InvalidService", `Service ${service} not found!`);
  }

  async #table(points: [number, number][], query: URLSearchParams): Promise<Answer> {
    const chosen = (name: string): number[] => query.get(name)?.split(";").map(Number) ?? [...points.keys()];
    const sources = chosen("sources");
    const destinations = chosen("destinations");
    if (sources.length * destinations.length > this.#maxTableSize ** 2) {
      return refusal("TooBig", "Too many table coordinates");
    }
    const from = sources.map((index) => points[index]);
    const to = destinations.map((index) => points[index]);
    const { deciseconds } = await this.#engine.table(placesOf(from), placesOf(to));
    const durations = sources.map((_, row) =>
      Array.from(deciseconds.subarray(row * to.length, (row + 1) * to.length), (time) =>
        time === UNREACHED ? null : this.#seconds(time),
      ),
    );
    const body = {
      code: "Ok",
      durations,
      sources: from.map(this.#waypoint),
      destinations: to.map(this.#waypoint),
    };
    return { status: 200, body };
  }

  async #route(points: [number, number][]): Promise<Answer> {
    const route = await this.#engine.route(points[0], points[1]);
    if (route === null) return refusal("NoRoute", "Impossible route between points");
    const { deciseconds, meters, line } = route;
    const leg = { duration: this.#seconds(deciseconds), distance: meters };
    const geometry = { type: "LineString", coordinates: line };
    const routes = [{ ...leg, weight: leg.duration, legs: [leg], geometry }];
    return { status: 200, body: { code: "Ok", routes, waypoints: points.map(this.#waypoint) } };
  }

  #seconds(deciseconds: number): number {
    return Math.round(deciseconds * this.#slower) / 10;
  }

  readonly #waypoint = ([lon, lat]: [number, number]): unknown => {
    const snap = this.#snapper.snap(lon, lat, ANY_METERS);
    if (snap === null) throw new Error("a fake OSRM without roads");
    const location = pointOnEdge(this.#dataset.network, snap.edge, snap.fraction);
    return { location, name: "", distance: snap.distanceMeters };
  };
}

export function placesOf(points: readonly (readonly [number, number])[]): Places {
  return { lons: points.map(([lon]) => lon), lats: points.map(([, lat]) => lat) };
}

function refusal(code: string, message: string): Answer {
  return { status: 400, body: { code, message } };
}
