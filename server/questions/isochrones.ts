import type { Study } from "../../isochrones/study.ts";
import { originOf } from "../public-data.ts";
import type { IsochronesAnswer } from "../schemas/answers.ts";

export interface IsochronesQuestion {
  readonly to: { readonly structureId: string } | { readonly lon: number; readonly lat: number };
  /** Ascending. */
  readonly minutes: readonly number[];
}

/** Areas within several times of a place, the largest first, as GeoJSON. */
export function answerIsochrones(study: Study, { to, minutes }: IsochronesQuestion): string {
  const features = study
    .isochrones(to, minutes)
    .toSorted((a, b) => b.minutes - a.minutes)
    .map(({ minutes: limit, area, people }) => ({
      type: "Feature" as const,
      geometry: area,
      properties: { minutes: limit, people },
    }));
  return JSON.stringify({
    type: "FeatureCollection",
    features,
    ...originOf(study.dataset, { minutes: minutes.map(String) }),
  } satisfies IsochronesAnswer);
}
