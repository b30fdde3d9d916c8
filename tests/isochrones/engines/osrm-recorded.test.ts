import { readFileSync } from "node:fs";

import { describe, expect, onTestFinished, test } from "vitest";

import {
  OsrmClient,
  type OsrmCoordinate,
  OsrmError,
  type OsrmTable,
} from "../../../isochrones/engines/osrm-client.ts";
import { distanceMeters } from "../../../isochrones/geo/distance.ts";
import { askedIn, type Recorded, replay } from "../../helpers/replay-osrm.ts";
import { sharedData } from "../../helpers/shared-data.ts";

const index = sharedData("osrm/http/index.json");
const recorded = index === null ? [] : (JSON.parse(readFileSync(index, "utf8")) as Recorded[]);

/** What a real server said to an address, through our client; and that we asked for the same thing. */
async function replayed<Result>(
  name: string,
  ask: (client: OsrmClient, coordinates: OsrmCoordinate[]) => Promise<Result>,
): Promise<Result> {
  const entry = recorded.find((candidate) => candidate.name === name);
  if (index === null || entry === undefined) throw new Error(`no recorded answer ${name}`);
  const server = await replay(index, entry);
  onTestFinished(server.close);
  const profile = askedIn(entry.url).path.split("/")[3];
  const client = new OsrmClient({ url: server.url, profile });
  try {
    return await ask(client, coordinatesOf(entry.url));
  } finally {
    const wanted = askedIn(entry.url);
    const asked = askedIn(server.asked[0]);
    expect(server.asked, "one request").toHaveLength(1);
    expect(coordinatesOf(server.asked[0])).toEqual(coordinatesOf(entry.url));
    expect(asked.path.split("/", 4)).toEqual(wanted.path.split("/", 4));
    // Some answers were recorded with more in them than our client reads: steps, annotations of routes.
    const both = [...wanted.options.keys()].filter((option) => asked.options.has(option));
    expect(both.map((option) => asked.options.get(option))).toEqual(
      both.map((option) => wanted.options.get(option)),
    );
    const ours = ["sources", "destinations", "radiuses", "fallback_speed", "scale_factor", "skip_waypoints"];
    const isTable = asked.path.startsWith("/table/");
    expect(
      isTable ? ours.filter((option) => wanted.options.has(option) !== asked.options.has(option)) : [],
    ).toEqual([]);
  }
}

function coordinatesOf(address: string): OsrmCoordinate[] {
  const places = decodeURIComponent(askedIn(address).path).split("/")[4];
  return places.split(";").map((place) => {
    // OSRM reads six decimals, and so we send no more.
    const [lon, lat] = place.split(",").map((degrees) => Number(Number(degrees).toFixed(6)));
    return [lon, lat];
  });
}

function metersAlong(line: readonly OsrmCoordinate[]): number {
  const pairs = line.slice(1).map((place, i) => [line[i], place] as const);
  return pairs.reduce(
    (sum, [a, b]) => sum + distanceMeters(a[0] * 1e6, a[1] * 1e6, b[0] * 1e6, b[1] * 1e6),
    0,
  );
}

const SOURCES = [0, 1, 2];
const DESTINATIONS = [3, 4, 5, 6, 7];

