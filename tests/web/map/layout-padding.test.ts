import { expect, test } from "vitest";

import { paddingIn } from "../../../web/src/map/layout-padding.ts";

/** Widths of styles/map.css with a rem of 16 pixels: margins of 10, 12 and 10 around them. */
const CARD = 20 * 16 + 10;
const KEY = 15.5 * 16 + 12;

test("what lies over the map is left room for, and what lies below it is not", () => {
  const tight = paddingIn("tight", 620, true);
  expect(tight.right).toBeGreaterThan(CARD);
  expect(tight.left + tight.right).toBeLessThan(620);
  // The legend, closed, is below what is shown rather than beside it.
  expect(tight.bottom).toBeGreaterThan(193);
  const wide = paddingIn("wide", 980, true);
  expect(wide.left).toBeGreaterThan(KEY);
  expect(wide.right).toBeGreaterThan(CARD);
  expect(paddingIn("wide", 980, false).right).toBeLessThan(CARD);
  const phone = paddingIn("stacked", 390, true);
  expect([phone.left, phone.right, phone.bottom]).toEqual([phone.top, phone.top, phone.top]);
});
