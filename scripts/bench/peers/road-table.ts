import { closeSync, openSync, writeSync } from "node:fs";

import { NO_EDGE, type Network } from "../../../isochrones/model/network.ts";
import type { Snaps } from "../../../isochrones/model/points.ts";

const ROWS_AT_ONCE = 50_000;

/**
 * Writes a network as pgRouting wants it, tab-separated: id, source and target junction, seconds along and against the
 * road, -1 where that direction is closed. What turns cost and which are forbidden does not fit in.
 */
export function writeRoadTable(path: string, network: Network): void {
  const file = openSync(path, "w");
  try {
    let rows: string[] = [];
    for (let edge = 0; edge < network.firstCopy; edge++) {
      const twin = network.edgeTwins[edge];
      // A road of two directions is one row.
      if (twin !== NO_EDGE && twin < edge) continue;
      const back = twin === NO_EDGE ? -1 : network.edgeDurations[twin] / 10;
      const ends = `${network.edgeTails[edge]}\t${network.edgeHeads[edge]}`;
      rows.push(`${edge}\t${ends}\t${network.edgeDurations[edge] / 10}\t${back}\n`);
      if (rows.length < ROWS_AT_ONCE) continue;
      writeSync(file, rows.join(""));
      rows = [];
    }
    writeSync(file, rows.join(""));
  } finally {
    closeSync(file);
  }
}

/** The junctions at which the roads of some points begin; points without a road have none. */
export function junctionsOf(network: Network, { edges }: Snaps, points: readonly number[]): number[] {
  const found = points.map((point) => edges[point]).filter((edge) => edge !== NO_EDGE);
  return [...new Set(found.map((edge) => network.edgeTails[edge]))];
}
