import { readFileSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { networkOf, type OsrmApp, osrmApp } from "../../helpers/osrm-app.ts";
import { sharedData } from "../../helpers/shared-data.ts";

/** One request to a real OSRM, and what it answered. */
interface Recording {
  readonly name: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly code: string;
}

interface Waypoint {
  readonly location: readonly [number, number];
  readonly name: string;
  readonly distance: number;
  readonly hint?: string;
  readonly nodes?: readonly number[];
}

interface Answer {
  readonly code: string;
  readonly waypoints?: readonly Waypoint[];
  readonly sources?: readonly Waypoint[];
  readonly destinations?: readonly Waypoint[];
  readonly durations?: readonly (readonly (number | null)[])[];
  readonly distances?: readonly (readonly (number | null)[])[];
  readonly fallback_speed_cells?: readonly (readonly number[])[];
  readonly routes?: readonly { readonly duration: number; readonly distance: number }[];
}

/** A millionth of a degree either way: two roundings of one place. */
const SAME_DEGREES = 1.5e-6;
const SAME_METERS = 0.2;
/** Some pairs of Monaco have two ways of nearly one time, of which the other is shorter or longer. */
const SHARE_OF_ALIKE = 0.95;

const extract = sharedData("osm/monaco-osrm.osm.pbf");
const folder = sharedData("osrm/http");
const isAbsent = extract === null || folder === null;
const read = (file: string): unknown => JSON.parse(readFileSync(`${folder ?? ""}/${file}`, "utf8"));
const recordings = isAbsent ? [] : (read("index.json") as readonly Recording[]);
const named = (pattern: RegExp): readonly Recording[] => recordings.filter(({ name }) => pattern.test(name));
const pathOf = ({ url }: Recording): string => new URL(url).pathname + new URL(url).search;

describe.skipIf(isAbsent)("beside what a real OSRM 6.0.0 answered on Monaco (shared data)", () => {
  let app: OsrmApp;
  beforeAll(async () => {
    app = await osrmApp(await networkOf(extract ?? ""), { minComponent: 1000 });
  });
  afterAll(async () => app.close());
  const ask = async (recording: Recording): Promise<{ got: Answer; expected: Answer }> => ({
    got: (await app.get(pathOf(recording))).json<Answer>(),
    expected: read(`${recording.name}.json`) as Answer,
  });

  test("there are recordings of every kind", () => {
    expect([named(/^table/).length, named(/^route/).length, named(/^nearest/).length]).toEqual([12, 4, 3]);
    expect(named(/^error/)).toHaveLength(16);
  });

  test.each(recordings)("$name: the same status, headers and keys", async (recording) => {
    const response = await app.get(pathOf(recording));
    expect(response.statusCode).toBe(recording.status);
    for (const header of ["content-type", "content-disposition", "access-control-allow-origin"])
      expect(response.headers[header], header).toBe(recording.headers[header]);
    const expected = read(`${recording.name}.json`) as Answer;
    expect(Object.keys(response.json<Answer>())).toEqual(Object.keys(expected));
  });

  test.each(named(/^error/))("$name: the same body, byte for byte", async (recording) => {
    const { body } = await app.get(pathOf(recording));
    expect(body).toBe(readFileSync(`${folder ?? ""}/${recording.name}.json`, "utf8"));
  });

  test.each(named(/^(?!error)/))("$name: the same places on the same roads", async (recording) => {
    const { got, expected } = await ask(recording);
    for (const list of ["waypoints", "sources", "destinations"] as const) {
      expect(got[list]?.length, list).toBe(expected[list]?.length);
      expected[list]?.forEach((waypoint, index) => expectPlace(got[list]?.[index], waypoint));
    }
  });

  test.each(named(/^nearest_(default|number)/))(
    "$name: the same OSM nodes, distances to the micrometre",
    async (recording) => {
      const { got, expected } = await ask(recording);
      const parts = (answer: Answer): unknown =>
        answer.waypoints?.map(({ nodes, distance }) => [nodes, distance]);
      expect(parts(got)).toEqual(parts(expected));
    },
  );

  test.each(named(/^(table|profile)/))(
    "$name: as many rows and cells, empty where OSRM's are",
    async (recording) => {
      const { got, expected } = await ask(recording);
      for (const key of ["durations", "distances"] as const) {
        const holes = (answer: Answer): unknown =>
          answer[key]?.map((row) => row.map((cell) => cell === null));
        expect(holes(got), key).toEqual(holes(expected));
      }
      expect(got.fallback_speed_cells).toEqual(expected.fallback_speed_cells);
    },
  );

  test("cells filled at a fallback speed are OSRM's to the decimal", async () => {
    const { got, expected } = await ask(named(/^table_null_cells_fallback_speed$/)[0]);
    for (const [from, to] of expected.fallback_speed_cells ?? []) {
      expect(got.durations?.[from][to]).toBe(expected.durations?.[from][to]);
      expect(got.distances?.[from][to]).toBe(expected.distances?.[from][to]);
    }
  });

  test("times differ by 1 % at the median and 5 % at most of nearly all; distances by a metre", async () => {
    const differences: number[] = [];
    const meters: number[] = [];
    for (const recording of named(/^(table|profile)/)) {
      const { got, expected } = await ask(recording);
      const durations = differencesOf(got.durations, expected.durations);
      const factor = recording.name === "table_scale_factor_2" ? 2 : 1;
      differences.push(
        ...durations.map(({ value, other }) => Math.abs(value - other) / Math.max(factor, other)),
      );
      meters.push(
        ...differencesOf(got.distances, expected.distances).map(({ value, other }) =>
          Math.abs(value - other),
        ),
      );
    }
    expect(differences.length).toBeGreaterThan(1000);
    expect(quantile(differences, 0.5)).toBeLessThan(0.01);
    expect(quantile(differences, SHARE_OF_ALIKE)).toBeLessThan(0.05);
    expect(meters.length).toBeGreaterThan(50);
    expect(quantile(meters, 0.8)).toBeLessThan(1);
  });

  test.each(named(/^route/))("$name: the time within 2 %", async (recording) => {
    const { got, expected } = await ask(recording);
    const [value, other] = [got.routes?.[0].duration ?? NaN, expected.routes?.[0].duration ?? NaN];
    expect(Math.abs(value - other) / other).toBeLessThan(0.02);
  });

  test("a route is described in the same words: keys of routes, legs, steps and annotations", async () => {
    for (const name of ["route_steps_polyline6", "route_geojson_annotations"]) {
      const { got, expected } = await ask(named(new RegExp(`^${name}$`))[0]);
      // Roundabouts are turns here, so no exit is counted.
      const keys = keysOf(expected.routes).filter((key) => !key.endsWith(".maneuver.exit"));
      expect(keysOf(got.routes), name).toEqual(keys);
    }
  });
});

function expectPlace(got: Waypoint | undefined, expected: Waypoint): void {
  expect(Object.keys(got ?? {})).toEqual(Object.keys(expected));
  expect(Math.abs((got?.location[0] ?? NaN) - expected.location[0])).toBeLessThan(SAME_DEGREES);
  expect(Math.abs((got?.location[1] ?? NaN) - expected.location[1])).toBeLessThan(SAME_DEGREES);
  expect(Math.abs((got?.distance ?? NaN) - expected.distance)).toBeLessThan(SAME_METERS);
  // OSRM keeps names apart that differ in what their signs show, which a dataset does not hold.
  expect(got?.name).toBe([...new Set(expected.name.split(" / "))].join(" / "));
  expect(got?.hint ?? "A".repeat(112)).toMatch(/^[A-Za-z0-9_-]{112}$/);
}

function differencesOf(
  got: Answer["durations"],
  expected: Answer["durations"],
): { value: number; other: number }[] {
  return (expected ?? []).flatMap((row, i) =>
    row.flatMap((other, j) => {
      const value = got?.[i]?.[j] ?? null;
      return other === null || value === null ? [] : [{ value, other }];
    }),
  );
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)];
}

/** All keys below a value, by where they stand, whatever the order and however many. */
function keysOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Array.isArray(value)
    ? value.flatMap((element) => keysOf(element, `${path}[]`))
    : Object.entries(value).flatMap(([key, inner]) => [`${path}.${key}`, ...keysOf(inner, `${path}.${key}`)]);
  return [...new Set(below)].sort();
}
