import { join } from "node:path";

import type { ReusedRoads } from "../build/reuse.ts";
import { readManifest } from "../bundle/manifest.ts";
import { openBundle } from "../bundle/read-bundle.ts";
import type { Progress } from "../progress.ts";
import { type HashedIngredients, readRecipe } from "./recipe.ts";

/**
 * The roads of a version, where they are those that a recipe would give: reading them takes a hundredth of the time of
 * making them. null where they are others, or damaged, which is told.
 */
export function reuseRoads(
  directory: string,
  { roadsKey, roadSources }: HashedIngredients,
  progress: Progress,
): ReusedRoads | null {
  const recipe = readRecipe(directory);
  if (recipe?.roadsKey !== roadsKey) return null;
  progress.stage("Reprise du réseau, inchangé");
  try {
    const { files } = readManifest(directory);
    const { network, snapIndex } = openBundle(directory);
    return {
      ...recipe.findings,
      // Plain arrays, each read and checked now.
      network: { ...network },
      snapIndex: { ...snapIndex },
      sources: [...roadSources],
      files: {
        network: join(directory, files["network"].file),
        "snap-index": join(directory, files["snap-index"].file),
      },
    };
  } catch (error) {
    progress.note?.(`Réseau non repris, ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
