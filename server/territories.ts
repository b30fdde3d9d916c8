import { territoryRef } from "../isochrones/accessibility/territories.ts";
import type { Commune, Territory, TerritoryKind } from "../isochrones/model/territory.ts";
import type { ListedTerritory } from "./schemas/answers.ts";

/** Wider territories first among equally good matches. */
const KIND_ORDER: Readonly<Record<TerritoryKind, number>> = {
  france: 0,
  region: 1,
  departement: 2,
  epci: 3,
  commune: 4,
};

/** A territory with the reference that names it in addresses. */
export function listTerritory(territory: Territory): ListedTerritory {
  return { ref: territoryRef(territory), ...territory };
}

/**
 * A name as people type it: without accents, capitals, hyphens and apostrophes, `St` for `Saint`.
 */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim()
    .replaceAll(/\bst(e?)\b/g, "saint$1");
}

/** Finds territories by name, code or postcode, best match first. Prepared once per study. */
export class TerritorySearch {
  readonly #entries: readonly SearchEntry[];

  constructor(territories: readonly Territory[], communes: readonly Commune[]) {
    const communeByCode = new Map(communes.map((commune) => [commune.code, commune]));
    this.#entries = territories.map((territory) => {
      const commune = territory.kind === "commune" ? communeByCode.get(territory.code) : undefined;
      return {
        territory,
        name: plainName(territory.name),
        codes: [
          territory.code.toLowerCase(),
          territoryRef(territory).toLowerCase(),
          ...(commune?.postcodes ?? []),
        ],
        people: commune?.legalPopulation ?? 0,
      };
    });
  }

  /** @param text empty for all; @param kind null for any */
  find(text: string, kind: TerritoryKind | null): Territory[] {
    const sought = plainName(text);
    const soughtCode = text.trim().toLowerCase();
    return this.#entries
      .filter(({ territory }) => kind === null || territory.kind === kind)
      .map((entry) => ({ entry, rank: soughtCode === "" ? 0 : matchRank(entry, sought, soughtCode) }))
      .filter(({ rank }) => rank !== null)
      .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || compareEntries(a.entry, b.entry))
      .map(({ entry }) => entry.territory);
  }
}

interface SearchEntry {
  readonly territory: Territory;
  readonly name: string;
  readonly codes: readonly string[];
  readonly people: number;
}

/** 0 is best, null no match. */
function matchRank({ name, codes }: SearchEntry, sought: string, soughtCode: string): number | null {
  if (codes.includes(soughtCode)) return 0;
  if (sought === "") return null;
  if (name === sought) return 1;
  if (name.startsWith(sought)) return 2;
  if (` ${name}`.includes(` ${sought}`)) return 3;
  return name.includes(sought) ? 4 : null;
}

function compareEntries(a: SearchEntry, b: SearchEntry): number {
  return (
    KIND_ORDER[a.territory.kind] - KIND_ORDER[b.territory.kind] ||
    b.people - a.people ||
    a.name.localeCompare(b.name, "fr") ||
    (a.territory.code < b.territory.code ? -1 : 1)
  );
}
