import type { Cells } from "../../isochrones/model/cells.ts";

/** Cells as their files give them, before they have a commune and a place on the roads. */
export type ReadCells = Omit<Cells, "communes" | "cutTimes">;
