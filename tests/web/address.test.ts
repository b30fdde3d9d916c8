import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readOpeningWindow } from "../../isochrones/opening-hours/opening-window.ts";
import { readAddress, slugOf, writeAddress } from "../../web/src/app/address.ts";
import {
  EXCLUSIONS,
  excludedWords,
  MAX_MINUTES,
  MIN_MINUTES,
  MOST_SCENARIOS,
  MOST_SITES,
  PLAIN_STATE,
  SCENARIO_SIDES,
  SITING_AIMS,
  SITING_CANDIDATES,
} from "../../web/src/app/state.ts";
import type { AppState, Exclusion, Scenario, Selection, SitingChoice } from "../../web/src/app/state.ts";

const noName = (): null => null;
const read = (address: string): AppState => readAddress(new URL(address, "http://localhost"));

const anyRef = fc.oneof(
  fc.constant("france"),
  fc
    .tuple(fc.constantFrom("reg", "dep", "epci", "com"), fc.stringMatching(/^[0-9][0-9AB][0-9]{0,7}$/))
    .map(([prefix, code]) => `${prefix}:${code}`),
);
/** With as many digits as JavaScript writes without an exponent. */
const anyDegrees = (most: number): fc.Arbitrary<number> =>
  fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((value) => (value === 0 ? 0 : value / 1e6));
const anyText = fc.string({ minLength: 1, unit: "grapheme" });

/** Any text may be a name but for what ends it, and edits are the API's. */
const anyScenarios = fc
  .array(
    fc.record<Scenario>({
      name: fc
        .string({ unit: "grapheme" })
        .filter(
          (name) => !name.includes("~") && !/^(ajouter|fermer|deplacer|modifier|enregistre):/.test(name),
        ),
      text: fc.constantFrom(
        "fermer:12",
        "ajouter:8.7,41.9,Maison%20~%20des%20services;fermer:a%3Bb",
        "enregistre:Ab3_x-9",
      ),
    }),
    { maxLength: MOST_SCENARIOS },
  )
  .chain((scenarios) =>
    fc.record({
      scenarios: fc.constant(scenarios),
      shownScenario: fc.option(fc.nat({ max: Math.max(0, scenarios.length - 1) })),
    }),
  )
  .map(({ scenarios, shownScenario }) => ({
    scenarios,
    shownScenario: scenarios.length === 0 ? null : shownScenario,
  }));
const anyPercent = fc.option(fc.integer({ min: 0, max: 100 }));

const anyIds = fc.uniqueArray(fc.oneof(anyText, fc.constantFrom("2A004", "a;b,c:d%")), { maxLength: 3 });
const anySiting = fc.record<SitingChoice>({
  aim: fc.constantFrom(...SITING_AIMS),
  candidates: fc.constantFrom(...SITING_CANDIDATES),
  share: fc.integer({ min: 1, max: 100 }),
  exact: fc.boolean(),
  forced: anyIds,
  forbidden: anyIds,
});

const anyPlainMapState = fc.record<Omit<AppState, "scenarios" | "shownScenario">>({
  view: fc.constantFrom("map", "print", "annex", "scenarios"),
  scenarioSide: fc.constantFrom(...SCENARIO_SIDES),
  isEmbedded: fc.constant(false),
  territory: anyRef,
  minutes: fc.integer({ min: MIN_MINUTES, max: MAX_MINUTES }),
  excluded: fc.subarray<Exclusion>([...EXCLUSIONS]),
  openOn: fc.option(fc.constantFrom("samedi", "mardi-17h30", "lundi-matin", "apres-17h", "12h-14h")),
  asOf: fc.option(fc.constantFrom("2020-01-01", "2024-08-01")),
  siteCount: fc.integer({ min: 1, max: MOST_SITES }),
  siting: fc.option(anySiting),
  minRealisation: anyPercent,
  minNoRedirection: anyPercent,
  compareTo: fc.option(anyRef),
  shading: fc.constantFrom("cells", "territories"),
  ground: fc.constantFrom("trente", "ign"),
  selection: fc.option(fc.record<Selection>({ kind: fc.constantFrom("structure", "gap"), id: anyText })),
  origin: fc.option(
    fc.record({ lon: anyDegrees(180), lat: anyDegrees(90), label: fc.string({ unit: "grapheme" }) }),
  ),
  table: fc.option(fc.stringMatching(/^[a-z]{1,20}$/)),
});
const anyMapState: fc.Arbitrary<AppState> = fc
  .tuple(anyPlainMapState, anyScenarios)
  .map(([state, scenarios]) => ({ ...state, ...scenarios }));
