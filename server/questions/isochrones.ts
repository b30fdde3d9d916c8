import type { Study } from "../../isochrones/study.ts";
import type { Direction } from "../../isochrones/routing/edge-labels.ts";
import { originOf } from "../public-data.ts";
import type { IsochronesAnswer } from "../schemas/answers.ts";

export interface IsochronesQuestion {
  readonly around: { readonly structureId: string } | { readonly lon: number; readonly lat: number };
  /** Ascending. */
  readonly minutes: readonly number[];
  /** `arrival` if not given: from where the place is reached. */
  readonly direction?: Direction;
}

/** Areas within several times of a place, the largest first, as GeoJSON. */
export function answerIsochrones(
  study: Study,
  { around, minutes, direction = "arrival" }: IsochronesQuestion,
): string {
  const features = study
    .isochrones(around, minutes, direction)
    .toSorted((a, b) => b.minutes - a.minutes)
    .map(({ minutes: limit, area, people }) => ({
      type: "Feature" as const,
      geometry: area,
      properties: { minutes: limit, people },
    }));
  return JSON.stringify({
    type: "FeatureCollection",
    features,
    direction,
    ...originOf(study.dataset, { minutes: minutes.map(String), direction }),
  } satisfies IsochronesAnswer);
}
