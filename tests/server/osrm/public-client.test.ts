import { OSRM } from "@routingjs/osrm";
import { describe, expect, test } from "vitest";

import { osrmScenario } from "../../helpers/osrm-scenario.ts";

const MAP = `
  a   b   c
      d   e
`;
const WAYS = { ab: {}, bc: {}, bd: {}, de: {}, ec: { oneway: "yes" } };

describe("a public client of OSRM, told our address", () => {
  test("gets a route with its line, its steps and the nodes of OSM", async () => {
    const server = await osrmScenario({ map: MAP, ways: WAYS });
    const client = new OSRM({ baseUrl: await server.listen() });
    const places = Array.from("abe", (letter) => latLon(server.place(letter)));
    const { directions, raw } = await client.directions(places, "driving", {
      steps: true,
      annotations: true,
      overview: "full",
      radiuses: [50, 50, null],
    });
    expect(raw?.code).toBe("Ok");
    const [direction] = directions;
    // This client takes the polyline's own order, latitude first; ours is at its five decimals.
    const line = direction.feature.geometry?.coordinates ?? [];
    const end = places[places.length - 1].map((degrees) => Math.round(degrees * 1e5) / 1e5);
    expect(line[line.length - 1]).toEqual(end);
    expect(direction.feature.properties.duration).toBeGreaterThan(0);
    const { legs } = direction.raw ?? { legs: [] };
    const names = legs.map((leg) => leg.steps?.map(({ name }) => name));
    expect(names).toEqual([
      ["ab", "ab"],
      ["bd", "de", "de"],
    ]);
    expect(legs.map((leg) => leg.annotation?.nodes)).toEqual([
      [1, 2],
      [2, 4, 5],
    ]);
  });

  test("gets a table, empty where there is no way", async () => {
    const server = await osrmScenario({ map: "a b c", ways: { ab: { oneway: "yes" }, bc: {} } });
    const client = new OSRM({ baseUrl: await server.listen() });
    const places = Array.from("abc", (letter) => latLon(server.place(letter)));
    const { durations } = await client.matrix(places, "driving", { sources: [0, 2], destinations: [0, 1] });
    expect(durations[0][0]).toBe(0);
    expect(durations[0][1]).toBeGreaterThan(0);
    expect(durations[1][0]).toBeNull();
    expect(durations[1][1]).toBeGreaterThan(0);
  });

  test("is told OSRM's code and status where there is no route", async () => {
    const server = await osrmScenario({ map: "a b", ways: { ab: { oneway: "yes" } } });
    // Without a word on it, this client trips over its own retries when it is refused.
    const client = new OSRM({ baseUrl: await server.listen(), retryOverQueryLimit: true });
    const places = Array.from("ba", (letter) => latLon(server.place(letter)));
    await expect(client.directions(places, "driving")).rejects.toMatchObject({
      properties: { statusCode: 400, errorCode: "NoRoute", errorMessage: "Impossible route between points" },
    });
  });
});

function latLon([lon, lat]: readonly [number, number]): [number, number] {
  return [lat, lon];
}