const anyState = fc.oneof(
  anyMapState,
  anyMapState.map((state): AppState => ({ ...state, view: "map", isEmbedded: true })),
  fc
    .tuple(anyMapState, fc.constantFrom("method", "accessibility"))
    .map(([state, view]): AppState => ({ ...state, view })),
);

describe("the address of a view", () => {
  test("gives back any state that was written to it, whatever the territory is called", () => {
    fc.assert(
      fc.property(anyState, fc.option(anyText), (state, name) => {
        expect(read(writeAddress(state, () => name))).toEqual(state);
      }),
    );
  });

  test("of a document gives back the document", () => {
    for (const view of ["method", "accessibility"] as const) {
      expect(read(writeAddress({ ...PLAIN_STATE, view, minutes: 20 }, noName))).toEqual({
        ...PLAIN_STATE,
        view,
        minutes: 20,
      });
    }
  });

  test("is plain for the plain state", () => {
    expect(writeAddress(PLAIN_STATE, noName)).toBe("/");
    expect(read("/")).toEqual(PLAIN_STATE);
  });

  test("spells the territory and is written in words that the API shares", () => {
    const state: AppState = {
      ...PLAIN_STATE,
      territory: "dep:2A",
      minutes: 20,
      excluded: ["bus", "itinerante"],
      openOn: "samedi",
      compareTo: "reg:94",
      selection: { kind: "gap", id: "zb-1" },
    };
    expect(writeAddress(state, () => "Corse-du-Sud")).toBe(
      "/departement/2a-corse-du-sud?minutes=20&exclure=bus,itinerante&ouvert_le=samedi&comparer=reg:94&zone=zb-1",
    );
  });

  test.each([
    "/?minutes=abc",
    "/?minutes=",
    "/?minutes=-5",
    "/?minutes=1e1",
    "/?exclure=tout",
    "/?structure=",
    "/?au=hier",
    "/?au=2024-02-30",
    "/?au=2999-12-31",
    "/?ouvert_le=rubbish",
    "/?ouvert_le=dimanche",
    "/?comparer=ailleurs",
    "/?implantations=",
    "/?implantations=partout",
    "/?lat=91&lon=2",
    "/?lat=48",
    "/departement",
    "/departement/",
    "/departement/-",
    "/ailleurs/2a",
    "/?territoire=dep:2A",
  ])("falls back on the plain state for %s", (address) => {
    expect(read(address)).toEqual(PLAIN_STATE);
  });

  test("has a question of siting in words that can be read, and takes its defaults where it says nothing", () => {
    const siting: SitingChoice = {
      aim: "part",
      candidates: "grille",
      share: 90,
      exact: true,
      forced: ["2A004"],
      forbidden: ["2A001", "2A006"],
    };
    const address = "/?implantations=part;90;grille;exact;imposer:2A004;interdire:2A001,2A006";
    expect(writeAddress({ ...PLAIN_STATE, siting }, noName)).toBe(address);
    expect(read("/?implantations=couverture;rubbish;interdire:%25;imposer:").siting).toEqual({
      aim: "couverture",
      candidates: "communes",
      share: 95,
      exact: false,
      forced: [],
      forbidden: [],
    });
  });

  test("keeps minutes inside the slider", () => {
    expect(read("/?minutes=1").minutes).toBe(MIN_MINUTES);
    expect(read("/?minutes=999").minutes).toBe(MAX_MINUTES);
  });

  test("has the name of a territory in plain letters after its code", () => {
    expect(slugOf("2A004", "L’Île-Rousse (Corse)")).toBe("2a004-l-ile-rousse-corse");
    expect(slugOf("94", null)).toBe("94");
  });
});

test("kinds left out are named in the same order however they were chosen, so that the tiles have one address", () => {
  expect(excludedWords(["antenne", "bus"])).toEqual(excludedWords(["bus", "antenne"]));
});

describe("a time of the week", () => {
  test.each([
    "lundi",
    "semaine",
    "samedi-matin",
    "lundi-apres-midi",
    "mardi-17h30",
    "jeudi-12h-14h",
    "apres-17h",
    "9:05",
  ])("%s is taken, as the API takes it", (text) => {
    expect(readOpeningWindow(text)).not.toBeNull();
    expect(read(`/?ouvert_le=${text}`).openOn).toBe(text);
  });

  test.each(["dimanche", "midi", "lundi-midi", "lundi-mardi", "samedi-", "-matin", "17", "le samedi"])(
    "%s is none, for the API neither",
    (text) => {
      expect(readOpeningWindow(text)).toBeNull();
      expect(read(`/?ouvert_le=${encodeURIComponent(text)}`).openOn).toBeNull();
    },
  );
});
