import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { NearAnswer } from "../../isochrones/study.ts";
import { originOf, structureFeature } from "../public-data.ts";
import { OpeningTexts } from "./opening-texts.ts";
import type { NearOrigin } from "../schemas/answers.ts";

const DECISECONDS_PER_MINUTE = 600;

/**
 * Writes what is near a place as GeoJSON (`NearestAnswer`). What is always the same of a structure and of the dataset is
 * written once: this is the answer that is asked for most.
 */
export class NearWriter {
  readonly #structures: readonly string[];
  /** Up to the end of the answer. */
  readonly #context: string;
  readonly #openings: OpeningTexts;

  /** @param now milliseconds since 1970 */
  constructor(dataset: Dataset, now: () => number) {
    this.#openings = new OpeningTexts(dataset.structures, now);
    this.#structures = dataset.structures.map((structure) =>
      upToProperties(JSON.stringify(structureFeature(structure))),
    );
    this.#context = JSON.stringify(originOf(dataset)).slice(1);
  }

  /** @param maxMinutes structures farther away are left out */
  write(
    origin: Omit<NearOrigin, "snapMeters">,
    { snapMeters, structures }: NearAnswer,
    maxMinutes: number,
  ): string {
    const features: string[] = [];
    for (const { structure, deciseconds, meters, line } of structures) {
      const minutes = deciseconds / DECISECONDS_PER_MINUTE;
      if (minutes > maxMinutes) continue;
      const route =
        line === null ? "" : `,"route":${JSON.stringify({ type: "LineString", coordinates: line })}`;
      features.push(
        `${this.#structures[structure]},"rank":${features.length + 1},"minutes":${rounded(minutes, 100)}` +
          `,"seconds":${deciseconds / 10},"kilometers":${rounded(meters / 1000, 10)}` +
          `,"opening":${this.#openings.of(structure)}${route}}}`,
      );
    }
    const from = JSON.stringify({ ...origin, snapMeters: Math.round(snapMeters) } satisfies NearOrigin);
    return `{"type":"FeatureCollection","features":[${features.join(",")}],"from":${from},${this.#context}`;
  }
}

/** A structure's feature as JSON, up to where its properties end: more follow. */
export function upToProperties(feature: string): string {
  return feature.slice(0, feature.lastIndexOf("}}"));
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
