import { describe, expect, test } from "vitest";

import { bearingDegrees } from "../../../../isochrones/geo/distance.ts";
import { asciiRoads, type AsciiOptions } from "../../../helpers/ascii-roads.ts";
import { street } from "../../../helpers/divided.ts";
import { junctions, type Junctions } from "../../../helpers/junctions.ts";
import { ONE_WAY } from "../../../helpers/make-roads.ts";

interface World extends Junctions {
  /** Degrees from north in which one letter lies from another. */
  readonly bearing: (from: string, to: string) => number;
}

function draw(drawing: string, options: AsciiOptions): World {
  const world = asciiRoads(drawing, options);
  const { nodeLons, nodeLats } = world.roads;
  const bearing = (from: string, to: string): number => {
    const [a, b] = [from, to].map(world.node);
    return bearingDegrees(nodeLons[a], nodeLats[a], nodeLons[b], nodeLats[b]);
  };
  return { ...junctions(world), bearing };
}

describe("the halves of a divided road", () => {
  // The road in comes from A by U, the road out leads by D to B. To U and D it is far enough, 16.8 m, to be perceived.
  const drawing = `
         U<<<<<<<<<<<<<<<<A
    W--X
         D>>>>>>>>>>>>>>>>B
  `;
  const names = street("WX AUX XDB");
  const options = { meters: 7.5, ways: { AUX: ONE_WAY, XDB: ONE_WAY }, names };

  test("leave in the middle between their directions, and the half that leads in is merged away", () => {
    const { taken, perceived, bearing } = draw(drawing, options);
    const middle = (bearing("X", "U") + bearing("X", "D")) / 2;
    for (const [toward, isMergedAway] of [
      ["U", true],
      ["D", false],
    ] as const) {
      const half = taken("X", toward);
      expect([half.perceived, half.initial]).toEqual([expect.closeTo(middle, 6), expect.closeTo(middle, 6)]);
      expect(half.isMergedAway).toBe(isMergedAway);
    }
    expect(taken("X", "W")).toEqual(perceived("X", "W"));
  });

  test("may lie on both sides of north", () => {
    const north = `
      A   B
      .
      .
      .
      .
      .
      .
      .
      .
      .
      U   D
      .
      .
      .
      .
        X
        .
        W
    `;
    const ways = { AUX: ONE_WAY, XDB: ONE_WAY, WX: {} };
    const { taken } = draw(north, { meters: 3.7, ways, names });
    for (const toward of ["U", "D"]) {
      const { perceived } = taken("X", toward);
      expect(Math.min(perceived, 360 - perceived)).toBeCloseTo(0, 0);
    }
  });

  test.each([
    { columns: 20, keeps: true },
    { columns: 18, keeps: false },
  ])(
    "leave where that leads out does, if it goes on by less than 3 degrees: one in $columns, $keeps",
    ({ columns, keeps }) => {
      // One in twenty is 2.9 degrees, one in eighteen 3.2.
      const aside = `
        W${" ".repeat(columns + 1)}U<<<<<<<<<<<<<<<A
        .${" ".repeat(columns - 1)}X>>>>>>>>>>>>>>>>>B
      `;
      const ways = { AUX: ONE_WAY, XB: ONE_WAY, WX: {} };
      const { taken, bearing } = draw(aside, { meters: 7.5, ways, names: street("WX AUX XB") });
      const middle = (bearing("X", "U") + bearing("X", "B")) / 2;
      for (const toward of ["U", "B"]) {
        expect(taken("X", toward).perceived).toBeCloseTo(keeps ? bearing("X", "B") : middle, 6);
      }
    },
  );

  test("are left as they are where they are none: a name differs", () => {
    const { taken, perceived } = draw(drawing, { ...options, names: { ...names, XDB: "rue Basse" } });
    for (const toward of ["U", "D", "W"]) expect(taken("X", toward)).toEqual(perceived("X", toward));
  });
});

