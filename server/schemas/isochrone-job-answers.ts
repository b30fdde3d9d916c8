import type { JobAnswer, SelectionEcho } from "./job-answers.ts";

/** All isochrones of a territory, as `POST /api/v1/isochrones` has them drawn. */
export type IsochroneJob = JobAnswer<IsochroneFileQuestionEcho, IsochroneFile>;

export interface IsochroneFileQuestionEcho extends SelectionEcho {
  readonly territoire: string;
  /** Ascending. */
  readonly minutes: readonly number[];
  readonly format: "geojson" | "geojsonl";
}

/** What there is to fetch. */
export interface IsochroneFile {
  /** To be given for `f`. */
  readonly format: "geojson" | "geojsonl";
  /** In it. */
  readonly structures: number;
  readonly features: number;
  /** Its length, and that of what goes over the line where gzip is accepted. */
  readonly bytes: number;
  readonly compressedBytes: number;
  /** Structures that could not be drawn, and are not in it. */
  readonly failed: readonly { readonly id: string; readonly name: string }[];
}
