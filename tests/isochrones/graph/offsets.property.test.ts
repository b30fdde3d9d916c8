import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { offsetsAt, offsetsOnSegment } from "../../../isochrones/graph/offsets.ts";
import { NO_EDGE, type Network } from "../../../isochrones/model/network.ts";
import { asciiRoads } from "../../helpers/ascii-roads.ts";
import { straight } from "../../helpers/drive.ts";
import { upTo } from "../../helpers/network-reference.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 100;
const PLACES = 30;

function onRandomEdges(check: (network: Network, edge: number, random: Random, what: string) => void): void {
  for (let seed = 1; seed <= WORLDS; seed++) {
    const network = buildNetwork(randomRoads(seed));
    if (network.firstCopy === 0) continue;
    const random = seededRandom(seed + 6_000_000);
    for (let place = 0; place < PLACES; place++) {
      const edge = random.int(0, network.firstCopy - 1);
      check(network, edge, random, `seed ${seed}, edge ${edge}`);
    }
  }
}

describe("times up to a place on an edge", () => {
  test("are sums of segments and of a part that is cut off, on the edge and on its twin", () => {
    let twins = 0;
    onRandomEdges((network, edge, random, what) => {
      const fraction = random.next();
      const twin = network.edgeTwins[edge];
      const own = upTo(network, { edge, fraction });
      const other =
        twin === NO_EDGE ? { duration: 0, weight: 0 } : upTo(network, { edge: twin, fraction: 1 - fraction });
      expect(offsetsAt(network, edge, fraction), `${what} at ${fraction}`).toEqual({
        duration: own.duration,
        weight: own.weight,
        twinDuration: other.duration,
        twinWeight: other.weight,
      });
      if (twin !== NO_EDGE) twins++;
    });
    expect(twins).toBeGreaterThan(WORLDS * 10);
  });

  test("make up the whole with those of the twin where both are driven alike", () => {
    let alike = 0;
    onRandomEdges((network, edge, random, what) => {
      const { forwardSpeedKmh, backwardSpeedKmh } = network.profiles[network.edgeProfiles[edge]];
      if (forwardSpeedKmh !== backwardSpeedKmh) return;
      const { duration, twinDuration, weight, twinWeight } = offsetsAt(network, edge, random.next());
      // Ferries share the time of a whole way out, in parts that need not be whole deciseconds.
      expect(duration + twinDuration, what).toBeCloseTo(network.edgeDurations[edge], 6);
      expect(weight + twinWeight, what).toBeCloseTo(network.edgeWeights[edge], 6);
      alike++;
    });
    expect(alike).toBeGreaterThan(WORLDS * 10);
  });

  test("are nought at the tail and the whole at the head", () => {
    onRandomEdges((network, edge, _, what) => {
      const twin = network.edgeTwins[edge];
      const [whole, wholeTwin] = [edge, twin].map((end) =>
        end === NO_EDGE ? 0 : network.edgeDurations[end],
      );
      const [tail, head] = [0, 1].map((fraction) => offsetsAt(network, edge, fraction));
      expect([tail.duration, head.twinDuration, head.twinWeight], what).toEqual([0, 0, 0]);
      expect(tail.weight, what).toBe(0);
      expect(head.duration, what).toBeCloseTo(whole, 6);
      expect(tail.twinDuration, what).toBeCloseTo(wholeTwin, 6);
      expect(head.weight, what).toBeCloseTo(network.edgeWeights[edge], 6);
    });
  });
});

describe("a part of a segment", () => {
  // A and B are four columns apart, B and C two; the nodes have ids in this order.
  const drawing = "A---B-C";
  const [long, short] = [straight(4), straight(2)];
  const network = buildNetwork(asciiRoads(drawing, { ways: { ABC: {} } }).roads);
  const along = (edge: number): boolean => (network.edgeShapes[edge] & 1) === 0;
  const edgeFrom = (lon: number): number =>
    [0, 1].find((edge) => network.nodeLons[network.edgeTails[edge]] === lon) ?? NO_EDGE;

  test("is cut off from the end with the lower id, whichever way one drives", () => {
    const east = edgeFrom(0);
    expect(along(east)).toBe(true);
    const west = network.edgeTwins[east];
    for (const share of [0.1, 0.5, 0.77]) {
      const cut = Math.trunc(short * share);
      const offsets = { duration: long + cut, twinDuration: short - cut };
      expect(offsetsOnSegment(network, east, 1, share)).toMatchObject(offsets);
      expect(offsetsOnSegment(network, west, 1, share)).toMatchObject({
        duration: short - cut,
        twinDuration: long + cut,
      });
    }
  });
});
