import { type IsochroneGround } from "../../../isochrones/isoline/ground.ts";
import { IsochroneMaker } from "../../../isochrones/isoline/isochrones.ts";
import type { Snaps } from "../../../isochrones/model/points.ts";
import type { Task, TaskModule } from "../../../workers/task-module.ts";
import { type CellGrid, type StructureTimes, timesAsParquet } from "./times-parquet.ts";

/** What threads that draw isochrones share: arrays in shared memory, and plain objects. */
export interface IsochroneShare {
  readonly ground: IsochroneGround;
  readonly structureSnaps: Snaps;
  /** null without a population. */
  readonly grid: CellGrid | null;
}

/** A structure to draw: its index in the dataset, and what its features say of it. */
export interface StructureToDraw {
  readonly index: number;
  readonly id: string;
  readonly name: string;
}

export interface DrawInput {
  readonly structures: readonly StructureToDraw[];
  /** More than 0, in any order. */
  readonly minutes: readonly number[];
}

/** What has been drawn of some structures, as it is written. */
export interface DrawnPart {
  /** Indices of the structures, as asked. */
  readonly structures: readonly number[];
  /** GeoJSON features, one a line, of each structure the widest first. */
  readonly polygons: Uint8Array<ArrayBuffer>;
  /** A whole Parquet file; null without a population, or where no cell is reached. */
  readonly times: Uint8Array<ArrayBuffer> | null;
  readonly cellCount: number;
}

/** One for each thread, as long as it draws for the same dataset. */
const makers = new WeakMap<IsochroneShare, IsochroneMaker>();

/** Draws some structures, one after the other. Stops between two when cancelled. */
export function draw({ structures, minutes }: DrawInput, task: Task<IsochroneShare>): DrawnPart {
  const { shared } = task;
  const maker = makers.get(shared) ?? new IsochroneMaker(shared.ground);
  makers.set(shared, maker);
  const widestFirst = minutes.toSorted((a, b) => b - a);
  const lines: string[] = [];
  const times: StructureTimes[] = [];
  for (const { index, id, name } of structures) {
    if (task.isCancelled()) throw new Error("cancelled");
    const { bands, reachedCells } = maker.around(shared.structureSnaps, index, widestFirst);
    for (const { area, minutes: limit, people } of bands) {
      const properties = { structure: id, nom: name, minutes: limit, habitants: people };
      lines.push(`${JSON.stringify({ type: "Feature", geometry: area, properties })}\n`);
    }
    if (reachedCells !== null) times.push({ id, ...reachedCells });
  }
  const part: DrawnPart = {
    structures: structures.map(({ index }) => index),
    polygons: new TextEncoder().encode(lines.join("")),
    times: shared.grid === null ? null : timesAsParquet(shared.grid, times),
    cellCount: times.reduce((sum, { cells }) => sum + cells.length, 0),
  };
  task.transfer(part.polygons.buffer, ...(part.times === null ? [] : [part.times.buffer]));
  return part;
}

export const tasks = { url: import.meta.url, handlers: { draw } } satisfies TaskModule;
