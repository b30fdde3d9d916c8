import { describe, expect, test } from "vitest";

import { carProfile } from "../../../data/osm/car-profile.ts";
import { osmTags } from "../../helpers/osm-tags.ts";

function directions(tags: string): string {
  const road = carProfile.way(osmTags(tags));
  return `${(road?.forwardSpeedKmh ?? 0) > 0 ? "x" : "-"}${(road?.backwardSpeedKmh ?? 0) > 0 ? "x" : "-"}`;
}

describe("oneways (features/car/oneway.feature)", () => {
  test.each([
    ["oneway=yes", "x-"],
    ["oneway=1", "x-"],
    ["oneway=true", "x-"],
    ["oneway=-1", "-x"],
    ["oneway=no", "xx"],
    ["oneway=reverse", "xx"],
    ["oneway=alternating", "xx"],
    ["oneway=reversible", "--"],
  ])("primary %s is %s", (tags, expected) => {
    expect(directions(`highway=primary ${tags}`)).toBe(expected);
  });

  test.each([
    ["oneway:motorcar=yes oneway:motor_vehicle=no", "x-"],
    ["oneway:motor_vehicle=yes oneway:vehicle=no", "x-"],
    ["oneway:vehicle=yes oneway=no", "x-"],
    ["oneway:vehicle=no oneway=yes", "xx"],
    ["oneway:motorcar=no oneway:motor_vehicle=yes", "xx"],
    ["oneway=yes oneway:bicycle=no", "x-"],
    ["oneway=no oneway:bicycle=yes", "xx"],
  ])("the more precise vehicle decides: primary %s is %s", (tags, expected) => {
    expect(directions(`highway=primary ${tags}`)).toBe(expected);
  });

  test.each([
    ["highway=motorway", "x-"],
    ["highway=motorway oneway=no", "xx"],
    ["highway=motorway oneway=-1", "-x"],
    ["highway=motorway oneway=alternating", "x-"],
    ["highway=motorway_link", "xx"],
    ["highway=trunk motorroad=yes", "xx"],
    ["highway=primary junction=roundabout", "x-"],
    ["highway=primary junction=circular", "x-"],
    ["highway=primary junction=roundabout oneway=no", "xx"],
    ["highway=motorway_link junction=roundabout", "x-"],
    ["highway=primary junction=yes", "xx"],
  ])("implied ones: %s is %s", (tags, expected) => {
    expect(directions(tags)).toBe(expected);
  });

  test("a roundabout says so, both spellings", () => {
    const flags = ["roundabout", "circular", "yes"].map(
      (junction) => carProfile.way(osmTags(`highway=primary junction=${junction}`))?.roundabout,
    );
    expect(flags).toEqual([true, true, false]);
  });

  test("a oneway open against its closed access is no road", () => {
    expect(directions("highway=primary oneway=yes access=yes access:forward=no")).toBe("--");
  });
});
