import { createStudy } from "../../isochrones/create-study.ts";
import { withChanges } from "../../isochrones/graph/with-changes.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Study } from "../../isochrones/study.ts";

/** The lists of a dataset that are objects by the ten thousand: who starts a thread would copy them one by one. */
type Lists = Pick<Dataset, "communes" | "structures" | "territories">;

/** A dataset as it goes to threads, which starts none of them for more than a few milliseconds. */
export interface SharedDataset {
  /** Its arrays, in shared memory where they are so, without `communeShapes`, which no thread looks at. */
  readonly arrays: Omit<Dataset, keyof Lists>;
  /** Its lists as JSON, in shared memory. */
  readonly lists: Uint8Array;
}

const shared = new WeakMap<Dataset, SharedDataset>();
/** One for each thread and dataset. */
const studies = new WeakMap<SharedDataset, Study>();

/** Written once for all the threads of a dataset. O(objects). */
export function shareDataset(dataset: Dataset): SharedDataset {
  const known = shared.get(dataset);
  if (known !== undefined) return known;
  const { communes, structures, territories } = dataset;
  const text = new TextEncoder().encode(
    JSON.stringify({ communes, structures, territories } satisfies Lists),
  );
  const lists = new Uint8Array(new SharedArrayBuffer(text.byteLength));
  lists.set(text);
  const nothing = { communeShapes: [], communes: [], structures: [], territories: [] };
  // Outlines are not read for it either, as a spread of the dataset itself would.
  const made: SharedDataset = { arrays: { ...withChanges(dataset, nothing) }, lists };
  shared.set(dataset, made);
  return made;
}

/** The study of what has been shared, in the thread that it was shared with. */
export function studyOfShared(given: SharedDataset): Study {
  const known = studies.get(given);
  if (known !== undefined) return known;
  // A decoder takes no shared memory.
  const lists = JSON.parse(new TextDecoder().decode(given.lists.slice())) as Lists;
  const study = createStudy({ ...given.arrays, ...lists });
  studies.set(given, study);
  return study;
}
