import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { loadBundle } from "../../data/bundle/read-bundle.ts";
import { readManifest } from "../../data/bundle/manifest.ts";
import { parseCurrent } from "../../data/depot/current.ts";
import { CURRENT_FILE } from "../../data/depot/depot-layout.ts";
import { isDepot } from "../../data/depot/depot.ts";
import { withDatasetAsync } from "../../data/depot/resolve-dataset.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";

/** Where a server has its dataset from. */
export interface DatasetSource {
  /** Id of the dataset that is in service there now. Quick, and asked again and again. Throws where it cannot be told. */
  currentId(): Promise<string>;
  /** Reads that dataset, whole. Throws `InputError` where it cannot be read. */
  load(): Promise<Dataset>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** A bundle or a depot on a disk. */
export function localSource(path: string): DatasetSource {
  return {
    currentId: async () => {
      if (!isDepot(path)) return readManifest(path).id;
      const file = join(path, CURRENT_FILE);
      // Without holding the thread: the disk may be another machine's.
      return parseCurrent(await readFile(file, "utf8"), file).id;
    },
    load: async () => withDatasetAsync(path, loadBundle),
    close: async () => Promise.resolve(),
  };
}
