import { describe, expect, test } from "vitest";

import { carProfile, createCarProfile } from "../../../data/osm/car-profile.ts";
import { OSRM_26 } from "../../../data/osm/car/edition.ts";
import { decodeTags } from "../../../data/osm/pbf/block.ts";
import { PbfFile } from "../../../data/osm/pbf/pbf-reader.ts";
import type { RoadProfile } from "../../../isochrones/model/network.ts";
import { osmTags } from "../../helpers/osm-tags.ts";
import { sharedData } from "../../helpers/shared-data.ts";

const LIECHTENSTEIN = sharedData("osm/liechtenstein-valhalla.osm.pbf");

describe("flags of a road", () => {
  test.each([
    ["toll=yes", true, true],
    ["toll=no", false, false],
    ["toll=snowmobile", false, false],
    ["toll:forward=yes", true, false],
    ["toll=yes oneway=yes", true, false],
    ["toll=yes oneway=-1", false, true],
  ])("primary %s (features/car/classes.feature): toll forward %s, backward %s", (tags, forward, backward) => {
    expect(carProfile.way(osmTags(`highway=primary ${tags}`))).toMatchObject({
      forwardToll: forward,
      backwardToll: backward,
    });
  });

  test("motorways and their links are motorways", () => {
    const classes = ["motorway", "motorway_link", "trunk"];
    expect(classes.map((highway) => carProfile.way(osmTags({ highway }))?.motorway)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("any tunnel but tunnel=no is one", () => {
    const values = ["yes", "culvert", "no", ""];
    expect(values.map((tunnel) => carProfile.way(osmTags({ highway: "primary", tunnel }))?.tunnel)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test.each([
    ["highway=service access=private", false],
    ["highway=service access=private motorcar=yes", true],
    ["highway=service access:forward=private access:backward=yes", false],
    ["highway=service access=destination", true],
    ["highway=residential access=private", true],
  ])("%s starts a trip %s (features/car/startpoint.feature)", (tags, expected) => {
    expect(carProfile.way(osmTags(tags))?.startpoint).toBe(expected);
  });

  test.each([
    ["lanes=3", 3],
    ["lanes=2.5", 0],
    ["lanes=-1", 0],
    ["lanes=2;3", 0],
    ["lanes:forward=2 lanes:backward=1", 3],
    ["lanes:forward=2 lanes:backward=1.5", 2],
    ["lanes=0 lanes:forward=2", 0],
    ["", 0],
  ])("primary %s has %d lanes (features/car/lanes.feature)", (tags, lanes) => {
    expect(carProfile.way(osmTags(`highway=primary ${tags}`))?.lanes).toBe(lanes);
  });

  test("driving_side=left is told (features/car/side_bias.feature)", () => {
    const sides = ["left", "right", "both"];
    expect(
      sides.map((side) => carProfile.way(osmTags(`highway=primary driving_side=${side}`))?.leftHandDriving),
    ).toEqual([true, false, false]);
  });
});

describe("names (features/car/names.feature, sidepath_names.feature)", () => {
  test("references are spaced", () => {
    expect(carProfile.roadName(osmTags({ name: "Rue Haute", ref: "D 1;D 2; N 7" }))).toEqual({
      name: "Rue Haute",
      ref: "D 1; D 2; N 7",
    });
  });

  test("a way without any has empty ones", () => {
    expect(carProfile.roadName(osmTags("highway=primary"))).toEqual({ name: "", ref: "" });
  });

  test("a sidewalk goes by its street", () => {
    const tags = { highway: "footway", footway: "sidewalk", "street:name": "Rue Basse" };
    expect(carProfile.roadName(osmTags(tags)).name).toBe("Rue Basse");
    expect(carProfile.roadName(osmTags({ ...tags, "is_sidepath:of:name": "Cours" })).name).toBe("Cours");
    expect(carProfile.roadName(osmTags({ ...tags, highway: "service" })).name).toBe("");
  });
});

describe("the profile as a whole", () => {
  test("roads that drive alike are equal as JSON, whatever their other tags and their order", () => {
    const first = carProfile.way(osmTags("highway=primary maxspeed=50 surface=asphalt name=A"));
    const second = carProfile.way(
      osmTags("oneway=no source=survey maxspeed:type=x maxspeed=50 highway=primary"),
    );
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
  });

  test("a way without its keys is no road, so that the reader may skip it", () => {
    expect(carProfile.wayKeys).toEqual(["highway", "route"]);
    expect(carProfile.way(osmTags("bridge=movable motorcar=yes access=yes maxspeed=50"))).toBeNull();
  });

  test("a closed direction has neither speed nor rate", () => {
    expect(carProfile.way(osmTags("highway=primary oneway=-1 maxspeed=50 toll=yes access=private"))).toEqual({
      highway: "primary",
      mode: "driving",
      forwardSpeedKmh: 0,
      backwardSpeedKmh: 0.8 * 50,
      forwardRateKmh: 0,
      backwardRateKmh: 0.8 * 50,
      durationSeconds: 0,
      durationWeightSeconds: 0,
      forwardRestricted: false,
      backwardRestricted: true,
      startpoint: true,
      roundabout: false,
      forwardToll: false,
      backwardToll: true,
      motorway: false,
      tunnel: false,
      lanes: 0,
      leftHandDriving: false,
    });
  });

  test("the later edition drives on winter roads", () => {
    const later = createCarProfile(OSRM_26);
    const speeds = ["winter_road", "ice_road"].map(
      (highway) => later.way(osmTags({ highway }))?.forwardSpeedKmh,
    );
    expect(speeds).toEqual([20, 15]);
    expect(carProfile.way(osmTags("highway=ice_road"))).toBeNull();
  });
});

describe.skipIf(LIECHTENSTEIN === null)("on Liechtenstein's tags (skipped without the shared data)", () => {
  test("every road is open somewhere, no faster than 80 % of no limit, and liked at most as much as it is fast", async () => {
    const roads = await roadsOf(LIECHTENSTEIN ?? "");
    const odd = roads.filter(
      (road) =>
        Math.max(road.forwardSpeedKmh, road.backwardSpeedKmh) <= 0 ||
        Math.max(road.forwardSpeedKmh, road.backwardSpeedKmh) > 0.8 * 140 ||
        road.forwardRateKmh > road.forwardSpeedKmh ||
        road.backwardRateKmh > road.backwardSpeedKmh,
    );
    expect(roads.length).toBeGreaterThan(0);
    expect(odd).toEqual([]);
    const kinds = new Set(roads.map((road) => JSON.stringify(road)));
    expect(kinds.size).toBeLessThan(roads.length / 10);
  });
});

async function roadsOf(path: string): Promise<RoadProfile[]> {
  const file = await PbfFile.open(path);
  const roads: RoadProfile[] = [];
  for await (const { block } of file.blocks({ ways: true, wayKeys: new Set(carProfile.wayKeys) })) {
    for (let way = 0; way + 1 < block.ways.tags.offsets.length; way++) {
      const road = carProfile.way(decodeTags(block.strings, block.ways.tags, way));
      if (road !== null) roads.push(road);
    }
  }
  await file.close();
  return roads;
}
