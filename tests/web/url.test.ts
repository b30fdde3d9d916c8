import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { excludedWords, isCounted, MAX_MINUTES, MIN_MINUTES } from "../../web/src/state.ts";
import type { AppState, ExclusionId, Selection } from "../../web/src/state.ts";
import { readState, writeState } from "../../web/src/url.ts";

const PLAIN: AppState = { minutes: 30, excluded: [], selection: null };

const anyState: fc.Arbitrary<AppState> = fc.record({
  minutes: fc.integer({ min: MIN_MINUTES, max: MAX_MINUTES }),
  excluded: fc.subarray<ExclusionId>(["mobiles", "antennes"]),
  selection: fc.option(
    fc.record<Selection>({
      kind: fc.constantFrom("structure", "gap", "commune"),
      id: fc.string({ minLength: 1, unit: "grapheme" }),
    }),
  ),
});

describe("the address of the page", () => {
  test("gives back any state that was written to it", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(readState(writeState(state))).toEqual(state);
      }),
    );
  });

  test("is plain for the plain state", () => {
    expect(writeState(PLAIN)).toBe("");
    expect(readState("")).toEqual(PLAIN);
  });

  test("is written in words that the API shares", () => {
    const state: AppState = { minutes: 20, excluded: ["mobiles"], selection: { kind: "gap", id: "zb-1" } };
    expect(writeState(state)).toBe("?minutes=20&exclure=bus,itinerante&zone=zb-1");
  });

  test.each(["?minutes=abc", "?minutes=", "?minutes=-5", "?minutes=1e1", "?exclure=tout", "?structure="])(
    "falls back on the plain state for %s",
    (search) => {
      expect(readState(search)).toEqual(PLAIN);
    },
  );

  test("keeps minutes inside the slider", () => {
    expect(readState("?minutes=1").minutes).toBe(MIN_MINUTES);
    expect(readState("?minutes=999").minutes).toBe(MAX_MINUTES);
  });
});

describe("structures left out", () => {
  test("are named in the same order however they were chosen, so that the tiles have one address", () => {
    expect(excludedWords(["antennes", "mobiles"])).toEqual(excludedWords(["mobiles", "antennes"]));
  });

  test("are those of the excluded types and formats, and no others", () => {
    const fixed = { type: "principal", format: "fixe" };
    const bus = { type: "principal", format: "bus" };
    const annex = { type: "antenne", format: "fixe" };
    expect([fixed, bus, annex].map((one) => isCounted(one, ["mobiles"]))).toEqual([true, false, true]);
    expect([fixed, bus, annex].map((one) => isCounted(one, ["antennes"]))).toEqual([true, true, false]);
    expect([fixed, bus, annex].every((one) => isCounted(one, []))).toBe(true);
  });
});
