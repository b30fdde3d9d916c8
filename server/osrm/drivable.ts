import { buildRestIndices } from "../../isochrones/graph/snap-index.ts";
import { Snapper } from "../../isochrones/graph/snapping.ts";
import { withoutRoads } from "../../isochrones/graph/without-roads.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Network, RoadProfile } from "../../isochrones/model/network.ts";
import { EdgeSearch } from "../../isochrones/routing/edge-search.ts";
import type { RoadClass } from "./options.ts";

/** Networks without some class of road that are kept: each is as large as all turns. */
const KEPT_NETWORKS = 2;

/** The roads that a request may use, with searches over them. Each search serves one call at a time. */
export class Drivable {
  readonly network: Network;
  readonly isClosed: (edge: number) => boolean;
  #arrival: EdgeSearch | null = null;
  #departure: EdgeSearch | null = null;

  constructor(network: Network, exclude: readonly RoadClass[]) {
    const isClosed = (profile: RoadProfile): boolean =>
      exclude.some((roadClass) => isOfClass(profile, roadClass));
    this.network = exclude.length === 0 ? network : withoutRoads(network, isClosed);
    this.isClosed = (edge) => isClosed(network.profiles[network.edgeProfiles[edge]]);
  }

  get arrival(): EdgeSearch {
    this.#arrival ??= new EdgeSearch(this.network, "arrival");
    return this.#arrival;
  }

  get departure(): EdgeSearch {
    this.#departure ??= new EdgeSearch(this.network, "departure");
    return this.#departure;
  }
}

function isOfClass(profile: RoadProfile, roadClass: RoadClass): boolean {
  if (roadClass === "motorway") return profile.motorway;
  if (roadClass === "ferry") return profile.mode === "ferry";
  // Where only one direction of a two-way road has a toll, both count: edges do not know which is which.
  return profile.forwardToll || profile.backwardToll;
}

/** The roads of a dataset as OSRM's protocol asks for them. What is not asked for is not made. */
export class OsrmRoads {
  readonly network: Network;
  /** Roads of large components on which a trip may begin. */
  readonly main: Snapper;
  readonly #dataset: Pick<Dataset, "network" | "snapIndex">;
  readonly #kept = new Map<string, Drivable>();
  #rest: { readonly small: Snapper; readonly closed: Snapper } | null = null;

  constructor(dataset: Pick<Dataset, "network" | "snapIndex">) {
    this.#dataset = dataset;
    this.network = dataset.network;
    this.main = new Snapper(dataset.network, dataset.snapIndex);
  }

  /** Roads of small components, and those on which no trip may begin. */
  get rest(): { readonly small: Snapper; readonly closed: Snapper } {
    if (this.#rest === null) {
      const { small, closed } = buildRestIndices(this.network, this.#dataset.snapIndex);
      this.#rest = { small: new Snapper(this.network, small), closed: new Snapper(this.network, closed) };
    }
    return this.#rest;
  }

  without(exclude: readonly RoadClass[]): Drivable {
    const key = exclude.join();
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const oldest = [...this.#kept.keys()].find((name) => name !== "");
    if (this.#kept.size > KEPT_NETWORKS && oldest !== undefined) this.#kept.delete(oldest);
    const drivable = new Drivable(this.network, exclude);
    this.#kept.set(key, drivable);
    return drivable;
  }
}
