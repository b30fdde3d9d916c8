import { type Answered } from "./checks.ts";
import { decodePolyline } from "./polyline.ts";

/** How a route's line is asked for; it is read into degrees whichever it is. */
export type OsrmGeometries = "geojson" | "polyline" | "polyline6";

/** Where OSRM put a coordinate. */
export interface OsrmWaypoint {
  /** `[lon, lat]` on the road. */
  readonly location: readonly [number, number];
  /** From the coordinate that was asked to there, metres; null where the server does not say. */
  readonly distanceMeters: number | null;
  readonly name: string;
}

/** OSRM's route object, as far as we read it. */
export interface OsrmRoute {
  readonly durationSeconds: number;
  readonly distanceMeters: number;
  /** OSRM's cost, in the profile's own unit; null where the server does not say. */
  readonly weight: number | null;
  readonly legs: readonly { readonly durationSeconds: number; readonly distanceMeters: number }[];
  /** Degrees; null where no overview was asked for. */
  readonly line: readonly (readonly [number, number])[] | null;
}

/** The answer of the route service. */
export interface OsrmRoutes {
  /** Best first; at least one. */
  readonly routes: readonly OsrmRoute[];
  readonly waypoints: readonly OsrmWaypoint[];
}

/** The answer of the table service. Rows are sources. */
export interface OsrmTable {
  /** Seconds; null without a route; null as a whole where durations were not asked for. */
  readonly durationsSeconds: readonly (readonly (number | null)[])[] | null;
  /** Metres, as durations. */
  readonly distancesMeters: readonly (readonly (number | null)[])[] | null;
  /** null where they were not asked for (`skip_waypoints`). */
  readonly sources: readonly OsrmWaypoint[] | null;
  readonly destinations: readonly OsrmWaypoint[] | null;
}

export function readRoutes(
  body: Answered,
  geometries: OsrmGeometries,
  hasLine: boolean,
  coordinateCount: number,
): OsrmRoutes {
  const routes = body.field("routes").items();
  if (routes.length === 0) body.field("routes").refuse("at least one route");
  const waypoints = body.field("waypoints");
  return {
    routes: routes.map((route) => readRoute(route, geometries, hasLine, coordinateCount)),
    waypoints: waypoints.isAbsent ? [] : waypoints.items(coordinateCount).map(readWaypoint),
  };
}

export function readTable(
  body: Answered,
  rows: number,
  columns: number,
  asked: { readonly durations: boolean; readonly distances: boolean },
): OsrmTable {
  const waypoints = (name: string, count: number): OsrmWaypoint[] | null =>
    body.field(name).isAbsent ? null : body.field(name).items(count).map(readWaypoint);
  return {
    durationsSeconds: asked.durations ? readMatrix(body.field("durations"), rows, columns) : null,
    distancesMeters: asked.distances ? readMatrix(body.field("distances"), rows, columns) : null,
    sources: waypoints("sources", rows),
    destinations: waypoints("destinations", columns),
  };
}

export function readNearest(body: Answered): OsrmWaypoint[] {
  const waypoints = body.field("waypoints").items();
  if (waypoints.length === 0) body.field("waypoints").refuse("at least one waypoint");
  return waypoints.map(readWaypoint);
}

function readMatrix(matrix: Answered, rows: number, columns: number): (number | null)[][] {
  return matrix
    .items(rows)
    .map((row) => row.items(columns).map((cell) => (cell.value === null ? null : cell.amount())));
}

function readRoute(
  route: Answered,
  geometries: OsrmGeometries,
  hasLine: boolean,
  coordinateCount: number,
): OsrmRoute {
  const weight = route.field("weight");
  return {
    durationSeconds: route.field("duration").amount(),
    distanceMeters: route.field("distance").amount(),
    weight: weight.isAbsent ? null : weight.amount(),
    legs: route
      .field("legs")
      .items(coordinateCount - 1)
      .map((leg) => ({
        durationSeconds: leg.field("duration").amount(),
        distanceMeters: leg.field("distance").amount(),
      })),
    line: hasLine ? readLine(route.field("geometry"), geometries) : null,
  };
}

function readLine(geometry: Answered, geometries: OsrmGeometries): [number, number][] {
  if (geometries !== "geojson") {
    return (
      decodePolyline(geometry.text(), geometries === "polyline" ? 5 : 6) ?? geometry.refuse(`a ${geometries}`)
    );
  }
  if (geometry.field("type").value !== "LineString") geometry.field("type").refuse('"LineString"');
  const positions = geometry.field("coordinates").items();
  if (positions.length < 2) geometry.field("coordinates").refuse("at least two positions");
  return positions.map((position) => position.position());
}

function readWaypoint(waypoint: Answered): OsrmWaypoint {
  const distance = waypoint.field("distance");
  const name = waypoint.field("name");
  return {
    location: waypoint.field("location").position(),
    distanceMeters: distance.isAbsent ? null : distance.amount(),
    name: name.isAbsent ? "" : name.text(),
  };
}
