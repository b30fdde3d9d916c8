import { describe, expect, test } from "vitest";

import { carProfile, createCarProfile } from "../../../data/osm/car-profile.ts";
import { OSRM_26 } from "../../../data/osm/car/edition.ts";
import type { CarProfile } from "../../../data/osm/profile.ts";
import { osmTags } from "../../helpers/osm-tags.ts";

/** `x` for each open direction, forward first: `xx`, `x-`, `-x`, `--`. */
function directions(tags: string, profile: CarProfile = carProfile): string {
  const road = profile.way(osmTags(tags));
  return `${(road?.forwardSpeedKmh ?? 0) > 0 ? "x" : "-"}${(road?.backwardSpeedKmh ?? 0) > 0 ? "x" : "-"}`;
}

describe("access tags of ways (features/car/access.feature)", () => {
  test.each([
    ["", "xx"],
    ["access=no", "--"],
    ["access=no vehicle=yes", "xx"],
    ["access=yes vehicle=no", "--"],
    ["access=no motor_vehicle=yes", "xx"],
    ["vehicle=yes motor_vehicle=no", "--"],
    ["motor_vehicle=no motorcar=yes", "xx"],
    ["motor_vehicle=yes motorcar=no", "--"],
  ])("the more precise key decides: primary %s is %s", (access, expected) => {
    expect(directions(`highway=primary ${access}`)).toBe(expected);
  });

  test.each([
    ["access=yes access:forward=no", "-x"],
    ["access=yes access:backward=no", "x-"],
    ["access=no access:forward=yes", "x-"],
    ["access=no access:backward=yes", "-x"],
    ["access=yes access:forward=yes motorcar=no", "--"],
    ["access=no access:forward=no motorcar=yes", "xx"],
    ["access=no access:forward=no motorcar=no motorcar:forward=yes", "x-"],
    ["access:forward=no motorcar:backward=no", "--"],
    ["access:forward=no motorcar:forward=yes", "xx"],
    ["access:forward=yes motorcar:forward=no", "-x"],
  ])("directions are looked up key by key: primary %s is %s", (access, expected) => {
    expect(directions(`highway=primary ${access}`)).toBe(expected);
  });

  test.each([
    ["yes", "xx"],
    ["permissive", "xx"],
    ["designated", "xx"],
    ["hov", "xx"],
    ["some_tag", "xx"],
    ["private", "xx"],
    ["delivery", "xx"],
    ["destination", "xx"],
    ["customers", "xx"],
    ["no", "--"],
    ["agricultural", "--"],
    ["forestry", "--"],
    ["emergency", "--"],
    ["psv", "--"],
  ])("access=%s on a primary road is %s", (value, expected) => {
    expect(directions(`highway=primary access=${value}`)).toBe(expected);
  });

  test.each([
    ["highway=runway", "--"],
    ["highway=runway motorcar=permissive access=private", "xx"],
    ["highway=cycleway motor_vehicle=designated", "xx"],
    ["highway=footway access=permissive", "xx"],
    ["highway=garbagetag access=permissive", "xx"],
    ["highway=track access=some_tag", "xx"],
    ["highway=pedestrian vehicle:forward=yes", "x-"],
    ["highway=pedestrian vehicle:forward=yes vehicle:backward:conditional=delivery", "x-"],
    ["highway=steps access=yes", "--"],
    ["highway=road foot=yes", "--"],
    ["highway=primary foot=no bicycle=no psv=no motorhome=no", "xx"],
  ])("access opens what is no road for cars by itself: %s is %s", (tags, expected) => {
    expect(directions(tags)).toBe(expected);
  });

  test.each(["private", "destination", "delivery", "customers"])(
    "access=%s does not open a way that is no road for cars",
    (value) => {
      for (const highway of ["track", "footway", "pedestrian", "cycleway"]) {
        expect(directions(`highway=${highway} access=${value}`)).toBe("--");
      }
    },
  );
});

describe("restricted access (features/car/destination.feature)", () => {
  test("is told for each direction", () => {
    const road = carProfile.way(osmTags("highway=residential access=yes motor_vehicle:backward=destination"));
    expect(road).toMatchObject({ forwardRestricted: false, backwardRestricted: true });
  });

  test("is not told of a closed direction, so that roads that drive alike are alike", () => {
    const restricted = carProfile.way(osmTags("highway=residential oneway=yes access:backward=private"));
    expect(restricted).toEqual(carProfile.way(osmTags("highway=residential oneway=yes")));
  });

  test.each([
    ["hov=designated", true, true],
    ["hov=yes", false, false],
    ["hov:lanes=designated|designated", true, true],
    ["hov:lanes=designated|", false, false],
    ["hov:lanes=designated|yes", false, false],
    ["hov:lanes:forward=designated", true, false],
    ["hov:lanes:backward=designated", false, true],
    ["oneway=yes hov:lanes=designated", true, false],
    ["oneway=-1 hov:lanes=designated", false, true],
  ])("primary %s (features/car/hov.feature): forward %s, backward %s", (tags, forward, backward) => {
    const road = carProfile.way(osmTags(`highway=primary ${tags}`));
    expect(road).toMatchObject({ forwardRestricted: forward, backwardRestricted: backward });
  });
});

describe("the later edition", () => {
  const later = createCarProfile(OSRM_26);

  test.each(["bus", "taxi", "foot", "military", "official"])("keeps cars out of access=%s", (value) => {
    expect(directions(`highway=primary access=${value}`)).toBe("xx");
    expect(directions(`highway=primary access=${value}`, later)).toBe("--");
  });

  test.each(["permit", "residents", "unknown"])("restricts access=%s", (value) => {
    const tags = osmTags(`highway=primary access=${value}`);
    expect(carProfile.way(tags)?.forwardRestricted).toBe(false);
    expect(later.way(tags)?.forwardRestricted).toBe(true);
  });

  test.each([
    ["destination;agricultural", true],
    ["agricultural;yes", false],
    ["no; private", true],
  ])("takes the kindest of several values: %s is restricted %s", (value, restricted) => {
    const road = later.way(osmTags({ highway: "primary", access: value }));
    expect(road?.forwardRestricted).toBe(restricted);
  });

  test("refuses a list of refusals", () => {
    expect(later.way(osmTags("highway=primary access=no;forestry"))).toBeNull();
    expect(carProfile.way(osmTags("highway=primary access=no;forestry"))).not.toBeNull();
  });
});
