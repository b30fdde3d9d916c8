import { describe, expect, test } from "vitest";

import { InputError } from "../../data/input-error.ts";
import { readRecordedTable } from "../../data/recorded-table.ts";
import { UNREACHED } from "../../isochrones/model/network.ts";
import { sharedData } from "../helpers/shared-data.ts";
import { tempFile } from "../helpers/temp-folder.ts";

const TABLE = {
  engine: "some engine",
  origins: [
    [9, 42, 12.5, "a cell"],
    [9.1, 42, "no people here"],
  ],
  destinations: [[9.2, 42]],
  durationsSeconds: [[12.3], [null]],
  originSnapMeters: [1, 2],
  destinationSnapMeters: [3],
};

function write(table: object): string {
  return tempFile("table.json", JSON.stringify(table));
}

describe("a recorded table", () => {
  test("holds points, people, times and snaps", () => {
    const table = readRecordedTable(write(TABLE));
    expect(table).toMatchObject({
      engine: "some engine",
      origins: [
        { lon: 9, lat: 42, people: 12.5 },
        { lon: 9.1, lat: 42, people: 1 },
      ],
      destinations: [{ lon: 9.2, lat: 42 }],
      originSnapMeters: [1, 2],
      destinationSnapMeters: [3],
    });
    expect([...table.deciseconds]).toEqual([123, UNREACHED]);
  });

  test("may say neither its engine nor its snaps", () => {
    const { origins, destinations, durationsSeconds } = TABLE;
    const table = readRecordedTable(write({ origins, destinations, durationsSeconds }));
    expect([table.engine, table.originSnapMeters]).toEqual(["table.json", null]);
  });

  test.each([
    ["no origins", { ...TABLE, origins: undefined }, "origins: got nothing, expected a list"],
    ["a row too few", { ...TABLE, durationsSeconds: [[1]] }, "durationsSeconds: got 1 items, expected 2"],
    [
      "a column too many",
      { ...TABLE, durationsSeconds: [[1, 2], [3]] },
      "durationsSeconds[0]: got 2 items, expected 1",
    ],
    [
      "a time in words",
      { ...TABLE, durationsSeconds: [["12"], [1]] },
      'durationsSeconds[0][0]: got "12", expected a number',
    ],
    ["a negative time", { ...TABLE, durationsSeconds: [[-1], [1]] }, "durationsSeconds[0][0]: got -1"],
    [
      "a point off the globe",
      { ...TABLE, destinations: [[200, 42]] },
      "destinations[0]: got [200,42], expected [lon, lat, people]",
    ],
    [
      "a point in words",
      { ...TABLE, destinations: ["Ajaccio"] },
      'destinations[0]: got "Ajaccio", expected a list',
    ],
    [
      "fewer than no people",
      {
        ...TABLE,
        origins: [
          [9, 42, -3],
          [9, 42],
        ],
      },
      "origins[0]: got -3 people",
    ],
    [
      "snaps of other points",
      { ...TABLE, originSnapMeters: [1] },
      "originSnapMeters: got 1 items, expected 2",
    ],
    ["a list", [1, 2], "expected an object with origins, destinations and durationsSeconds"],
  ])("with %s is refused by name and place", (_, table, what) => {
    const path = write(table);
    expect(() => readRecordedTable(path)).toThrow(InputError);
    expect(() => readRecordedTable(path)).toThrow(`table.json: ${what}`);
  });

  test.each([
    ["empty", ""],
    ["cut", JSON.stringify(TABLE).slice(0, -5)],
    ["of another format", "a,b,c\n1,2,3\n"],
  ])("%s is refused as JSON", (_, text) => {
    expect(() => readRecordedTable(tempFile("table.json", text))).toThrow("table.json: not readable as JSON");
  });

  const corsica = sharedData("osrm/corse-table.json");
  test.skipIf(corsica === null)("of a real OSRM is read whole (skipped without it)", () => {
    const table = readRecordedTable(corsica ?? "");
    expect([table.origins.length, table.destinations.length]).toEqual([3100, 37]);
    // All people of the grid that its cells come from.
    expect(table.origins.reduce((sum, { people }) => sum + people, 0)).toBe(346_944);
  });
});
