import { availableParallelism } from "node:os";

import { flatOutlines } from "../../data/bundle/outlines.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import { WorkerPool } from "../../workers/pool.ts";
import { BusyError } from "../questions/busy-error.ts";
import type { Load } from "../questions/questions.ts";
import { type AreaGround, type AreasAt, areasAt } from "./borders/area-ground.ts";
import { type BorderGround, bordersAt, type BordersAt, COMMUNES_MIN_ZOOM } from "./borders/border-ground.ts";
import { type DrawInput, type RoadsAt, tasks, type TileSources } from "./ground-task.ts";
import { type LineSet, LineSetBuilder } from "./lines/line-set.ts";
import { MAX_ZOOM, tileAt, type TileAddress } from "./mercator.ts";
import { LAST_MIDDLE_ZOOM } from "./roads/road-ground.ts";

export interface GroundTilesOptions {
  /** Threads that draw; 0 draws in the caller's own. One core is left for those who talk to clients if not given. */
  readonly threads?: number;
  /** Hears of each thread that died. */
  readonly onDeath?: (cause: Error, task: string | null) => void;
}

/** A tile of what does not depend on times. */
export type GroundTile =
  | { readonly layer: "fond" | "routes" | "limites" | "territoires"; readonly address: TileAddress }
  | {
      readonly layer: "structures";
      readonly address: TileAddress;
      readonly selection: StructureSelection;
    };

/** So many tiles may wait for a thread; the next ones are told to come again. */
const MOST_WAITING = 400;
const LIMIT_MILLISECONDS = 30_000;
const RETRY_SECONDS = 2;

/** What is prepared, in the order of who needs it first: a visitor begins far out. */
const PIECES = ["farRoads", "places", "borders", "areas", "nearRoads", "arcLevels", "middleRoads"] as const;
type Piece = (typeof PIECES)[number];
type Handlers = typeof tasks.handlers;
/** Areas are made of borders, and there are none without an outline. */
type PieceOf<Name extends Piece> = Name extends "areas" ? AreaGround | null : ReturnType<Handlers[Name]>;

/**
 * Tiles of roads, borders, names and structures, drawn by threads. What they are drawn from (lines joined and simplified
 * level by level) is prepared once, by a thread of its own, in shared memory; a tile waits for what its own level needs
 * and for nothing else.
 */
export class GroundTiles {
  readonly #drawing: WorkerPool<Handlers>;
  readonly #preparing: WorkerPool<Handlers>;
  readonly #sources: TileSources;
  readonly #pieces = new Map<Piece, Promise<unknown>>();

