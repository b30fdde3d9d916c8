import { readdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { identify, type Manifest, MANIFEST_FILE, readManifest } from "../../../data/bundle/manifest.ts";

/** A folder that holds one dataset, then another, then the first again, as a refresh would leave it. */
export interface SwappedBundle {
  readonly directory: string;
  /** Identifiers of the two. */
  readonly ids: readonly [string, string];
  /** Puts the other one there, by one atomic step. @returns its id */
  readonly swap: () => string;
}

/**
 * Makes such a folder of links to the files of two bundles, which are named by their contents. Without a second one, it is
 * the first under another name, which is another dataset to the server.
 *
 * @param folder there already, and empty
 */
export function swappedBundle(folder: string, first: string, second: string | null): SwappedBundle {
  const manifests = [
    readManifest(first),
    second === null ? renamed(readManifest(first)) : readManifest(second),
  ];
  const seen = new Set<string>();
  for (const directory of second === null ? [first] : [first, second]) {
    const files = readdirSync(directory, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    for (const { name } of files) {
      if (name === MANIFEST_FILE || seen.has(name)) continue;
      seen.add(name);
      symlinkSync(resolve(directory, name), join(folder, name));
    }
  }
  let turn = 0;
  const put = (): string => {
    const manifest = manifests[turn % 2];
    const aside = join(folder, ".new-manifest");
    writeFileSync(aside, JSON.stringify(manifest));
    renameSync(aside, join(folder, MANIFEST_FILE));
    return manifest.id;
  };
  put();
  return {
    directory: folder,
    ids: [manifests[0].id, manifests[1].id],
    swap: () => {
      turn++;
      return put();
    },
  };
}

function renamed({ format, formatVersion, id: _, ...contents }: Manifest): Manifest {
  const others = { ...contents, name: `${contents.name} (bis)` };
  return { format, formatVersion, id: identify(others), ...others };
}
