import { describe, expect, test } from "vitest";

import { titleOf } from "../../web/src/app/title-text.ts";
import type { TitleData } from "../../web/src/app/title-text.ts";

const NOTHING: TitleData = { place: null, report: null, isPlaceUnknown: false };
const REPORT: TitleData["report"] = {
  territory: { kind: "departement", code: "2A", name: "Corse-du-Sud" },
  population: 1_000,
  curve: [
    { minutes: 20, share: 0.9104 },
    { minutes: 30, share: 0.982 },
  ],
};

describe("the title of the window", () => {
  test("is the figure at the minutes of the state", () => {
    const data = { ...NOTHING, report: REPORT };
    expect(titleOf({ view: "map", minutes: 30 }, data, "Corse")).toBe(
      "Corse-du-Sud : 98,2\u202f% à 30\u00a0min – Trente",
    );
    expect(titleOf({ view: "map", minutes: 20 }, data, "Corse")).toContain("91,0\u202f% à 20\u00a0min");
  });

  test("names the data until the territory is known", () => {
    expect(titleOf({ view: "map", minutes: 30 }, NOTHING, "Corse")).toBe("Corse – Trente");
  });

  test("claims no figure where nobody lives", () => {
    const report = { ...REPORT, population: 0 };
    expect(titleOf({ view: "map", minutes: 30 }, { ...NOTHING, report }, "Corse")).toBe(
      "Corse-du-Sud – Trente",
    );
  });

  test("says which document is open, and of which territory it speaks", () => {
    const data = { ...NOTHING, report: REPORT };
    expect(titleOf({ view: "method", minutes: 30 }, data, "Corse")).toBe(
      "Méthode et qualité – Corse-du-Sud – Trente",
    );
    expect(titleOf({ view: "accessibility", minutes: 30 }, data, "Corse")).toBe("Accessibilité – Trente");
  });

  test("says that a territory is unknown", () => {
    const data = { ...NOTHING, isPlaceUnknown: true };
    expect(titleOf({ view: "map", minutes: 30 }, data, "Corse")).toBe("Territoire inconnu – Trente");
  });
});
