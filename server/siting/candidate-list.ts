import type { CandidateChoice } from "../../data/siting/choose-candidates.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { Candidate } from "../../isochrones/model/siting.ts";
import { placeOf } from "../scenarios/scenario-text.ts";
import { invalidParameter } from "../validation.ts";

/** So many places may be sent. */
export const MOST_CANDIDATES = 50_000;
const MOST_NAME_CHARS = 200;
const GRID_KILOMETERS = [1, 200] as const;
const EXPECTED = "« communes », { grille_km: 5 } ou une liste de lieux { lon, lat, id?, nom?, code_insee? }";
const FIELDS: readonly string[] = ["id", "nom", "lon", "lat", "code_insee"];
const COMMUNE_CODE = /^[0-9][0-9AB][0-9]{3}$/;

/** What `candidats` names. Throws `RequestError` that says which place cannot be read, and why. */
export function readCandidateField(value: unknown): CandidateChoice {
  if (value === undefined || value === "communes") return { kind: "communes" };
  if (Array.isArray(value)) return { kind: "list", candidates: readPlaces(value) };
  if (typeof value !== "object" || value === null) throw invalidParameter("candidats", value, EXPECTED);
  const [[name, kilometers] = [], ...others] = Object.entries(value) as [string, unknown][];
  if (name !== "grille_km" || others.length > 0) throw invalidParameter("candidats", value, EXPECTED);
  const [least, most] = GRID_KILOMETERS;
  if (typeof kilometers === "number" && kilometers >= least && kilometers <= most) {
    return { kind: "grid", kilometers };
  }
  const expected = `pour « grille_km » un nombre de kilomètres, de ${least} à ${most}`;
  throw invalidParameter("candidats", kilometers, expected);
}

export function tooManyCandidates(field: string, count: number): RequestError {
  const detail = `« ${field} » : reçu ${count} lieux, attendu ${MOST_CANDIDATES} au plus.`;
  return new RequestError("siting.too_many", field, detail);
}

function readPlaces(list: readonly unknown[]): Candidate[] {
  if (list.length > MOST_CANDIDATES) throw tooManyCandidates("candidats", list.length);
  const known = new Set<string>();
  return list.map((item, index) => {
    const candidate = readPlace(item, index);
    if (known.has(candidate.id)) throw refusal(index, `l’identifiant « ${candidate.id} » est déjà pris`);
    known.add(candidate.id);
    return candidate;
  });
}

function readPlace(item: unknown, index: number): Candidate {
  if (typeof item !== "object" || item === null || Array.isArray(item)) {
    throw refusal(index, "attendu { lon, lat, id?, nom?, code_insee? }");
  }
  const place = item as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(place).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) {
    throw refusal(index, `champ « ${unknown.slice(0, 60)} » inconnu, attendu ${FIELDS.join(", ")}`);
  }
  const { lon, lat, code_insee: code } = place;
  const point = typeof lon === "number" && typeof lat === "number" ? placeOf(lon, lat) : null;
  if (point === null) throw refusal(index, "attendu lon de -180 à 180 et lat de -90 à 90, en degrés");
  if (code !== undefined && code !== null && !(typeof code === "string" && COMMUNE_CODE.test(code))) {
    throw refusal(index, "attendu pour « code_insee » le code d’une commune, comme 2A004");
  }
  const given = place["id"];
  const id = textOf(typeof given === "number" ? String(given) : given, "id", index);
  const name = textOf(place["nom"], "nom", index);
  return {
    id: id ?? name ?? String(index + 1),
    name: name ?? id ?? `lieu ${index + 1}`,
    ...point,
    communeCode: typeof code === "string" ? code : null,
  };
}

function textOf(value: unknown, field: string, index: number): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string" && value.length <= MOST_NAME_CHARS) {
    return value.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
  }
  throw refusal(index, `attendu pour « ${field} » un texte d’au plus ${MOST_NAME_CHARS} caractères`);
}

function refusal(index: number, what: string): RequestError {
  const place = `candidats[${index}]`;
  return new RequestError("siting.invalid", place, `« ${place} » : ${what}.`);
}
