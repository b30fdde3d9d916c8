/** A commune with the territories that it belongs to. Codes are INSEE's; an EPCI has its SIREN. */
export interface Commune {
  readonly code: string;
  readonly name: string;
  readonly departementCode: string;
  readonly regionCode: string;
  /** null for the few communes outside any EPCI. */
  readonly epciCode: string | null;
  readonly postcodes: readonly string[];
  /** Legal population, 0 where unknown. */
  readonly legalPopulation: number;
}

export interface Territory {
  readonly kind: TerritoryKind;
  readonly code: string;
  readonly name: string;
}

export type TerritoryKind = "france" | "region" | "departement" | "epci" | "commune";

/** `dep:2A`, `reg:94`, `epci:200000172`, `com:2A004`, `france`. */
export type TerritoryRef = string;
