import { editRefusal, MOST_EDITS } from "../../isochrones/accessibility/edits.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { StructureEdit } from "../../isochrones/model/structure.ts";
import { SCENARIO_EXPECTED, STRUCTURE_FORMATS, STRUCTURE_TYPES } from "../schemas/parameters.ts";
import { readHours } from "./edit-hours.ts";
import { nameOf, parseScenario, placeOf } from "./scenario-text.ts";

const EDIT_EXPECTED =
  "l’une de { ajouter: { lon, lat, nom? } }, { fermer: id }, { deplacer: { id, lon, lat } }, { modifier: { id, type?, format?, horaires? } }";
const MOST_ID_CHARS = 60;
/** Half a character, which no address can hold. */
const LONE_SURROGATE = /\p{Surrogate}/u;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The edits of a body, from its `modifications` or its `scenario`, the text of an address. Throws `RequestError` where both or
 * none are given, and that says which edit cannot be read, and why.
 */
export function editsOfFields({ modifications, scenario }: Fields): StructureEdit[] {
  if (scenario === undefined) return editsOfBody(modifications);
  if (modifications !== undefined) {
    throw new RequestError(
      "scenario.invalid",
      "scenario",
      "Les champs « modifications » et « scenario » disent la même chose : attendu l’un des deux.",
    );
  }
  if (typeof scenario === "string") return parseScenario(scenario);
  throw new RequestError(
    "scenario.invalid",
    "scenario",
    `Reçu un champ « scenario » qui n’est pas un texte, attendu ${SCENARIO_EXPECTED}.`,
  );
}

/** The edits of a list. Throws `RequestError` that says which one cannot be read, and why. */
export function editsOfBody(list: unknown): StructureEdit[] {
  if (!Array.isArray(list)) {
    throw new RequestError(
      "scenario.invalid",
      "modifications",
      "Le champ « modifications » est nécessaire : une liste de modifications, vide si rien ne change ; ou le champ « scenario », le texte d’une adresse.",
    );
  }
  if (list.length > MOST_EDITS) {
    throw new RequestError(
      "scenario.too_many",
      "modifications",
      `Le scénario a ${list.length} modifications, attendu ${MOST_EDITS} au plus.`,
    );
  }
  return list.map((item: unknown, index) => editOf(item, index));
}

function editOf(item: unknown, index: number): StructureEdit {
  const refuse = (what: string): RequestError => editRefusal("scenario.invalid", index, what);
  const entries = isFields(item) ? Object.entries(item) : [];
  if (entries.length !== 1) throw refuse(`attendu ${EDIT_EXPECTED}`);
  const [[action, value]] = entries;
  if (action === "fermer") return { kind: "close", id: idOf(value, refuse) };
  if (!isFields(value)) throw refuse(`attendu ${EDIT_EXPECTED}`);
  switch (action) {
    case "ajouter":
      only(value, ["lon", "lat", "nom"], refuse);
      return { kind: "open", ...pointOf(value, refuse), name: openedName(value["nom"], refuse) };
    case "deplacer":
      only(value, ["id", "lon", "lat"], refuse);
      return { kind: "move", id: idOf(value["id"], refuse), ...pointOf(value, refuse) };
    case "modifier":
      only(value, ["id", "type", "format", "horaires"], refuse);
      return modificationOf(value, refuse);
    default:
      throw refuse(`attendu ${EDIT_EXPECTED}`);
  }
}

type Refuse = (what: string) => RequestError;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function only(fields: Fields, known: readonly string[], refuse: Refuse): void {
  const other = Object.keys(fields).find((name) => !known.includes(name));
  if (other !== undefined) {
    throw refuse(`champ « ${other.slice(0, MOST_ID_CHARS)} » inconnu, attendu ${known.join(", ")}`);
  }
}

function idOf(value: unknown, refuse: Refuse): string {
  const id = typeof value === "number" ? String(value) : value;
  if (typeof id === "string" && id !== "" && id.length <= MOST_ID_CHARS && !LONE_SURROGATE.test(id))
    return id;
  throw refuse(`attendu l’identifiant d’une structure, un texte d’au plus ${MOST_ID_CHARS} caractères`);
}

function pointOf({ lon, lat }: Fields, refuse: Refuse): { readonly lon: number; readonly lat: number } {
  const place = typeof lon === "number" && typeof lat === "number" ? placeOf(lon, lat) : null;
  if (place === null) throw refuse("attendu lon de -180 à 180 et lat de -90 à 90, en degrés");
  return place;
}

function openedName(value: unknown, refuse: Refuse): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw refuse("attendu un texte pour « nom »");
  return nameOf(value);
}

function modificationOf(value: Fields, refuse: Refuse): StructureEdit {
  const { type: typeWord, format: formatWord, horaires } = value;
  const id = idOf(value["id"], refuse);
  const type = STRUCTURE_TYPES.find((known) => known === typeWord);
  const format = STRUCTURE_FORMATS.find((known) => known === formatWord);
  if (typeWord !== undefined && type === undefined)
    throw refuse(`attendu pour « type » l’un de ${STRUCTURE_TYPES.join(", ")}`);
  if (formatWord !== undefined && format === undefined)
    throw refuse(`attendu pour « format » l’un de ${STRUCTURE_FORMATS.join(", ")}`);
  const openingHours = horaires === undefined ? undefined : hoursOf(horaires);
  if (openingHours === null) {
    throw refuse(
      'attendu pour « horaires » des plages par jour de lundi à samedi, comme { lundi: ["9h-12h", "14h-17h30"] }, sans recouvrement',
    );
  }
  if (type === undefined && format === undefined && openingHours === undefined)
    throw refuse("rien à modifier, attendu type, format ou horaires");
  return {
    kind: "modify",
    id,
    ...(type !== undefined && { type }),
    ...(format !== undefined && { format }),
    ...(openingHours !== undefined && { openingHours }),
  };
}

function hoursOf(value: unknown): ReturnType<typeof readHours> {
  if (!isFields(value)) return null;
  const days: [string, string[]][] = [];
  for (const [day, spans] of Object.entries(value)) {
    if (!Array.isArray(spans) || !spans.every((span): span is string => typeof span === "string"))
      return null;
    days.push([day, spans]);
  }
  return readHours(days);
}
