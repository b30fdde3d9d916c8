import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { metersPerPixel, scaleBar } from "../../../web/src/map/scale-bar.ts";

describe("the scale bar", () => {
  test("has a round length and fills more than a third of its room", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 1e5, noNaN: true }),
        fc.integer({ min: 50, max: 300 }),
        (perPixel, most) => {
          const { meters, pixels } = scaleBar(perPixel, most);
          expect(String(meters)).toMatch(/^[125]0*$/);
          expect(pixels).toBeLessThanOrEqual(most * (1 + 1e-9));
          // 5 to 10, 2 to 5 and 1 to 2: the least favourable step is 2.5.
          expect(pixels).toBeGreaterThanOrEqual(most / 2.5 - 1e-9);
          expect(pixels * perPixel).toBeCloseTo(meters, 6);
        },
      ),
    );
  });

  test("knows that the world is 512 pixels wide at zoom 0, and shrinks towards the poles", () => {
    expect(metersPerPixel(0, 0) * 512).toBeCloseTo(40_075_016.686, 3);
    expect(metersPerPixel(60, 0)).toBeCloseTo(metersPerPixel(0, 0) / 2, 6);
    expect(metersPerPixel(45, 9)).toBeCloseTo(metersPerPixel(45, 8) / 2, 9);
  });
});
