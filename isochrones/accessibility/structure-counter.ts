import type { Dataset } from "../model/dataset.ts";
import type { StructureCount } from "../model/report.ts";
import type { Structure, StructureSelection } from "../model/structure.ts";
import type { Commune, Territory, TerritoryKind } from "../model/territory.ts";
import { NearestCommune } from "./nearest-commune.ts";
import { selectStructures } from "./selection.ts";
import { codeIn, type TerritoryIndex } from "./territories.ts";
import { issueCount } from "./warnings.ts";

/** Counts the structures of a selection by where they stand, those that its edits open or move too. */
export class StructureCounter {
  readonly #dataset: Dataset;
  readonly #territories: TerritoryIndex;
  /** Made when a place is first asked about. */
  #nearest: NearestCommune | null = null;

  constructor(dataset: Dataset, territories: TerritoryIndex) {
    this.#dataset = dataset;
    this.#territories = territories;
  }

  count(territory: Territory, selection: StructureSelection = {}): StructureCount {
    const { counted, excluded, opened } = selectStructures(this.#dataset.structures, selection);
    const outside = issueCount(this.#dataset, "structure.outside_network");
    return {
      counted: counted.length + opened.length,
      inTerritory: this.byCode(territory.kind, selection).get(territory.code) ?? 0,
      excluded: outside > 0 ? [{ reason: "hors du réseau routier", count: outside }, ...excluded] : excluded,
    };
  }

  /** How many stand in each territory of a kind, by code. O(structures). */
  byCode(kind: TerritoryKind, selection?: StructureSelection): Map<string, number> {
    const { structures } = this.#dataset;
    const counts = new Map<string, number>();
    const add = (code: string | null): void => {
      if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
    };
    const { counted, opened } = selectStructures(structures, selection);
    for (const index of counted) add(this.#territories.codeOf(structures[index], kind));
    for (const { lon, lat } of opened) {
      const commune = this.communeAt(lon, lat);
      add(commune === null ? (kind === "france" ? "france" : null) : codeIn(commune, kind));
    }
    return counts;
  }

  /** The names of structures by the numbers that cell times give them: the dataset's own, then those opened. */
  named(selection?: StructureSelection): readonly Pick<Structure, "id" | "name">[] {
    const { structures } = this.#dataset;
    const { opened } = selectStructures(structures, selection);
    if (opened.length === 0) return structures;
    return [
      ...structures,
      ...opened.map(
        ({ structure, name, edit }) => structure ?? { id: newStructureId(edit), name: name ?? NEW_NAME },
      ),
    ];
  }

  /** The commune of the nearest inhabited cell, null where there is none near. */
  communeAt(lon: number, lat: number): Commune | null {
    return this.#communes?.at(lon, lat) ?? null;
  }

  get #communes(): NearestCommune | null {
    const { cells, communes } = this.#dataset;
    if (cells === null) return null;
    this.#nearest ??= new NearestCommune(cells, communes);
    return this.#nearest;
  }
}

const NEW_NAME = "Structure ajoutée";

/** By what a structure is known that an edit opens. */
export function newStructureId(edit: number): string {
  return `nouvelle-${edit + 1}`;
}
