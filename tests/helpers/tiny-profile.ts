import type { RoadProfile } from "../../isochrones/model/network.ts";
import { Obstacle } from "../../isochrones/model/roads.ts";
import type { CarProfile, Tags } from "../../data/osm/profile.ts";

/**
 * A profile of a few plain rules, so that tests of the reader do not hang on those of the car: every `highway`
 * but `footway` at 36 km/h, `oneway=yes|-1`, ferries by `duration` in seconds.
 */
export const tinyProfile: CarProfile = {
  name: "tiny",
  wayKeys: ["highway", "route"],
  way(tags) {
    const highway = tags.get("highway") ?? tags.get("route") ?? "";
    if (highway === "footway") return null;
    return roadProfile(highway, tags);
  },
  node: (tags) =>
    (tags.get("highway") === "traffic_signals" ? Obstacle.signal : 0) |
    (tags.has("barrier") ? Obstacle.barrier : 0),
  restriction(tags) {
    if (tags.get("type") !== "restriction") return null;
    if (tags.has("restriction:conditional")) return "conditional";
    if (tags.has("restriction:hgv")) return "not-for-cars";
    const value = tags.get("restriction") ?? "";
    if (value.startsWith("no_")) return { kind: "no" };
    return value.startsWith("only_") ? { kind: "only" } : "unknown";
  },
  roadName: (tags) => ({ name: tags.get("name") ?? "", ref: tags.get("ref") ?? "" }),
};

function roadProfile(highway: string, tags: Tags): RoadProfile {
  const forward = tags.get("oneway") === "-1" ? 0 : 36;
  const backward = tags.get("oneway") === "yes" ? 0 : 36;
  const duration = Number(tags.get("duration") ?? 0);
  return {
    highway,
    mode: highway === "ferry" ? "ferry" : "driving",
    forwardSpeedKmh: forward,
    backwardSpeedKmh: backward,
    forwardRateKmh: forward,
    backwardRateKmh: backward,
    durationSeconds: duration,
    durationWeightSeconds: duration,
    forwardRestricted: false,
    backwardRestricted: false,
    startpoint: true,
    roundabout: false,
    forwardToll: false,
    backwardToll: false,
    motorway: false,
    tunnel: false,
    lanes: 0,
    leftHandDriving: false,
  };
}
