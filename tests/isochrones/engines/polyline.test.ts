import { describe, expect, test } from "vitest";

import { decodePolyline } from "../../../isochrones/engines/osrm/polyline.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

/** The algorithm as it is published, step by step, the other way round. */
function encode(line: readonly (readonly [number, number])[], decimals: number): string {
  let text = "";
  let before: readonly [number, number] = [0, 0];
  for (const [lon, lat] of line) {
    const scaled = [Math.round(lon * 10 ** decimals), Math.round(lat * 10 ** decimals)] as const;
    for (const step of [scaled[1] - before[1], scaled[0] - before[0]]) {
      let value = step < 0 ? ~(step << 1) : step << 1;
      while (value >= 0x20) {
        text += String.fromCharCode((0x20 | (value & 0x1f)) + 63);
        value >>= 5;
      }
      text += String.fromCharCode(value + 63);
    }
    before = scaled;
  }
  return text;
}

describe("an encoded polyline", () => {
  test("is the example of its published description", () => {
    expect(decodePolyline("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 5)).toEqual([
      [-120.2, 38.5],
      [-120.95, 40.7],
      [-126.453, 43.252],
    ]);
  });

  test.each([5, 6] as const)("comes back as it was, with %i decimals", (decimals) => {
    const seed = 5 + decimals;
    const random = seededRandom(seed);
    const coordinate = (most: number): number => Number(((random.next() * 2 - 1) * most).toFixed(decimals));
    const line = Array.from({ length: 200 }, (): [number, number] => [coordinate(180), coordinate(90)]);
    expect(decodePolyline(encode(line, decimals), decimals), `seed ${seed}`).toEqual(line);
  });

  test("of no letters is no line", () => {
    expect(decodePolyline("", 6)).toEqual([]);
  });

  test.each([
    ["cut within a number", "_p~iF~ps|"],
    ["cut between latitude and longitude", "_p~iF"],
    ["with a letter of another alphabet", "_p~iF~ps|U é"],
    ["that never ends a number", "~~~~~~~~~~~~~~~~~~~~"],
    ["beyond the pole", encode([[0, 91]], 5)],
  ])("%s is refused", (_, text) => {
    expect(decodePolyline(text, 5)).toBeNull();
  });
});
