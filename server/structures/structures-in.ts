import { codeIn } from "../../isochrones/accessibility/territories.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import type { Territory } from "../../isochrones/model/territory.ts";

/** The structures that stand in a territory, by their communes. O(communes + structures). */
export function structuresIn(
  { communes, structures }: Pick<Dataset, "communes" | "structures">,
  { kind, code }: Territory,
): readonly Structure[] {
  if (kind === "france") return structures;
  const inside = new Set(
    communes.filter((commune) => codeIn(commune, kind) === code).map((commune) => commune.code),
  );
  return structures.filter(({ communeCode }) => inside.has(communeCode));
}
