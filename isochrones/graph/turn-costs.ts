import { Obstacle } from "../model/roads.ts";

/**
 * Turn costs of OSRM's car profile (profiles/car.lua, `process_turn`): a sigmoid of the angle that levels off
 * at 7.5 s, steeper to the left where one drives on the right.
 */
const TURN_PENALTY_SECONDS = 7.5;
const TURN_BIAS = 1.075;
const U_TURN_PENALTY_SECONDS = 20;
const SIGNAL_SECONDS = 2;
const STOP_SECONDS = 2;
const GIVE_WAY_SECONDS = 1;
const GATE_SECONDS = 60;
/** A stop sign farther than this from a crossing does not belong to it. */
const STOP_MAX_METERS = 20;

/** Weight, in deciseconds, of entering a road open only to those who have business there. */
export const RESTRICTED_ENTRY_WEIGHT = 32767;

/** One manoeuvre, as the profile sees it. */
export interface Turn {
  /** Change of direction in degrees, -180 to 180, positive to the right, 180 for a U-turn. */
  readonly angleDegrees: number;
  readonly isUTurn: boolean;
  /** Roads that meet at the junction, whatever their direction. */
  readonly roadCount: number;
  readonly modeChanges: boolean;
  readonly leftHandDriving: boolean;
  /** Bits of `Obstacle` met when driving in, already without those of the other direction. */
  readonly obstacles: number;
  readonly sourceMeters: number;
  readonly targetMeters: number;
  /** True where some other road of the junction is faster than the one driven in on. */
  readonly entersByMinorRoad: boolean;
}

/** Time that a turn takes, in deciseconds, cut off (not rounded) as OSRM does. */
export function turnDeciseconds(turn: Turn): number {
  let seconds = obstacleSeconds(turn);
  if (turn.roadCount > 2 || turn.modeChanges || turn.isUTurn) {
    seconds += angleSeconds(turn.angleDegrees, turn.leftHandDriving ? 1 / TURN_BIAS : TURN_BIAS);
    if (turn.isUTurn) seconds += U_TURN_PENALTY_SECONDS;
  }
  return Math.trunc(seconds * 10);
}

function angleSeconds(angleDegrees: number, bias: number): number {
  const exponent =
    angleDegrees >= 0
      ? ((13 / bias) * angleDegrees) / 180 - 6.5 * bias
      : (13 * bias * -angleDegrees) / 180 - 6.5 / bias;
  return TURN_PENALTY_SECONDS / (1 + Math.exp(-exponent));
}

function obstacleSeconds(turn: Turn): number {
  const { obstacles } = turn;
  if (obstacles === 0) return 0;
  let seconds = 0;
  if (obstacles & (Obstacle.signal | Obstacle.signalForward | Obstacle.signalBackward))
    seconds += SIGNAL_SECONDS;
  if (obstacles & Obstacle.stopMinor) {
    if (turn.entersByMinorRoad) seconds += STOP_SECONDS;
  } else if (obstacles & (Obstacle.stopForward | Obstacle.stopBackward)) {
    seconds += STOP_SECONDS;
  } else if (obstacles & Obstacle.stop) {
    // A stop without a direction just behind a crossing is meant for the traffic that comes the other way.
    const behindCrossing =
      turn.roadCount === 2 && turn.sourceMeters < STOP_MAX_METERS && turn.targetMeters > STOP_MAX_METERS;
    if (!behindCrossing) seconds += STOP_SECONDS;
  }
  if (obstacles & Obstacle.gate) seconds += GATE_SECONDS;
  if (obstacles & (Obstacle.giveWay | Obstacle.giveWayForward | Obstacle.giveWayBackward))
    seconds += GIVE_WAY_SECONDS;
  return seconds;
}

const ALONG = Obstacle.signalForward | Obstacle.stopForward | Obstacle.giveWayForward;
const AGAINST = Obstacle.signalBackward | Obstacle.stopBackward | Obstacle.giveWayBackward;

/** The obstacles that stop who arrives along the way's direction, or against it. */
export function obstaclesMet(obstacles: number, alongWay: boolean): number {
  return obstacles & ~(alongWay ? AGAINST : ALONG);
}
