import { describe, expect, test } from "vitest";

import type { RoadProfile } from "../../../../isochrones/model/network.ts";
import type { AsciiOptions } from "../../../helpers/ascii-roads.ts";
import { pairsAtX, street } from "../../../helpers/divided.ts";
import { ONE_WAY, PLAIN_ROAD } from "../../../helpers/make-roads.ts";

const NAMES = street("WX XD EFX");

/** Two halves east of X, ten metres apart and some 170 m long, if not told otherwise. */
const PARALLEL = `
  W---X>>>>>>>>>>>>>>>>D
        F<<<<<<<<<<<<<<E
`;

function parallel(
  changes: { d?: Partial<RoadProfile>; f?: Partial<RoadProfile> } & AsciiOptions = {},
  drawing = PARALLEL,
): string[] {
  const { d = {}, f = {}, ...options } = changes;
  const ways = { XD: { ...ONE_WAY, ...d }, EFX: { ...ONE_WAY, ...f } };
  return pairsAtX(drawing, { meters: 10, ways, names: NAMES, ...options });
}

describe("two one-ways of one name that run side by side", () => {
  test("are halves of one road", () => {
    expect(parallel()).toEqual(["DF"]);
  });

  test("are not where they differ in name or have none", () => {
    expect(parallel({ names: { ...NAMES, XD: "rue Basse" } })).toEqual([]);
    expect(parallel({ names: {} })).toEqual([]);
    expect(parallel({ names: { ...NAMES, XD: "rue Haute Prolongée" } })).toEqual(["DF"]);
  });

  test("are not where they differ in class or mode, or one is a roundabout", () => {
    const others: Partial<RoadProfile>[] = [{ highway: "primary" }, { mode: "ferry" }, { roundabout: true }];
    for (const other of others) expect([parallel({ d: other }), parallel({ f: other })]).toEqual([[], []]);
    expect(parallel({ d: { highway: "primary" }, f: { highway: "primary" } })).toEqual(["DF"]);
    expect(parallel({ d: { roundabout: true }, f: { roundabout: true } })).toEqual([]);
  });

  test("are such that one of them only leads in and the other one does not", () => {
    const closed = { forwardSpeedKmh: 0, forwardRateKmh: 0, backwardSpeedKmh: 36, backwardRateKmh: 36 };
    expect(parallel({ f: closed })).toEqual([]);
    expect(parallel({ d: closed })).toEqual([]);
    expect(parallel({ d: closed, f: closed })).toEqual(["DF"]);
    expect(parallel({ d: PLAIN_ROAD, f: PLAIN_ROAD })).toEqual([]);
    expect(parallel({ d: PLAIN_ROAD })).toEqual(["DF"]);
    expect(parallel({ d: PLAIN_ROAD, f: closed })).toEqual([]);
  });

  const wide = `
    W---X>>>>>>>>>>>>>>>>>D
        .
          F<<<<<<<<<<<<<<<E
  `;

  test("are within twelve metres and half of their lanes of 3.25 m, one where none is told", () => {
    // Two lines apart: 15.25 m, or 18.5 m with two lanes each.
    expect(parallel({ meters: 7.5 }, wide)).toEqual(["DF"]);
    expect(parallel({ meters: 7.8 }, wide)).toEqual([]);
    const two = { lanes: 2 };
    expect(parallel({ meters: 9, d: two, f: two }, wide)).toEqual(["DF"]);
    expect(parallel({ meters: 9.5, d: two, f: two }, wide)).toEqual([]);
  });

  test("differ by a slope of less than one in five", () => {
    // Lanes enough, so that they are not too wide apart; two or four lines down on fourteen columns.
    const lanes = { lanes: 8 };
    const sloping = (lines: number): string[] =>
      parallel(
        { d: lanes, f: lanes },
        `
        W---X>>>>>>>>>>>>>>>>D
              F
        ${".\n".repeat(lines - 1)}
                             E
      `,
      );
    expect([sloping(2), sloping(4)]).toEqual([["DF"], []]);
  });

  test("are longer than 40 m", () => {
    const short = `
      W---X>>>D
           F<<E
    `;
    expect(parallel({ meters: 10.2 }, short)).toEqual(["DF"]);
    expect(parallel({ meters: 9.9 }, short)).toEqual([]);
  });

  test("set out within 95 degrees", () => {
    // Another name for the third road: it is near to the second one.
    const names = street("XD EFX");
    const right = `
      W---X>>>>>>>>>>>>>>>>D
          F<<<<<<<<<<<<<<<<E
    `;
    expect(parallel({ names }, right)).toEqual(["DF"]);
    expect(parallel({ names }, right.replace(" F<", "F<<"))).toEqual([]);
  });
});

describe("where a third road sets out within 95 degrees of a half", () => {
  // Before the first half, clockwise, or after the second.
  const before = `
         A
         .
         .
    W---X>>>>>>>>>>>>>>>>D
          F<<<<<<<<<<<<<<E
  `;
  const after = `
    W---X>>>>>>>>>>>>>>>>D
          F<<<<<<<<<<<<<<E
        .
        A
  `;

  test.each([{ drawing: before }, { drawing: after }])(
    "there is no pair if it bears their name",
    ({ drawing }) => {
      const ways = { XD: ONE_WAY, EFX: ONE_WAY, XA: {} };
      expect(pairsAtX(drawing, { meters: 10, ways, names: NAMES })).toEqual(["DF"]);
      expect(pairsAtX(drawing, { meters: 10, ways, names: { ...NAMES, XA: "rue Haute" } })).toEqual([]);
    },
  );
});

describe("rings", () => {
  // 16.8 m of road before each corner at X; S is a side street.
  const drawDrop = (middle: readonly string[]): string => `
    W
    .
    ${middle.join("\n    ")}
  `;
  const round = drawDrop([
    "  X  A",
    "       B",
    "  .",
    "  G     C",
    "  .",
    "   H   D",
    "     E",
    "          S",
  ]);
  const flat = drawDrop([
    "  X  A",
    "  .",
    "  .",
    "  G     C",
    "  .",
    "  .",
    "     E  D",
    "  .",
    "          S",
  ]);
  const drop = (drawing: string, ring: string, side: boolean): string[] => {
    const ways = { WX: {}, [ring]: ONE_WAY, ...(side ? { DS: {} } : {}) };
    return pairsAtX(drawing, { meters: 5.6, ways, names: street(`WX ${ring}`) });
  };

  test("are no divided roads where they are round", () => {
    // Eight corners: 27 square columns on a girth of 19.42, 0.90 of a circle; six: 27 on 20.49, 0.81 of one.
    expect(drop(round, "XABCDEHGX", true)).toEqual([]);
    expect(drop(flat, "XACDEGX", true)).toEqual(["AG"]);
  });

  test("nor where nothing leaves them", () => {
    expect(drop(flat, "XACDEGX", false)).toEqual([]);
  });
});
