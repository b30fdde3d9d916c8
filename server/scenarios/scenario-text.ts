import { editWord, PLACE_DIGITS } from "../../isochrones/accessibility/edit-words.ts";
import { MOST_EDITS } from "../../isochrones/accessibility/edits.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { StructureEdit } from "../../isochrones/model/structure.ts";
import { SCENARIO_EXPECTED, STRUCTURE_FORMATS, STRUCTURE_TYPES } from "../schemas/parameters.ts";
import { readHours } from "./edit-hours.ts";

const MOST_NAME_CHARS = 200;
const QUOTED_CHARS = 60;

const DEGREES = /^-?\d{1,3}(?:\.\d{1,15})?$/;

/** A scenario as addresses have it: `parseScenario` reads it back. */
export function formatScenario(edits: readonly StructureEdit[]): string {
  return edits.map(editWord).join(";");
}

/**
 * Reads a scenario of an address; the same edits, however they are spelt, become the same. Whether they fit the structures is
 * for the study to say. Throws `RequestError` that says which edit cannot be read.
 */
export function parseScenario(text: string): StructureEdit[] {
  if (text === "") return [];
  const words = text.split(";");
  if (words.length > MOST_EDITS) {
    throw new RequestError(
      "scenario.too_many",
      "scenario",
      `Le scénario a ${words.length} modifications, attendu ${MOST_EDITS} au plus.`,
    );
  }
  return words.map((word, index) => {
    const edit = parseEdit(word.trim());
    if (edit !== null) return edit;
    const got = word.length > QUOTED_CHARS ? `${word.slice(0, QUOTED_CHARS)}…` : word;
    throw new RequestError(
      "scenario.invalid",
      "scenario",
      `Modification n° ${index + 1} : reçu « ${got} », attendu ${SCENARIO_EXPECTED}.`,
    );
  });
}

/** A place to the precision in which the network has its own; null outside the globe. */
export function placeOf(lon: number, lat: number): { readonly lon: number; readonly lat: number } | null {
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return null;
  // Zero has one sign only, or the same place would have two keys.
  const rounded = (degrees: number): number => Number(degrees.toFixed(PLACE_DIGITS)) + 0;
  return { lon: rounded(lon), lat: rounded(lat) };
}

/** A name as it is kept: none if nothing is in it. */
export function nameOf(text: string): string | null {
  const name = text
    .trim()
    .slice(0, MOST_NAME_CHARS)
    .replaceAll(/\p{Surrogate}/gu, "\uFFFD");
  return name === "" ? null : name;
}

function parseEdit(word: string): StructureEdit | null {
  const [action, first = "", second, ...more] = word.split(":");
  if (more.length > 0 || first === "") return null;
  switch (action) {
    case "ajouter":
      return second === undefined ? parseOpening(first) : null;
    case "fermer": {
      const id = decoded(first);
      return id === null || second !== undefined ? null : { kind: "close", id };
    }
    case "deplacer": {
      const id = decoded(first);
      const parts = (second ?? "").split(",");
      const place = parts.length === 2 ? parsePlace(parts[0], parts[1]) : null;
      return id === null || place === null ? null : { kind: "move", id, ...place };
    }
    case "modifier": {
      const id = decoded(first);
      return id === null || second === undefined ? null : parseModification(id, second);
    }
    default:
      return null;
  }
}

function parseOpening(text: string): StructureEdit | null {
  const [lon, lat = "", name = "", ...more] = text.split(",");
  const place = parsePlace(lon, lat);
  const plain = decoded(name);
  if (place === null || plain === null || more.length > 0) return null;
  return { kind: "open", ...place, name: nameOf(plain) };
}

function parsePlace(lon: string, lat: string): { readonly lon: number; readonly lat: number } | null {
  return DEGREES.test(lon) && DEGREES.test(lat) ? placeOf(Number(lon), Number(lat)) : null;
}

function parseModification(id: string, text: string): StructureEdit | null {
  const values = new Map<string, string>();
  for (const part of text.split(",")) {
    const [name, value = "", ...more] = part.split("=");
    if (more.length > 0 || values.has(name)) return null;
    values.set(name, value);
  }
  const [typeWord, formatWord, hoursWord] = ["type", "format", "horaires"].map((name) => {
    const value = values.get(name);
    values.delete(name);
    return value;
  });
  const type = STRUCTURE_TYPES.find((known) => known === typeWord);
  const format = STRUCTURE_FORMATS.find((known) => known === formatWord);
  const openingHours =
    hoursWord === undefined ? undefined : readHours(hoursWord.split("/").filter(Boolean).map(dayOf));
  const isRead = values.size === 0 && openingHours !== null;
  if (!isRead || (typeWord !== undefined && type === undefined)) return null;
  if (formatWord !== undefined && format === undefined) return null;
  return {
    kind: "modify",
    id,
    ...(type !== undefined && { type }),
    ...(format !== undefined && { format }),
    ...(openingHours !== undefined && { openingHours }),
  };
}

function dayOf(word: string): readonly [day: string, spans: readonly string[]] {
  const [day, ...spans] = word.split("_");
  return [day, spans];
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
