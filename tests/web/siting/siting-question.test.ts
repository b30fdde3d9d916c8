import { describe, expect, test } from "vitest";

import { parseScenario } from "../../../server/scenarios/scenario-text.ts";
import { PLAIN_STATE } from "../../../web/src/app/state.ts";
import type { AppState } from "../../../web/src/app/state.ts";
import { PLAIN_CHOICE, sitesAsEdits, sitingQuestion } from "../../../web/src/siting/siting-question.ts";

const DRAFT = { ...PLAIN_CHOICE, count: 5, csv: null };
const STATE: AppState = { ...PLAIN_STATE, territory: "dep:2A", minutes: 20 };

describe("the question of siting", () => {
  test("is of the territory and the minutes of the page, and plain where nothing else was chosen", () => {
    expect(sitingQuestion(STATE, DRAFT)).toEqual({
      territoire: "dep:2A",
      minutes: 20,
      but: "couverture",
      nombre: 5,
    });
  });

  test("counts the structures that the page counts, percentages as numbers, on top of the scenario shown", () => {
    const scenarios = [{ name: "A", text: "fermer:12" }];
    const all: AppState = {
      ...STATE,
      excluded: ["bus"],
      openOn: "samedi",
      minRealisation: 80,
      minNoRedirection: 70,
      scenarios,
      shownScenario: 0,
    };
    expect(sitingQuestion(all, DRAFT)).toMatchObject({
      exclure: "bus",
      ouvert_le: "samedi",
      realisation_min: 80,
      sans_reorientation_min: 70,
      scenario: "fermer:12",
    });
    expect(sitingQuestion({ ...all, shownScenario: null }, DRAFT)).not.toHaveProperty("scenario");
  });

  test("asks for a share or for a number, never for both", () => {
    const share = sitingQuestion(STATE, { ...DRAFT, aim: "part", share: 90 });
    expect(share).toMatchObject({ part: 90 });
    expect(share).not.toHaveProperty("nombre");
    expect(share).not.toHaveProperty("but");
    expect(sitingQuestion(STATE, { ...DRAFT, aim: "temps-moyen" })).toMatchObject({
      but: "temps-moyen",
      nombre: 5,
    });
  });

  test("names candidates, and those that must and must not open", () => {
    const choice = { ...DRAFT, exact: true, forced: ["2A004"], forbidden: ["2A006"] };
    expect(sitingQuestion(STATE, { ...choice, candidates: "grille" })).toMatchObject({
      candidats: { grille_km: 5 },
      exact: true,
      imposer: ["2A004"],
      interdire: ["2A006"],
    });
    expect(sitingQuestion(STATE, { ...choice, candidates: "fichier", csv: "lon,lat\n9,42" })).toMatchObject({
      candidats_csv: "lon,lat\n9,42",
    });
  });
});

test("sites become edits that the server reads, whatever they are called", () => {
  const names = ["Zonza", "L’Île; aux, moines: 100 %", ""];
  const sites = names.map((name, index) => ({ name, lon: 9.1234567 + index, lat: -21.0000004 }));
  const edits = sitesAsEdits({ sites } as unknown as Parameters<typeof sitesAsEdits>[0]);
  expect(parseScenario(edits.join(";"))).toEqual(
    names.map((name, index) => ({
      kind: "open",
      lon: Number((9.123457 + index).toFixed(6)),
      lat: -21,
      name: name === "" ? null : name,
    })),
  );
});
