import { openBundle } from "../bundle/read-bundle.ts";
import { verifyFiles } from "../bundle/verify-files.ts";
import { InputError } from "../input-error.ts";

/**
 * Why a bundle is not whole, null where it is. Reads and hashes all of it: seconds for a country. Servers would refuse one
 * that is damaged, and those that start have nothing else.
 */
export function troubleIn(directory: string): InputError | null {
  try {
    openBundle(directory);
    const altered = verifyFiles(directory).filter(({ trouble }) => trouble !== null);
    if (altered.length === 0) return null;
    const what = `${altered.length} of its files do not match the hashes in its manifest (trente verify names them)`;
    return new InputError("depot.version.damaged", directory, what);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
