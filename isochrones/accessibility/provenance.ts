import type { Dataset } from "../model/dataset.ts";
import type { Provenance } from "../model/provenance.ts";

/** Our own searches, as a provenance names them. */
export const EMBEDDED_ENGINE = "embedded";

/**
 * Where what is found in a dataset comes from.
 *
 * @param parameters of the question, beside those that the dataset was built with
 */
export function provenanceOf(
  { id, name, formatVersion, sources, profile, parameters: built }: Dataset,
  engine: string,
  parameters: Provenance["parameters"],
): Provenance {
  return {
    dataset: { id, name, formatVersion },
    sources,
    profile,
    engine,
    parameters: { ...built, ...parameters },
  };
}
