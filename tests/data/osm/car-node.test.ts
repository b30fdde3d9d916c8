import { describe, expect, test } from "vitest";

import { carProfile, createCarProfile } from "../../../data/osm/car-profile.ts";
import { OSRM_26 } from "../../../data/osm/car/edition.ts";
import { Obstacle } from "../../../isochrones/model/roads.ts";
import { osmTags } from "../../helpers/osm-tags.ts";

function isBarrier(tags: string, profile = carProfile): boolean {
  return (profile.node(osmTags(tags)) & Obstacle.barrier) !== 0;
}

describe("barriers (features/car/barrier.feature)", () => {
  test.each([
    "gate",
    "lift_gate",
    "cattle_grid",
    "border_control",
    "toll_booth",
    "sally_port",
    "entrance",
    "arch",
    "no",
    "height_restrictor",
  ])("barrier=%s lets cars pass", (barrier) => {
    expect(carProfile.node(osmTags({ barrier }))).toBe(0);
  });

  test.each(["bollard", "wall", "fence", "block", "kerb", "some_tag"])("barrier=%s does not", (barrier) => {
    expect(isBarrier(`barrier=${barrier}`)).toBe(true);
  });

  test.each([
    ["barrier=bollard bollard=rising", false],
    ["barrier=bollard bollard=removable", true],
    ["barrier=kerb kerb=lowered", false],
    ["barrier=kerb kerb=flush", false],
    ["barrier=kerb kerb=raised", true],
    ["barrier=kerb kerb=yes", true],
    ["barrier=kerb highway=crossing", false],
    ["barrier=kerb highway=crossing kerb=yes", false],
    ["barrier=wall highway=crossing", true],
    ["barrier=height_restrictor maxheight=1", true],
    ["barrier=height_restrictor maxheight=1.9", true],
    ["barrier=height_restrictor maxheight=2", false],
    ["barrier=height_restrictor maxheight=default", false],
    ["barrier=fence sensory=audible", true],
  ])("exceptions: %s is a barrier %s", (tags, expected) => {
    expect(isBarrier(tags)).toBe(expected);
  });

  test.each([
    ["barrier=wall access=yes", false],
    ["barrier=wall access=permissive", false],
    ["barrier=wall access=private", false],
    ["barrier=gate access=private", false],
    ["barrier=gate access=no", true],
    ["barrier=gate access=agricultural", true],
    ["barrier=wall motorcar=yes access=no", false],
    ["access=no", true],
    ["access=no vehicle=yes", false],
    ["vehicle=yes motor_vehicle=no", true],
    ["access=some_tag", false],
    ["access=delivery", false],
    ["access=psv", true],
  ])("access has the last word (access.feature): %s is a barrier %s", (tags, expected) => {
    expect(isBarrier(tags)).toBe(expected);
  });

  test("a later edition waits at gates without an access tag, and passes audible fences", () => {
    const later = createCarProfile(OSRM_26);
    const bits = [
      "barrier=gate",
      "barrier=lift_gate",
      "barrier=gate access=yes",
      "barrier=fence sensory=audio",
    ];
    expect(bits.map((tags) => later.node(osmTags(tags)))).toEqual([Obstacle.gate, Obstacle.gate, 0, 0]);
  });
});

describe("signs (features/car/obstacle_penalties.feature, traffic_light_penalties.feature)", () => {
  test.each([
    ["highway=traffic_signals", Obstacle.signal],
    ["highway=traffic_signals direction=forward", Obstacle.signalForward],
    ["highway=traffic_signals traffic_signals:direction=backward", Obstacle.signalBackward],
    ["highway=traffic_signals traffic_signals:direction=forward direction=backward", Obstacle.signalForward],
    [
      "highway=traffic_signals traffic_signals:direction=both",
      Obstacle.signalForward | Obstacle.signalBackward,
    ],
    ["highway=traffic_signals traffic_signals:direction=reverse", Obstacle.signal],
    ["highway=stop", Obstacle.stop],
    ["highway=stop direction=N", Obstacle.stop],
    ["highway=stop direction=forward", Obstacle.stopForward],
    ["highway=stop direction=backward", Obstacle.stopBackward],
    ["highway=stop direction=both", Obstacle.stopForward | Obstacle.stopBackward],
    ["highway=stop traffic_signals:direction=forward", Obstacle.stop],
    ["highway=stop stop=minor", Obstacle.stopMinor],
    ["highway=stop stop=all", Obstacle.stop],
    ["highway=give_way", Obstacle.giveWay],
    ["highway=give_way direction=forward", Obstacle.giveWayForward],
    ["highway=give_way direction=backward", Obstacle.giveWayBackward],
    ["highway=give_way direction=both", Obstacle.giveWayForward | Obstacle.giveWayBackward],
    ["highway=turning_circle", Obstacle.turnaround],
    ["highway=turning_loop", Obstacle.turnaround],
    ["highway=mini_roundabout", Obstacle.turnaround],
    ["highway=crossing", 0],
    ["highway=crossing crossing=traffic_signals", 0],
    ["name=Somewhere", 0],
    ["", 0],
  ])("%s", (tags, bits) => {
    expect(carProfile.node(osmTags(tags))).toBe(bits);
  });

  test("a node may carry a barrier and a sign", () => {
    expect(carProfile.node(osmTags("barrier=bollard highway=stop"))).toBe(Obstacle.barrier | Obstacle.stop);
  });
});
