import { FIRST_NODE_ID, FIRST_RELATION_ID, FIRST_WAY_ID } from "../roads-pbf.ts";

/** Ids that each pays may use. Its first nodes are those that neighbours share: gates by their square, then highways. */
const NODE_IDS = 2 ** 22;
const GATE_IDS = 2 ** 19;
const HIGHWAY_IDS = 2 ** 10;
const WAY_IDS = 2 ** 20;
const RELATION_IDS = 2 ** 16;

/** @param square of the pays' window */
export function gateNodeId(paysIndex: number, square: number): number {
  if (square >= GATE_IDS)
    throw new Error(`square ${square} of a window was asked for, expected less than ${GATE_IDS}`);
  return FIRST_NODE_ID + paysIndex * NODE_IDS + square;
}

/** @param place of the node among those of highways that the pays shares */
export function highwayNodeId(paysIndex: number, place: number): number {
  if (place >= HIGHWAY_IDS)
    throw new Error(`a pays shares ${place} nodes of highways, expected less than ${HIGHWAY_IDS}`);
  return FIRST_NODE_ID + paysIndex * NODE_IDS + GATE_IDS + place;
}

/** First ids of what a pays has for itself. */
export function firstIds(paysIndex: number): { firstNode: number; firstWay: number; firstRelation: number } {
  return {
    firstNode: FIRST_NODE_ID + paysIndex * NODE_IDS + GATE_IDS + HIGHWAY_IDS,
    firstWay: FIRST_WAY_ID + paysIndex * WAY_IDS,
    firstRelation: FIRST_RELATION_ID + paysIndex * RELATION_IDS,
  };
}
