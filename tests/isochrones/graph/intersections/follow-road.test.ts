import { describe, expect, test } from "vitest";

import { followRoad, straightOrByName } from "../../../../isochrones/graph/intersections/follow-road.ts";
import { asciiRoads, type AsciiOptions } from "../../../helpers/ascii-roads.ts";
import { street } from "../../../helpers/divided.ts";
import { junctions } from "../../../helpers/junctions.ts";

interface Walk {
  readonly drawing: string;
  /** Ways that bear the name of the first road; all others have names of their own. */
  readonly named?: string;
  readonly ways?: AsciiOptions["ways"];
  /** Where the course is said to lead, degrees from north; east, as all roads are drawn that are followed. */
  readonly bearing?: number;
  readonly stopsAtForks?: boolean;
  /** The letter at which one is far enough. */
  readonly until?: string;
}

/** The letters at which the road from A towards X ends, one after the other. */
function walk(plan: Walk): string {
  const { drawing, ways = {}, named = "AX" } = plan;
  const world = asciiRoads(drawing, { ways, names: street(named) });
  const { wayNames, names } = world.roads;
  // All that have none get names of their own.
  const own = [...names, ...Array.from(wayNames, (_, way) => ({ name: `rue ${way}`, ref: "" }))];
  const wayNamesOfAll = wayNames.map((name, way) => (name === 0 ? names.length + way : name));
  const { legs, letter, perceived } = junctions({
    ...world,
    roads: { ...world.roads, names: own, wayNames: wayNamesOfAll },
  });
  const { bearing = 90, stopsAtForks = false } = plan;
  const course = { name: 1, bearing, stopsAtForks };
  let ends = "";
  followRoad(
    legs,
    perceived("A", "X"),
    (leg) => {
      ends += letter(legs.farEnd(leg).node);
      return ends.endsWith(plan.until ?? "?");
    },
    straightOrByName(legs, course),
  );
  return ends;
}

describe("a road is followed", () => {
  const avenue = `
       F     G
       |     |
    A--X-----Y--B
  `;

  test("straight on, whatever the names", () => {
    expect(walk({ drawing: avenue })).toBe("XYB");
  });

  test("until one has seen enough", () => {
    expect(walk({ drawing: avenue, until: "X" })).toBe("X");
    expect(walk({ drawing: avenue, until: "Y" })).toBe("XY");
  });

  test("straight on only in the direction in which it set out, but with its name in any", () => {
    expect(walk({ drawing: avenue, bearing: 130.5 })).toBe("X");
    expect(walk({ drawing: avenue, bearing: 129.5 })).toBe("XYB");
    expect(walk({ drawing: avenue, bearing: 130.5, named: "AX XY YB" })).toBe("XYB");
  });

  test("back to where it began, and no farther", () => {
    const square = `
      E     F
      |     |
      A-----X
      |     |
      B-----C--G
    `;
    const ring = "AX XC BC AB";
    expect(walk({ drawing: square, named: ring })).toBe("XCA");
  });
});

describe("where a road bends", () => {
  const bend = `
       F
       |
    A--X
       |
       Y--B
  `;

  test("its name is followed, rather than what leads straight on", () => {
    expect(walk({ drawing: bend })).toBe("X");
    expect(walk({ drawing: bend, named: "AX XY" })).toBe("XY");
    const fork = bend.replace("A--X", "A--X--Z");
    expect(walk({ drawing: fork, named: "AX XY" })).toBe("XY");
    expect(walk({ drawing: fork })).toBe("XZ");
  });

  test("it is by less than 100 degrees", () => {
    // A column back on so many lines: 99.5 degrees on six, 101.3 on five.
    const sharp = (lines: number): string => `
         F
         |
      A--X
${"      .\n".repeat(lines - 1)}
        B
    `;
    const back = (lines: number): string => walk({ drawing: sharp(lines), ways: { XB: {} }, named: "AX XB" });
    expect([back(6), back(5)]).toEqual(["XB", "X"]);
  });

  test("and nothing bears its name, one goes on by less than 40 degrees alone", () => {
    // Four lines down on five columns: 38.7 degrees. On four columns: 45.
    const bent = (columns: number): string => `
      A--X
      .
      .
      .
      ${"...".padEnd(3 + columns, ".")}B
    `;
    const walked = (columns: number): string =>
      walk({ drawing: bent(columns), ways: { XB: {} }, bearing: 120 });
    expect([walked(5), walked(4)]).toEqual(["XB", "X"]);
  });
});

describe("where more than one road goes on", () => {
  const cross = `
       L
       |
    A--X--S
       |
       R
  `;
  const tee = `
       L
       |
    A--X
       |
       R
  `;

  test("of its name, the road ends", () => {
    expect(walk({ drawing: cross, named: "AX XS" })).toBe("XS");
    expect(walk({ drawing: cross, named: "AX XS XR" })).toBe("X");
    expect(walk({ drawing: tee, named: "AX XR LX" })).toBe("X");
  });

  test("it ends at forks if it shall: where another road leaves opposite, or straight ahead", () => {
    const ahead = tee.replace("L", " ").replace("|", " ").replace("A--X", "A--X--S");
    for (const drawing of [tee, ahead]) {
      expect(walk({ drawing, named: "AX XR" })).toBe("XR");
      expect(walk({ drawing, named: "AX XR", stopsAtForks: true })).toBe("X");
    }
  });

  test("it does not end where the other road is neither", () => {
    const aside = `
          L
          .
          .
    A-----X
          |
          R
    `.replace("L", "   L");
    const ways = { XL: {} };
    expect(walk({ drawing: aside, ways, named: "AX XR", stopsAtForks: true })).toBe("XR");
  });

  test("nor where it bends by 60 degrees at most", () => {
    // 45 degrees to the right, beside a road straight on.
    const slight = `
    A--X--S
    .
    .
          R
    `;
    const ways = { XR: {} };
    expect(walk({ drawing: slight, ways, named: "AX XR", stopsAtForks: true })).toBe("XR");
  });
});
