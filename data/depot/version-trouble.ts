import { openBundle } from "../bundle/read-bundle.ts";
import { findAltered } from "../bundle/verify-files.ts";
import { InputError } from "../input-error.ts";

/**
 * Why a bundle is not whole, null where it is. Reads and hashes all of it, seconds for a country, with pauses in which the
 * process hears what comes. Servers would refuse one that is damaged, and those that start have nothing else.
 */
export async function troubleIn(directory: string): Promise<InputError | null> {
  try {
    openBundle(directory);
    const { length } = await findAltered(directory);
    if (length === 0) return null;
    const what = `${length} of its files do not match the hashes in its manifest (trente verify names them)`;
    return new InputError("depot.version.damaged", directory, what);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