describe("a short road to where a divided road parts", () => {
  // Side streets at U and D, two columns and a line from X: 15 m.
  const divided = `
         N
         |
         U<<<<<<<<<<<<<<<<A
    W--X
         D>>>>>>>>>>>>>>>>B
         |
         S
  `;
  const names = street("WX AU UX XD DB");
  const options = { meters: 6.6, ways: { UX: ONE_WAY, XD: ONE_WAY }, names };

  function expectPlain({ taken, perceived, bearing }: World): void {
    for (const end of ["U", "D"]) {
      expect(taken(end, "X")).toEqual(perceived(end, "X"));
      expect(taken(end, "X").perceived).toBeCloseTo(bearing(end, "X"), 6);
    }
  }

  /** At X both halves lead in the middle of their directions: turned by that much, they come from there. */
  function expectTurned({ taken, bearing }: World): void {
    const middle = (bearing("X", "U") + bearing("X", "D")) / 2;
    for (const end of ["U", "D"]) {
      const { perceived, initial } = taken(end, "X");
      expect(perceived).toBeCloseTo(middle + 180, 3);
      expect(initial).toBe(perceived);
    }
  }

  test("is turned at its other end by as much as there, one half to the right, the other to the left", () => {
    expectTurned(draw(divided, options));
  });

  test("is not if it is longer than 30 m", () => {
    // Two columns and a line are 29.7 and 30.4 m. Lanes enough for halves so far apart.
    const wide = { ...ONE_WAY, lanes: 8 };
    const ways = { UX: wide, XD: wide, AU: wide, DB: wide };
    expectTurned(draw(divided, { meters: 13.3, ways, names }));
    expectPlain(draw(divided, { meters: 13.6, ways, names }));
  });

  test("is not if it is merged here already", () => {
    // Halves around an island are halves at both ends.
    const island = `
              C
      W---X       Y---Z
              F
    `;
    const ways = { YCX: ONE_WAY, XFY: ONE_WAY };
    const { taken, perceived } = draw(island, { meters: 3, ways, names: street("WX YZ YCX XFY") });
    for (const [at, straight] of [
      ["X", 90],
      ["Y", 270],
    ] as const) {
      const [first, second] = ["C", "F"].map((toward) => perceived(at, toward).perceived);
      expect(Math.abs((first + second) / 2 - straight)).toBeLessThan(2);
      for (const toward of ["C", "F"]) {
        expect(taken(at, toward).perceived).toBeCloseTo((first + second) / 2, 6);
      }
    }
  });

  test("is not if the divided road is none", () => {
    expectPlain(draw(divided, { ...options, names: { ...names, UX: "rue Basse" } }));
  });

  test("is not if the half that leads out goes straight on, or goes less straight in the middle", () => {
    // W lies straight behind D as seen from X, and nearer to that than to the middle.
    const straight = divided.replace("W--X", "   X").replace("         |\n", "   W     |\n");
    const nearly = divided.replace("W--X", "   X").replace("         U", "    W    U");
    for (const drawing of [straight, nearly]) {
      expectPlain(draw(drawing, { ...options, ways: { ...options.ways, WX: {} } }));
    }
  });

  test("is not if it stops within, beside another road between the same junctions", () => {
    // The road in goes by P. W lies so that the middle goes straighter on than both halves.
    const byP = `
             N
             |
             U<<<<<<<<<<<<<<<<<<<<A
     W       .
         X P .
             .
             D>>>>>>>>>>>>>>>>>>>>B
             |
             S
    `;
    const ways = { UPX: ONE_WAY, XD: ONE_WAY, WX: {} };
    const plan = { meters: 3.3, names: street("WX AU UPX XD DB") };
    const alone = draw(byP, { ...plan, ways });
    const middle = (alone.bearing("X", "P") + alone.bearing("X", "D")) / 2;
    const turn = alone.taken("U", "P").perceived - alone.perceived("U", "P").perceived;
    expect(turn).toBeCloseTo(middle - alone.perceived("X", "P").perceived, 6);
    expect(turn).toBeGreaterThan(5);

    const beside = draw(byP, { ...plan, ways: { ...ways, UX: {} } });
    expect(beside.taken("U", "P")).toEqual(beside.perceived("U", "P"));
    expect(beside.taken("U", "P").perceived).toBeCloseTo(beside.bearing("U", "P"), 6);
  });
});
