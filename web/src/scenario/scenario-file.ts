import type { Modification } from "../../../server/schemas/saved-scenario-answers.ts";
import type { ScenarioEdits, ScenarioQuestion } from "../api/scenarios.ts";
import { readEdit, writeEdit } from "./edits.ts";
import type { Edit } from "./edits.ts";

/** What a file says; the server judges its edits. */
export interface ScenarioFile {
  readonly name: string;
  /** null where there are none. */
  readonly edits: ScenarioEdits | null;
}

/** A scenario as a file, in the form in which the server keeps and answers it. */
export function writeScenarioFile(
  nom: string,
  words: readonly string[],
  { territoire, minutes }: Pick<ScenarioQuestion, "territoire" | "minutes">,
): string {
  const file = { version: 1, nom, territoire, minutes, modifications: words.map(modificationOf) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Edits of a body as addresses have them. */
export function textOfModifications(modifications: readonly Modification[]): string {
  return modifications.map((modification) => writeEdit(editOf(modification))).join(";");
}

function editOf(modification: Modification): Edit {
  if ("ajouter" in modification) {
    const { lon, lat, nom = "" } = modification.ajouter;
    return { action: "ajouter", lon, lat, name: nom };
  }
  if ("fermer" in modification) return { action: "fermer", id: modification.fermer };
  if ("deplacer" in modification) return { action: "deplacer", ...modification.deplacer };
  const { horaires, ...change } = modification.modifier;
  if (horaires === undefined) return { action: "modifier", ...change };
  const days = Object.entries(horaires).filter(([, spans]) => spans.length > 0);
  const hours = days.map(([day, spans]) => [day, ...spans].join("_")).join("/");
  return { action: "modifier", ...change, hours };
}

/** null for what is not JSON. */
export function readScenarioFile(text: string): ScenarioFile | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const fields = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const { nom, modifications, scenario } = fields;
  const name = typeof nom === "string" ? nom.trim() : "";
  if (Array.isArray(modifications)) return { name, edits: { modifications: modifications as unknown[] } };
  return { name, edits: typeof scenario === "string" ? { scenario } : null };
}

function modificationOf(word: string): unknown {
  const edit = readEdit(word);
  switch (edit?.action) {
    case "ajouter": {
      const { lon, lat, name } = edit;
      return { ajouter: { lon, lat, ...(name !== "" && { nom: name }) } };
    }
    case "fermer":
      return { fermer: edit.id };
    case "deplacer": {
      const { id, lon, lat } = edit;
      return { deplacer: { id, lon, lat } };
    }
    case "modifier": {
      const { id, type, format, hours } = edit;
      const horaires = hours === undefined ? undefined : hoursOf(hours);
      return {
        modifier: {
          id,
          ...(type !== undefined && { type }),
          ...(format !== undefined && { format }),
          ...(horaires !== undefined && { horaires }),
        },
      };
    }
    case undefined:
      return word;
  }
}

function hoursOf(hours: string): Record<string, string[]> {
  const days = hours.split("/").filter((day) => day !== "");
  return Object.fromEntries(
    days.map((day): [string, string[]] => {
      const [name = "", ...spans] = day.split("_");
      return [name, spans];
    }),
  );
}
