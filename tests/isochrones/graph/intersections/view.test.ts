import { describe, expect, test } from "vitest";

import { deviation, type SeenLeg } from "../../../../isochrones/graph/intersections/leg.ts";
import { nearestTurn, type View, viewFrom } from "../../../../isochrones/graph/intersections/view.ts";
import { seededRandom } from "../../../helpers/seeded-random.ts";

const ARRIVAL = "back";

/**
 * Roads by name, as they lie to who arrives from the south: degrees against the clock from the road of arrival, as
 * perceived and by the first metres, the same if not said.
 */
type Drawn = Readonly<Record<string, { angle: number; initial?: number; isMergedAway?: boolean }>>;

function seenLeg(chain: number, perceived: number, initial: number, isMergedAway = false): SeenLeg {
  return {
    node: 0,
    chain,
    fromHead: false,
    out: 0,
    into: 0,
    perceived,
    initial,
    isMergedAway,
    isStopped: false,
  };
}

/** The view as `[name, angle]` in its order; closed roads, turning back among them, are said. */
function view(drawn: Drawn, closed: readonly string[] = [ARRIVAL]): [name: string, angle: number][] {
  const names = [...Object.keys(drawn), ARRIVAL];
  const legs = Object.values(drawn).map(({ angle, initial = angle, isMergedAway }, chain) =>
    seenLeg(chain, (540 - angle) % 360, (540 - initial) % 360, isMergedAway),
  );
  const arrival = seenLeg(legs.length, 180, 180);
  const isAllowed = (leg: SeenLeg): boolean => !closed.includes(names[leg.chain]);
  const roads = viewFrom([...legs, arrival], arrival, isAllowed);
  for (const road of roads) expect(road.isAllowed).toBe(isAllowed(road.leg));
  return roads.map(({ leg, angle }) => [names[leg.chain], angle]);
}

describe("a view", () => {
  test("is of the roads against the clock, from the one of arrival on", () => {
    const cross = { ahead: { angle: 180 }, left: { angle: 270 }, right: { angle: 90 } };
    expect(view(cross)).toEqual([
      [ARRIVAL, 0],
      ["right", 90],
      ["ahead", 180],
      ["left", 270],
    ]);
  });

  test("does not depend on the order of the list, nor on where north is", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed);
      const north = random.next() * 360;
      const angles = Array.from({ length: 5 }, (_, i) => 20 + i * 65 + random.next() * 60);
      const roads = [0, ...angles].map((angle, chain) => {
        const bearing = (720 + north - angle) % 360;
        return seenLeg(chain, bearing, bearing);
      });
      const seen = viewFrom(random.shuffle(roads), roads[0], () => true);
      expect(
        seen.map(({ leg }) => leg.chain),
        `seed ${seed}`,
      ).toEqual([0, 1, 2, 3, 4, 5]);
      seen.slice(1).forEach(({ angle }, i) => expect(angle, `seed ${seed}`).toBeCloseTo(angles[i], 6));
    }
  });

  test("has a road that leads back the same way in place of the one of arrival, where one may not turn", () => {
    const roads = { same: { angle: 0 }, ahead: { angle: 180 } };
    expect(view(roads)).toEqual([
      ["same", 0],
      ["ahead", 180],
    ]);
    expect(view(roads, [])).toEqual([
      [ARRIVAL, 0],
      ["same", 0],
      ["ahead", 180],
    ]);
    // Directions are kept to a hundred millionth of a degree.
    expect(view({ same: { angle: 1e-10 } })).toEqual([["same", 0]]);
    expect(view({ same: { angle: -1e-10 } })).toEqual([["same", 0]]);
  });

  test("lacks closed roads that lead back the same way, and closed halves of merged roads", () => {
    const roads = {
      same: { angle: 0 },
      closed: { angle: 90 },
      half: { angle: 180, isMergedAway: true },
      ahead: { angle: 181 },
    };
    expect(view(roads, [ARRIVAL, "same", "closed", "half"])).toEqual([
      [ARRIVAL, 0],
      ["closed", 90],
      ["ahead", 181],
    ]);
    expect(view(roads, [ARRIVAL]).map(([name]) => name)).toEqual(["same", "closed", "half", "ahead"]);
  });
});

