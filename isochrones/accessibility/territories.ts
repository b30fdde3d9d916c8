import { RequestError } from "../errors.ts";
import { type Cells, NO_COMMUNE } from "../model/cells.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Structure } from "../model/structure.ts";
import type { Commune, Territory, TerritoryKind, TerritoryRef } from "../model/territory.ts";

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

/** Kind and code of a reference, whether or not a dataset has the territory; null for what is no reference. */
export function parseTerritoryRef(ref: TerritoryRef): Pick<Territory, "kind" | "code"> | null {
  const [prefix, code, ...more] = ref.split(":");
  const kind = (Object.keys(PREFIXES) as TerritoryKind[]).find((one) => PREFIXES[one] === prefix);
  if (kind === undefined || more.length > 0 || code === "") return null;
  if (kind === "france") return code === undefined ? { kind, code: "france" } : null;
  return code === undefined ? null : { kind, code };
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
    const { cells } = this.#dataset;
    if (cells === null) return new Uint32Array(0);
    const all = Uint32Array.from({ length: cells.count }, (_, cell) => cell);
    if (territory.kind === "france") return all;
    const { groups, codes } = this.#groupsOf(territory.kind);
    const { offsets, members } = groupCells(cells, groups, codes.length, all);
    const group = codes.indexOf(territory.code);
    return group < 0 ? new Uint32Array(0) : members.slice(offsets[group], offsets[group + 1]);
  }

  /**
   * Groups the cells of a territory by the territories of another kind inside it, in one pass.
   * Cells without a commune are in none.
   */
  split(parent: Territory, kind: TerritoryKind): { territory: Territory; members: Uint32Array }[] {
    const { cells } = this.#dataset;
    if (cells === null) return [];
    const { groups, codes } = this.#groupsOf(kind);
    const { offsets, members } = groupCells(cells, groups, codes.length, this.members(parent));
    const found: { territory: Territory; members: Uint32Array }[] = [];
    codes.forEach((code, group) => {
      const territory = this.#byRef.get(territoryRef({ kind, code, name: "" }));
      if (territory === undefined || offsets[group] === offsets[group + 1]) return;
      found.push({ territory, members: members.subarray(offsets[group], offsets[group + 1]) });
    });
    return found.sort((a, b) => (a.territory.code < b.territory.code ? -1 : 1));
  }

  /** The territories of a kind that communes are in, numbered, and the number of each commune, `NO_GROUP` for none. */
  #groupsOf(kind: TerritoryKind): { readonly groups: Uint32Array; readonly codes: readonly string[] } {
    const numbers = new Map<string, number>();
    const groups = Uint32Array.from(this.#dataset.communes, (commune) => {
      const code = codeIn(commune, kind);
      if (code === null) return NO_GROUP;
      const number = numbers.get(code) ?? numbers.size;
      numbers.set(code, number);
      return number;
    });
    return { groups, codes: [...numbers.keys()] };
  }

  /** The code of the territory of a kind in which a structure stands; null where the dataset does not tell. */
  codeOf(structure: Structure, kind: TerritoryKind): string | null {
    const commune = this.#communeOf.get(structure.communeCode);
    if (commune !== undefined) return codeIn(commune, kind);
    if (kind === "france") return "france";
    return kind === "departement" ? structure.departementCode : null;
  }
}

/** The code of the territory of a kind that a commune is in; null for the few outside any EPCI. */
export function codeIn(commune: Commune, kind: TerritoryKind): string | null {
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

const NO_GROUP = 0xffffffff;

/** Cells in the order of the groups of their communes, each group as it was: those of group g from `offsets[g]` on. */
function groupCells(
  { communes }: Pick<Cells, "communes">,
  groups: Uint32Array,
  groupCount: number,
  cells: Uint32Array,
): { readonly offsets: Uint32Array; readonly members: Uint32Array } {
  const groupOf = (cell: number): number =>
    communes[cell] === NO_COMMUNE ? NO_GROUP : groups[communes[cell]];
  const offsets = new Uint32Array(groupCount + 1);
  for (const cell of cells) {
    const group = groupOf(cell);
    if (group !== NO_GROUP) offsets[group + 1]++;
  }
  for (let group = 0; group < groupCount; group++) offsets[group + 1] += offsets[group];
  const cursor = offsets.slice(0, groupCount);
  const members = new Uint32Array(offsets[groupCount]);
  for (const cell of cells) {
    const group = groupOf(cell);
    if (group !== NO_GROUP) members[cursor[group]++] = cell;
  }
  return { offsets, members };
}
