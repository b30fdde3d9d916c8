import { structureSeeds } from "../../isochrones/accessibility/near-structures.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { makeNearTable } from "../../isochrones/routing/make-near-table.ts";
import type { NearTable } from "../../isochrones/routing/near-table.ts";
import type { Task, TaskModule } from "../../workers/task-module.ts";

/** What of a dataset the table is made from. */
export type RoadsAndStructures = Pick<Dataset, "network" | "structures" | "structureSnaps">;

/** The table of the structures nearest to every edge, in shared memory; null where it cannot be made. */
export function makeTable(
  { ranks }: { readonly ranks: number },
  task: Task<RoadsAndStructures>,
): NearTable | null {
  return makeNearTable(task.shared.network, structureSeeds(task.shared), ranks);
}

export const tasks = { url: import.meta.url, handlers: { makeTable } } satisfies TaskModule;
