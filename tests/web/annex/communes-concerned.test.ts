import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { concernedCommunes } from "../../../web/src/annex/communes-concerned.ts";

const MINUTES = 20;

/** A row of which so many of the people are within twenty minutes. */
function row(
  code: string,
  population: number,
  within: number,
): Parameters<typeof concernedCommunes>[0][number] {
  return {
    ref: `com:${code}`,
    name: `Commune ${code}`,
    population,
    meanMinutes: null,
    p95Minutes: null,
    structures: 0,
    covered: Array.from({ length: 61 }, (_, minutes) => (minutes < MINUTES ? 0 : within)),
  };
}

describe("communes concerned", () => {
  test("are those with somebody beyond, most people first", () => {
    const found = concernedCommunes(
      [row("01001", 100, 100), row("01002", 100, 40), row("01003", 900, 800), row("01004", 0, 0)],
      MINUTES,
    );
    expect(
      found.map(({ code, beyond, share }) => ({ code, beyond, share: Math.round(share * 100) })),
    ).toEqual([
      { code: "01003", beyond: 100, share: 89 },
      { code: "01002", beyond: 60, share: 40 },
    ]);
  });

  test("leave out what is less than half a person", () => {
    expect(concernedCommunes([row("01001", 100, 99.6)], MINUTES)).toEqual([]);
    expect(concernedCommunes([row("01001", 100, 99.5)], MINUTES)).toHaveLength(1);
  });

  test("hold all people beyond, whatever the rows", () => {
    const anyRows = fc.array(
      fc.tuple(fc.nat({ max: 5000 }), fc.nat({ max: 5000 })).map(([within, beyond]) => ({ within, beyond })),
    );
    fc.assert(
      fc.property(anyRows, (people) => {
        const rows = people.map(({ within, beyond }, index) =>
          row(String(10_000 + index), within + beyond, within),
        );
        const found = concernedCommunes(rows, MINUTES);
        const all = people.reduce((sum, { beyond }) => sum + beyond, 0);
        expect(found.reduce((sum, { beyond }) => sum + beyond, 0)).toBe(all);
        expect(found).toHaveLength(people.filter(({ beyond }) => beyond > 0).length);
        expect(found.every(({ beyond }, index) => index === 0 || found[index - 1].beyond >= beyond)).toBe(
          true,
        );
      }),
    );
  });
});
