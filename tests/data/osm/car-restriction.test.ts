import { describe, expect, test } from "vitest";

import { carProfile } from "../../../data/osm/car-profile.ts";
import { osmTags } from "../../helpers/osm-tags.ts";

const NO = { kind: "no" };
const ONLY = { kind: "only" };

describe("turn restrictions (features/car/restrictions.feature, conditional_restrictions.feature)", () => {
  test.each([
    ["restriction=no_left_turn", NO],
    ["restriction=no_u_turn", NO],
    ["restriction=no_entry", NO],
    ["restriction=no_weird_zigzags", NO],
    ["restriction=only_straight_on", ONLY],
    ["restriction=only_weird_zigzags", ONLY],
    ["restriction=no_turn_on_red", "unknown"],
    ["restriction=no_right_turn_on_red", "unknown"],
    ["restriction=yield", "unknown"],
    ["restriction:motorcar=no_straight_on", NO],
    ["restriction:motor_vehicle=only_left_turn", ONLY],
    ["restriction:vehicle=no_u_turn", NO],
    ["restriction:hgv=no_straight_on", "not-for-cars"],
    ["restriction:bus=only_left_turn", "not-for-cars"],
    ["restriction=no_left_turn restriction:hgv=only_left_turn", NO],
    ["restriction=no_left_turn except=motorcar", "not-for-cars"],
    ["restriction=no_left_turn except=bus;motor_vehicle", "not-for-cars"],
    ["restriction=no_left_turn except=vehicle", "not-for-cars"],
    ["restriction=no_straight_on except=psv;emergency", NO],
    ["restriction=no_left_turn except=motorcars", NO],
    ["restriction=no_left_turn restriction:motorcar=only_left_turn", ONLY],
    ["restriction=no_left_turn restriction:motorcar=yield", "unknown"],
    ["restriction=yield restriction:motorcar=no_left_turn", "unknown"],
  ])("%s", (tags, expected) => {
    expect(carProfile.restriction(osmTags(`type=restriction ${tags}`))).toEqual(expected);
  });

  test("one that holds at some hours only is conditional, unless it holds always too", () => {
    const conditional = {
      type: "restriction",
      "restriction:conditional": "no_left_turn @ (Mo-Fr 07:00-10:30)",
    };
    expect(carProfile.restriction(osmTags(conditional))).toBe("conditional");
    expect(carProfile.restriction(osmTags({ ...conditional, restriction: "no_right_turn" }))).toEqual(NO);
    const forTrucks = { type: "restriction", "restriction:hgv:conditional": "no_left_turn @ (22:00-06:00)" };
    expect(carProfile.restriction(osmTags(forTrucks))).toBe("not-for-cars");
  });

  test.each(["type=restriction", "type=route restriction=no_left_turn", "type=multipolygon", ""])(
    "%j is no turn restriction",
    (tags) => {
      expect(carProfile.restriction(osmTags(tags))).toBeNull();
    },
  );
});
