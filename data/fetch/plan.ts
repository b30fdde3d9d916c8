import type { TerritoryRef } from "../../isochrones/model/territory.ts";
import { plainKey } from "../plain-key.ts";
import { DEPARTEMENT_PLACES, isOverseas, WITHOUT_GRID } from "./departements.ts";
import { readPlaces } from "./places.ts";
import { fetchSource, type FetchSource } from "./sources.ts";

/** A word that names no territory. */
export class UnknownTerritory extends Error {
  override readonly name = "UnknownTerritory";
  readonly word: string;
  /** What could have been meant. */
  readonly known: readonly string[];

  constructor(word: string, known: readonly string[]) {
    super(`territory "${word}": unknown`);
    this.word = word;
    this.known = known;
  }
}

/** Which files some territories take. */
export interface FetchPlan {
  /** As they were typed. */
  readonly words: readonly string[];
  /** Codes, ascending. */
  readonly departements: readonly string[];
  /** `dep:2A`, or `france` alone. */
  readonly territories: readonly TerritoryRef[];
  /** The list, the grid, the outlines, then roads by the name of their extract. */
  readonly sources: readonly FetchSource[];
  /** What is to be known before, in French, one sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Words to files: `2A`, `dep:2A`, `974`, `reg:94`, the name of a région or a département, `france`.
 *
 * Roads are those of the extracts that hold the départements, and of those that hold what lies within thirty
 * minutes of them, beyond borders of régions and of the country: else the cells near a border would seem far.
 *
 * @throws UnknownTerritory
 */
export function planFetch(words: readonly string[]): FetchPlan {
  const departements = [...new Set(words.flatMap(departementsOf))].sort(byCode);
  const isFrance = departements.length === DEPARTEMENT_PLACES.size;
  const extracts = isFrance ? extractsOfFrance() : extractsAround(departements);
  const hasGrid = departements.some((code) => !WITHOUT_GRID.has(code));
  return {
    words,
    departements,
    territories: isFrance ? ["france"] : departements.map((code) => `dep:${code}`),
    sources: [
      fetchSource("structures"),
      ...(hasGrid ? [fetchSource("population")] : []),
      fetchSource("communes"),
      ...[...extracts].sort().map((extract) => fetchSource(`osm/${extract}`)),
    ],
    remarks: remarksOn(departements),
  };
}

/** @throws UnknownTerritory */
function departementsOf(word: string): readonly string[] {
  const { regions, departements } = readPlaces();
  const all = [...DEPARTEMENT_PLACES.keys()];
  const [, prefix, rest] = /^(?:(dep|reg):)?(.+)$/iu.exec(word.trim()) ?? [];
  const kind = prefix?.toLowerCase();
  const key = plainKey(rest ?? "");
  if (kind === undefined && key === "france") return all;
  // The postal code of Corsica is that of no département; what is spelt like it is none that was meant.
  if (key === "20" && kind !== "reg") throw new UnknownTerritory(word, kind === "dep" ? ["dep:2A"] : ["2A"]);
  // 2a and 1 are typed as often as 2A and 01.
  const code = key.toUpperCase().padStart(2, "0");
  if (kind !== "reg") {
    const named = departements.find((one) => one.code === code || isNamed(one, key));
    if (named !== undefined) return [named.code];
  }
  if (kind !== "dep") {
    const named = regions.find((one) => isNamed(one, key) || (kind === "reg" && one.code === code));
    if (named !== undefined) {
      return departements.filter(({ region }) => region === named.code).map((one) => one.code);
    }
  }
  throw new UnknownTerritory(word, knownWords(kind));
}

/** La Réunion is called Réunion as often. */
function isNamed({ name }: { readonly name: string }, key: string): boolean {
  const own = plainKey(name);
  return own === key || own === `la_${key}`;
}

function knownWords(kind: string | undefined): string[] {
  const { regions, departements } = readPlaces();
  if (kind === "dep") return departements.map(({ code }) => `dep:${code}`);
  if (kind === "reg") return regions.map(({ code }) => `reg:${code}`);
  const names = [...regions, ...departements].map(({ name }) => name.toLowerCase());
  return ["france", ...new Set(names), ...departements.map(({ code }) => code)];
}

/** In one piece, with what lies beyond its borders; its extract leaves the overseas départements out. */
function extractsOfFrance(): Set<string> {
  const extracts = new Set(["france"]);
  for (const { code, extract, foreign } of DEPARTEMENT_PLACES.values()) {
    if (isOverseas(code)) extracts.add(extract);
    for (const one of foreign) extracts.add(one);
  }
  return extracts;
}

function extractsAround(departements: readonly string[]): Set<string> {
  const extracts = new Set<string>();
  for (const code of departements) {
    const place = DEPARTEMENT_PLACES.get(code);
    if (place === undefined) continue;
    extracts.add(place.extract);
    for (const near of place.near) extracts.add(DEPARTEMENT_PLACES.get(near)?.extract ?? place.extract);
    for (const foreign of place.foreign) extracts.add(foreign);
  }
  return extracts;
}

function remarksOn(departements: readonly string[]): string[] {
  const { departements: all } = readPlaces();
  const without = departements.filter((code) => WITHOUT_GRID.has(code));
  if (without.length === 0) return [];
  const names = without.map((code) => all.find((one) => one.code === code)?.name ?? code);
  return [
    `Les carreaux de l’Insee ne couvrent pas ${names.join(", ")} : on y aura les routes, les structures et les ` +
      `communes, sans population ni taux de couverture.`,
  ];
}

/** 2A and 2B between 19 and 21, three digits last. */
function byCode(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
