import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Network } from "../../isochrones/model/network.ts";
import type { Source } from "../../isochrones/model/provenance.ts";
import type { TerritoryRef } from "../../isochrones/model/territory.ts";
import type { Snapper } from "../../isochrones/graph/snapping.ts";
import type { DataIssues } from "../issues.ts";
import type { Progress } from "../progress.ts";
import type { CommuneDirectory } from "../territories/commune-directory.ts";
import type { CommuneShapes } from "../territories/commune-shapes.ts";

/** A point farther from any road is not on the network: the cell is unlinked, the structure outside. */
export const MAX_SNAP_METERS = 5000;

/** Official files of what is placed on the roads. */
export interface PlacedFiles {
  readonly structures?: readonly string[];
  /** Quality indicators of the structures, CSV. */
  readonly indicators?: readonly string[];
  readonly population?: readonly string[];
  readonly communes?: readonly string[];
  /**
   * Cells and communes of these alone are kept (`dep:2A`, `reg:94`, `epci:…`, `com:…`); all where there are none. Roads and
   * structures stay, for people drive across borders.
   */
  readonly territories?: readonly TerritoryRef[];
}

/** All files that a dataset is made of. */
export function filesOf(options: PlacedFiles & { readonly osm: readonly string[] }): string[] {
  const { osm, structures = [], indicators = [], population = [], communes = [] } = options;
  return [...osm, ...structures, ...indicators, ...population, ...communes];
}

/** What the stages after the network share. */
export interface BuildContext {
  readonly options: PlacedFiles;
  readonly issues: DataIssues;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
  readonly network: Network;
  readonly directory: CommuneDirectory;
  readonly shapes: CommuneShapes;
  readonly snapper: Snapper;
  readonly bbox: Dataset["bbox"];
  readonly sources: Source[];
  readonly fictitious: boolean;
}

/** The box that files should have something in, as errors name it. */
export function boxText(bbox: Dataset["bbox"]): string {
  return `the roads' box ${bbox.map((degrees) => degrees.toFixed(3)).join(",")} (west,south,east,north)`;
}
