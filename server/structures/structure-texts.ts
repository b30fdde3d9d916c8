import { setImmediate } from "node:timers/promises";

import { BYTE_ORDER_MARK } from "../../data/export/csv-text.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import { originOf, structureFeature, structureRecord } from "../public-data.ts";
import type { ListPage, StructureFeature } from "../schemas/answers.ts";
import { STRUCTURE_CSV_HEADER, structureCsvLine } from "./structure-csv.ts";

/** Texts that are written before others get a turn: a few milliseconds. */
const WRITTEN_AT_ONCE = 100;

export type StructureFormatName = "geojson" | "json" | "csv";

/** How one structure is written in each format. */
const WRITERS: Readonly<Record<StructureFormatName, (structure: StructureFeature) => string>> = {
  geojson: (feature) => JSON.stringify(feature),
  json: (feature) => JSON.stringify(structureRecord(feature)),
  csv: (feature) => structureCsvLine(structureRecord(feature)),
};

/** Writes structures for all to read. The text of each is made once, when first asked for: lists are joined of them. */
export class StructureTexts {
  readonly #structures: readonly Structure[];
  /** Members of an answer. */
  readonly #origin: string;
  /** As all may read them: made when first asked for, for comments are searched for addresses. */
  readonly #features: StructureFeature[] = [];
  readonly #texts: Readonly<Record<StructureFormatName, string[]>> = { geojson: [], json: [], csv: [] };

  constructor(dataset: Dataset) {
    this.#structures = dataset.structures;
    this.#origin = JSON.stringify(originOf(dataset)).slice(1, -1);
  }

  /** One structure as a GeoJSON feature. */
  feature(structure: number): string {
    return this.#textOf("geojson", structure);
  }

  /** Part of a list: `StructuresAnswer`, `StructureRecordsAnswer`, or CSV with its header. */
  async list(
    format: StructureFormatName,
    structures: Uint32Array,
    { total, next }: Pick<ListPage, "total" | "next">,
  ): Promise<string> {
    const some: string[] = [];
    let written = 0;
    for (const structure of structures) {
      if (this.#texts[format][structure] === undefined && ++written % WRITTEN_AT_ONCE === 0)
        await setImmediate();
      some.push(this.#textOf(format, structure));
    }
    if (format === "csv") return `${BYTE_ORDER_MARK}${STRUCTURE_CSV_HEADER}${some.join("")}`;
    const page = `"total":${total},"next":${JSON.stringify(next)},${this.#origin}`;
    if (format === "json") return `{"structures":[${some.join(",")}],${page}}`;
    return `{"type":"FeatureCollection","features":[${some.join(",")}],${page}}`;
  }

  #textOf(format: StructureFormatName, structure: number): string {
    const feature = (this.#features[structure] ??= structureFeature(this.#structures[structure]));
    return (this.#texts[format][structure] ??= WRITERS[format](feature));
  }
}
