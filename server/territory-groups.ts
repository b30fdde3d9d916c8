import { codeIn, territoryRef } from "../isochrones/accessibility/territories.ts";
import type { Commune, Territory, TerritoryKind } from "../isochrones/model/territory.ts";

/** Kinds of territories, the widest first. */
export const KINDS_BY_WIDTH: readonly TerritoryKind[] = [
  "france",
  "region",
  "departement",
  "epci",
  "commune",
];

/**
 * For each EPCI a commune of the département that has most of its legal population, most of its communes where that does
 * not decide, else the first by code. O(communes).
 */
export function mainCommunesOfEpci(communes: readonly Commune[]): ReadonlyMap<string, Commune> {
  const shares = new Map<string, Map<string, DepartementShare>>();
  for (const commune of communes) {
    const { epciCode, departementCode, legalPopulation } = commune;
    if (epciCode === null) continue;
    const ofEpci = shares.get(epciCode) ?? new Map<string, DepartementShare>();
    shares.set(epciCode, ofEpci);
    const share = ofEpci.get(departementCode) ?? { commune, people: 0, communes: 0 };
    share.people += legalPopulation;
    share.communes++;
    ofEpci.set(departementCode, share);
  }
  return new Map(
    [...shares].map(([code, ofEpci]) => [code, [...ofEpci.values()].sort(compareShares)[0].commune]),
  );
}

interface DepartementShare {
  readonly commune: Commune;
  people: number;
  communes: number;
}

function compareShares(a: DepartementShare, b: DepartementShare): number {
  return (
    b.people - a.people ||
    b.communes - a.communes ||
    (a.commune.departementCode < b.commune.departementCode ? -1 : 1)
  );
}

/** The territories of one kind with what is in them. */
export interface TerritoryGroups {
  /** In the order in which communes name them first. */
  readonly territories: readonly Territory[];
  /** Of each commune the number of its territory, `NO_TERRITORY` where the dataset knows none. */
  readonly groups: Uint32Array;
}

export const NO_TERRITORY = 0xffffffff;

/** @param known régions, départements and EPCI of the dataset: a code that is none of theirs names nothing. O(communes) */
export function groupCommunes(
  communes: readonly Commune[],
  known: readonly Territory[],
  kind: TerritoryKind,
): TerritoryGroups {
  const byRef = new Map(known.map((territory) => [territoryRef(territory), territory]));
  const numbers = new Map<string, number>();
  const territories: Territory[] = [];
  const groups = Uint32Array.from(communes, (commune) => {
    const code = codeIn(commune, kind);
    if (code === null) return NO_TERRITORY;
    const number = numbers.get(code);
    if (number !== undefined) return number;
    const territory =
      kind === "commune"
        ? { kind, code, name: commune.name }
        : byRef.get(territoryRef({ kind, code, name: "" }));
    if (territory === undefined) return NO_TERRITORY;
    numbers.set(code, territories.length);
    territories.push(territory);
    return territories.length - 1;
  });
  return { territories, groups };
}
