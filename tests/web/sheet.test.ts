import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { CoverageReport } from "../../isochrones/model/report.ts";
import type { GapsAnswer, ListedTerritory, TerritoryAnswer } from "../../server/schemas/answers.ts";
import type { TerritoryCurveRow } from "../../server/schemas/figure-answers.ts";
import { formatShare, shownShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { keyFigures } from "../../web/src/territory/key-figures.ts";
import type { FigureSource } from "../../web/src/territory/key-figures.ts";
import { neighboursOf, rankedAmong, rankOf } from "../../web/src/territory/rank.ts";
import { farTerritories, summarisedKind, summaryGaps } from "../../web/src/territory/summary.ts";

/** Spaces that do not break are there for the eye. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

/** Everyone who is covered at all is within 10 minutes. */
const row = (ref: string, population: number, covered: number): TerritoryCurveRow => ({
  ref,
  name: `nom de ${ref}`,
  population,
  covered: Array.from({ length: 61 }, (_, minutes) => (minutes < 10 ? 0 : covered)),
  meanMinutes: 8,
  p95Minutes: 20,
  structures: 1,
});

describe("the rank of a territory", () => {
  const rows = [
    row("com:1", 100, 50),
    row("com:2", 10, 9),
    row("com:3", 1000, 500),
    row("com:4", 0, 0),
    row("com:5", 100, 10),
  ];

  test("counts those with a greater share, and tells of equals apart", () => {
    expect(rankOf(rows, "com:2", 30)).toEqual({ rank: 1, ties: 0, count: 4 });
    expect(rankOf(rows, "com:1", 30)).toEqual({ rank: 2, ties: 1, count: 4 });
    expect(rankOf(rows, "com:3", 30)).toEqual({ rank: 2, ties: 1, count: 4 });
    expect(rankOf(rows, "com:5", 30)).toEqual({ rank: 4, ties: 0, count: 4 });
  });

  test("goes with the minutes: where nobody is covered all are first", () => {
    expect(rankOf(rows, "com:5", 5)).toEqual({ rank: 1, ties: 3, count: 4 });
  });

  test("is none where nobody lives, nor for one that is not in the list", () => {
    expect(rankOf(rows, "com:4", 30)).toBeNull();
    expect(rankOf(rows, "com:9", 30)).toBeNull();
  });

  test("is the place in the sorted list, whatever the order of the rows", () => {
    const anyRows = fc.array(
      fc.record({ population: fc.integer({ min: 0, max: 4 }), covered: fc.integer({ min: 0, max: 4 }) }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(anyRows, (drawn) => {
        const many = drawn.map(({ population, covered }, index) =>
          row(`com:${index}`, population, Math.min(population, covered)),
        );
        const shares = many
          .filter(({ population }) => population > 0)
          .map(({ population, covered }) => covered[30] / population)
          .sort((a, b) => b - a);
        for (const { ref, population, covered } of many) {
          const share = covered[30] / population;
          expect(rankOf(many, ref, 30)).toEqual(
            population === 0
              ? null
              : {
                  rank: shares.indexOf(share) + 1,
                  ties: shares.lastIndexOf(share) - shares.indexOf(share),
                  count: shares.length,
                },
          );
        }
      }),
    );
  });

  test("is said with its equals", () => {
    const say = messages.sheet.rank;
    expect(plain(say({ rank: 12, ties: 0, count: 101 }, "departement", null, 30))).toBe(
      "12e sur 101 départements, par la part des habitants à 30 min ou moins.",
    );
    expect(plain(say({ rank: 1, ties: 1, count: 124 }, "commune", "Corse-du-Sud", 20))).toBe(
      "1re sur 124 communes (Corse-du-Sud), ex æquo avec 1 autre, par la part des habitants à 20 min ou moins.",
    );
  });
});

const listed = (kind: ListedTerritory["kind"], ref: string): ListedTerritory => ({
  ref,
  kind,
  code: ref.slice(ref.indexOf(":") + 1),
  name: ref,
});
const placeOf = (
  territory: ListedTerritory,
  parents: readonly ListedTerritory[],
  kinds: TerritoryAnswer["kinds"] = {},
): TerritoryAnswer =>
  ({ territory, parents, kinds, bbox: [0, 0, 1, 1], insets: [] }) as unknown as TerritoryAnswer;

describe("the peers of a territory", () => {
  const everything = listed("france", "france");
  const region = listed("region", "reg:94");
  const departement = listed("departement", "dep:2A");
  const epci = listed("epci", "epci:1");
  const commune = listed("commune", "com:2A004");

  test("for its rank are all of its kind, or those of its département", () => {
    expect(rankedAmong(placeOf(everything, []))).toBeNull();
    expect(rankedAmong(placeOf(departement, [everything, region]))).toEqual({
      parent: "france",
      kind: "departement",
    });
    expect(rankedAmong(placeOf(commune, [everything, region, departement, epci]))).toEqual({
      parent: "dep:2A",
      kind: "commune",
    });
  });

  test("for a comparison are its neighbours in the narrowest territory", () => {
    expect(neighboursOf(placeOf(everything, []))).toBeNull();
    expect(neighboursOf(placeOf(departement, [everything, region]))?.parent).toBe("reg:94");
    expect(neighboursOf(placeOf(commune, [everything, region, departement, epci]))?.parent).toBe("epci:1");
  });

  test("for the summary are the narrowest that are few enough", () => {
    const kinds = { region: 18, departement: 101, epci: 1255, commune: 34_900 };
    expect(summarisedKind(placeOf(everything, [], kinds))).toBe("epci");
    expect(summarisedKind(placeOf(departement, [], { epci: 7, commune: 124 }))).toBe("commune");
    expect(summarisedKind(placeOf(commune, [], {}))).toBeNull();
  });
});

describe("a difference", () => {
  const { pointsMore, minutesMore, countMore } = messages.sheet;

  test.each([
    [0.021, "2,1 points de plus"],
    [-0.021, "2,1 points de moins"],
    [0.015, "1,5 point de plus"],
    [0.0004, "autant"],
    [0, "autant"],
  ])("of shares of %f is said in points, its sign in words", (share, said) => {
    expect(plain(pointsMore(share))).toBe(said);
  });

  test("of minutes and of counts says its sign in words", () => {
    expect(plain(minutesMore(-3))).toBe("3,0 min de moins");
    expect(plain(countMore(1200))).toBe("1 200 de plus");
    expect(plain(countMore(0))).toBe("autant");
  });
});

/** As many percent are covered as there are minutes, and all at 60. */
const reportOf = (population: number, change: Partial<CoverageReport> = {}): CoverageReport =>
  ({
    population,
    curve: Array.from({ length: 61 }, (_, minutes) => ({
      minutes,
      share: minutes === 60 ? 1 : minutes / 100,
    })),
    meanMinutes: 10,
    medianMinutes: 9,
    p95Minutes: 40,
    unlinked: { cells: 0, people: 0 },
    unreached: { cells: 0, people: 0 },
    structures: { counted: 9, inTerritory: 4, excluded: [] },
    ...change,
  }) as unknown as CoverageReport;

describe("the key figures", () => {
  const here: FigureSource = { report: reportOf(1000), gaps: { minutes: 25, total: 3, people: 750 } };
  const said = (minutes: number, there: FigureSource | null = null): Map<string, (string | null)[]> =>
    new Map(
      keyFigures(minutes, here, there).map((figure) => [
        figure.id,
        [figure.here, figure.there, figure.difference].map((text) => (text === null ? null : plain(text))),
      ]),
    );

  test("are read off the curve at the minutes of the slider", () => {
    const figures = said(25);
    expect(figures.get("covered")?.[0]).toBe("250 (25,0 %)");
    expect(figures.get("beyond-25")?.[0]).toBe("750 (75,0 %)");
    expect(figures.get("beyond-30")?.[0]).toBe("700 (70,0 %)");
    expect(figures.get("beyond-20")?.[0]).toBe("800 (80,0 %)");
    expect(figures.get("per-structure")?.[0]).toBe("250");
    expect(figures.get("gaps")?.[0]).toBe("3 (750 hab.)");
    expect(figures.has("unlinked")).toBe(false);
  });

  test("name no minutes twice", () => {
    const ids = keyFigures(30, here, null).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.startsWith("beyond"))).toEqual(["beyond-30", "beyond-20"]);
  });

  test("never show the gaps of other minutes", () => {
    expect(said(26).get("gaps")?.[0]).toBe(messages.sheet.waiting);
  });

  test("stand beside those of another territory, with what this one has more or less", () => {
    const there = {
      report: reportOf(500, {
        meanMinutes: 12.5,
        p95Minutes: null,
        unreached: { cells: 1, people: 50 },
        structures: { counted: 9, inTerritory: 0, excluded: [] },
      }),
      gaps: null,
    };
    const figures = said(25, there);
    expect(figures.get("covered")).toEqual(["250 (25,0 %)", "125 (25,0 %)", "autant"]);
    expect(figures.get("mean")).toEqual(["10,0 min", "12,5 min", "2,5 min de moins"]);
    expect(figures.get("p95")).toEqual(["40,0 min", "—", null]);
    expect(figures.get("structures")).toEqual(["4", "0", "4 de plus"]);
    expect(figures.get("per-structure")).toEqual(["250", "—", null]);
    expect(figures.get("unreached")).toEqual(["0 (0 %)", "50 (10,0 %)", "10,0 points de moins"]);
  });
});

