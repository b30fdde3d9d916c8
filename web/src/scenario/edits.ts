import type { StructureFormat, StructureType } from "../../../isochrones/model/structure.ts";

/** One edit of the public grammar, taken apart. */
export type Edit =
  | { readonly action: "ajouter"; readonly lon: number; readonly lat: number; readonly name: string }
  | { readonly action: "fermer"; readonly id: string }
  | { readonly action: "deplacer"; readonly id: string; readonly lon: number; readonly lat: number }
  | ({ readonly action: "modifier"; readonly id: string } & Modification);

/** What is otherwise; what is absent stays. */
export interface Modification {
  readonly type?: StructureType;
  readonly format?: StructureFormat;
  /** As the grammar has them: `lundi_9h-12h_14h-17h/samedi_9h-12h`; empty for one that never opens. */
  readonly hours?: string;
}

/** Degrees are written to a tenth of a metre. */
const PLACE_DIGITS = 6;

/** Before the id of a scenario that the server keeps. */
const KEPT = "enregistre:";

/** The edits of a text, a word each. */
export function wordsOf(text: string): string[] {
  return text === "" ? [] : text.split(";");
}

/** The id of a scenario that the server keeps; null for a text of edits. */
export function keptId(text: string): string | null {
  return text.startsWith(KEPT) ? text.slice(KEPT.length) : null;
}

/** The text of a scenario that the server keeps. */
export function keptText(id: string): string {
  return KEPT + id;
}

/** An edit as the API takes it. */
export function writeEdit(edit: Edit): string {
  switch (edit.action) {
    case "ajouter": {
      const name = edit.name === "" ? "" : `,${encodeURIComponent(edit.name)}`;
      return `ajouter:${placeWord(edit)}${name}`;
    }
    case "fermer":
      return `fermer:${encodeURIComponent(edit.id)}`;
    case "deplacer":
      return `deplacer:${encodeURIComponent(edit.id)}:${placeWord(edit)}`;
    case "modifier": {
      const { id, type, format, hours } = edit;
      const parts = [
        ...(type === undefined ? [] : [`type=${type}`]),
        ...(format === undefined ? [] : [`format=${format}`]),
        ...(hours === undefined ? [] : [`horaires=${hours}`]),
      ];
      return `modifier:${encodeURIComponent(id)}:${parts.join(",")}`;
    }
  }
}

/** null for a word that only the server can judge. */
export function readEdit(word: string): Edit | null {
  const [action, first = "", second = ""] = word.trim().split(":");
  if (action === "ajouter") {
    const [lon = "", lat = "", name = ""] = first.split(",");
    const plain = decoded(name);
    return plain === null ? null : withPlace(lon, lat, (place) => ({ action, ...place, name: plain }));
  }
  const id = decoded(first);
  if (id === null || id === "") return null;
  if (action === "fermer") return { action, id };
  if (action === "deplacer") {
    const [lon = "", lat = ""] = second.split(",");
    return withPlace(lon, lat, (place) => ({ action, id, ...place }));
  }
  return action === "modifier" ? { action, id, ...readModification(second) } : null;
}

/**
 * The words with one more edit. What it contradicts makes way for it: a structure is closed, moved or changed, and only a move
 * and a change go together; the newer change is added to the older one.
 */
export function withEdit(words: readonly string[], edit: Edit): string[] {
  if (edit.action === "ajouter") return [...words, writeEdit(edit)];
  const known = words.map((word) => ({ word, read: readEdit(word) }));
  const former = known.find(({ read }) => read?.action === "modifier" && read.id === edit.id)?.read;
  const merged = edit.action === "modifier" && former?.action === "modifier" ? { ...former, ...edit } : edit;
  const stays = ({ read }: { readonly read: Edit | null }): boolean =>
    read === null || read.action === "ajouter" || read.id !== edit.id || goTogether(read, edit);
  return [...known.filter(stays).map(({ word }) => word), writeEdit(merged)];
}

function goTogether(one: Edit, other: Edit): boolean {
  const actions = [one.action, other.action];
  return actions.includes("deplacer") && actions.includes("modifier");
}

function placeWord({ lon, lat }: { readonly lon: number; readonly lat: number }): string {
  return `${degreesWord(lon)},${degreesWord(lat)}`;
}

/** Never with an exponent, and without zeros at the end. */
function degreesWord(degrees: number): string {
  return degrees
    .toFixed(PLACE_DIGITS)
    .replace(/\.?0+$/, "")
    .replace(/^-0$/, "0");
}

function withPlace<T>(lon: string, lat: string, make: (place: { lon: number; lat: number }) => T): T | null {
  const place = { lon: Number(lon), lat: Number(lat) };
  const isPlace = lon !== "" && lat !== "" && Number.isFinite(place.lon) && Number.isFinite(place.lat);
  return isPlace ? make(place) : null;
}

function readModification(text: string): Modification {
  const values = new Map(
    text.split(",").map((part): [string, string] => {
      const [name = "", value = ""] = part.split("=");
      return [name, value];
    }),
  );
  const [type, format, hours] = [values.get("type"), values.get("format"), values.get("horaires")];
  return {
    ...(type !== undefined && { type: type as StructureType }),
    ...(format !== undefined && { format: format as StructureFormat }),
    ...(hours !== undefined && { hours }),
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
