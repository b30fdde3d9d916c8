import type { RoadProfile } from "../../../isochrones/model/network.ts";
import type { Tags } from "../profile.ts";
import { wayAccess } from "./access.ts";
import type { Access } from "./access.ts";
import { isClosed } from "./closed.ts";
import { crossingOf } from "./crossing.ts";
import type { Crossing } from "./crossing.ts";
import { directionalKey, tagValue, valueForBoth } from "./directional.ts";
import type { Both } from "./directional.ts";
import type { CarEdition } from "./edition.ts";
import { DEFAULT_SPEED_KMH } from "./figures.ts";
import { hasReservedLanesOnly, isReserved } from "./hov.ts";
import { laneCount } from "./lanes.ts";
import { fits } from "./limits.ts";
import { isRoundabout, onewayOf } from "./oneway.ts";
import type { Oneway } from "./oneway.ts";
import { preferences } from "./preference.ts";
import { classSpeedsKmh, drivenSpeedsKmh } from "./speed.ts";

const TOLL = directionalKey("toll");

/**
 * How a car drives a way, or null where it may not, in either direction. The rules come in the order of
 * OSRM's handlers, since some undo what others did before: a crossing reopens a oneway.
 */
export function driveWay(tags: Tags, edition: CarEdition): RoadProfile | null {
  const highway = tagValue(tags, "highway");
  const route = tagValue(tags, "route");
  if ((highway === undefined && route === undefined) || isClosed(tags, highway, edition)) return null;

  const access = wayAccess(tags, highway, edition);
  const admitted = admits(tags, access, edition);
  if (!admitted.forward && !admitted.backward) return null;

  const oneway = onewayOf(tags, highway);
  const crossing = crossingOf(tags, route);
  const passable = crossing === null ? throughOneway(admitted, oneway) : BOTH_WAYS;
  const roadSpeeds =
    typeof crossing?.speedKmh === "number"
      ? { forward: crossing.speedKmh, backward: crossing.speedKmh }
      : classSpeedsKmh(highway, access, edition);
  const durationSeconds = crossing?.durationSeconds ?? 0;
  if (roadSpeeds.forward === null && roadSpeeds.backward === null && durationSeconds === 0) return null;

  const driven = drivenSpeedsKmh(tags, roadSpeeds, edition);
  const speeds = openSpeeds(passable, roadSpeeds, driven, durationSeconds);
  if (speeds.forward === 0 && speeds.backward === 0) return null;
  const twoWay = speeds.forward > 0 && speeds.backward > 0;
  const liking = preferences(tags, { twoWay, alternating: oneway.alternating }, edition);
  return profileOf(tags, { highway, route, access, oneway, crossing, speeds, liking });
}

const BOTH_WAYS: Both<boolean> = { forward: true, backward: true };

/** Directions that limits and access leave open. */
function admits(tags: Tags, access: Both<Access>, edition: CarEdition): Both<boolean> {
  const fit = fits(tags, edition);
  return {
    forward: fit.forward && !access.forward.denied,
    backward: fit.backward && !access.backward.denied,
  };
}

function throughOneway(admitted: Both<boolean>, oneway: Oneway): Both<boolean> {
  return {
    forward: admitted.forward && oneway.open !== "backward",
    backward: admitted.backward && oneway.open !== "forward",
  };
}

/** Speeds of the open directions, 0 for the others. A crossing with a duration is open without a speed too. */
function openSpeeds(
  passable: Both<boolean>,
  roadSpeeds: Both<number | null>,
  driven: Both<number>,
  durationSeconds: number,
): Both<number> {
  const unknown = durationSeconds > 0 ? DEFAULT_SPEED_KMH : 0;
  const speedOf = (isOpen: boolean, road: number | null, speed: number): number => {
    if (!isOpen) return 0;
    return road === null ? unknown : speed || unknown;
  };
  return {
    forward: speedOf(passable.forward, roadSpeeds.forward, driven.forward),
    backward: speedOf(passable.backward, roadSpeeds.backward, driven.backward),
  };
}

interface Findings {
  readonly highway: string | undefined;
  readonly route: string | undefined;
  readonly access: Both<Access>;
  readonly oneway: Oneway;
  readonly crossing: Crossing | null;
  readonly speeds: Both<number>;
  readonly liking: Both<number>;
}

/** Flags of a closed direction are false, so that roads that drive alike compare equal. */
function profileOf(tags: Tags, found: Findings): RoadProfile {
  const { highway = "", route = "", access, oneway, crossing, speeds, liking } = found;
  const mode = crossing?.mode ?? "driving";
  const durationSeconds = crossing?.durationSeconds ?? 0;
  const isForward = speeds.forward > 0;
  const isBackward = speeds.backward > 0;
  const reserved = isReserved(tags);
  const reservedLanes = hasReservedLanesOnly(tags, oneway.open);
  const toll = valueForBoth(tags, TOLL, oneway.open);
  const isPrivateService = highway === "service" && access.forward.value === "private";
  return {
    highway: mode === "driving" ? highway : route,
    mode,
    forwardSpeedKmh: speeds.forward,
    backwardSpeedKmh: speeds.backward,
    forwardRateKmh: speeds.forward * liking.forward,
    backwardRateKmh: speeds.backward * liking.backward,
    durationSeconds,
    // One weight for both directions: they only differ on a ferry with a priority tag.
    durationWeightSeconds: durationSeconds / (isForward ? liking.forward : liking.backward),
    forwardRestricted: isForward && (access.forward.restricted || reserved || reservedLanes.forward),
    backwardRestricted: isBackward && (access.backward.restricted || reserved || reservedLanes.backward),
    startpoint: mode === "driving" && !isPrivateService,
    roundabout: isRoundabout(tags),
    forwardToll: isForward && toll.forward === "yes",
    backwardToll: isBackward && toll.backward === "yes",
    motorway: highway === "motorway" || highway === "motorway_link",
    tunnel: (tagValue(tags, "tunnel") ?? "no") !== "no",
    lanes: laneCount(tags),
    leftHandDriving: tags.get("driving_side") === "left",
  };
}
