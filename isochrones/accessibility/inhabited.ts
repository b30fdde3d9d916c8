import type { Cells } from "../model/cells.ts";
import type { Dataset } from "../model/dataset.ts";
import type { PointsByRoad, Snaps } from "../model/points.ts";

/** A dataset with people in it. */
export type Inhabited = Dataset & {
  readonly cells: Cells;
  readonly cellSnaps: Snaps;
  readonly cellsByRoad: PointsByRoad;
};

export function isInhabited(dataset: Dataset): dataset is Inhabited {
  return dataset.cells !== null && dataset.cellSnaps !== null && dataset.cellsByRoad !== null;
}
