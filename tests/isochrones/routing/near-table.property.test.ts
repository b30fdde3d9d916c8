import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { NO_EDGE, type Network } from "../../../isochrones/model/network.ts";
import type { Snaps } from "../../../isochrones/model/points.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { kNearest } from "../../../isochrones/routing/k-nearest.ts";
import { lookUpNear } from "../../../isochrones/routing/near-lookup.ts";
import { searchNear } from "../../../isochrones/routing/near-search.ts";
import { makeNearTable } from "../../../isochrones/routing/make-near-table.ts";
import type { NearTable } from "../../../isochrones/routing/near-table.ts";
import { compareWays, type CountedPoints, type NearWay } from "../../../isochrones/routing/near-ways.ts";
import { placesOfPoint } from "../../../isochrones/routing/places.ts";
import { findLeg } from "../../../isochrones/routing/route.ts";
import { makeSeeds, type Seeds } from "../../../isochrones/routing/seeds.ts";
import { buildCorsica, corsicanFiles } from "../../helpers/corsica.ts";
import { randomPoints, snapsOf } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 300;
const POINTS = 7;
const PLACES = 8;
/** Rounding of a length in the table, metres. */
const TABLE_GRAIN_METERS = 5.001;
const TABLE_MOST_DECISECONDS = 0xffff;
const CORSICAN_RANKS = 6;

interface Known {
  readonly weight: number;
  readonly duration: number;
}

/** The slow way: the route to each point, one by one; best first. */
function routed(network: Network, snaps: Snaps, from: number, to: Snaps, counted: CountedPoints): NearWay[] {
  const search = new EdgeSearch(network, "arrival");
  const ways: NearWay[] = [];
  for (const point of to.edges.keys()) {
    if (counted !== null && counted[point] !== 1) continue;
    const leg = findLeg(search, placesOfPoint(network, snaps, from), placesOfPoint(network, to, point));
    if (leg === null) continue;
    const lengths = leg.edges.map((edge, index) => {
      const start = index === 0 ? leg.start.fraction : 0;
      const end = index === leg.edges.length - 1 ? leg.end.fraction : 1;
      return network.edgeLengths[edge] * (end - start);
    });
    ways.push({
      point,
      weight: leg.weight,
      duration: leg.duration,
      meters: lengths.reduce((sum, meters) => sum + meters, 0),
    });
  }
  return ways.sort(compareWays);
}

function tableOf(network: Network, seeds: Seeds, ranks: number): NearTable {
  const table = makeNearTable(network, seeds, ranks);
  if (table === null) throw new Error("got a way that does not fit");
  return table;
}

function timesOf(ways: readonly NearWay[]): (Known & { point: number })[] {
  return ways.map(({ point, weight, duration }) => ({ point, weight, duration }));
}

