import type { ScenarioEdits } from "../api/scenarios.ts";
import { readEdit } from "./edits.ts";

/** What a file says; the server judges its edits. */
export interface ScenarioFile {
  readonly name: string;
  /** null where there are none. */
  readonly edits: ScenarioEdits | null;
}

/** A scenario as a file: what `POST /api/v1/scenarios` takes for `modifications`, with its name. */
export function writeScenarioFile(nom: string, words: readonly string[]): string {
  return `${JSON.stringify({ nom, modifications: words.map(modificationOf) }, null, 2)}\n`;
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
