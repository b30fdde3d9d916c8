import { describe, expect, test } from "vitest";

import { carProfile, createCarProfile } from "../../../data/osm/car-profile.ts";
import { OSRM_26 } from "../../../data/osm/car/edition.ts";
import { osmTags } from "../../helpers/osm-tags.ts";

const later = createCarProfile(OSRM_26);

function isRoad(tags: string | Record<string, string>, profile = carProfile): boolean {
  return profile.way(osmTags(tags)) !== null;
}

describe("ways that are closed (features/car/construction.feature, service.feature)", () => {
  test.each([
    ["construction=yes", false],
    ["construction=residential", false],
    ["construction=no", true],
    ["construction=widening", true],
    ["construction=minor", true],
    ["proposed=yes", false],
    ["railway=construction", false],
    ["railway=tram", true],
    ["area=yes", false],
    ["area=no", true],
    ["impassable=yes", false],
    ["status=impassable", false],
    ["status=open", true],
    ["service=emergency_access", false],
  ])("primary %s is a road: %s", (tags, expected) => {
    expect(isRoad(`highway=primary ${tags} access=yes`)).toBe(expected);
  });

  test.each(["construction", "proposed", "steps", "area"])(
    "highway=%s is not, even with access",
    (highway) => {
      expect(isRoad(`highway=${highway} access=yes`)).toBe(false);
    },
  );

  test("neither is a way without highway and route, nor one with empty values", () => {
    expect(isRoad("bridge=movable access=yes")).toBe(false);
    expect(isRoad({ highway: "", route: "", access: "yes" })).toBe(false);
  });

  test("the later edition drives roads that are to be changed", () => {
    expect(isRoad("highway=tertiary proposed=secondary", later)).toBe(true);
    expect(isRoad("highway=proposed proposed=secondary access=yes", later)).toBe(false);
  });
});

describe("size of the car (features/car/physical_limitation.feature)", () => {
  test.each([
    [{ width: "narrow" }, true],
    [{ narrow: "yes" }, true],
    [{ width: "1.8" }, false],
    [{ width: "1.9" }, false],
    [{ width: "2.0" }, true],
    [{ width: "1 m" }, false],
    [{ width: "3 m" }, true],
    [{ width: "2,5" }, true],
    [{ width: "6'" }, false],
    [{ width: "6'2\"" }, false],
    [{ width: "6'3\"" }, true],
    [{ width: "7'" }, true],
    [{ "maxwidth:physical": "1" }, false],
    [{ maxwidth: "1" }, false],
    [{ est_width: "1" }, false],
    [{ maxwidth: "3", width: "1" }, true],
    [{ "maxheight:physical": "1" }, false],
    [{ maxheight: "1.9" }, false],
    [{ maxheight: "2" }, true],
    [{ maxheight: "default" }, true],
    [{ maxheight: "none" }, true],
    [{ maxheight: "below_default" }, true],
    [{ "maxheight:physical": "3", maxheight: "1" }, true],
    [{ maxlength: "1" }, false],
    [{ maxlength: "4.8" }, true],
    [{ maxlength: "unsigned" }, true],
    [{ maxweight: "1" }, false],
    [{ maxweight: "3.5" }, true],
    [{ maxweight: "2" }, true],
    [{ maxweight: "1999 kg" }, false],
    [{ maxweight: "35000 kg" }, true],
    [{ maxweight: "8.9t" }, true],
    [{ maxweight: "0.1 lbs" }, false],
    [{ maxweight: "unsigned" }, true],
  ] as [Record<string, string>, boolean][])("primary %o lets the car pass: %s", (tags, expected) => {
    expect(isRoad({ highway: "primary", ...tags })).toBe(expected);
  });

  test("a limit may hold in one direction", () => {
    const road = carProfile.way(osmTags("highway=primary maxheight:forward=1.5"));
    expect(road).toMatchObject({ forwardSpeedKmh: 0, backwardSpeedKmh: 65 });
  });

  test("maxweightrating counts in the later edition, before maxweight", () => {
    expect(isRoad("highway=primary maxweightrating=1.5")).toBe(true);
    expect(isRoad("highway=primary maxweightrating=1.5", later)).toBe(false);
    expect(isRoad("highway=primary maxweightrating=3.5 maxweight=1.5", later)).toBe(true);
  });
});
