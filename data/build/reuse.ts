import type { SnapIndexData } from "../../isochrones/model/dataset.ts";
import type { IssueCount } from "../../isochrones/model/provenance.ts";
import type { DataIssues } from "../issues.ts";
import type { OsmStatistics } from "../osm/read-roads.ts";
import type { MadeNetwork } from "./make-network.ts";

/** What was found while roads were read, besides the network. */
export interface RoadFindings {
  readonly statistics: OsmStatistics;
  readonly issues: readonly IssueCount[];
}

/**
 * Roads of an earlier dataset, made of the same files by the same program with the same profile and the same
 * `minComponent`: a build that takes them over gives the bytes that it would give without.
 */
export interface ReusedRoads extends RoadFindings, Pick<MadeNetwork, "network" | "sources"> {
  readonly snapIndex: SnapIndexData;
  /** Their files in the earlier bundle. */
  readonly files: Readonly<Record<"network" | "snap-index", string>>;
}

/** Roads with what is placed on them by, and the files that need not be written again. */
export interface ReadyRoads extends Pick<MadeNetwork, "network" | "statistics" | "sources"> {
  readonly snapIndex: SnapIndexData;
  readonly ready: Readonly<Record<string, string>>;
}

/** Takes over roads, with what was counted when they were read. */
export function takeOver(
  { network, snapIndex, statistics, issues: counted, sources, files }: ReusedRoads,
  issues: DataIssues,
): ReadyRoads {
  issues.addAll(counted);
  return { network, snapIndex, statistics, sources: [...sources], ready: files };
}
