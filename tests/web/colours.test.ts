import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { DARK, LIGHT } from "../../web/src/map/palette.ts";
import { CLASS_BOUNDS, coveredClasses } from "../../web/src/map/scale.ts";
import { contrast, luminance, perceivedDistance, toLinear, VISIONS } from "./colour-vision.ts";

const VISION_NAMES = Object.keys(VISIONS) as (keyof typeof VISIONS)[];
/** Several times what can just be told apart (about 2), as cells lie apart from their legend. */
const CLEARLY_APART = 8;

describe.each([LIGHT, DARK])("the $theme scale of travel times", (palette) => {
  test("has one colour a class", () => {
    expect(palette.times).toHaveLength(CLASS_BOUNDS.length);
  });

  test("runs one way in lightness, so that it survives a grey print", () => {
    const lights = palette.times.map((color) => luminance(toLinear(color)));
    const ascending = [...lights].sort((a, b) => a - b);
    expect(lights).toEqual(palette.theme === "light" ? ascending : ascending.reverse());
  });

  test.each(VISION_NAMES)("keeps neighbouring classes apart for %s vision", (vision) => {
    for (const [index, color] of palette.times.slice(1).entries()) {
      expect(perceivedDistance(color, palette.times[index], vision)).toBeGreaterThan(CLEARLY_APART);
    }
  });

  test.each(VISION_NAMES)("keeps uncovered cells apart from every class for %s vision", (vision) => {
    for (const color of palette.times) {
      expect(perceivedDistance(color, palette.uncovered, vision)).toBeGreaterThan(CLEARLY_APART);
    }
  });

  test("hatches uncovered cells visibly, for those who see no hue", () => {
    expect(contrast(palette.uncovered, palette.uncoveredHatch)).toBeGreaterThan(2.5);
  });

  test("writes names that can be read on land", () => {
    expect(contrast(palette.label, palette.land)).toBeGreaterThan(7);
  });
});

describe("the classes of the legend", () => {
  test("join end to end from 0 to the threshold, at each place of the slider", () => {
    for (let minutes = 5; minutes <= 60; minutes++) {
      const classes = coveredClasses(LIGHT, minutes);
      expect(classes[0].fromMinutes).toBe(0);
      expect(classes.at(-1)?.toMinutes).toBe(minutes);
      for (const [index, { fromMinutes }] of classes.slice(1).entries()) {
        expect(fromMinutes).toBe(classes[index].toMinutes);
      }
    }
  });

  test("keep their colour wherever the threshold is", () => {
    const [nearest] = coveredClasses(LIGHT, 60);
    expect(coveredClasses(LIGHT, 7)[0]).toEqual(nearest);
  });
});

describe("text contrast, WCAG AA", () => {
  const sheet = readFileSync(new URL("../../web/src/styles/tokens.css", import.meta.url), "utf8");
  const [lightPart, darkPart] = sheet.split("@media");
  const pairs = [
    ["ink", "paper"],
    ["ink", "surface"],
    ["ink", "accent-soft"],
    ["ink", "alert-soft"],
    ["ink-soft", "surface"],
    ["ink-soft", "paper"],
    ["accent", "surface"],
    ["accent", "accent-soft"],
    ["on-accent", "accent"],
    ["on-header", "header"],
    ["on-fiction", "fiction"],
  ] as const;

  test.each([
    ["light", lightPart],
    ["dark", darkPart],
  ])("%s theme: text reads at 4.5 to 1 or more", (_theme, part) => {
    for (const [text, ground] of pairs) {
      expect(contrast(token(part, text), token(part, ground)), `${text} on ${ground}`).toBeGreaterThan(4.5);
    }
  });

  test.each([
    ["light", lightPart],
    ["dark", darkPart],
  ])("%s theme: borders of controls and the focus ring stand out at 3 to 1 or more", (_theme, part) => {
    for (const name of ["line-strong", "focus", "accent"]) {
      expect(contrast(token(part, name), token(part, "surface")), name).toBeGreaterThan(3);
    }
  });
});

function token(sheet: string, name: string): string {
  const match = new RegExp(`--${name}: (#[\\da-f]{6});`).exec(sheet);
  if (match === null) throw new Error(`Got no --${name} in tokens.css, expected #rrggbb.`);
  return match[1];
}
