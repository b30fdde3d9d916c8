import { describe, expect, test } from "vitest";

import { networkAtSpeed, snapsAtSpeed } from "../../../isochrones/graph/at-speed.ts";
import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { NO_EDGE, type Network, type RoadProfile } from "../../../isochrones/model/network.ts";
import type { Roads } from "../../../isochrones/model/roads.ts";
import { makeRoads, PLAIN_ROAD } from "../../helpers/make-roads.ts";
import { randomPoints, snapsOf } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 150;
const FACTORS = [0.8, 0.9, 1.1];

/** The same roads with every speed multiplied: what the view stands for, made the long way. */
function withSpeeds(roads: Roads, factor: number): Roads {
  const profiles = roads.profiles.map((profile) => ({
    ...profile,
    forwardSpeedKmh: profile.forwardSpeedKmh * factor,
    backwardSpeedKmh: profile.backwardSpeedKmh * factor,
    forwardRateKmh: profile.forwardRateKmh * factor,
    backwardRateKmh: profile.backwardRateKmh * factor,
  }));
  return { ...roads, profiles };
}

/** How far rounding may take the two apart: each segment half a decisecond in either, and the edge half of one. */
function roundingOf({ edgeShapes, shapeOffsets }: Network, edge: number, factor: number): number {
  const shape = edgeShapes[edge] >> 1;
  const segments = shapeOffsets[shape + 1] - shapeOffsets[shape] - 1;
  return segments * (0.5 / factor + 0.5) + 0.5;
}

function isFerry({ profiles, edgeProfiles }: Network, edge: number): boolean {
  return profiles[edgeProfiles[edge]].mode === "ferry";
}

describe(`a network at another speed, on ${WORLDS} random worlds`, () => {
  test.each(FACTORS)("is that of roads with speeds times %d, up to rounding", (factor) => {
    let ferries = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const roads = randomRoads(seed);
      const network = buildNetwork(roads);
      const view = networkAtSpeed(network, factor);
      const rebuilt = buildNetwork(withSpeeds(roads, factor));
      expect([...rebuilt.edgeHeads], `seed ${seed}`).toEqual([...view.edgeHeads]);
      expect([...rebuilt.turnTargets], `seed ${seed}`).toEqual([...view.turnTargets]);
      const turnTimes = ({ turnClasses, turnClassDurations }: Network): number[] =>
        Array.from(turnClasses, (turnClass) => turnClassDurations[turnClass]);
      expect(turnTimes(rebuilt), `seed ${seed}`).toEqual(turnTimes(view));
      for (let edge = 0; edge < view.edgeCount; edge++) {
        const told = `seed ${seed}, edge ${edge}`;
        const tolerance = isFerry(network, edge) ? 0 : roundingOf(network, edge, factor);
        ferries += isFerry(network, edge) ? 1 : 0;
        const [time, weight] = [view.edgeDurations[edge], view.edgeWeights[edge]];
        expect(Math.abs(time - rebuilt.edgeDurations[edge]), told).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(weight - rebuilt.edgeWeights[edge]), told).toBeLessThanOrEqual(tolerance);
      }
    }
    expect(ferries).toBeGreaterThan(WORLDS);
  });

  test.each(FACTORS)("takes snaps along, as if made on it (times %d)", (factor) => {
    for (let seed = 1; seed <= WORLDS; seed++) {
      const roads = randomRoads(seed);
      const network = buildNetwork(roads);
      const points = randomPoints(network, seededRandom(seed + 7_000_000), 8);
      const scaled = snapsAtSpeed(network, snapsOf(network, points), factor);
      const view = networkAtSpeed(network, factor);
      const expected = snapsOf(buildNetwork(withSpeeds(roads, factor)), points);
      scaled.offsets.forEach((offset, place) => {
        const edge = scaled.edges[place >> 2];
        const told = `seed ${seed}, point ${place >> 2}, offset ${place & 3}`;
        // A part of a segment is cut off, not rounded: one decisecond more, in either.
        const tolerance = isFerry(network, edge) ? 0 : roundingOf(network, edge, factor) + 1 + 1 / factor;
        expect(Math.abs(offset - expected.offsets[place]), told).toBeLessThanOrEqual(tolerance);
        const whole = (place & 1) === 0 ? view.edgeDurations : view.edgeWeights;
        const own = (place & 2) === 0 ? edge : network.edgeTwins[edge];
        // No place lies beyond the end of its road; where there is no twin, its offset is 0.
        expect(offset, told).toBeLessThanOrEqual(own === NO_EDGE ? 0 : whole[own]);
      });
    }
  });
});

describe("the view of one road of 1 000 ds", () => {
  const network = (profile: RoadProfile = PLAIN_ROAD): Network => {
    const built = buildNetwork(
      makeRoads({
        nodes: [
          { lon: 9_000_000, lat: 42_000_000, obstacles: 0 },
          { lon: 9_000_000, lat: 42_009_000, obstacles: 0 },
        ],
        ways: [{ nodes: [0, 1], profile, name: 0 }],
        restrictions: [],
      }),
    );
    return { ...built, edgeDurations: Uint32Array.of(1000, 1000), edgeWeights: Uint32Array.of(2000, 2000) };
  };

  test("takes that divided by the factor, to the nearest", () => {
    const plain = network();
    const views = FACTORS.map((factor) => networkAtSpeed(plain, factor));
    expect(views.map(({ edgeDurations }) => [...edgeDurations])).toEqual([
      [1250, 1250],
      [1111, 1111],
      [909, 909],
    ]);
    expect(views.map(({ edgeWeights }) => edgeWeights[1])).toEqual([2500, 2222, 1818]);
  });

  test("shares all arrays but times and weights", () => {
    const plain = network();
    const { edgeDurations, edgeWeights, ...shared } = networkAtSpeed(plain, 0.8);
    for (const [name, array] of Object.entries(shared)) expect(array).toBe(plain[name as keyof Network]);
    expect([edgeDurations === plain.edgeDurations, edgeWeights === plain.edgeWeights]).toEqual([
      false,
      false,
    ]);
  });

  test.each<[string, RoadProfile, number]>([
    ["a ferry without a timetable", { ...PLAIN_ROAD, mode: "ferry" }, 1000],
    [
      "a train with one",
      { ...PLAIN_ROAD, mode: "train", durationSeconds: 300, durationWeightSeconds: 300 },
      1000,
    ],
    ["a train without", { ...PLAIN_ROAD, mode: "train" }, 1250],
  ])("at 0.8, as %s, takes what it should", (_, profile, expected) => {
    expect(networkAtSpeed(network(profile), 0.8).edgeDurations[0]).toBe(expected);
  });

  test("never takes less than a decisecond", () => {
    const plain = network();
    const short: Network = { ...plain, edgeDurations: plain.edgeDurations.map(() => 1) };
    expect([...networkAtSpeed(short, 5).edgeDurations]).toEqual([1, 1]);
  });
});