describe.skipIf(index === null)("answers of a real OSRM (skipped without recorded ones)", () => {
  test("a route in geometry of both spellings is as long as the server says", async () => {
    const full = await replayed("route_geojson_annotations", async (client, coordinates) =>
      client.route({ coordinates, geometries: "geojson", overview: "full" }),
    );
    const [route] = full.routes;
    expect(route.line).not.toBeNull();
    expect(Math.abs(metersAlong(route.line ?? []) - route.distanceMeters)).toBeLessThan(2);
    expect(route.legs).toEqual([
      { durationSeconds: route.durationSeconds, distanceMeters: route.distanceMeters },
    ]);

    const simple = await replayed("route_steps_polyline6", async (client, coordinates) =>
      client.route({ coordinates, geometries: "polyline6", overview: "simplified" }),
    );
    const line = simple.routes[0].line ?? [];
    expect(simple.routes[0].durationSeconds).toBe(route.durationSeconds);
    // Simplified, it cuts corners, but ends at the same two places.
    expect([line[0], line.at(-1)]).toEqual([route.line?.[0], route.line?.at(-1)]);
    expect(simple.waypoints.map(({ location }) => location)).toEqual([line[0], line.at(-1)]);
  });

  test("a route without overview has no line, one without waypoints none of those", async () => {
    const bare = await replayed("route_overview_false", async (client, coordinates) =>
      client.route({ coordinates, overview: "false" }),
    );
    expect(bare.routes[0].line).toBeNull();
    expect(bare.waypoints).toHaveLength(2);
  });

  test("tables of MLD and CH give the same times and distances", async () => {
    const ask = async (client: OsrmClient, coordinates: OsrmCoordinate[]): Promise<OsrmTable> =>
      client.table({
        coordinates,
        sources: SOURCES,
        destinations: DESTINATIONS,
        annotations: ["duration", "distance"],
      });
    const mld = await replayed("table_duration_distance_3x5", ask);
    const ch = await replayed("table_ch_duration_distance_3x5", ask);
    expect(mld.durationsSeconds).toEqual(ch.durationsSeconds);
    expect(mld.distancesMeters).toEqual(ch.distancesMeters);
    expect(mld.sources?.map(({ distanceMeters: meters }) => meters !== null && meters >= 0)).toEqual([
      true,
      true,
      true,
    ]);
    const bare = await replayed("table_default_annotations_3x5", async (client, coordinates) =>
      client.table({ coordinates, sources: SOURCES, destinations: DESTINATIONS }),
    );
    expect(bare.durationsSeconds).toEqual(mld.durationsSeconds);
    expect(bare.distancesMeters).toBeNull();
  });

  test("a table of distances alone, one without waypoints, one by another factor", async () => {
    const distances = await replayed("table_distance_only", async (client, coordinates) =>
      client.table({ coordinates, annotations: ["distance"] }),
    );
    expect([distances.durationsSeconds, distances.distancesMeters?.length]).toEqual([null, 3]);
    const large = await replayed("table_10x100_no_hints_no_waypoints", async (client, coordinates) =>
      client.table({
        coordinates,
        sources: Array.from({ length: 10 }, (_, i) => i),
        destinations: Array.from({ length: 100 }, (_, i) => i + 10),
        skipWaypoints: true,
      }),
    );
    expect([large.durationsSeconds?.length, large.durationsSeconds?.[9].length]).toEqual([10, 100]);
    expect([large.sources, large.destinations]).toEqual([null, null]);
    const square = await replayed("table_square_4x4", async (client, coordinates) =>
      client.table({ coordinates }),
    );
    const doubled = await replayed("table_scale_factor_2", async (client, coordinates) =>
      client.table({ coordinates, scaleFactor: 2 }),
    );
    doubled.durationsSeconds?.forEach((row, i) => {
      row.forEach((seconds, j) => {
        expect(seconds).toBeCloseTo(2 * (square.durationsSeconds?.[i][j] ?? Number.NaN), 6);
      });
    });
  });

  test("a pair without a route is null, or filled as the crow flies at the speed asked for", async () => {
    const radiuses = [200, 200, 1];
    const without = await replayed("table_null_cells_unreachable", async (client, coordinates) =>
      client.table({ coordinates, radiuses, annotations: ["duration", "distance"] }),
    );
    expect(without.durationsSeconds?.map((row) => row[2])).toEqual([null, null, 0]);
    const filled = await replayed("table_null_cells_fallback_speed", async (client, coordinates) =>
      client.table({
        coordinates,
        radiuses,
        annotations: ["duration", "distance"],
        fallbackSpeed: 10,
      }),
    );
    const from = filled.sources?.[0].location ?? [0, 0];
    const to = filled.destinations?.[2].location ?? [0, 0];
    // Quotients in deciseconds (see OsrmTableRequest); distances by a rougher formula than ours, 1 % off here.
    const deciseconds = metersAlong([from, to]) / 10;
    expect(Math.abs(((filled.durationsSeconds?.[0][2] ?? 0) * 10) / deciseconds - 1)).toBeLessThan(0.012);
  });

  test("a place at sea is moved any distance, and the answer says how far", async () => {
    const [waypoint] = await replayed("nearest_at_sea", async (client, [coordinate]) =>
      client.nearest({ coordinate }),
    );
    const sea = coordinatesOf(recorded.find(({ name }) => name === "nearest_at_sea")?.url ?? "")[0];
    expect(waypoint.distanceMeters).toBeGreaterThan(10_000);
    const meters = metersAlong([sea, waypoint.location]);
    expect(Math.abs((waypoint.distanceMeters ?? 0) / meters - 1)).toBeLessThan(0.01);
  });

  test("the nearest roads come nearest first", async () => {
    const three = await replayed("nearest_number_3", async (client, [coordinate]) =>
      client.nearest({ coordinate, number: 3 }),
    );
    const meters = three.map((waypoint) => waypoint.distanceMeters ?? Number.NaN);
    expect(meters).toHaveLength(3);
    expect(meters).toEqual([...meters].sort((a, b) => a - b));
  });

  test("any name of a profile is taken", async () => {
    const table = await replayed("profile_name_ignored", async (client, coordinates) =>
      client.table({ coordinates }),
    );
    expect(table.durationsSeconds?.[0][0]).toBe(0);
  });

  const refusals = recorded.filter(({ status }) => status !== 200);
  test("every kind of refusal was recorded", () => {
    expect(new Set(refusals.map(({ code }) => code)).size).toBeGreaterThanOrEqual(9);
  });

  test.each(refusals)("$name carries OSRM’s code and status", async (entry) => {
    if (index === null) return;
    const server = await replay(index, entry);
    onTestFinished(server.close);
    const coordinates: OsrmCoordinate[] = [
      [7.419758, 43.731142],
      [7.419505, 43.736825],
    ];
    const failure = await new OsrmClient({ url: server.url })
      .table({ coordinates })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OsrmError);
    expect(failure).toMatchObject({ osrmCode: entry.code, status: entry.status });
    expect((failure as OsrmError).message).toContain(entry.message === "" ? entry.code : entry.message);
    // A refusal is final.
    expect(server.asked).toHaveLength(1);
  });
});
