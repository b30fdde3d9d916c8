import { describe, expect, test } from "vitest";

import { carProfile } from "../../../data/osm/car-profile.ts";
import { parseDurationSeconds } from "../../../data/osm/car/duration.ts";
import { osmTags } from "../../helpers/osm-tags.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("durations (OSRM's unit tests of durations)", () => {
  test.each([
    ["00", 0],
    ["10", 10 * MINUTE],
    ["61", 61 * MINUTE],
    ["00:01", MINUTE],
    ["1:05", HOUR + 5 * MINUTE],
    ["24:01", 24 * HOUR + MINUTE],
    ["00:01:01", MINUTE + 1],
    ["00:01:60", 2 * MINUTE],
    ["PT15M", 15 * MINUTE],
    ["PT71M", 71 * MINUTE],
    ["PT1H1S", HOUR + 1],
    ["PT1H15M1S", HOUR + 15 * MINUTE + 1],
    ["PT1h15m42s", HOUR + 15 * MINUTE + 42],
    ["P4D", 4 * DAY],
    ["P1DT2H15M1S", DAY + 2 * HOUR + 15 * MINUTE + 1],
    ["P3W", 21 * DAY],
    ["PT022506", 2 * HOUR + 25 * MINUTE + 6],
    ["PT02:25:06", 2 * HOUR + 25 * MINUTE + 6],
  ])("%s is %d s", (value, seconds) => {
    expect(parseDurationSeconds(value)).toBe(seconds);
  });

  test.each([
    "",
    "123",
    "1:2:3:4",
    "PT15",
    "PT15A",
    "PT1H25:01",
    "PT12501",
    "PT0125:01",
    "PT016001",
    "PT240000",
  ])("%j is none", (value) => {
    expect(parseDurationSeconds(value)).toBeUndefined();
  });
});

describe("ferries and shuttle trains (features/car/ferry.feature, shuttle_train.feature)", () => {
  test("a ferry goes at 5 km/h both ways, takes cars, and starts no trip (startpoint.feature)", () => {
    expect(carProfile.way(osmTags("route=ferry"))).toMatchObject({
      highway: "ferry",
      mode: "ferry",
      forwardSpeedKmh: 5,
      backwardSpeedKmh: 5,
      durationSeconds: 0,
      durationWeightSeconds: 0,
      startpoint: false,
    });
  });

  test("a shuttle train goes at 10 km/h", () => {
    const train = carProfile.way(osmTags("route=shuttle_train motorcar=yes"));
    expect(train).toMatchObject({
      highway: "shuttle_train",
      mode: "ferry",
      forwardSpeedKmh: 10,
      startpoint: false,
    });
  });

  test.each(["ferry_man", "bicycle", "road"])("route=%s carries no car", (route) => {
    expect(carProfile.way(osmTags({ route }))).toBeNull();
  });

  test.each([
    ["00:01:00", MINUTE],
    ["PT1M", MINUTE],
    ["0:10", 10 * MINUTE],
    ["0", 1],
    ["soon", 0],
  ])("duration=%s is %d s for the whole way", (duration, seconds) => {
    const ferry = carProfile.way(osmTags({ route: "ferry", duration }));
    expect(ferry).toMatchObject({ durationSeconds: seconds, durationWeightSeconds: seconds });
  });

  test.each(["motor_vehicle=no", "access=private", "vehicle=no", "motorcar=destination"])(
    "%s closes a ferry",
    (tags) => {
      expect(carProfile.way(osmTags(`route=ferry ${tags}`))).toBeNull();
    },
  );

  test("a ferry sails back, whatever its oneway tag says", () => {
    expect(carProfile.way(osmTags("route=ferry oneway=yes"))?.backwardSpeedKmh).toBe(5);
  });

  test("a disliked ferry weighs more than it takes", () => {
    const ferry = carProfile.way(osmTags("route=ferry duration=00:10 lanes=1"));
    expect(ferry).toMatchObject({ durationSeconds: 600, durationWeightSeconds: 600 / 0.5 });
  });
});

describe("movable bridges (features/car/bridge.feature)", () => {
  test("are crossed at 5 km/h, driving", () => {
    const bridge = carProfile.way(osmTags("highway=primary bridge=movable"));
    expect(bridge).toMatchObject({
      highway: "primary",
      mode: "driving",
      forwardSpeedKmh: 5,
      startpoint: true,
    });
  });

  test("take their duration where they have one", () => {
    const bridge = carProfile.way(osmTags("highway=primary bridge=movable duration=00:10:00"));
    expect(bridge).toMatchObject({ durationSeconds: 600, forwardSpeedKmh: 65, backwardSpeedKmh: 65 });
  });

  test("other bridges are roads", () => {
    expect(carProfile.way(osmTags("highway=primary bridge=yes duration=00:10"))).toEqual(
      carProfile.way(osmTags("highway=primary")),
    );
  });
});
