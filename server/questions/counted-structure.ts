import { selectStructures } from "../../isochrones/accessibility/selection.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";

/** A structure among those that a selection counts. */
export interface StructureChoice {
  readonly structureId: string;
  readonly selection: StructureSelection;
}

/**
 * Its number in the dataset. Throws `RequestError`: `structure.unknown`, or `structure.not_counted` for one that the selection
 * leaves out.
 */
export function countedStructure({ dataset }: Study, { structureId, selection }: StructureChoice): number {
  const index = dataset.structures.findIndex(({ id }) => id === structureId);
  if (index < 0) {
    throw new RequestError(
      "structure.unknown",
      "structure",
      `structure « ${structureId} » inconnue de ce jeu de données`,
    );
  }
  const [reason] = selectStructures([dataset.structures[index]], selection).excluded;
  if (reason === undefined) return index;
  throw new RequestError(
    "structure.not_counted",
    "structure",
    `la structure « ${structureId} » n’est pas comptée par cette demande : ${reason.reason}`,
  );
}