test("differences agree with the figures that are read", () => {
  const both = (share: number, meanMinutes: number): FigureSource => ({
    report: reportOf(1_000_000, {
      curve: Array.from({ length: 61 }, (_, minutes) => ({ minutes, share })),
      meanMinutes,
    }),
    gaps: null,
  });
  // To the hundredth of a point 98,14 and 98,36 are 0,22 apart; 98,1 and 98,4 are read.
  const figures = keyFigures(30, both(0.9814, 10.04), both(0.9836, 10.06));
  const differenceOf = (id: string): string =>
    plain(figures.find((figure) => figure.id === id)?.difference ?? "");
  expect(differenceOf("covered")).toBe("0,3 point de moins");
  expect(differenceOf("beyond-30")).toBe("0,3 point de plus");
  expect(differenceOf("mean")).toBe("0,1 min de moins");
});

test("a share is shown as it is written", () => {
  const written = (text: string): number => Number(/[\d,]+/.exec(text)?.[0].replace(",", ".")) / 100;
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      expect(shownShare(share)).toBeCloseTo(written(formatShare(share)), 9);
    }),
    { numRuns: 2000 },
  );
});

describe("the summary", () => {
  const figure = { minutes: 30, share: 0.979, covered: 979, uncovered: 21, population: 1000 };
  const largest = { communes: ["Zonza", "Levie"], people: 12 };
  const say = (...[summary]: Parameters<typeof messages.sheet.summary>): string =>
    plain(messages.sheet.summary(summary));

  test("says who is beyond, where most of them are and which communes are mostly beyond", () => {
    expect(
      say({
        name: "Corse-du-Sud",
        figure,
        gaps: { total: 3, largest },
        inside: { kind: "commune", names: ["Zonza", "Levie"] },
      }),
    ).toBe(
      "Corse-du-Sud : 97,9 % des habitants sont à 30 min de route ou moins d’une structure France services ; 21 habitants sont au-delà, dans 3 zones blanches, dont la plus peuplée (Zonza et 1 autre, 12 habitants). 2 communes ont plus de la moitié de leurs habitants au-delà : Zonza et Levie.",
    );
  });

  test("says less while less is known", () => {
    expect(say({ name: "Ici", figure, gaps: null, inside: null })).toBe(
      "Ici : 97,9 % des habitants sont à 30 min de route ou moins d’une structure France services ; 21 habitants sont au-delà.",
    );
  });

  test("speaks of one as of one, and of none as of none", () => {
    const one = say({
      name: "Ici",
      figure: { ...figure, covered: 999, uncovered: 1 },
      gaps: { total: 1, largest: { communes: [], people: 1 } },
      inside: { kind: "departement", names: [] },
    });
    expect(one).toContain("1 habitant est au-delà, dans une zone blanche (Hors commune, 1 habitant).");
    expect(one).toContain("Aucun département n’a plus de la moitié de ses habitants au-delà.");
    expect(
      say({
        name: "Ici",
        figure: { ...figure, share: 1, uncovered: 0 },
        gaps: { total: 0, largest: null },
        inside: null,
      }),
    ).toMatch(/; personne n’est au-delà\.$/);
    expect(say({ name: "Ici", figure: { ...figure, population: 0 }, gaps: null, inside: null })).toBe(
      "Ici : personne n’y habite, d’après la grille de population.",
    );
  });

  test("names five at most", () => {
    const names = ["A", "B", "C", "D", "E", "F"];
    expect(say({ name: "Ici", figure, gaps: null, inside: { kind: "commune", names } })).toMatch(
      /6 communes ont plus de la moitié de leurs habitants au-delà, dont A, B, C, D et E\.$/,
    );
  });

  test("takes those of which more than half are beyond, those of most people first", () => {
    const rows = [row("com:1", 10, 4), row("com:2", 10, 5), row("com:3", 100, 40), row("com:4", 0, 0)];
    expect(farTerritories("commune", rows, 30).names).toEqual(["nom de com:3", "nom de com:1"]);
    expect(farTerritories("commune", rows, 5).names).toHaveLength(3);
  });

  test("takes no gaps of other minutes", () => {
    const gaps = { minutes: 30, total: 1, people: 12, gaps: [{ people: 12, communes: [{ name: "Zonza" }] }] };
    expect(summaryGaps(gaps as unknown as GapsAnswer, 30)).toEqual({
      total: 1,
      largest: { communes: ["Zonza"], people: 12 },
    });
    expect(summaryGaps(gaps as unknown as GapsAnswer, 31)).toBeNull();
  });
});
