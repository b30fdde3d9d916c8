import { InputError } from "../input-error.ts";
import { versionFolder } from "./depot-layout.ts";
import { isDepot, openDepot } from "./depot.ts";

/**
 * The bundle directory that a path stands for: that of the version in service for a depot, the path itself for anything
 * else, which is then a bundle or refused as one.
 *
 * @throws InputError for a depot that cannot be read, or has nothing in service
 */
export function resolveDataset(path: string): string {
  if (!isDepot(path)) return path;
  const current = openDepot(path).current();
  if (current === null) {
    throw new InputError(
      "depot.empty",
      path,
      `this depot has no dataset in service yet (put one in with: trente refresh --depot ${path})`,
    );
  }
  return versionFolder(path, current.id);
}

/**
 * Uses the dataset of a path. A depot is asked once which version is in service; where that one could not be used and
 * another has taken its place meanwhile, that is used instead.
 *
 * @param use what to do with a bundle directory, all of it reading
 */
export function withDataset<Result>(path: string, use: (directory: string) => Result): Result {
  const directory = resolveDataset(path);
  try {
    return use(directory);
  } catch (error) {
    const now = resolveDataset(path);
    if (now === directory) throw error;
    return use(now);
  }
}

/** The same for reading that takes its time. */
export async function withDatasetAsync<Result>(
  path: string,
  use: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = resolveDataset(path);
  try {
    return await use(directory);
  } catch (error) {
    const now = resolveDataset(path);
    if (now === directory) throw error;
    return use(now);
  }
}
