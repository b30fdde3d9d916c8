import {
  byTime,
  countedStructures,
  countOf,
  type NearQuery,
  structureSeeds,
} from "../../isochrones/accessibility/near-structures.ts";
import { selectionKey } from "../../isochrones/accessibility/selection.ts";
import { farFromRoad, MAX_SNAP_METERS } from "../../isochrones/graph/free-points.ts";
import { Snapper } from "../../isochrones/graph/snapping.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import { lookUpNear } from "../../isochrones/routing/near-lookup.ts";
import { MOST_NEAR_POINTS, type NearTable } from "../../isochrones/routing/near-table.ts";
import type { CountedPoints } from "../../isochrones/routing/near-ways.ts";
import { placesOf } from "../../isochrones/routing/places.ts";
import type { Seeds } from "../../isochrones/routing/seeds.ts";
import type { NearAnswer } from "../../isochrones/study.ts";
import { WorkerPool } from "../../workers/pool.ts";
import type { Asker } from "../questions/questions.ts";
import { tasks } from "./table-task.ts";

/** Structures that a table knows for each road: what most ask for, and some that a filter may leave out. */
const TABLE_RANKS = 6;
/** Choices of structures whose lists are kept. */
const KEPT_CHOICES = 100;

/** Which structures count, and how many. */
interface Choice {
  readonly counted: CountedPoints;
  readonly count: number;
}

/**
 * The structures nearest to a place by road, for many who ask: looked up in a table of all roads once that is made, and
 * searched for where the table does not reach, to the same answer.
 */
export class NearFinder {
  readonly #dataset: Dataset;
  readonly #asker: Asker;
  readonly #seeds: Seeds;
  readonly #snapper: Snapper;
  readonly #choices = new Map<string, Choice>();
  #table: NearTable | null = null;

  constructor(dataset: Dataset, asker: Asker) {
    this.#dataset = dataset;
    this.#asker = asker;
    this.#seeds = structureSeeds(dataset);
    this.#snapper = new Snapper(dataset.network, dataset.snapIndex);
  }

  /** Is the table made? */
  get isReady(): boolean {
    return this.#table !== null;
  }

  /**
   * Makes the table in a thread of its own, which takes half a minute for a country and 48 bytes an edge. Until then, and
   * for datasets with more structures than a table can hold, all is searched for.
   *
   * @param threads 0 makes it in the caller's thread
   * @returns whether there is one
   */
  async prepare({ signal, threads = 1 }: { signal?: AbortSignal; threads?: number } = {}): Promise<boolean> {
    const { network, structures, structureSnaps } = this.#dataset;
    if (structures.length > MOST_NEAR_POINTS) return false;
    const shared = { network, structures, structureSnaps };
    const pool = new WorkerPool(tasks, { shared, threads });
    try {
      this.#table = await pool.run("makeTable", { ranks: TABLE_RANKS }, { signal });
      return this.#table !== null;
    } finally {
      // What the thread has needed to make it goes with it.
      await pool.close();
    }
  }

  /** Throws `RequestError` for a place without a road, and what the asker throws. */
  async find(from: { readonly lon: number; readonly lat: number }, query: NearQuery): Promise<NearAnswer> {
    return this.#lookUp(from, query) ?? this.#search(from, query);
  }

  #lookUp({ lon, lat }: { lon: number; lat: number }, query: NearQuery): NearAnswer | null {
    const { limit, selection, withRoutes = false } = query;
    const snap = this.#snapper.snap(lon, lat, MAX_SNAP_METERS);
    if (snap === null) throw farFromRoad(lon, lat);
    if (this.#table === null || withRoutes) return null;
    const { network } = this.#dataset;
    const places = placesOf(network, snap);
    const { counted, count } = this.#counted(selection);
    const wanted = Math.min(limit, count);
    const ways = wanted === 0 ? [] : lookUpNear(network, this.#table, this.#seeds, places, wanted, counted);
    if (ways === null) return null;
    const structures = byTime(ways).map(({ point: structure, duration: deciseconds, meters }) => ({
      structure,
      deciseconds,
      meters,
      line: null,
    }));
    return { snapMeters: snap.distanceMeters, structures };
  }

  async #search(from: { lon: number; lat: number }, query: NearQuery): Promise<NearAnswer> {
    const bytes = await this.#asker.ask("near", { from, query });
    return JSON.parse(Buffer.from(bytes).toString()) as NearAnswer;
  }

  #counted(selection: StructureSelection = {}): Choice {
    const key = selectionKey(selection);
    const known = this.#choices.get(key);
    if (known !== undefined) return known;
    const counted = countedStructures(this.#dataset, selection);
    const choice = { counted, count: countOf(counted, this.#dataset.structures.length) };
    if (this.#choices.size >= KEPT_CHOICES) this.#choices.clear();
    this.#choices.set(key, choice);
    return choice;
  }
}
