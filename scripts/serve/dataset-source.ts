import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { loadBundle } from "../../data/bundle/read-bundle.ts";
import { readManifest } from "../../data/bundle/manifest.ts";
import { parseCurrent } from "../../data/depot/current.ts";
import { CURRENT_FILE } from "../../data/depot/depot-layout.ts";
import { isDepot } from "../../data/depot/depot.ts";
import { RemoteDepot } from "../../data/depot/remote/remote-depot.ts";
import { isStoreAddress, storeAddress, storeName } from "../../data/depot/remote/store-address.ts";
import { withDatasetAsync } from "../../data/depot/resolve-dataset.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { cacheFolder } from "../cli/cache-folder.ts";
import { UsageError } from "../cli/command.ts";
import { trenteVersion } from "../cli/version.ts";

/** Where a server has its dataset from. */
export interface DatasetSource {
  /** Id of the dataset that is in service there now. Quick, and asked again and again. Throws where it cannot be told. */
  currentId(): Promise<string>;
  /** Reads that dataset, whole. Throws `InputError` where it cannot be read. */
  load(): Promise<Dataset>;
  /** Puts the version before in service there; absent where none is kept, or none may be changed. Throws `InputError`. */
  readonly goBack?: () => Promise<void>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** A source with what a server does about it unless it is told otherwise. */
export interface OpenedSource {
  readonly source: DatasetSource;
  /** Path beside which the server keeps its own state. */
  readonly home: string;
  /** Does what is in service there change by itself? */
  readonly isDepot: boolean;
}

export interface SourceOptions {
  /** Folder for what is downloaded; the system's own place where not given. */
  readonly cache: string | undefined;
  readonly signal: AbortSignal;
  /** Hears, in one line, what the operator should know. */
  readonly tell: (line: string) => void;
}

/**
 * A bundle, a depot, or the address of a depot.
 *
 * @throws UsageError for a cache without an address, InputError for an address that no depot can have
 */
export function openSource(dataset: string, { cache, signal, tell }: SourceOptions): OpenedSource {
  if (!isStoreAddress(dataset)) {
    if (cache !== undefined)
      throw new UsageError("option --cache: expected with the address of a depot only");
    return { source: localSource(dataset), home: resolve(dataset), isDepot: isDepot(dataset) };
  }
  const address = storeAddress(dataset);
  const home = resolve(cache ?? join(cacheFolder(), "depots", storeName(address)));
  const source = new RemoteDepot({
    address,
    cache: home,
    agent: `trente/${trenteVersion()}`,
    signal,
    tell,
  });
  return { source, home, isDepot: true };
}

/** A bundle or a depot on a disk. */
function localSource(path: string): DatasetSource {
  return {
    currentId: async () => {
      if (!isDepot(path)) return readManifest(path).id;
      const file = join(path, CURRENT_FILE);
      // Without holding the thread: the disk may be another machine's.
      return parseCurrent(await readFile(file, "utf8"), file).id;
    },
    load: async () => withDatasetAsync(path, loadBundle),
    ...(isDepot(path) ? { goBack: async () => goBackIn(path) } : {}),
    close: async () => Promise.resolve(),
  };
}

/** What makes and compares datasets is only loaded where it is used. */
async function goBackIn(depot: string): Promise<void> {
  const { goBack } = await import("../../data/refresh/refresh-depot.ts");
  await goBack(depot, null, new Date());
}