describe(`the nearest points of a place, on ${WORLDS} random worlds`, () => {
  test("are those of single routes, looked up or searched for, whichever points count", () => {
    const seen = { lookedUp: 0, unsure: 0, partly: 0, sameLength: 0, otherLength: 0 };
    for (let seed = 1; seed <= WORLDS; seed++) {
      const random = seededRandom(seed);
      const network = buildNetwork(randomRoads(seed));
      const points = snapsOf(network, randomPoints(network, random, POINTS));
      const places = snapsOf(network, randomPoints(network, random, PLACES));
      const seeds = makeSeeds(network, points, points.edges.keys());
      const table = tableOf(network, seeds, random.int(1, POINTS + 1));
      const departures = new EdgeSearch(network, "departure");
      for (let place = 0; place < PLACES; place++) {
        const counted = random.chance(0.5)
          ? null
          : Uint8Array.from(points.edges, () => (random.chance(0.6) ? 1 : 0));
        const limit = random.int(1, POINTS);
        const name = `seed ${seed}, place ${place}, limit ${limit}`;
        const from = placesOfPoint(network, places, place);
        const expected = routed(network, places, place, points, counted).slice(0, limit);
        const searched = searchNear(
          departures,
          seeds,
          from,
          limit,
          (point) => placesOfPoint(network, points, point),
          counted,
        );
        expect(timesOf(searched), name).toEqual(timesOf(expected));
        const lookedUp = lookUpNear(network, table, seeds, from, limit, counted);
        if (lookedUp === null) {
          seen.unsure++;
          continue;
        }
        seen.lookedUp++;
        if (expected.length < limit) seen.partly++;
        expect(timesOf(lookedUp), name).toEqual(timesOf(expected));
        // Among routes of one weight and time each may take another.
        lookedUp.forEach(({ meters }, rank) => {
          const isSame = Math.abs(meters - expected[rank].meters) < TABLE_GRAIN_METERS;
          seen[isSame ? "sameLength" : "otherLength"]++;
        });
      }
    }
    expect(seen.lookedUp).toBeGreaterThan(WORLDS);
    expect(seen.unsure).toBeGreaterThan(WORLDS);
    expect(seen.partly).toBeGreaterThan(0);
    expect(seen.otherLength).toBeLessThan(seen.sameLength / 50);
  });

  test("with as many ranks as points a look-up is sure but for ways too heavy for the table, and agrees with the k nearest", () => {
    let unsure = 0;
    let tooHeavy = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const random = seededRandom(seed);
      const network = buildNetwork(randomRoads(seed));
      const points = snapsOf(network, randomPoints(network, random, POINTS));
      const places = snapsOf(network, randomPoints(network, random, PLACES));
      const seeds = makeSeeds(network, points, points.edges.keys());
      const table = tableOf(network, seeds, POINTS + 1);
      const { nearest, durations, weights } = kNearest(network, seeds, places, POINTS);
      for (let place = 0; place < PLACES; place++) {
        const row = Array.from(nearest.subarray(place * POINTS, (place + 1) * POINTS));
        const count = row.filter((point) => point !== NO_EDGE).length;
        const found = lookUpNear(network, table, seeds, placesOfPoint(network, places, place), count);
        if (found === null) {
          if (weights[place * POINTS + count - 1] > TABLE_MOST_DECISECONDS) tooHeavy++;
          unsure++;
          continue;
        }
        expect(
          found.map(({ point }) => point),
          `seed ${seed}`,
        ).toEqual(row.slice(0, count));
        expect(
          found.map(({ duration }) => duration),
          `seed ${seed}`,
        ).toEqual(Array.from(durations.subarray(place * POINTS, place * POINTS + count)));
      }
    }
    expect(unsure).toBe(tooHeavy);
    expect(unsure).toBeLessThan((WORLDS * PLACES) / 20);
  });

  test("points from 65534 on do not fit", () => {
    const network = buildNetwork(randomRoads(1));
    const seeds = makeSeeds(network, snapsOf(network, [{ edge: 0, fraction: 0 }]), [0]);
    expect(() => makeNearTable(network, { ...seeds, points: Uint32Array.of(65534) }, 2)).toThrow("65534");
  });
});

const files = corsicanFiles();

test.skipIf(files === null)(
  "on Corsica each cell finds in the table what a search from it finds",
  { timeout: 90_000 },
  async () => {
    if (files === null) return;
    const { dataset } = await buildCorsica(files, files.census);
    const { network, structureSnaps, structures, cellSnaps } = dataset;
    if (cellSnaps === null) throw new Error("got no population, expected the census grid");
    const seeds = makeSeeds(network, structureSnaps, structures.keys());
    const table = tableOf(network, seeds, CORSICAN_RANKS);
    const search = new EdgeSearch(network, "departure");
    const placesOf = (structure: number) => placesOfPoint(network, structureSnaps, structure);
    let unsure = 0;
    for (let cell = 0; cell < cellSnaps.edges.length; cell++) {
      const from = placesOfPoint(network, cellSnaps, cell);
      const lookedUp = lookUpNear(network, table, seeds, from, CORSICAN_RANKS - 1);
      if (lookedUp === null) {
        unsure++;
        continue;
      }
      const searched = searchNear(search, seeds, from, CORSICAN_RANKS - 1, placesOf);
      expect(timesOf(lookedUp), `cell ${cell}`).toEqual(timesOf(searched));
    }
    // Cells between two roads of a junction may not be sure of the last one.
    expect(unsure).toBeLessThan(cellSnaps.edges.length / 20);
  },
);
