import { describe, expect, test } from "vitest";

import { carProfile, createCarProfile } from "../../../data/osm/car-profile.ts";
import { OSRM_26 } from "../../../data/osm/car/edition.ts";
import type { CarProfile } from "../../../data/osm/profile.ts";
import { osmTags } from "../../helpers/osm-tags.ts";

const PRIMARY_KMH = 65;

/** Rate over speed, forward and backward, of a primary road with these tags. */
function liking(tags: string, profile: CarProfile = carProfile): readonly [number, number] {
  const road = profile.way(osmTags(`highway=primary ${tags}`));
  if (road === null) throw new Error(`no road: ${tags}`);
  return [road.forwardRateKmh / PRIMARY_KMH, road.backwardRateKmh / PRIMARY_KMH];
}

describe("preferences divide the weight, not the time", () => {
  test.each([
    ["", 1],
    ["service=alley", 0.5],
    ["service=parking_aisle", 0.5],
    ["service=driveway", 0.5],
    ["service=drive-through", 0.5],
    ["service=yard", 1],
    ["width=3", 0.5],
    ["width=3.9", 0.5],
    ["width=4", 1],
    ["width=wide", 1],
    ["lanes=1", 0.5],
    ["lanes=1.5", 0.5],
    ["lanes=2", 1],
    ["lanes=two", 1],
    ["oneway=alternating", 0.4],
    ["side_road=yes", 0.8],
    ["side_road=rotary", 0.8],
    ["side_road=no", 1],
    ["side_road=yes lanes=1 oneway=alternating", 0.4],
  ])(
    "primary %s is liked %d (features/car/maxspeed.feature, speed.feature, service.feature)",
    (tags, expected) => {
      const [forward, backward] = liking(tags);
      expect(forward).toBeCloseTo(expected, 9);
      expect(backward).toBeCloseTo(expected, 9);
      expect(carProfile.way(osmTags(`highway=primary ${tags}`))?.forwardSpeedKmh).toBe(PRIMARY_KMH);
    },
  );

  test("one lane is enough for a oneway, three metres are not", () => {
    expect(liking("lanes=1 oneway=yes")).toEqual([1, 0]);
    expect(liking("lanes=1 oneway=-1")).toEqual([0, 1]);
    expect(liking("width=3 oneway=yes")).toEqual([0.5, 0]);
  });

  test("a road that only one direction of access opens is a oneway for its lanes", () => {
    const track = carProfile.way(osmTags("highway=track access:forward=yes lanes=1"));
    expect(track).toMatchObject({ forwardSpeedKmh: 10, forwardRateKmh: 10, backwardRateKmh: 0 });
  });

  test("a limited speed is liked as much as another", () => {
    const road = carProfile.way(osmTags("highway=primary maxspeed=15 maxspeed:forward=60 width=3"));
    expect(road).toMatchObject({ forwardRateKmh: 0.5 * 0.8 * 60, backwardRateKmh: 0.5 * 0.8 * 15 });
  });
});

describe("the later edition (features/car/maxspeed.feature, priority.feature)", () => {
  const later = createCarProfile(OSRM_26);

  test.each([
    ["width=3", 0.5],
    ["width=3.5", 0.6],
    ["width=4.9", 0.75],
    ["width=5.99", 0.8],
    ["width=6", 1],
    ["lane_markings=no", 0.75],
    ["lane_markings=no width=5.5", 0.8],
    ["lane_markings=no width=7", 0.75],
    ["lane_markings=no lanes=1", 0.5],
  ])("likes primary %s %d", (tags, expected) => {
    const [forward, backward] = liking(tags, later);
    expect(forward).toBeCloseTo(expected, 9);
    expect(backward).toBeCloseTo(expected, 9);
  });

  test("minds width and markings on two-way roads only", () => {
    expect(liking("oneway=yes width=3 lane_markings=no lanes=1", later)).toEqual([1, 0]);
  });

  test.each([
    ["priority=forward", 1, 0.7],
    ["priority=backward", 0.7, 1],
    ["priority=backward oneway=yes", 0.7, 0],
    ["priority=forward oneway=-1", 0, 0.7],
    ["priority=forward lanes=1", 0.5, 0.5],
  ])("%s yields %d and %d", (tags, forward, backward) => {
    expect(liking(tags, later)[0]).toBeCloseTo(forward, 9);
    expect(liking(tags, later)[1]).toBeCloseTo(backward, 9);
    expect(liking("priority=forward")).toEqual([1, 1]);
  });
});
