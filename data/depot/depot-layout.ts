import { join } from "node:path";

/** Version of the depot's layout: raised whenever an older reader would misunderstand it. */
export const DEPOT_FORMAT = 1;
/** Says that a folder is a depot. */
export const MARKER_FILE = "depot.json";
/** Names the version in service. */
export const CURRENT_FILE = "courant.json";
/** One bundle for each version, named by its id. */
export const VERSIONS_FOLDER = "jeux";
/** One bundle that is not put in service, being implausible or a trial, until it is wanted or another takes its place. */
export const PENDING_FOLDER = "en-attente";
/** What `fetch` writes. */
export const SOURCES_FOLDER = "sources";
/** Change reports. */
export const REPORTS_FOLDER = "rapports";
/** What a version was made of, beside its manifest: enough to know that nothing has changed. */
export const RECIPE_FILE = "recette.json";
/** The process that writes. */
export const LOCK_FILE = "verrou";
/** Beginning of the name of what is not whole yet. */
export const NEW_PREFIX = ".new-";
/** Beginning of the name of what is being removed: whoever finds it may go on removing. */
export const OLD_PREFIX = ".old-";

/** So many versions stay unless it is said otherwise. */
export const DEFAULT_KEPT = 3;

/** What ids of datasets look like; nothing else is taken for a version's folder or put in a path. */
export const DATASET_ID = /^[0-9a-f]{16}$/u;

/** Where a version lies, whether it is there or not. */
export function versionFolder(depot: string, id: string): string {
  return join(depot, VERSIONS_FOLDER, id);
}
