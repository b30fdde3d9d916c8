import { describe, expect, test, vi } from "vitest";

import { countedSentence, countedWords } from "../../../web/src/coverage/counted-words.ts";

const ALL = { excluded: [], openOn: null, asOf: null, minRealisation: null, minNoRedirection: null };

describe("the choice of structures in words", () => {
  test("is nothing where all count", () => {
    expect(countedWords(ALL)).toBe("");
    expect(countedSentence(ALL)).toBe("");
  });

  test("names each part of the choice, in one order", () => {
    expect(
      countedWords({
        ...ALL,
        excluded: ["antenne", "bus", "itinerante"],
        openOn: "samedi",
        asOf: "2024-08-01",
      }),
    ).toBe("ouvertes le samedi, sans bus ni équipes itinérantes, sans antennes, réseau au 1er août 2024");
    expect(countedSentence({ ...ALL, excluded: ["antenne"] })).toBe("Structures comptées : sans antennes.");
  });

  test("names what is left out of a kind, and kinds that no switch has", () => {
    expect(countedWords({ ...ALL, excluded: ["multisite", "bus"] })).toBe("sans bus, sans multisites");
  });

  test("names the least quality of service", () => {
    const said = countedWords({ ...ALL, minNoRedirection: 80, minRealisation: 90, openOn: "samedi" });
    expect(said.replaceAll("\u202f", " ")).toBe(
      "ouvertes le samedi, traitant au moins 80 % des demandes sans réorientation, réalisant au moins 90 % des démarches demandées",
    );
  });

  test("takes any window that the API takes, and quotes what it does not know", () => {
    const said = (openOn: string): string => countedWords({ ...ALL, openOn }).replaceAll("\u00a0", " ");
    expect(said("semaine")).toBe("ouvertes en semaine");
    expect(said("apres-17h")).toBe("ouvertes en semaine après 17 h");
    expect(said("apres-midi")).toBe("ouvertes en semaine l’après-midi");
    expect(said("samedi-matin")).toBe("ouvertes le samedi matin");
    expect(said("mardi-17:30")).toBe("ouvertes le mardi à 17 h 30");
    expect(said("jeudi-12h-14h")).toBe("ouvertes le jeudi entre 12 h et 14 h");
    expect(said("jeudi-jamais")).toBe("ouvertes « jeudi-jamais »");
    expect(countedWords({ ...ALL, openOn: "dimanche" })).toContain("dimanche");
  });

  test("is said in English too", async () => {
    vi.resetModules();
    vi.stubGlobal("location", { search: "?lang=en" });
    const english = await import("../../../web/src/coverage/counted-words.ts");
    vi.unstubAllGlobals();
    expect(
      english.countedWords({
        ...ALL,
        excluded: ["bus", "itinerante"],
        openOn: "samedi-matin",
        asOf: "2024-08-01",
      }),
    ).toBe("open on Saturdays before noon, without buses or itinerant teams, network on 1 August 2024");
    expect(english.countedWords({ ...ALL, openOn: "lundi-17h30" })).toBe("open on Mondays at 17:30");
  });
});
