import type { NearQuery } from "../../isochrones/accessibility/near-structures.ts";
import type { Study } from "../../isochrones/study.ts";

export interface NearQuestion {
  readonly from: { readonly lon: number; readonly lat: number };
  readonly query: NearQuery;
}

/** The structures nearest to a place, as JSON. */
export function answerNear(study: Study, { from, query }: NearQuestion): string {
  return JSON.stringify(study.near(from, query));
}
