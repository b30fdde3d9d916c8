import { describe, expect, test } from "vitest";

import type { Places } from "../../../isochrones/engines/engine.ts";
import { nearestOfBlock } from "../../../isochrones/engines/nearest-search.ts";
import { distanceMeters } from "../../../isochrones/geo/distance.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { NO_STRUCTURE } from "../../../isochrones/study.ts";
import { placesOf } from "../../helpers/fake-osrm.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

const TOP_METERS_PER_SECOND = 30;

/** A world without roads, only times: as slow as chance has it, but never faster than the top speed. */
interface World {
  readonly cells: Places;
  readonly structures: Places;
  readonly cellSnapMeters: Float32Array;
  readonly structureSnapMeters: Float32Array;
  readonly time: (cell: number, structure: number) => number;
}

function worldOf(random: Random): World {
  const cellCount = random.pick([1, 2, 30]);
  const structureCount = random.int(1, 250);
  const around = (extent: number): [number, number] => [
    9 + random.next() * extent,
    42 + random.next() * extent,
  ];
  const cells = placesOf(Array.from({ length: cellCount }, () => around(0.05)));
  const structures = placesOf(Array.from({ length: structureCount }, () => around(0.5)));
  const snaps = (count: number): Float32Array =>
    Float32Array.from({ length: count }, () => (random.chance(0.1) ? Infinity : random.int(0, 5000)));
  const cellSnapMeters = snaps(cellCount);
  const structureSnapMeters = snaps(structureCount);
  const times = Array.from({ length: cellCount * structureCount }, (_, pair) => {
    const cell = Math.floor(pair / structureCount);
    const structure = pair % structureCount;
    const snapMeters = cellSnapMeters[cell] + structureSnapMeters[structure];
    if (snapMeters === Infinity || random.chance(0.2)) return UNREACHED;
    const crow = distanceMeters(
      cells.lons[cell] * 1e6,
      cells.lats[cell] * 1e6,
      structures.lons[structure] * 1e6,
      structures.lats[structure] * 1e6,
    );
    const slowness = random.chance(0.02) ? 1 : 5 + random.next() * 20;
    return Math.ceil((Math.max(0, crow - snapMeters) / TOP_METERS_PER_SECOND) * 10 * slowness);
  });
  const time = (cell: number, structure: number): number => times[cell * structureCount + structure];
  return { cells, structures, cellSnapMeters, structureSnapMeters, time };
}

async function search(world: World): Promise<{ found: [number, number][]; asked: number }> {
  let asked = 0;
  const source = {
    topMetersPerSecond: TOP_METERS_PER_SECOND,
    structureSnapMeters: world.structureSnapMeters.slice(),
    table: async (cells: readonly number[], structures: readonly number[]) => {
      asked += cells.length * structures.length;
      return {
        deciseconds: Uint32Array.from(
          cells.flatMap((cell) => structures.map((structure) => world.time(cell, structure))),
        ),
        sourceSnapMeters: Float32Array.from(cells, (cell) => world.cellSnapMeters[cell]),
        destinationSnapMeters: Float32Array.from(
          structures,
          (structure) => world.structureSnapMeters[structure],
        ),
      };
    },
  };
  const block = Array.from(world.cellSnapMeters.keys());
  const { deciseconds, nearest } = await nearestOfBlock(source, world.cells, world.structures, block);
  return { found: block.map((row) => [deciseconds[row], nearest[row]]), asked };
}

/** Every structure looked at. */
function byHand({ cellSnapMeters, structureSnapMeters, time }: World): [number, number][] {
  return Array.from(cellSnapMeters.keys(), (cell) => {
    let best: [number, number] = [UNREACHED, NO_STRUCTURE];
    for (const structure of structureSnapMeters.keys()) {
      if (time(cell, structure) < best[0]) best = [time(cell, structure), structure];
    }
    return best;
  });
}

describe("the search for the nearest structure", () => {
  test("finds what looking at all of them finds, in 400 random worlds", async () => {
    for (let seed = 1; seed <= 400; seed++) {
      const world = worldOf(seededRandom(seed));
      expect((await search(world)).found, `seed ${seed}`).toEqual(byHand(world));
    }
  });

  test("asks nothing about structures that are too far to matter", async () => {
    const world = worldOf(seededRandom(7));
    // Each cell has its structure at its door; the others are all over a country.
    const { cells } = world;
    const count = cells.lons.length;
    const far = Array.from({ length: 500 }, (_, i): [number, number] => [
      0 + (i % 25) * 0.1,
      48 + Math.floor(i / 25) * 0.1,
    ]);
    const near = Array.from({ length: count }, (_, i): [number, number] => [cells.lons[i], cells.lats[i]]);
    const structures = placesOf([...near, ...far]);
    const { asked, found } = await search({
      cells,
      structures,
      cellSnapMeters: new Float32Array(count),
      structureSnapMeters: new Float32Array(count + 500),
      time: (cell, structure) => (cell === structure ? 10 : 100_000),
    });
    expect(found).toEqual(Array.from({ length: count }, (_, cell) => [10, cell]));
    expect(asked).toBeLessThanOrEqual(count * Math.max(32, 2 * count));
  });
});
