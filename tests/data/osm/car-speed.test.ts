import { describe, expect, test } from "vitest";

import { carProfile } from "../../../data/osm/car-profile.ts";
import { OSRM_6 } from "../../../data/osm/car/edition.ts";
import { SPEEDS_KMH } from "../../../data/osm/car/figures.ts";
import { parseMaxspeedKmh } from "../../../data/osm/car/maxspeed.ts";
import { osmTags } from "../../helpers/osm-tags.ts";

/** Share of a tagged limit that OSRM drives. */
const SHARE = 0.8;

function speeds(tags: string): readonly [number, number] | null {
  const road = carProfile.way(osmTags(tags));
  return road === null ? null : [road.forwardSpeedKmh, road.backwardSpeedKmh];
}

describe("speed by class (features/car/speed.feature, way.feature)", () => {
  test.each([
    ["motorway", 90],
    ["motorway_link", 45],
    ["trunk", 85],
    ["trunk_link", 40],
    ["primary", 65],
    ["primary_link", 30],
    ["secondary", 55],
    ["secondary_link", 25],
    ["tertiary", 40],
    ["tertiary_link", 20],
    ["unclassified", 25],
    ["residential", 25],
    ["living_street", 10],
    ["service", 15],
  ])("%s is driven at %d km/h", (highway, kmh) => {
    expect(speeds(`highway=${highway} oneway=no`)).toEqual([kmh, kmh]);
    expect(carProfile.way(osmTags(`highway=${highway} oneway=no`))?.forwardRateKmh).toBe(kmh);
  });

  test.each(["road", "track", "path", "footway", "pedestrian", "steps", "pier", "cycleway", "bridleway"])(
    "%s is no road for cars",
    (highway) => {
      expect(speeds(`highway=${highway}`)).toBeNull();
      expect(speeds(`highway=${highway} maxspeed=30`)).toBeNull();
    },
  );

  test("a way of any other class with access is driven at 10 km/h", () => {
    expect(speeds("highway=track motor_vehicle=yes")).toEqual([10, 10]);
  });

  test("the class is told", () => {
    expect([...SPEEDS_KMH.keys()].map((highway) => carProfile.way(osmTags({ highway }))?.highway)).toEqual([
      ...SPEEDS_KMH.keys(),
    ]);
  });
});

describe("speed limits (features/car/maxspeed.feature, advisory.feature)", () => {
  test.each([
    ["50", 50],
    ["30 mph", 30 * 1.609],
    ["30mph", 30 * 1.609],
    ["30 mp/h", 30 * 1.609],
    ["50 km/h", 50],
    ["7 knots", 7],
    ["20;30", 20],
    ["none", 140],
    ["FR:urban", 50],
    ["fr:rural", 80],
    ["FR:motorway", 130],
    ["RO:rural", 90],
    ["CH:rural", 80],
    ["CH:trunk", 100],
    ["CH:motorway", 120],
    ["BE-VLG:rural", 70],
    ["DE:living_street", 7],
    ["GB:nsl_single", 60 * 1.609],
    ["DE:motorway", 0],
    ["FR:zone30", 0],
    ["FR:30", 0],
    ["DE:zone:30", 0],
    ["walk", 0],
    ["signals", 0],
    ["0", 0],
    ["constructor", 0],
  ])("a limit of %s is %d km/h", (value, kmh) => {
    expect(parseMaxspeedKmh(value, OSRM_6)).toBeCloseTo(kmh, 9);
  });

  test.each([
    ["", 85, 85],
    ["maxspeed=60", SHARE * 60, SHARE * 60],
    ["maxspeed=FR:urban", SHARE * 50, SHARE * 50],
    ["maxspeed=walk", 85, 85],
    ["source:maxspeed=CH:rural", SHARE * 80, SHARE * 80],
    ["maxspeed:type=FR:urban", SHARE * 50, SHARE * 50],
    ["maxspeed=60 source:maxspeed=FR:urban", SHARE * 60, SHARE * 60],
    ["maxspeed=signals source:maxspeed=FR:urban", 85, 85],
    ["zone:maxspeed=FR:30", 85, 85],
    ["maxspeed=90 maxspeed:advisory=45", SHARE * 45, SHARE * 45],
    ["maxspeed:forward=60", SHARE * 60, 85],
    ["maxspeed:backward=60", 85, SHARE * 60],
    ["maxspeed=15 maxspeed:forward=30 maxspeed:backward=60", SHARE * 30, SHARE * 60],
    ["maxspeed=15 maxspeed:backward=60", SHARE * 15, SHARE * 60],
    ["maxspeed:backward=90 maxspeed:advisory:backward=45", 85, SHARE * 45],
    ["maxspeed:advisory=90 maxspeed:advisory:forward=45", SHARE * 45, SHARE * 90],
    ["maxspeed:advisory=45 maxspeed:forward=90", SHARE * 45, SHARE * 45],
  ])("trunk %s is driven at %d and %d km/h", (tags, forward, backward) => {
    expect(speeds(`highway=trunk ${tags}`)).toEqual([forward, backward]);
  });

  test("a limit above the speed of the class raises it", () => {
    expect(speeds("highway=residential maxspeed=90")).toEqual([SHARE * 90, SHARE * 90]);
  });

  test.each([
    ["maxspeed=20 maxspeed:forward=30", SHARE * 20],
    ["maxspeed=20 maxspeed:backward=30", SHARE * 30],
    ["maxspeed:forward=30", 65],
  ])("a reverse oneway takes the backward limit: %s", (tags, backward) => {
    expect(speeds(`highway=primary oneway=-1 ${tags}`)).toEqual([0, backward]);
  });

  test("a limit opens no road", () => {
    expect(speeds("highway=runway maxspeed=100")).toBeNull();
    expect(speeds("highway=secondary access=no maxspeed:forward=100")).toBeNull();
    expect(speeds("railway=train maxspeed=100")).toBeNull();
  });
});

describe("surface, tracktype and smoothness (features/car/surface.feature)", () => {
  test.each([
    ["surface=asphalt", 90],
    ["surface=nonsense", 90],
    ["surface=compacted", 80],
    ["surface=bricks", 60],
    ["surface=gravel", 40],
    ["surface=cobblestone", 30],
    ["surface=sand", 20],
    ["surface=mud", 10],
    ["tracktype=grade1", 60],
    ["tracktype=grade2", 40],
    ["tracktype=grade3", 30],
    ["tracktype=grade4", 25],
    ["tracktype=grade5", 20],
    ["smoothness=intermediate", 80],
    ["smoothness=bad", 40],
    ["smoothness=very_bad", 20],
    ["smoothness=horrible", 10],
    ["smoothness=very_horrible", 5],
    ["tracktype=grade5 surface=asphalt smoothness=excellent", 20],
    ["tracktype=grade1 surface=mud smoothness=excellent", 10],
    ["tracktype=grade1 surface=asphalt smoothness=very_horrible", 5],
  ])("motorway %s is driven at %d km/h", (tags, kmh) => {
    expect(speeds(`highway=motorway oneway=no ${tags}`)).toEqual([kmh, kmh]);
  });

  test("they never raise a speed, and cap a tagged limit too", () => {
    expect(speeds("highway=service surface=gravel")).toEqual([15, 15]);
    expect(speeds("highway=primary maxspeed=90 surface=gravel")).toEqual([40, 40]);
  });

  test("smoothness=impassable closes the road, whatever its access", () => {
    expect(speeds("highway=primary smoothness=impassable access=yes maxspeed=50")).toBeNull();
  });
});
