import { RequestError } from "../errors.ts";
import { NO_COMMUNE } from "../model/cells.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Structure } from "../model/structure.ts";
import type { Commune, Territory, TerritoryKind } from "../model/territory.ts";

const PREFIXES: Readonly<Record<TerritoryKind, string>> = {
  france: "france",
  region: "reg",
  departement: "dep",
  epci: "epci",
  commune: "com",
};

/** `dep:2A`, `com:2A004` ...; `france` alone for the whole dataset. */
export function territoryRef({ kind, code }: Territory): string {
  return kind === "france" ? "france" : `${PREFIXES[kind]}:${code}`;
}

/** The territories of a dataset, and the cells in each. */
export class TerritoryIndex {
  readonly #dataset: Dataset;
  readonly #byRef = new Map<string, Territory>();
  readonly #members = new Map<string, Uint32Array>();
  readonly #communeOf: ReadonlyMap<string, Commune>;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    this.#communeOf = new Map(dataset.communes.map((commune) => [commune.code, commune]));
    this.#byRef.set("france", { kind: "france", code: "france", name: dataset.name });
    for (const territory of dataset.territories) this.#byRef.set(territoryRef(territory), territory);
    for (const { code, name } of dataset.communes) {
      const territory: Territory = { kind: "commune", code, name };
      this.#byRef.set(territoryRef(territory), territory);
    }
  }

  all(): Territory[] {
    return [...this.#byRef.values()];
  }

  /** Throws `RequestError` with the code `territory.unknown`. */
  get(ref: string): Territory {
    const territory = this.#byRef.get(ref);
    if (territory !== undefined) return territory;
    throw new RequestError(
      "territory.unknown",
      "territoire",
      `territoire « ${ref} » inconnu de ce jeu de données, attendu par exemple ${this.#examples()}`,
    );
  }

  #examples(): string {
    const examples = new Map<TerritoryKind, string>();
    for (const [ref, { kind }] of this.#byRef) {
      if (!examples.has(kind)) examples.set(kind, ref);
    }
    return [...examples.values()].join(", ");
  }

  /** Cells of a territory, ascending. */
  members(territory: Territory): Uint32Array {
    const ref = territoryRef(territory);
    let members = this.#members.get(ref);
    if (members === undefined) {
      members = this.#findMembers(territory);
      this.#members.set(ref, members);
    }
    return members;
  }

  #findMembers(territory: Territory): Uint32Array {
    const { cells, communes } = this.#dataset;
    if (cells === null) return new Uint32Array(0);
    const holds = communes.map((commune) => codeIn(commune, territory.kind) === territory.code);
    const members: number[] = [];
    for (let cell = 0; cell < cells.count; cell++) {
      const commune = cells.communes[cell];
      if (territory.kind === "france" || (commune !== NO_COMMUNE && holds[commune])) members.push(cell);
    }
    return Uint32Array.from(members);
  }

  /**
   * Groups the cells of a territory by the territories of another kind inside it, in one pass.
   * Cells without a commune are in none.
   */
  split(parent: Territory, kind: TerritoryKind): { territory: Territory; members: Uint32Array }[] {
    const { cells, communes } = this.#dataset;
    if (cells === null) return [];
    const groups = new Map<string, number[]>();
    const codes = communes.map((commune) => codeIn(commune, kind));
    for (const cell of this.members(parent)) {
      const commune = cells.communes[cell];
      const code = commune === NO_COMMUNE ? null : codes[commune];
      if (code === null) continue;
      const group = groups.get(code);
      if (group === undefined) groups.set(code, [cell]);
      else group.push(cell);
    }
    const found: { territory: Territory; members: Uint32Array }[] = [];
    for (const [code, group] of groups) {
      const territory = this.#byRef.get(territoryRef({ kind, code, name: "" }));
      if (territory !== undefined) found.push({ territory, members: Uint32Array.from(group) });
    }
    return found.sort((a, b) => (a.territory.code < b.territory.code ? -1 : 1));
  }

  /** The code of the territory of a kind in which a structure stands; null where the dataset does not tell. */
  codeOf(structure: Structure, kind: TerritoryKind): string | null {
    const commune = this.#communeOf.get(structure.communeCode);
    if (commune !== undefined) return codeIn(commune, kind);
    if (kind === "france") return "france";
    return kind === "departement" ? structure.departementCode : null;
  }
}

function codeIn(commune: Commune, kind: TerritoryKind): string | null {
  switch (kind) {
    case "commune":
      return commune.code;
    case "epci":
      return commune.epciCode;
    case "departement":
      return commune.departementCode;
    case "region":
      return commune.regionCode;
    case "france":
      return "france";
  }
}
