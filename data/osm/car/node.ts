import { Obstacle } from "../../../isochrones/model/roads.ts";
import type { Tags } from "../profile.ts";
import { nodeAccess } from "./access.ts";
import { tagValue } from "./directional.ts";
import type { CarEdition } from "./edition.ts";
import { passesHeight } from "./limits.ts";

/** Barriers that let cars pass as they are. */
const PASSABLE_BARRIERS: ReadonlySet<string> = new Set([
  "cattle_grid",
  "border_control",
  "toll_booth",
  "sally_port",
  "gate",
  "lift_gate",
  "no",
  "entrance",
  "height_restrictor",
  "arch",
]);

/** Barriers that have to be opened first. */
const GATES: ReadonlySet<string> = new Set(["gate", "lift_gate"]);

/** Where a car may turn round without leaving the road. */
const TURNAROUNDS: ReadonlySet<string> = new Set(["mini_roundabout", "turning_loop", "turning_circle"]);

/** What stands at a node, as bits of `Obstacle`. */
export function obstaclesAt(tags: Tags, edition: CarEdition): number {
  if (tags.size === 0) return 0;
  return barrierAt(tags, edition) | signAt(tags);
}

/** An access tag has the last word; without one the kind of the barrier decides. */
function barrierAt(tags: Tags, edition: CarEdition): number {
  const access = nodeAccess(tags, edition);
  if (access.value !== undefined) return access.denied ? Obstacle.barrier : 0;
  const barrier = tagValue(tags, "barrier");
  if (barrier === undefined) return 0;
  if (!isPassable(barrier, tags, edition)) return Obstacle.barrier;
  return edition.delaysAtGates && GATES.has(barrier) ? Obstacle.gate : 0;
}

function isPassable(barrier: string, tags: Tags, edition: CarEdition): boolean {
  if (barrier === "height_restrictor") return passesHeight(tags.get("maxheight") ?? "none");
  const kerb = tags.get("kerb");
  return (
    PASSABLE_BARRIERS.has(barrier) ||
    tags.get("bollard") === "rising" ||
    kerb === "lowered" ||
    kerb === "flush" ||
    (barrier === "kerb" && tags.get("highway") === "crossing") ||
    (barrier === "fence" && edition.passesAudibleFences && isAudible(tags))
  );
}

function isAudible(tags: Tags): boolean {
  const sensory = tags.get("sensory");
  return sensory === "audible" || sensory === "audio";
}

function signAt(tags: Tags): number {
  const highway = tags.get("highway");
  if (highway === undefined) return 0;
  if (TURNAROUNDS.has(highway)) return Obstacle.turnaround;
  switch (highway) {
    case "traffic_signals":
      return towards(tags.get("traffic_signals:direction") || tags.get("direction"), SIGNAL);
    case "stop":
      return tags.get("stop") === "minor" ? Obstacle.stopMinor : towards(tags.get("direction"), STOP);
    case "give_way":
      return towards(tags.get("direction"), GIVE_WAY);
    default:
      return 0;
  }
}

interface SignBits {
  readonly undirected: number;
  readonly forward: number;
  readonly backward: number;
}

const SIGNAL: SignBits = {
  undirected: Obstacle.signal,
  forward: Obstacle.signalForward,
  backward: Obstacle.signalBackward,
};
const STOP: SignBits = {
  undirected: Obstacle.stop,
  forward: Obstacle.stopForward,
  backward: Obstacle.stopBackward,
};
const GIVE_WAY: SignBits = {
  undirected: Obstacle.giveWay,
  forward: Obstacle.giveWayForward,
  backward: Obstacle.giveWayBackward,
};

/** A sign that says `both` is known to face both directions; one that says nothing is not known to. */
function towards(direction: string | undefined, bits: SignBits): number {
  if (direction === "forward") return bits.forward;
  if (direction === "backward") return bits.backward;
  return direction === "both" ? bits.forward | bits.backward : bits.undirected;
}