describe("a road whose first metres cross those of the road of arrival", () => {
  test.each([
    { side: "right", angle: 14.9, initial: 181 },
    { side: "left", angle: 345.1, initial: 179 },
  ])("leads back where it is perceived less than 15 degrees to the $side of it", ({ angle, initial }) => {
    expect(view({ other: { angle: 90 }, road: { angle, initial } })).toEqual([
      ["road", 0],
      ["other", 90],
    ]);
  });

  test.each([
    { why: "15 degrees to the right", angle: 15, initial: 200 },
    { why: "15 degrees to the left", angle: 345, initial: 160 },
    { why: "nearer, with its first metres on the same side", angle: 10, initial: 170 },
    { why: "nearer on the left, with its first metres on the same side", angle: 350, initial: 190 },
  ])("does not where it is perceived $why", ({ angle, initial }) => {
    expect(view({ road: { angle, initial } })).toEqual([
      [ARRIVAL, 0],
      ["road", angle],
    ]);
  });

  test("does not where it is closed", () => {
    expect(view({ road: { angle: 10, initial: 200 } }, [ARRIVAL, "road"])).toEqual([
      [ARRIVAL, 0],
      ["road", 10],
    ]);
  });
});

describe("the order of roads", () => {
  test("is that of their first metres; those perceived in another order are half a degree apart", () => {
    expect(
      view({ a: { angle: 200, initial: 100 }, b: { angle: 150 }, c: { angle: 120, initial: 160 } }),
    ).toEqual([
      [ARRIVAL, 0],
      ["a", 200],
      ["b", 200.5],
      ["c", 201],
    ]);
  });

  test("leaves half of what is left to the full circle where that is less", () => {
    const [, , [name, angle]] = view({ a: { angle: 359.4, initial: 200 }, b: { angle: 240, initial: 250 } });
    expect([name, angle]).toEqual(["b", expect.closeTo(359.7, 6)]);
  });

  test("is that of their perceived directions where the two lie on both sides of the road of arrival", () => {
    expect(view({ a: { angle: 280, initial: 80 }, b: { angle: 180 } }).map(([name]) => name)).toEqual([
      ARRIVAL,
      "b",
      "a",
    ]);
    expect(view({ a: { angle: 80, initial: 280 }, b: { angle: 180 } }).map(([name]) => name)).toEqual([
      ARRIVAL,
      "a",
      "b",
    ]);
  });

  test("is by its side for a road that sets out like the one of arrival", () => {
    const roads = { a: { angle: 340, initial: 0 }, b: { angle: 90 }, c: { angle: 20, initial: 0 } };
    expect(view(roads)).toEqual([
      [ARRIVAL, 0],
      ["c", 20],
      ["b", 90],
      ["a", 340],
    ]);
    // Perceived a little to the left of straight on, it is the last one all the same.
    expect(view({ a: { angle: 200, initial: 0 }, b: { angle: 250 } })).toEqual([
      [ARRIVAL, 0],
      ["b", 250],
      ["a", 250.5],
    ]);
  });

  test("is that of their perceived directions where both set out alike", () => {
    const roads = { a: { angle: 95, initial: 90 }, b: { angle: 90 } };
    expect(view(roads)).toEqual([
      [ARRIVAL, 0],
      ["b", 90],
      ["a", 95],
    ]);
  });
});

describe("the road nearest to an angle", () => {
  const roads: View = [350, 80, 100, 200].map((angle, chain) => ({
    leg: seenLeg(chain, 0, 0),
    angle,
    isAllowed: true,
  }));

  test("is looked for both ways round, the first of two that are as near", () => {
    expect([5, 60, 90, 95, 300].map((angle) => nearestTurn(roads, angle)?.angle)).toEqual([
      350, 80, 80, 100, 350,
    ]);
  });

  test("is among those that pass", () => {
    const isOdd = ({ chain }: SeenLeg): boolean => chain % 2 === 1;
    expect([90, 300].map((angle) => nearestTurn(roads, angle, isOdd)?.angle)).toEqual([80, 200]);
    expect(nearestTurn(roads, 90, () => false)).toBeUndefined();
    expect(nearestTurn([], 90)).toBeUndefined();
  });
});

test("two directions deviate by the lesser way round the circle", () => {
  expect([deviation(350, 10), deviation(10, 350), deviation(0, 180), deviation(90, 90)]).toEqual([
    20, 20, 180, 0,
  ]);
  for (let seed = 1; seed <= 200; seed++) {
    const random = seededRandom(seed);
    const [a, b] = [random.int(-720, 720), random.int(-720, 720)];
    const rounds = Array.from({ length: 9 }, (_, i) => Math.abs(a - b + (i - 4) * 360));
    expect(deviation(a, b), `seed ${seed}`).toBe(Math.min(...rounds));
  }
});
