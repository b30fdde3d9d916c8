import { describe, expect, test } from "vitest";

import { editsOfFields } from "../../../server/scenarios/scenario-body.ts";
import type { SavedScenario } from "../../../server/schemas/saved-scenario-answers.ts";
import { formatScenario } from "../../../server/scenarios/scenario-text.ts";
import { hoursWord, spansText } from "../../../web/src/scenario/hours-text.ts";
import {
  readScenarioFile,
  textOfModifications,
  writeScenarioFile,
} from "../../../web/src/scenario/scenario-file.ts";

const HERE = { territoire: "france", minutes: 30 };

describe("a scenario's file", () => {
  const words = [
    "ajouter:8.73,41.92,Maison%20%C3%A0%20C",
    "ajouter:8.8,41.9",
    "fermer:a%3Bb",
    "deplacer:12:8.7,41.9",
    "modifier:13:type=antenne,format=bus,horaires=lundi_9h-12h_14h-17h30/samedi_9h-12h",
    "modifier:14:horaires=",
  ];

  test("is what the server takes, edit by edit", () => {
    const file = JSON.parse(writeScenarioFile("Nord", words, HERE)) as SavedScenario;
    expect(file.nom).toBe("Nord");
    const { modifications } = file;
    expect(textOfModifications(modifications)).toBe(words.join(";"));
    expect(formatScenario(editsOfFields({ modifications })).split(";")).toEqual(words);
  });

  test("is read back", () => {
    const file = readScenarioFile(writeScenarioFile(" Nord ", ["fermer:1"], HERE));
    expect(file).toEqual({ name: "Nord", edits: { modifications: [{ fermer: "1" }] } });
    expect(readScenarioFile('{"scenario":"fermer:1"}')).toEqual({
      name: "",
      edits: { scenario: "fermer:1" },
    });
  });

  test("is told from what is none", () => {
    expect(readScenarioFile("{")).toBeNull();
    for (const text of ["[]", "null", "3", '{"modifications":{}}'])
      expect(readScenarioFile(text)?.edits).toBeNull();
  });
});

describe("typed hours", () => {
  test("are the grammar's words", () => {
    expect(hoursWord(["9h-12h 14h-17h30", "", "", "", "", " 9H - 12h "])).toEqual({
      word: "lundi_9h-12h_14h-17h30/samedi_9h-12h",
    });
    expect(hoursWord(["", "", "", "", "", ""])).toEqual({ word: "" });
    expect(hoursWord(["9h-12h, 14:00-17:30"])).toEqual({ word: "lundi_9h-12h_14h-17h30" });
  });

  test("name the first day that cannot be read", () => {
    expect(hoursWord(["9h-12h", "le matin", "?"])).toEqual({ badDay: 1 });
  });

  test("are typed as they are known", () => {
    expect(
      spansText([
        { start: 540, end: 720 },
        { start: 840, end: 1050 },
      ]),
    ).toBe("9h-12h 14h-17h30");
    expect(spansText(null)).toBe("");
  });
});