  constructor(
    dataset: Dataset,
    { threads = Math.max(1, availableParallelism() - 1), onDeath }: GroundTilesOptions = {},
  ) {
    this.#sources = tileSources(dataset);
    const common = { shared: this.#sources, ...(onDeath === undefined ? {} : { onDeath }) };
    this.#drawing = new WorkerPool(tasks, { ...common, threads });
    this.#preparing = new WorkerPool(tasks, { ...common, threads: Math.min(1, threads) });
  }

  /** Prepares all; the first visitors need not wait for it, but for less of it the later they come. */
  async prepare(): Promise<void> {
    await Promise.all(PIECES.map(async (piece) => this.#piece(piece)));
    // What the thread has needed to make them goes with it.
    await this.#preparing.close();
    await this.#practise();
  }

  /** Draws some tiles for nobody: code that has never run is several times slower. */
  async #practise(): Promise<void> {
    const [place] = this.#sources.structures;
    if (place === undefined) return;
    for (let zoom = 0; zoom <= MAX_ZOOM; zoom++) {
      const address = tileAt(zoom, place.lon, place.lat);
      await this.tile({ layer: "fond", address });
      await this.tile({ layer: "limites", address });
      await this.tile({ layer: "territoires", address });
      await this.tile({ layer: "structures", address, selection: {} });
    }
  }

  /** The tile's bytes, none where nothing is there. Rejects with `BusyError` where too many wait. */
  async tile(tile: GroundTile): Promise<Uint8Array> {
    const input = await this.#inputOf(tile);
    if (this.#drawing.queuedCount >= MOST_WAITING) throw new BusyError("queue", RETRY_SECONDS);
    const signal = AbortSignal.timeout(LIMIT_MILLISECONDS);
    try {
      return await this.#drawing.run("drawTile", input, { signal });
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw new BusyError("time", RETRY_SECONDS);
      throw error;
    }
  }

  /** How many tiles are to be drawn. */
  load(): Load {
    const { queuedCount, runningCount } = this.#drawing;
    return { waiting: queuedCount, running: runningCount };
  }

  async close(): Promise<void> {
    await Promise.all([this.#drawing.close(), this.#preparing.close()]);
  }

  async #inputOf(tile: GroundTile): Promise<DrawInput> {
    const { layer, address } = tile;
    switch (layer) {
      case "fond": {
        const [roads, borders, places] = await Promise.all([
          this.#roadsAt(address.z),
          this.#bordersAt(address.z),
          this.#piece("places"),
        ]);
        return { layer, address, roads, borders, places };
      }
      case "routes":
        return { layer, address, roads: await this.#roadsAt(address.z) };
      case "limites":
        return { layer, address, borders: await this.#bordersAt(address.z) };
      case "territoires":
        return { layer, address, areas: await this.#areasAt(address.z) };
      case "structures":
        return { layer, address, selection: tile.selection };
    }
  }

  async #roadsAt(zoom: number): Promise<RoadsAt> {
    if (zoom > LAST_MIDDLE_ZOOM) return this.#piece("nearRoads");
    const far = await this.#piece("farRoads");
    if (zoom < far.length) return far[zoom];
    return (await this.#piece("middleRoads"))[zoom - far.length];
  }

  async #bordersAt(zoom: number): Promise<BordersAt | null> {
    const borders = await this.#piece("borders");
    if (borders === null) return null;
    return bordersAt(borders, zoom < COMMUNES_MIN_ZOOM ? null : await this.#piece("arcLevels"), zoom);
  }

  async #areasAt(zoom: number): Promise<AreasAt[]> {
    const [borders, areas] = await Promise.all([this.#piece("borders"), this.#piece("areas")]);
    if (borders === null || areas === null) return [];
    return areasAt(borders, areas, zoom <= COMMUNES_MIN_ZOOM ? null : await this.#piece("arcLevels"), zoom);
  }

  async #piece<Name extends Piece>(name: Name): Promise<PieceOf<Name>> {
    const known = this.#pieces.get(name) as Promise<PieceOf<Name>> | undefined;
    if (known !== undefined) return known;
    const made = this.#make(name);
    this.#pieces.set(name, made);
    // What has failed once may succeed for the next who asks.
    made.catch(() => this.#pieces.delete(name));
    return made;
  }

  async #make<Name extends Piece>(name: Name): Promise<PieceOf<Name>> {
    const borders = name === "arcLevels" || name === "areas" ? await this.#piece("borders") : null;
    if (name === "areas" && borders === null) return null as PieceOf<Name>;
    return (await this.#preparing.run(name, inputOf(name, borders) as never)) as PieceOf<Name>;
  }
}

/** What a piece is made of besides the sources. */
function inputOf(name: Piece, borders: BorderGround | null): BorderGround | LineSet | undefined {
  if (name === "areas") return borders ?? undefined;
  return name === "arcLevels" ? (borders?.arcs ?? NO_LINES) : undefined;
}

const NO_LINES: LineSet = new LineSetBuilder().finish();

function tileSources(dataset: Dataset): TileSources {
  const { network, snapIndex, bbox, communes, territories, cells, structures } = dataset;
  return {
    network,
    snapIndex,
    bbox,
    communes: communes.map((commune) => ({ ...commune, postcodes: [] })),
    territories,
    outlines: dataset.communeOutlines ?? flatOutlines(dataset.communeShapes),
    cells,
    structures: structures.map((structure) => ({ ...structure, email: "", phone: "", comment: "" })),
  };
}
