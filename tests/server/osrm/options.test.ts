import { describe, expect, test } from "vitest";

import { decodePolyline } from "../../../isochrones/engines/osrm/polyline.ts";
import { encodePolyline } from "../../../server/osrm/polyline.ts";
import { readRequest } from "../../../server/osrm/request.ts";
import { simplifyLine } from "../../../server/osrm/simplify.ts";
import { osrmScenario, type ScenarioServer } from "../../helpers/osrm-scenario.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const MAP = `
  a 1 b
  d   c
`;
const WAYS = { ab: {}, bc: {}, cd: {}, da: {} };

const square = async (): Promise<ScenarioServer> => osrmScenario({ map: MAP, ways: WAYS });

/** What a route answers, as far as these tests look. */
interface RouteAnswer {
  readonly code: string;
  readonly message?: string;
  readonly routes: readonly {
    readonly geometry?: unknown;
    readonly duration: number;
    readonly legs: readonly {
      readonly duration: number;
      readonly steps: readonly { readonly duration: number; readonly geometry: string }[];
      readonly annotation?: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

describe("addresses", () => {
  test("give coordinates as numbers, as a polyline of either precision, and with a format", () => {
    const expected = [
      [7.4, 43.7],
      [7.5, 43.8],
    ];
    const polyline5 = encodePolyline(
      [
        [7.4, 43.7],
        [7.5, 43.8],
      ],
      5,
    );
    const polyline6 = encodePolyline(
      [
        [7.4, 43.7],
        [7.5, 43.8],
      ],
      6,
    );
    for (const text of [
      "7.4,43.7;7.5,43.8",
      `polyline(${polyline5})`,
      `polyline6(${polyline6})`,
      "7.4,43.7;7.5,43.8.json",
    ])
      expect(readRequest(`/route/v1/car/${text}?steps=true`).coordinates, text).toEqual(expected);
  });

  test.each([
    ["/route", "InvalidUrl"],
    ["/route/v1/car", "InvalidUrl"],
    ["/route/v2/car/1,1;2,2", "InvalidVersion"],
    ["/isochrone/v1/car/1,1;2,2", "InvalidService"],
    ["/trip/v1/car/1,1;2,2", "NotImplemented"],
    ["/route/v1/car/1,1;", "InvalidQuery"],
    ["/route/v1/car/1;2", "InvalidQuery"],
    ["/route/v1/car/polyline(", "InvalidQuery"],
    ["/route/v1/car/1,1;2,2?", null],
    ["/route/v1/car/1,1;2,2?steps", "InvalidQuery"],
    ["/route/v1/car/181,1;2,2", "InvalidValue"],
  ])("%s is %s", (address, code) => {
    let got: unknown = null;
    try {
      readRequest(address);
    } catch (error) {
      got = (error as { code?: unknown }).code;
    }
    expect(got).toBe(code);
  });
});

describe("options", () => {
  test.each([
    ["route", "steps=maybe", "InvalidQuery"],
    ["route", "nosuch=1", "InvalidQuery"],
    ["route", "number=1", "InvalidQuery"],
    ["route", "bearings=10,10", "InvalidOptions"],
    ["route", "bearings=400,10;10,10", "InvalidValue"],
    ["route", "hints=a;b;c", "InvalidOptions"],
    ["route", "approaches=curb", "InvalidOptions"],
    ["route", "approaches=left;", "InvalidQuery"],
    ["route", "waypoints=0", "NotImplemented"],
    ["route", "hints=a;b&approaches=unrestricted;&snapping=any&alternatives=3&waypoints=0;1", "Ok"],
    ["table", "fallback_speed=0", "InvalidQuery"],
    ["table", "scale_factor=-1", "InvalidQuery"],
    ["table", "destinations=all&sources=0", "Ok"],
    ["nearest", "number=0", "InvalidOptions"],
    ["nearest", "number=2", "InvalidOptions"],
  ])("%s with %s is %s", async (service, options, code) => {
    const { ask } = await square();
    expect(((await ask(service, "ab", options)) as RouteAnswer).code).toBe(code);
  });

  test("bearings choose the direction in which one sets out and arrives", async () => {
    const { table } = await osrmScenario({ map: "a 1 2 b", ways: { ab: {} } });
    const [[, straight]] = await table("12", "bearings=90,20;");
    const [[, back]] = await table("12", "bearings=270,20;");
    // To the end of the road and back, and a turn of twenty seconds and more.
    expect(back).toBeGreaterThan((straight ?? NaN) * 3 + 20);
  });

  test("approaches choose the side of the road at which one sets out and arrives", async () => {
    const { table } = await osrmScenario({ map: "  1   2\na       b\n  3   4", ways: { ab: {} } });
    const back = 20;
    for (const [approaches, isAhead] of [
      ["unrestricted;unrestricted;unrestricted;unrestricted", [true, true, true, true]],
      // Eastward the kerb is in the south.
      ["curb;curb;curb;curb", [false, false, false, true]],
      ["opposite;opposite;opposite;opposite", [true, false, false, false]],
      ["opposite;curb;curb;opposite", [false, false, false, false]],
    ] as const) {
      const rows = await table("1234", `approaches=${approaches}`);
      const times = [rows[0][1], rows[0][3], rows[2][1], rows[2][3]].map((time) => time ?? NaN);
      const [least] = (await table("12"))[0].slice(1).map((time) => time ?? NaN);
      expect(
        times.map((time) => time < least + back),
        approaches,
      ).toEqual(isAhead);
    }
  });

  test("approaches mean nothing on a one-way road", async () => {
    const { table } = await osrmScenario({ map: "  1   2\na       b", ways: { ab: { oneway: "yes" } } });
    expect(await table("12", "approaches=curb;curb")).toEqual(await table("12"));
  });

  test("radiuses: a place too far from any road is refused by its index", async () => {
    const { ask } = await osrmScenario({ map: "a b\n\n\nc", ways: { ab: {} } });
    expect(await ask("route", "ac", "radiuses=unlimited;20")).toEqual({
      message: "Could not find a matching segment for coordinate 1",
      code: "NoSegment",
    });
  });

  test("snapping=any takes roads on which no trip begins by itself", async () => {
    const ways = { ab: {}, bc: { route: "ferry", duration: "00:10:00" } };
    const { ask } = await osrmScenario({ map: "a b   1   c", ways });
    const nameOf = async (options: string): Promise<unknown> => {
      const { waypoints } = (await ask("nearest", "1", options)) as { waypoints: { name: string }[] };
      return waypoints[0].name;
    };
    expect([await nameOf("snapping=default"), await nameOf("snapping=any")]).toEqual(["ab", "bc"]);
  });

  test("continue_straight=false lets one turn round at a waypoint", async () => {
    const { ask } = await osrmScenario({ map: "a     1         b", ways: { ab: {} } });
    const secondsOf = async (options: string): Promise<number> =>
      ((await ask("route", "a1a", options)) as RouteAnswer).routes[0].duration;
    const [straight, turning] = [
      await secondsOf("overview=false"),
      await secondsOf("continue_straight=false"),
    ];
    expect(straight).toBeGreaterThan(turning + 20);
  });
});

describe("a route", () => {
  test("has its figures in agreement: legs, steps and annotations sum up", async () => {
    const { ask } = await square();
    const { routes } = (await ask("route", "acb", "steps=true&annotations=true")) as RouteAnswer;
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const { legs, duration } = routes[0];
    expect(sum(legs.map((leg) => leg.duration))).toBeCloseTo(duration, 6);
    for (const leg of legs) {
      expect(sum(leg.steps.map((step) => step.duration))).toBeCloseTo(leg.duration, 6);
      const counts = ["distance", "duration", "speed", "weight", "datasources"].map(
        (key) => new Array<unknown>().concat(leg.annotation?.[key] ?? []).length,
      );
      expect(new Set(counts).size).toBe(1);
      expect(leg.annotation?.["nodes"]).toHaveLength(counts[0] + 1);
      expect(leg.annotation?.["metadata"]).toEqual({ datasource_names: ["lua profile"] });
    }
  });

  test("is drawn the same in every form", async () => {
    const { ask } = await square();
    const lineOf = async (geometries: string): Promise<unknown> =>
      ((await ask("route", "1c", `overview=full&geometries=${geometries}`)) as RouteAnswer).routes[0]
        .geometry;
    const { coordinates } = (await lineOf("geojson")) as { coordinates: [number, number][] };
    expect(decodePolyline(String(await lineOf("polyline6")), 6)).toEqual(coordinates);
    const coarse = coordinates.map((position) =>
      position.map((degrees) => Math.round(degrees * 1e5) / 1e5 + 0),
    );
    expect(decodePolyline(String(await lineOf("polyline")), 5)).toEqual(coarse);
  });

  test("to where it begins goes nowhere, in no time, and is a line all the same", async () => {
    const { ask } = await square();
    const answer = (await ask("route", "11", "steps=true&overview=full&geometries=geojson")) as RouteAnswer;
    expect(answer.routes[0].duration).toBe(0);
    expect((answer.routes[0].geometry as { coordinates: unknown[] }).coordinates).toHaveLength(2);
    expect(answer.routes[0].legs[0].steps).toHaveLength(2);
  });

  test("is refused to those who would change something", async () => {
    const { listen } = await square();
    const response = await fetch(`${await listen()}/route/v1/driving/0,0;0.001,0`, { method: "POST" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});

describe("a simplified line", () => {
  test("keeps its ends and nothing farther than the tolerance from it is lost", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = seededRandom(seed);
      const line = Array.from({ length: 60 }, (_, i) => [i * 1000, random.int(-300, 300)] as const);
      const simple = simplifyLine(line);
      expect(simple.length, `seed ${seed}`).toBeLessThan(line.length);
      expect([simple[0], simple[simple.length - 1]], `seed ${seed}`).toEqual([
        line[0],
        line[line.length - 1],
      ]);
      // 6.6 km on 512 pixels is zoom 13, of 19 metres a pixel: four of them are 690 microdegrees of latitude.
      for (const [lon, lat] of line) {
        const after = simple.findIndex(([other]) => other >= lon);
        const [[lonA, latA], [lonB, latB]] = [simple[Math.max(0, after - 1)], simple[after]];
        const onLine = lonA === lonB ? latA : latA + ((latB - latA) * (lon - lonA)) / (lonB - lonA);
        expect(Math.abs(lat - onLine), `seed ${seed}`).toBeLessThan(900);
      }
    }
  });

  test("of two points is itself", () => {
    const line = [
      [0, 0],
      [5, 5],
    ] as const;
    expect(simplifyLine(line)).toEqual(line);
  });
});
