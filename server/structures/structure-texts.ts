import { BYTE_ORDER_MARK } from "../../data/export/csv-text.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import { datasetStamp, structureFeature, structureRecord } from "../public-data.ts";
import type { ListPage } from "../schemas/answers.ts";
import { STRUCTURE_CSV_HEADER, structureCsvLine } from "./structure-csv.ts";

export type StructureFormatName = "geojson" | "json" | "csv";

/** How one structure is written in each format. */
const WRITERS: Readonly<Record<StructureFormatName, (structure: Structure) => string>> = {
  geojson: (structure) => JSON.stringify(structureFeature(structure)),
  json: (structure) => JSON.stringify(structureRecord(structure)),
  csv: (structure) => structureCsvLine(structureRecord(structure)),
};

/**
 * Writes structures for all to read. The text of each is made once, when its format is first asked for: a list is then
 * made by joining.
 */
export class StructureTexts {
  readonly #structures: readonly Structure[];
  readonly #stamp: string;
  readonly #texts = new Map<StructureFormatName, readonly string[]>();

  constructor(dataset: Dataset) {
    this.#structures = dataset.structures;
    this.#stamp = JSON.stringify(datasetStamp(dataset));
  }

  /** One structure as a GeoJSON feature. */
  feature(structure: number): string {
    return this.#textsOf("geojson")[structure];
  }

  /** Part of a list: `StructuresAnswer`, `StructureRecordsAnswer`, or CSV with its header. */
  list(
    format: StructureFormatName,
    structures: Uint32Array,
    { total, next }: Omit<ListPage, "dataset">,
  ): string {
    const texts = this.#textsOf(format);
    const some = Array.from(structures, (structure) => texts[structure]);
    if (format === "csv") return `${BYTE_ORDER_MARK}${STRUCTURE_CSV_HEADER}${some.join("")}`;
    const page = `"total":${total},"next":${JSON.stringify(next)},"dataset":${this.#stamp}`;
    if (format === "json") return `{"structures":[${some.join(",")}],${page}}`;
    return `{"type":"FeatureCollection","features":[${some.join(",")}],${page}}`;
  }

  #textsOf(format: StructureFormatName): readonly string[] {
    const known = this.#texts.get(format);
    if (known !== undefined) return known;
    const texts = this.#structures.map(WRITERS[format]);
    this.#texts.set(format, texts);
    return texts;
  }
}
