import { territoryRef } from "../isochrones/accessibility/territories.ts";
import type { Commune, Territory, TerritoryKind } from "../isochrones/model/territory.ts";
import { NameIndex } from "./names/name-index.ts";
import { plainName } from "./names/plain-name.ts";
import type { ListedTerritory } from "./schemas/answers.ts";

/** Wider territories first among equally good matches. */
const KIND_ORDER: Readonly<Record<TerritoryKind, number>> = {
  france: 0,
  region: 1,
  departement: 2,
  epci: 3,
  commune: 4,
};

const FRENCH = new Intl.Collator("fr");

/** A territory with the reference that names it in addresses. */
export function listTerritory(territory: Territory): ListedTerritory {
  return { ref: territoryRef(territory), ...territory };
}

/** Finds territories by name, code or postcode, best match first. Prepared once per study. */
export class TerritorySearch {
  /** In the order of equally good matches. */
  readonly #territories: readonly Territory[];
  readonly #names: NameIndex;
  /** Territories by each of their codes, lower case. */
  readonly #byCode = new Map<string, number[]>();

  constructor(territories: readonly Territory[], communes: readonly Commune[]) {
    const communeByCode = new Map(communes.map((commune) => [commune.code, commune]));
    const communeOf = ({ kind, code }: Territory): Commune | undefined =>
      kind === "commune" ? communeByCode.get(code) : undefined;
    const entries = territories
      .map((territory) => ({
        territory,
        name: plainName(territory.name),
        people: communeOf(territory)?.legalPopulation ?? 0,
      }))
      .sort(compareEntries);
    this.#territories = entries.map(({ territory }) => territory);
    this.#names = new NameIndex(entries.map(({ name }) => name));
    for (const [i, territory] of this.#territories.entries()) {
      const codes = [territory.code, territoryRef(territory), ...(communeOf(territory)?.postcodes ?? [])];
      for (const code of codes) this.#addCode(code.toLowerCase(), i);
    }
  }

  #addCode(code: string, territory: number): void {
    const known = this.#byCode.get(code);
    if (known === undefined) this.#byCode.set(code, [territory]);
    else known.push(territory);
  }

  /**
   * First those with that code, then by name: the same, one that begins so, one with a word that does, and the rest.
   *
   * @param text empty for all; @param kind null for any
   */
  find(text: string, kind: TerritoryKind | null): Territory[] {
    return this.#places(text)
      .map((place) => this.#territories[place])
      .filter((territory) => kind === null || territory.kind === kind);
  }

  #places(text: string): number[] {
    const soughtCode = text.trim().toLowerCase();
    if (soughtCode === "") return [...this.#territories.keys()];
    // A set keeps the order of first addition: the best of several ways to match.
    const places = new Set(this.#byCode.get(soughtCode));
    const sought = plainName(text);
    if (sought !== "") {
      const { exact, beginning, word } = this.#names.find(sought);
      for (const matches of [exact, beginning, word, this.#names.findInside(sought)]) {
        for (const place of matches) places.add(place);
      }
    }
    return [...places];
  }
}

interface SearchEntry {
  readonly territory: Territory;
  readonly name: string;
  readonly people: number;
}

function compareEntries(a: SearchEntry, b: SearchEntry): number {
  return (
    KIND_ORDER[a.territory.kind] - KIND_ORDER[b.territory.kind] ||
    b.people - a.people ||
    FRENCH.compare(a.name, b.name) ||
    (a.territory.code < b.territory.code ? -1 : 1)
  );
}
