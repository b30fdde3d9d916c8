import type { Network, RoadProfile } from "../model/network.ts";
import { withChanges } from "./with-changes.ts";

/**
 * The same network with some roads closed: no turn leads onto them and no trip begins on them. Edges keep their
 * numbers. O(turns).
 */
export function withoutRoads(network: Network, isClosed: (profile: RoadProfile) => boolean): Network {
  const closed = new Uint8Array(network.edgeCount);
  for (let edge = 0; edge < network.edgeCount; edge++) {
    closed[edge] = isClosed(network.profiles[network.edgeProfiles[edge]]) ? 1 : 0;
  }
  const forward = openTurns(network.turnOffsets, network.turnTargets, network.turnClasses, closed);
  const { reverseTurnOffsets, reverseTurnSources, reverseTurnClasses } = network;
  const reverse = openTurns(reverseTurnOffsets, reverseTurnSources, reverseTurnClasses, closed);
  return withChanges(network, {
    turnCount: forward.ends.length,
    turnOffsets: forward.offsets,
    turnTargets: forward.ends,
    turnClasses: forward.classes,
    reverseTurnOffsets: reverse.offsets,
    reverseTurnSources: reverse.ends,
    reverseTurnClasses: reverse.classes,
  });
}

interface Turns {
  readonly offsets: Uint32Array;
  readonly ends: Uint32Array;
  readonly classes: Uint16Array;
}

/** Turns between two open edges. */
function openTurns(offsets: Uint32Array, ends: Uint32Array, classes: Uint16Array, closed: Uint8Array): Turns {
  const open: Turns = {
    offsets: new Uint32Array(offsets.length),
    ends: new Uint32Array(ends.length),
    classes: new Uint16Array(ends.length),
  };
  let count = 0;
  for (let edge = 0; edge < offsets.length - 1; edge++) {
    for (let turn = offsets[edge]; closed[edge] === 0 && turn < offsets[edge + 1]; turn++) {
      if (closed[ends[turn]] === 1) continue;
      open.ends[count] = ends[turn];
      open.classes[count++] = classes[turn];
    }
    open.offsets[edge + 1] = count;
  }
  return { ...open, ends: open.ends.slice(0, count), classes: open.classes.slice(0, count) };
}
