import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { MANIFEST_FILE } from "../bundle/manifest.ts";
import { InputError } from "../input-error.ts";
import { type Current, readCurrent } from "./current.ts";
import { DATASET_ID, DEPOT_FORMAT, MARKER_FILE, versionFolder, VERSIONS_FOLDER } from "./depot-layout.ts";

/** A dataset in a depot. */
export interface Version {
  /** Dataset id. */
  readonly id: string;
  /** Its bundle. */
  readonly directory: string;
  /** When it came into the depot, milliseconds since 1970. */
  readonly addedAt: number;
}

/** A depot as whoever reads it sees it. Each call looks at the disk. */
export interface Depot {
  readonly directory: string;
  /** null where nothing has been put in service yet. Throws `InputError` for a damaged `courant.json`. */
  current(): Current | null;
  /** All whole versions, the latest first. */
  versions(): Version[];
}

/** Is this folder a depot? False for bundles and all else, and for what is not there. */
export function isDepot(directory: string): boolean {
  return existsSync(join(directory, MARKER_FILE));
}

/** @throws InputError where there is no depot, or one that this version cannot read */
export function openDepot(directory: string): Depot {
  checkMarker(directory);
  return {
    directory,
    current: () => readCurrent(directory),
    versions: () => versionsIn(directory),
  };
}

function versionsIn(depot: string): Version[] {
  const folder = join(depot, VERSIONS_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((id) => DATASET_ID.test(id))
    .map((id) => ({ id, directory: versionFolder(depot, id) }))
    .flatMap(({ id, directory }) => {
      const manifest = statSync(join(directory, MANIFEST_FILE), { throwIfNoEntry: false });
      return manifest === undefined ? [] : [{ id, directory, addedAt: manifest.mtimeMs }];
    })
    .sort((a, b) => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1));
}

function checkMarker(directory: string): void {
  const file = join(directory, MARKER_FILE);
  let marker: unknown;
  try {
    marker = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new InputError(
      "depot.absent",
      directory,
      `no depot here: ${MARKER_FILE} cannot be read (make one with: trente refresh --depot ${directory})`,
      { cause },
    );
  }
  const { format, formatVersion } = (typeof marker === "object" && marker !== null ? marker : {}) as Partial<
    Record<string, unknown>
  >;
  if (format !== "trente-depot" || typeof formatVersion !== "number") {
    throw new InputError("depot.marker.form", file, "not the marker of a Trente depot");
  }
  if (formatVersion !== DEPOT_FORMAT) {
    throw new InputError(
      "depot.version",
      file,
      `got depot format ${formatVersion}, expected ${DEPOT_FORMAT}: update Trente`,
    );
  }
}
