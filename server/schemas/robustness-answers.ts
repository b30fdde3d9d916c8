import type { Provenance, Warning } from "../../isochrones/model/provenance.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import type { Territory } from "../../isochrones/model/territory.ts";

/** On which structures people depend: `GET /api/v1/robustesse`. */
export interface RobustnessAnswer {
  readonly territory: Territory;
  readonly minutes: number;
  readonly population: number;
  readonly covered: number;
  /** Who no longer is if the nearest closes; if the two nearest do; who still is then. Their sum is `covered`. */
  readonly coveredByOne: number;
  readonly coveredByTwo: number;
  readonly coveredByMore: number;
  /** Ids of ten at most, of those that cover somebody alone: most people first. */
  readonly mostNeeded: readonly string[];
  /** Those counted that serve somebody here or stand here: by people that each covers alone, most first. */
  readonly structures: readonly RobustnessRow[];
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

export interface RobustnessRow extends Pick<
  Structure,
  "id" | "name" | "communeCode" | "communeName" | "type" | "format" | "lon" | "lat"
> {
  /** People of the territory for whom it is the nearest. */
  readonly people: number;
  /** Those who are beyond the time if it alone closes. */
  readonly alone: number;
}
